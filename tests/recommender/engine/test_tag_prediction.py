"""Mood tags from other tags: every method on data whose answer is known, figures, and the file."""

import gzip
import tempfile
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.tag_prediction.figures import macro, of_each_tag, pr_auc, roc_auc
from recommender.engine.tag_prediction.files import COLUMNS, TableError, read_tracks
from recommender.engine.tag_prediction.methods import kernel_ridge, logistic
from recommender.engine.tag_prediction.predictor import METHODS, MoodTagPredictor
from recommender.engine.tag_prediction.tracks import TaggedTracks, even_length, indicators

TAGS, MOODS = ("harp", "drums", "choir", "bells"), ("calm", "wild")
HARP, DRUMS, CHOIR, BELLS = np.eye(4)


def tracks_of(tags: list, moods: list, artists: list | None = None) -> TaggedTracks:
    numbers = np.arange(len(tags)) if artists is None else np.array(artists)
    return TaggedTracks(np.array(tags, float), np.array(moods, float), numbers, TAGS, MOODS)


def plain_tracks() -> TaggedTracks:
    """Harp is calm and drums are wild, nine times of ten; choir says nothing."""
    tags, moods = [], []
    for place in range(200):
        calm = place % 2 == 0
        told = calm if place % 20 not in (6, 7) else not calm
        choir = CHOIR if place % 3 == 0 else 0 * CHOIR
        tags.append((HARP if calm else DRUMS) + choir)
        moods.append([told, not told])
    return tracks_of(tags, moods)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_learns_what_a_tag_means(name: str) -> None:
    tracks = plain_tracks()
    scores = METHODS[name](tracks, tracks)(np.array([HARP, DRUMS]))
    assert scores[0, 0] > scores[1, 0]
    assert scores[0, 1] < scores[1, 1]


def test_places_are_shares_and_the_same_alone_as_among_others() -> None:
    predictor = MoodTagPredictor.fit(plain_tracks())
    asked = np.array([HARP, DRUMS, HARP + CHOIR, 0 * HARP, BELLS])
    together = predictor.predict(asked)
    alone = np.vstack([predictor.predict(row[None]) for row in asked])
    assert np.allclose(together, alone)
    assert ((together >= 0) & (together <= 1)).all()
    assert together[0, 0] > together[4, 0] > together[1, 0]


def test_the_same_tracks_give_the_same_predictor() -> None:
    first, second = (MoodTagPredictor.fit(plain_tracks()) for _ in range(2))
    assert np.array_equal(first.predict(np.eye(4)), second.predict(np.eye(4)))


def test_the_kernel_hears_combinations_that_no_sum_of_tags_can_tell() -> None:
    """Harp or drums is calm, both or neither is wild."""
    rows = [HARP, DRUMS, HARP + DRUMS, CHOIR] * 60
    tracks = tracks_of(rows, [[1, 0], [1, 0], [0, 1], [0, 1]] * 60)
    calm = kernel_ridge(tracks, even_length)(np.array([HARP, DRUMS, HARP + DRUMS]))[:, 0]
    assert min(calm[:2]) > calm[2] + 0.5
    summed = logistic(tracks, lambda tags: tags[:, :2])(np.array([HARP, DRUMS, HARP + DRUMS]))
    assert not min(summed[:2, 0]) > summed[2, 0] + 0.5


def test_tracks_without_moods_teach_what_tags_go_together() -> None:
    judged = tracks_of([HARP, DRUMS] * 50, [[1, 0], [0, 1]] * 50)
    unjudged = [HARP + BELLS, DRUMS + CHOIR] * 50
    every = tracks_of(
        [*judged.tags, *unjudged], [*judged.moods, *np.zeros((100, 2))], list(range(200))
    )
    asked = np.array([BELLS, CHOIR])
    scores = METHODS["logistic_coarse"](every, judged)(asked)
    assert scores[0, 0] > scores[1, 0]
    told_nothing = METHODS["logistic_coarse"](judged, judged)(asked)
    assert told_nothing[0, 0] == pytest.approx(told_nothing[1, 0])


def test_an_artists_many_tracks_count_less_each() -> None:
    tracks = tracks_of([HARP] * 5, [[1, 0]] * 5, artists=[1, 1, 1, 1, 2])
    assert tracks.weights[4] == pytest.approx(2 * tracks.weights[0])
    assert tracks.weights.mean() == pytest.approx(1)


def test_without_mood_tags_there_is_nothing_to_learn() -> None:
    with pytest.raises(ValueError, match="no tracks with mood tags"):
        MoodTagPredictor.fit(tracks_of([HARP, DRUMS], [[0, 0], [0, 0]]))


