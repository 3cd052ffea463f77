"""The engines that serve."""

import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from mlfym import health
from recommender import library, snapshots
from recommender.engine.als import AlsEngine
from recommender.engine.artefacts import META
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.mixes import NOT_LEARNED, KindMix, Mix
from recommender.engine.popular import PopularEngine
from recommender.engine.publishing import publish
from recommender.engine.tag2vec import Tag2VecConfig, Tag2VecEngine
from recommender.library import Library
from tests.recommender.catalogue.songs import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture
def corpus() -> Corpus:
    songs = [make_song(str(number)).pk for number in range(4)]
    now = snapshots.current()
    return Corpus(
        song_ids=now.song_ids, tag_slugs=now.tag_slugs, song_tags=now.song_tags, mood=now.mood,
        energy=now.energy, valence=now.valence, arousal=now.arousal, familiar=now.familiar,
        playlists=[PlaylistRow(tuple(songs[:3])), PlaylistRow(tuple(songs[1:]))],
    )  # fmt: skip


def shipped(folder: Path, corpus: Corpus) -> Path:
    """Ship the popular engine alone, which trains in no time."""
    home = folder / "shipped" / "popular"
    home.mkdir(parents=True)
    PopularEngine.fit(corpus).save(home, "shipped-1")
    return folder / "shipped"


def lib(folder: Path, shipped_dir: Path | None = None) -> Library:
    return Library(folder / "models", shipped_dir or folder / "none", look_every=0, patience=60)


def serving(books: Library) -> dict[str, str]:
    engines = books.engines(snapshots.current())
    return {name: library.version_of(engine) for name, engine in engines.items()}


def test_the_mood_engine_needs_no_artefact(tmp_path: Path) -> None:
    make_song()
    books = lib(tmp_path)
    assert serving(books) == {"mood": ""}
    assert set(books.faults) == set(library.SERVED)


def test_the_shipped_one_serves_until_one_is_trained_here(tmp_path: Path, corpus: Corpus) -> None:
    books = lib(tmp_path, shipped(tmp_path, corpus))
    assert serving(books)["popular"] == "shipped-1"
    engine = PopularEngine.fit(corpus)
    publish(tmp_path / "models", "popular", "v2", lambda home: engine.save(home, "v2"))
    assert serving(books)["popular"] == "v2"
    publish(tmp_path / "models", "popular", "v3", lambda home: engine.save(home, "v3"))
    assert serving(books)["popular"] == "v3"


@pytest.mark.parametrize("name", ["als", "tag2vec"])
def test_the_others_load_too(tmp_path: Path, corpus: Corpus, name: str) -> None:
    engine = (
        AlsEngine.fit(corpus)
        if name == "als"
        else Tag2VecEngine.fit(corpus, Tag2VecConfig(size=4, epochs=1))
    )
    publish(tmp_path / "models", name, "v1", lambda home: engine.save(home, "v1"))
    assert serving(lib(tmp_path))[name] == "v1"


