"""The lines that the lyrics engine serves from: gathered, taken over, published, never stale."""

import numpy as np
import pytest

from emotion.moods import Mood
from mlfym import health
from recommender import library, lyrics_index, snapshots
from recommender.engine import embedding
from recommender.engine.artefacts import ArtefactDamaged
from recommender.engine.base import Query
from recommender.engine.embedding import Embedder, NothingReads
from recommender.engine.line_store import LineStore, packed, store_of, two_best
from recommender.engine.lyrics import KEPT, LyricsConfig, LyricsEngine
from recommender.engine.publishing import SHIPPED, current_version
from recommender.lyrics_index import gather, starter_lines, write_index
from recommender.models import Song
from recommender.snapshots import catalogue_changed
from tests.emotion.text.test_sentence_model import make_onnx, make_tokenizer
from tests.recommender.engine.tiny import LINES, RAIN, SUN, corpus, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def models(settings, tmp_path):
    settings.MODEL_DIR = tmp_path
    return tmp_path


@pytest.fixture
def other_model():
    """Let another version read, as after a new text model."""
    ours = embedding._embedder
    yield lambda: embedding.use(Embedder(ours.embed, lambda: "another"))
    embedding.use(ours)


@pytest.fixture
def no_model():
    ours = embedding._embedder
    yield lambda: embedding.use(Embedder(embedding._nothing_reads, embedding._no_version))
    embedding.use(ours)


def song(lyrics: str) -> Song:
    made = Song.objects.create(lyrics=lyrics)
    catalogue_changed()
    return made


def serving() -> LyricsEngine | None:
    books = library.Library(library.settings.MODEL_DIR, look_every=0, patience=60)
    return books.engines(snapshots.current()).get("lyrics")


def test_songs_with_lyrics_are_gathered(models):
    one, _, two = song("First line\n[Chorus]\nFirst line\nSecond"), song(""), song("둘째 노래")
    gather()
    engine = serving()
    assert engine.song_ids.tolist() == [one.pk, two.pk]
    assert [engine.store.line(n) for n in range(3)] == ["First line", "Second", "둘째 노래"]
    assert engine.rank(Query(text="둘째 노래"), 1)[0].tolist() == [two.pk]
    assert library.version_of(engine) == current_version(models, "lyrics")


def test_what_did_not_change_is_not_gathered_again(models):
    song("First line")
    assert gather() is not None
    assert gather() is None
    catalogue_changed()
    assert gather() is None
    song("Second")
    assert gather() is not None


def test_lines_that_are_the_same_keep_their_vectors(models, monkeypatch):
    one, two = song("First line"), song("Second")
    gather()
    before = serving().store
    Song.objects.filter(pk=two.pk).update(lyrics="Third\nFourth")
    catalogue_changed()
    asked = []
    ours = embedding._embedder
    monkeypatch.setattr(
        embedding, "_embedder", Embedder(lambda t: asked.extend(t) or ours.embed(t), ours.version)
    )
    gather()
    assert asked == ["Third", "Fourth"]
    after = serving()
    assert after.meta.metrics == {"lines": 3, "taken_over": 1}
    assert np.array_equal(after.store.vectors[0], before.vectors[0])
    assert [after.store.line(n) for n in range(3)] == ["First line", "Third", "Fourth"]
    assert after.song_ids.tolist() == [one.pk, two.pk]


def test_a_song_that_went_is_gone(models):
    one, two = song("First line"), song("Second")
    gather()
    one.delete()
    catalogue_changed()
    gather()
    assert serving().song_ids.tolist() == [two.pk]
    two.delete()
    catalogue_changed()
    gather()
    assert len(serving().song_ids) == 0
    assert len(serving().rank(Query(text="Second"), 5)[0]) == 0


def test_lines_of_another_text_model_match_nothing_and_say_so(models, other_model):
    song("First line")
    gather()
    assert serving() is not None
    other_model()
    assert serving() is None
    status = library.engine_statuses()["engine lyrics"]
    assert not status.ok
    assert "another" in status.fault
    assert gather() is not None
    assert serving() is not None


def test_lines_of_another_embedding_wait_to_be_read_again(models, settings, tmp_path):
    settings.TEXT_EMBEDDING_MODEL = ""
    song("happy")
    other = song("sad")
    gather()
    make_onnx(tmp_path / "own" / "model.onnx")
    make_tokenizer(tmp_path / "own")
    settings.TEXT_EMBEDDING_MODEL = str(tmp_path / "own")
    assert serving() is None
    assert not library.engine_statuses()["engine lyrics"].ok
    assert gather() is not None
    engine = serving()
    assert engine.store.vectors.shape[1] == 3
    assert engine.rank(Query(text="sad"), 1)[0].tolist() == [other.pk]
    assert library.engine_statuses()["engine lyrics"].ok
    settings.TEXT_EMBEDDING_MODEL = ""
    assert serving() is None


def test_without_a_text_model_the_engine_is_off_and_says_so(models, no_model):
    song("First line")
    gather()
    no_model()
    assert serving() is None
    assert not library.engine_statuses()["engine lyrics"].ok
    with pytest.raises(NothingReads):
        gather()


def test_a_failed_gathering_leaves_nothing(models, no_model):
    song("First line")
    ours = embedding._embedder
    embedding.use(Embedder(embedding._nothing_reads, ours.version))
    with pytest.raises(NothingReads):
        gather()
    assert current_version(models, "lyrics") is None
    assert list((models / "lyrics").iterdir()) == []


