"""What was imported is trained on together with the site's own lists."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender import training_corpus
from recommender.engine.als import AlsEngine
from recommender.engine.artefacts import ArtefactDamaged
from recommender.engine.corpus import PlaylistRow
from recommender.engine.popular import PopularEngine
from recommender.engine.sentences import Sentences
from recommender.listening.store import FOLDER, write_corpus
from recommender.models import Song

Catalogue = dict[str, list[Song]]


@pytest.fixture
def model_dir(settings: Any, tmp_path: Path) -> Path:
    settings.MODEL_DIR = tmp_path / "models"
    return tmp_path / "models"


def store(
    model_dir: Path, source: str, lists: Sequence[tuple[Sequence[int], Sequence[str]]]
) -> None:
    def fill(writer: Any) -> None:
        for songs, tags in lists:
            writer.add(songs, tags, 0)

    write_corpus(model_dir, source, fill)


def test_without_imports_the_lists_are_the_sites_own(catalogue: Catalogue, model_dir: Path) -> None:
    assert {one.source for one in training_corpus.build().playlists} == {"curator"}


def test_every_imported_corpus_comes_under_its_name(catalogue: Catalogue, model_dir: Path) -> None:
    joy = [song.pk for song in catalogue["joy"]]
    store(model_dir, "melon", [(joy, ["밤"])])
    store(model_dir, "mpd", [(joy[:2], []), (joy[2:4], [])])
    playlists = training_corpus.build().playlists
    assert [one.source for one in playlists] == ["curator"] * 6 + ["melon"] + ["mpd"] * 2
    assert playlists[6] == PlaylistRow(tuple(joy), ("밤",), "melon")


def test_the_hash_tells_what_was_imported(catalogue: Catalogue, model_dir: Path) -> None:
    joy = [song.pk for song in catalogue["joy"]]
    hashes = {training_corpus.build().data_hash()}
    for lists in ([(joy, [])], [(joy, ["밤"])], [(joy[::-1], [])]):
        store(model_dir, "melon", lists)
        hashes.add(training_corpus.build().data_hash())
        assert training_corpus.build().data_hash() in hashes
    assert len(hashes) == 4


def test_the_hash_does_not_read_the_lists(catalogue: Catalogue, model_dir: Path) -> None:
    store(model_dir, "melon", [([song.pk for song in catalogue["joy"]], [])])
    corpus = training_corpus.build()
    before = corpus.data_hash()
    # With its lists gone from memory the hash is the same, since it comes from the checksums.
    melon = corpus.playlists.imported[0]  # type: ignore[attr-defined]
    object.__setattr__(melon, "songs", np.empty(0, dtype=np.int64))
    assert corpus.data_hash() == before


def test_lists_on_disk_train_the_engines_as_lists_in_memory_do(
    catalogue: Catalogue, model_dir: Path
) -> None:
    everything = [song.pk for row in catalogue.values() for song in row]
    gone = max(everything) + 1
    store(model_dir, "melon", [([*everything[n : n + 9], gone], ["밤"]) for n in range(20)])
    mapped = training_corpus.build()
    plain = replace(mapped, playlists=list(mapped.playlists))
    assert list(Sentences(mapped, 1)) == list(Sentences(plain, 1))
    for kind in (PopularEngine, AlsEngine):
        one, other = kind.fit(mapped), kind.fit(plain)
        assert np.array_equal(
            one.similar(everything[:1], 5)[0], other.similar(everything[:1], 5)[0]
        )


def test_a_damaged_corpus_stops_the_training_and_says_which(
    catalogue: Catalogue, model_dir: Path
) -> None:
    store(model_dir, "melon", [([song.pk for song in catalogue["joy"]], [])])
    next((model_dir / FOLDER / "melon").glob("*/songs.npy")).write_bytes(b"")
    with pytest.raises(ArtefactDamaged, match="imported from melon.*import them again"):
        training_corpus.build()


def test_imported_lists_alone_are_enough_to_learn_from(db: None, model_dir: Path) -> None:
    songs = [Song.objects.create(source="melon", external_id=str(n)).pk for n in range(2)]
    with pytest.raises(training_corpus.NothingToLearn):
        training_corpus.build()
    store(model_dir, "melon", [(songs, [])])
    assert len(training_corpus.build().playlists) == 1
