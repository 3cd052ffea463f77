"""Build the engines' training set from the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_noop

from recommender import snapshots
from recommender.engine.artefacts import ArtefactDamaged
from recommender.engine.corpus import Corpus, ListenerRow, PlaylistRow
from recommender.engine.snapshot import Snapshot
from recommender.listening.lists import JoinedLists
from recommender.listening.store import read_corpus, sources
from recommender.models import Event, Playlist, PlaylistItem, Rating

# What an event says of a song, in units of a like, by judgement: finishing says something,
# starting hardly anything, since the list chose the song. One skip alone says nothing (below
# QUIET together with its start); three do. A standing like or dislike outweighs them all.
WORTH = {
    Event.Kind.PLAY: 0.1,
    Event.Kind.FINISH: 0.3,
    Event.Kind.SKIP: -0.2,
    Event.Kind.MORE: 0.5,
    Event.Kind.LESS: -0.5,
    Event.Kind.UNLESS: 0.5,
}
# What was done a year ago says half as much of the ear of today; a standing rating does not age.
HALF_LIFE_DAYS = 365.0
# However often a song ran in the background, it does not count as much as one like.
MOST = 0.8
QUIET = 0.25
RATED = {Rating.Value.LIKE: 1.0, Rating.Value.DISLIKE: -1.0}

# A list is about a tag that its songs have to at least this degree on average.
SHARED_TAG = 0.5

CHUNK = 5000

# Kept in English and translated when it is shown.
NO_LISTS = gettext_noop("There is no list of two or more songs to learn from.")


class NothingToLearn(Exception):
    """There are no songs, or no list of at least two of them."""


def build() -> Corpus:
    """Return the catalogue, the lists that people made or kept, and what listeners liked.

    Imported corpora come with them, each under the name of its source. Lists that were mixed and
    not kept are left out: the engines would learn from themselves. NothingToLearn where there is
    too little to train on, ArtefactDamaged where an imported corpus cannot be read.
    """
    snapshot = snapshots.current()
    corpus = Corpus(
        song_ids=snapshot.song_ids,
        tag_slugs=snapshot.tag_slugs,
        song_tags=snapshot.song_tags,
        mood=snapshot.mood,
        energy=snapshot.energy,
        valence=snapshot.valence,
        arousal=snapshot.arousal,
        familiar=snapshot.familiar,
        playlists=with_imported(list(playlist_rows(snapshot))),
        listeners=list(listener_rows()),
        artist_ids=snapshot.artist_ids,
        years=snapshot.years,
    )
    if not any(len(corpus.rows(playlist.songs)) > 1 for playlist in corpus.playlists):
        raise NothingToLearn(NO_LISTS)
    return corpus


def with_imported(own: list[PlaylistRow]) -> Sequence[PlaylistRow]:
    """Return the site's own lists, and behind them those of every imported corpus, mapped."""
    model_dir = Path(settings.MODEL_DIR)
    imported = []
    for source in sources(model_dir):
        try:
            imported.append(read_corpus(model_dir, source))
        except ArtefactDamaged as error:
            message = f"the lists imported from {source}: {error}; import them again"
            raise ArtefactDamaged(message) from error
    return JoinedLists(own, imported) if imported else own


def playlist_rows(snapshot: Snapshot) -> Iterator[PlaylistRow]:
    """Yield curated and saved lists, each with the tags that its songs share."""
    kept = (Playlist.objects.curated() | Playlist.objects.filter(saved=True)).order_by("id")
    items = PlaylistItem.objects.filter(playlist__in=kept).order_by("playlist_id", "position")
    songs: dict[int, list[int]] = defaultdict(list)
    for playlist, song in items.values_list("playlist_id", "song_id").iterator(CHUNK):
        songs[playlist].append(song)
    rows = kept.values_list("id", "listener_id", "created")
    for playlist, listener, created in rows.iterator(CHUNK):
        if songs[playlist]:
            source = "curator" if listener is None else "listener"
            ids = tuple(songs[playlist])
            day = int(created.timestamp())
            yield PlaylistRow(ids, shared_tags(snapshot, ids), source, updated=day)


def shared_tags(snapshot: Snapshot, song_ids: Iterable[int]) -> tuple[str, ...]:
    """Return the tags that these songs have on average to at least SHARED_TAG, by slug."""
    rows = snapshot.known_rows(song_ids)
    if len(rows) == 0:
        return ()
    means = np.asarray(snapshot.song_tags[rows].mean(axis=0)).reshape(-1)
    return tuple(
        sorted(snapshot.tag_slugs[column] for column in np.flatnonzero(means >= SHARED_TAG))
    )


def listener_rows() -> Iterator[ListenerRow]:
    """Yield each listener's songs with what they said of them, in units of a like.

    The key is the row's number: no name and no UUID goes into a training set.
    """
    worth = worth_of_events()
    ratings: dict[int, dict[int, float]] = defaultdict(dict)
    for listener, song, value in Rating.objects.values_list(
        "listener_id", "song_id", "value"
    ).iterator(CHUNK):
        ratings[listener][song] = RATED[Rating.Value(value)]
    for listener in sorted(worth.keys() | ratings.keys()):
        heard = {
            song: float(np.clip(said, -MOST, MOST))
            for song, said in worth.get(listener, {}).items()
        }
        said = {song: value for song, value in heard.items() if abs(value) >= QUIET}
        said |= ratings[listener]
        if said:
            songs = tuple(sorted(said))
            confidence = tuple(round(said[song], 3) for song in songs)
            yield ListenerRow(key=str(listener), songs=songs, confidence=confidence)


def worth_of_events() -> dict[int, dict[int, float]]:
    """Return what events say of songs, by listener and song.

    Age goes by the newest event, not by the clock: the same events weigh the same tomorrow.
    """
    worth: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    events = Event.objects.filter(kind__in=WORTH).order_by("id")
    newest = events.aggregate(newest=Max("created"))["newest"]
    rows = events.values_list("listener_id", "song_id", "kind", "created")
    for listener, song, kind, created in rows.iterator(CHUNK):
        age = 0.5 ** ((newest - created).days / HALF_LIFE_DAYS)
        worth[listener][song] += WORTH[Event.Kind(kind)] * age
    return worth