def test_lines_that_do_not_fit_together_are_refused(models):
    song("First line")
    place = gather()
    engine = LyricsEngine.load(place)
    arrays = {**engine.store.arrays(), "starts": np.array([0, 0], np.int64)}
    engine.store = LineStore(**arrays)
    for file in place.iterdir():
        file.unlink()
    engine.save(place)
    with pytest.raises(ArtefactDamaged):
        LyricsEngine.load(place)


def test_written_song_by_song_it_is_the_same_as_at_once(tmp_path):
    lines = {4: ["a line", "b line"], 7: ["셋째 줄"], 9: ["d"]}
    write_index(tmp_path, [*lines.items(), (11, [])], {"model": embedding.version()})
    written, whole = LyricsEngine.load(tmp_path).store, store_of(lines)
    for name, array in whole.arrays().items():
        assert np.array_equal(getattr(written, name), array), name


def test_blocks_change_nothing(monkeypatch):
    lines = {n: [f"line {n} of {m}" for m in range(n % 5 + 1)] for n in range(1, 40)}
    store, asked = store_of(lines), embedding.embed(["line 7 of 2", "nothing of it"])
    rows = np.arange(len(lines))
    whole = store.scores(asked, 0.75, rows)
    monkeypatch.setattr("recommender.engine.line_store.BLOCK", 3 * store.vectors.shape[1])
    assert np.allclose(store.scores(asked, 0.75, rows), whole, atol=1e-6)
    some = np.array([0, 1, 2, 7, 8, 20, 38])
    assert np.allclose(store.scores(asked, 0.75, some), whole[some], atol=1e-6)


def test_of_many_lines_those_of_the_mood_are_compared(monkeypatch):
    engine = LyricsEngine.fit(corpus(), LINES).with_catalogue(snapshot())
    query = Query(text="Rain is knocking at the gate", mood=Mood.of("joy"))
    assert set(engine.rank(query, 6)[0].tolist()) == set(RAIN)
    monkeypatch.setattr("recommender.engine.lyrics.MANY_LINES", 5)
    monkeypatch.setattr("recommender.engine.lyrics.NEAREST", 0.5)
    engine = engine.with_catalogue(snapshot())
    assert set(engine.rank(query, 12)[0].tolist()) == set(SUN)
    assert len(engine.rank(Query(text=query.text), 12)[0]) == 12


def test_a_song_of_the_index_that_left_the_catalogue_has_no_mood():
    engine = LyricsEngine.fit(corpus(), LyricsConfig({999: ["Rain is knocking"]}))
    assert engine.with_catalogue(snapshot()).mood.tolist() == [[0] * 6]


@pytest.fixture
def embedded(monkeypatch):
    """The texts that were embedded, in their order."""
    asked = []
    ours = embedding._embedder
    monkeypatch.setattr(
        embedding, "_embedder", Embedder(lambda t: asked.extend(t) or ours.embed(t), ours.version)
    )
    return asked


def test_listeners_do_not_push_out_each_others_scores(embedded):
    engine = LyricsEngine.fit(corpus(), LINES)
    embedded.clear()
    said = [f"Rain at gate {n}" for n in range(KEPT)]
    for text in (*said, *said):
        engine.rank(Query(text=text, mood=Mood.of("joy")), 3)
    assert embedded == said


def test_the_oldest_scores_are_let_go(embedded):
    engine = LyricsEngine.fit(corpus(), LINES)
    embedded.clear()
    said = [f"Rain at gate {n}" for n in range(KEPT)]
    for text in (*said, said[0], "One more", said[0], said[1]):
        engine.rank(Query(text=text), 3)
    assert embedded == [*said, "One more", said[1]]


def test_another_mood_is_another_question(monkeypatch):
    engine = LyricsEngine.fit(corpus(), LINES).with_catalogue(snapshot())
    monkeypatch.setattr("recommender.engine.lyrics.MANY_LINES", 5)
    monkeypatch.setattr("recommender.engine.lyrics.NEAREST", 0.5)
    for mood, world in (("joy", SUN), ("sadness", RAIN), ("joy", SUN)):
        query = Query(text="Rain is knocking at the gate", mood=Mood.of(mood))
        assert set(engine.rank(query, 12)[0].tolist()) == set(world)


def test_a_score_is_of_the_two_best_lines():
    near = np.array([0.2, 0.8, 0.4, 0.5, 0.9, 0.9], np.float32)
    scores = two_best(near, np.array([0, 3, 4]), 0.75)
    assert scores == pytest.approx([0.75 * 0.8 + 0.25 * 0.4, 0.5, 0.9])


def test_packed_vectors_are_near_what_they_were():
    rows = np.random.default_rng(0).normal(size=(50, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    values, scales = packed(rows)
    assert np.abs((values * scales[:, None]) @ rows.T - rows @ rows.T).max() < 0.02


def test_the_shipped_lines_are_those_of_the_starter_and_of_the_shipped_model(settings):
    """Stale? python manage.py read_lyrics --starter."""
    engine = LyricsEngine.load(SHIPPED / "lyrics")
    engine.check_readable()
    lines = dict(starter_lines(settings.BASE_DIR / "starter"))
    fresh = store_of(lines)
    assert engine.song_ids.tolist() == list(range(1, 61))
    assert engine.store.marks.tolist() == fresh.marks.tolist()
    assert np.allclose(
        engine.store.vectors_of(0) @ fresh.vectors_of(0).T,
        fresh.vectors_of(0) @ fresh.vectors_of(0).T,
        atol=1e-3,
    )


def test_on_a_first_start_the_shipped_lines_serve(models, starter):
    engine = serving()
    assert library.version_of(engine).startswith("starter-")
    assert health.Status(ok=True, detail="ready") == library.engine_statuses()["engine lyrics"]
    assert lyrics_index.holds_all(engine)