def test_a_mood_that_all_or_no_tracks_have_breaks_nothing() -> None:
    tracks = tracks_of([HARP, DRUMS] * 10, [[1, 0]] * 20)
    assert np.isfinite(MoodTagPredictor.fit(tracks).predict(np.eye(4))).all()


def test_indicators_leave_out_what_is_no_name() -> None:
    assert indicators([["b", "x"], []], ["a", "b"]).tolist() == [[0, 1], [0, 0]]


scored = st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=2, max_size=30).filter(
    lambda pairs: len({wanted for _, wanted in pairs}) == 2
)


@given(scored)
def test_roc_auc_is_the_share_of_pairs_in_order(pairs: list[tuple[int, bool]]) -> None:
    good = [score for score, wanted in pairs if wanted]
    bad = [score for score, wanted in pairs if not wanted]
    share = np.mean([(g > b) + (g == b) / 2 for g in good for b in bad])
    scores, wanted = np.array(pairs, dtype=float).T
    assert roc_auc(scores, wanted > 0) == pytest.approx(share)


@given(scored, st.randoms())
def test_pr_auc_sums_precision_over_thresholds(pairs: list, random: Random) -> None:
    total, before, expected = sum(wanted for _, wanted in pairs), 0.0, 0.0
    for threshold in sorted({score for score, _ in pairs}, reverse=True):
        passed = [wanted for score, wanted in pairs if score >= threshold]
        expected += (sum(passed) / len(passed)) * (sum(passed) / total - before)
        before = sum(passed) / total
    random.shuffle(pairs)
    scores, wanted = np.array(pairs, dtype=float).T
    assert pr_auc(scores, wanted > 0) == pytest.approx(expected)


def test_figures_need_both_kinds_of_track() -> None:
    with pytest.raises(ValueError, match="with and without"):
        roc_auc(np.array([1.0, 2.0]), np.array([True, True]))
    with pytest.raises(ValueError, match="with the tag"):
        pr_auc(np.array([1.0, 2.0]), np.array([False, False]))
    with pytest.raises(ValueError, match="no mood tag"):
        macro({})


def test_a_tag_that_no_track_has_is_left_out_of_the_mean() -> None:
    moods = np.array([[1.0, 0.0], [0.0, 0.0]])
    each = of_each_tag(np.array([[0.9, 0.5], [0.1, 0.5]]), moods, MOODS)
    assert each == {"calm": {"roc_auc": 1.0, "pr_auc": 1.0, "ndcg@100": 1.0}}
    assert macro(each) == {"roc_auc": 1.0, "pr_auc": 1.0, "ndcg@100": 1.0}


def write_table(path: Path, rows: list[list[str]], columns: tuple[str, ...] = COLUMNS) -> Path:
    text = "\n".join("\t".join(row) for row in [list(columns), *rows]) + "\n"
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


ROWS = [["jazz|pop", "piano", "calm", "train", "7"], ["", "piano", "", "test", "8"]]


@pytest.mark.parametrize("name", ["tracks.tsv", "tracks.tsv.gz"])
def test_a_table_is_read_plain_and_packed(tmp_path: Path, name: str) -> None:
    tracks, splits = read_tracks(write_table(tmp_path / name, ROWS))
    assert tracks.tag_names == ("genre:jazz", "genre:pop", "instrument:piano")
    assert tracks.tags.tolist() == [[1, 1, 1], [0, 0, 1]]
    assert (tracks.mood_names, tracks.moods.tolist()) == (("calm",), [[1], [0]])
    assert splits.tolist() == ["train", "test"]
    assert tracks.artists[0] != tracks.artists[1]


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    whole = write_table(tmp_path / "a.tsv.gz", ROWS).read_bytes()
    broken = {
        "torn.tsv.gz": whole[: len(whole) // 2],
        "plain.tsv.gz": b"not packed",
        "latin.tsv": "\t".join(COLUMNS).encode() + b"\n\xff\t\t\t\t\n",
        "empty.tsv": b"",
        "headed.tsv": "\t".join(COLUMNS).encode() + b"\n",
        "short.tsv": "\t".join(COLUMNS).encode() + b"\njazz\tpiano\n",
        "other.tsv": b"genre\tinstrument\njazz\tpiano\n",
        "long.tsv": "\t".join(COLUMNS).encode() + b"\n" + b"x" * 200_000 + b"\t\t\t\t\n",
    }
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(TableError, match=name):
            read_tracks(tmp_path / name)
    with pytest.raises(TableError, match="missing"):
        read_tracks(tmp_path / "missing.tsv")


# No deadline: a busy machine may take its time to write the file.
@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_an_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracks.tsv"
        path.write_bytes("\t".join(COLUMNS).encode() + b"\n" + data)
        try:
            tracks, splits = read_tracks(path)
        except TableError:
            return
        assert len(tracks.tags) == len(tracks.moods) == len(splits) > 0