@pytest.mark.parametrize("what", ["meta", "array", "pointer"])
def test_a_damaged_one_is_off_and_says_so(
    tmp_path: Path, corpus: Corpus, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    engine = PopularEngine.fit(corpus)
    home = publish(tmp_path / "models", "popular", "v1", lambda home: engine.save(home, "v1"))
    if what == "pointer":
        (home.parent / "current").write_text("v9")
    else:
        path = home / META if what == "meta" else next(home.glob("*.npy"))
        path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    books = lib(tmp_path, shipped(tmp_path, corpus))
    with caplog.at_level(logging.WARNING):
        assert "popular" not in serving(books)
    assert "engine popular is off" in caplog.text
    assert books.faults["popular"]


def test_a_repaired_one_serves_again(tmp_path: Path, corpus: Corpus) -> None:
    engine = PopularEngine.fit(corpus)
    home = publish(tmp_path / "models", "popular", "v1", lambda home: engine.save(home, "v1"))
    (home.parent / "current").write_text("v9")
    books = lib(tmp_path)
    assert "popular" not in serving(books)
    publish(tmp_path / "models", "popular", "v2", lambda home: engine.save(home, "v2"))
    assert serving(books)["popular"] == "v2"
    assert "popular" not in books.faults


def test_nothing_is_loaded_twice(tmp_path: Path, corpus: Corpus) -> None:
    books = lib(tmp_path, shipped(tmp_path, corpus))
    now = snapshots.current()
    assert books.engines(now) is books.engines(now)


def test_a_new_song_is_ranked_at_once(tmp_path: Path) -> None:
    make_song("Old")
    books = lib(tmp_path)
    books.engines(snapshots.current())
    new = make_song("New")
    assert books.engines(snapshots.current())["mood"].knows(new.pk)


def test_the_disk_is_looked_at_once_a_second(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(library, "stamp", lambda name, *places: (looks.append(name), (0,))[1])
    clock = [100.0]
    monkeypatch.setattr(library.time, "monotonic", lambda: clock[0])
    books = Library(tmp_path / "models", tmp_path / "none", patience=60)
    for step in (0, 0.5, 0.4, 0.2):
        clock[0] += step
        books.engines(snapshots.current())
    # The vectors of sound serve only with the network that made them.
    assert looks == [*library.SERVED, "sound_network", "mix"] * 2


def test_the_health_page_knows(settings, tmp_path: Path, corpus: Corpus) -> None:
    settings.MODEL_DIR = tmp_path / "models"
    engine = PopularEngine.fit(corpus)
    home = publish(settings.MODEL_DIR, "popular", "v1", lambda home: engine.save(home, "v1"))
    assert health.report()["engine popular"].ok
    assert library.versions()["popular"] == "v1"
    (home.parent / "current").write_text("v9")
    status = health.report()["engine popular"]
    assert (status.ok, status.vital) == (False, False)
    assert "v9" in status.fault
    assert "v9" not in status.detail


LEARNED = Mix({"songs": KindMix("scores", {"popular": 1.0})})


def shipped_mix(folder: Path, corpus: Corpus) -> Library:
    """Ship the popular engine and a mix that was learned with it."""
    home = shipped(folder, corpus) / "mix"
    home.mkdir()
    LEARNED.save(home)
    return lib(folder, home.parent)


def mix_of(books: Library) -> dict[str, object]:
    books.engines(snapshots.current())
    return books.mix().as_dict()


def test_the_shipped_mix_serves_with_the_shipped_engines(tmp_path: Path, corpus: Corpus) -> None:
    assert mix_of(shipped_mix(tmp_path, corpus)) == LEARNED.as_dict()
    assert mix_of(lib(tmp_path)) == NOT_LEARNED.as_dict()


def test_a_mix_is_not_used_for_other_engines_than_its_own(tmp_path: Path, corpus: Corpus) -> None:
    books = shipped_mix(tmp_path, corpus)
    mix_of(books)
    engine = PopularEngine.fit(corpus)
    publish(tmp_path / "models", "popular", "v1", lambda home: engine.save(home, "v1"))
    assert mix_of(books) == NOT_LEARNED.as_dict()


def test_a_damaged_mix_is_not_used_and_told(tmp_path: Path, corpus: Corpus) -> None:
    books = shipped_mix(tmp_path, corpus)
    path = tmp_path / "shipped" / "mix" / "mix.json"
    path.write_text(path.read_text().replace("1.0", "2.0"))
    assert mix_of(books) == NOT_LEARNED.as_dict()
    assert "mix.json" in books.faults["mix"]


def test_the_old_version_serves_while_a_new_one_is_loaded(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = Library(tmp_path / "models", shipped(tmp_path, corpus), look_every=0, patience=0)
    assert serving(books)["popular"] == "shipped-1"
    may_load, loaded = threading.Event(), threading.Event()
    real = library.shelve

    def slow(*given: Any) -> library.Shelf:
        may_load.wait(60)
        shelf = real(*given)
        loaded.set()
        return shelf

    monkeypatch.setattr(library, "shelve", slow)
    engine = PopularEngine.fit(corpus)
    publish(tmp_path / "models", "popular", "v2", lambda home: engine.save(home, "v2"))
    assert serving(books)["popular"] == "shipped-1"
    may_load.set()
    assert loaded.wait(60)
    books.look()
    assert serving(books)["popular"] == "v2"


def test_the_health_page_takes_one_look_at_all(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped(tmp_path, corpus)
    books, looks = lib(tmp_path), []
    look = books.look
    monkeypatch.setattr(books, "look", lambda: looks.append("look") or look())
    monkeypatch.setattr(library, "library_at", lambda folder: books)
    found = library.engine_statuses()
    assert set(found) == {f"engine {name}" for name in (*library.SERVED, "mix")}
    assert looks == ["look"]
