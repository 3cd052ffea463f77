"""emotion.text.datasets: the data folder in one shape."""

from pathlib import Path

import numpy as np
import pytest

from emotion.moods import MOODS
from emotion.text import datasets
from emotion.text.datasets import DataError, moods_of_emotions
from emotion.text.emotions import EMOTIONS
from tests.emotion.text.tables import make_data, make_diaries, table


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_data(tmp_path / "data")


def test_comments_have_their_labels_and_moods(root: Path) -> None:
    found = datasets.goemotions(root, "en", "train")
    assert len(found) == 60
    assert found.emotions.sum(axis=1).tolist() == [1.0] * 60
    assert found.clear.all()
    assert [MOODS[row] for row in found.moods[:6].argmax(axis=1)] == list(MOODS)


def test_neutral_gives_way_and_two_moods_are_not_clear() -> None:
    rows = np.zeros((3, len(EMOTIONS)), np.float32)
    rows[0, [EMOTIONS.index("joy"), EMOTIONS.index("neutral")]] = 1
    rows[1, [EMOTIONS.index("joy"), EMOTIONS.index("anger")]] = 1
    rows[2, EMOTIONS.index("curiosity")] = 1
    moods = moods_of_emotions(rows)
    assert moods[0].tolist() == [0, 0, 0, 0, 1, 0]
    assert sorted(moods[1].tolist()) == [0, 0, 0, 0, 0.5, 0.5]
    assert moods[2].tolist() == [0, 0, 0, 0, 0, 1]


def test_many_labels_of_a_mood_weigh_by_the_root_and_ties_are_unknown(root: Path) -> None:
    # 44 labels by turns: the first two moods have eight labels, the others seven.
    table(root / "kote" / "val.tsv.gz", [[1, "a", "0,6,1"], [2, "b", "2,3"], [3, "c", "0,2"]])
    moods = datasets.kote(root, "val").moods
    assert moods[0].argmax() == 0
    assert np.isnan(moods[1]).all()
    assert moods[2].argmax() == 2


def test_shares_of_moods_tell_of_all_labels_and_of_ties(root: Path) -> None:
    rows = [[1, "a", "2,8,3"], [2, "b", "2,3"], *([3, "c", "0"] for _ in range(2))]
    table(root / "kote" / "val.tsv.gz", rows)
    moods = datasets.kote_shares(root).moods
    assert moods[0].tolist() == pytest.approx([0, 0, 0.8, 0.2, 0, 0])
    assert moods[1].tolist() == pytest.approx([0, 0, 0.5, 0.5, 0, 0])


def test_subtitles_share_their_moods(root: Path) -> None:
    table(root / "xed_en" / "all.tsv.gz", [["a", "joy,anticipation,anger"], ["b", "neutral"]])
    found = datasets.xed(root)
    assert found.moods[0].tolist() == pytest.approx([1 / 3, 0, 0, 0, 2 / 3, 0])
    assert found.labels.sum(axis=1).tolist() == [3, 1]


def test_diaries_come_by_split(tmp_path: Path) -> None:
    folder = make_diaries(tmp_path)
    train, dev = (datasets.diaries("ko", split, folder) for split in ("train", "dev"))
    assert len(train) + len(dev) == 30
    assert dev.clear.all()
    assert dev.take(np.array([0])).facts[0]["split"] == "dev"


def test_the_diaries_of_the_project_are_whole() -> None:
    for lang in ("en", "ko"):
        train, dev = (datasets.diaries(lang, split) for split in ("train", "dev"))
        assert len(train) > 1500
        assert len(dev) > 300
        situations = [{row["situation"] for row in part.facts} for part in (train, dev)]
        assert not situations[0] & situations[1]


@pytest.mark.parametrize("content", ["not json\n", "[1]\n", '{"text": "a"\n'])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n' + content)
    with pytest.raises(DataError, match="line 2"):
        datasets.json_lines(tmp_path / "x.jsonl")


def test_a_missing_table_is_an_error_of_the_data(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"train\.tsv\.gz"):
        datasets.goemotions(tmp_path, "en", "train")
