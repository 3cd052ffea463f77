"""The starter library, or a made-up one, as a catalogue without a database."""

import numpy as np

from recommender.engine.snapshot import Snapshot, duplicate_key
from recommender.engine.starter_corpus import Library, corpus_from_library


def snapshot_from_library(library: Library) -> Snapshot:
    """The library's songs as a catalogue in which all of them can play."""
    corpus = corpus_from_library(library)
    songs = sorted(library["songs"], key=lambda song: int(song["number"]))
    artists = {artist["slug"]: place for place, artist in enumerate(library["artists"])}
    firsts = [artists[song["artists"][0]] if song["artists"] else -1 for song in songs]
    keys = [duplicate_key(song["title"]["en"], " ".join(song["artists"][:1])) for song in songs]
    return Snapshot(
        corpus.song_ids, corpus.mood, corpus.energy, corpus.valence, corpus.arousal,
        corpus.familiar, np.array(firsts, dtype=np.int64), np.array(keys, dtype=np.int64),
        np.ones(len(songs), dtype=bool), corpus.song_tags, corpus.tag_slugs,
    )  # fmt: skip
