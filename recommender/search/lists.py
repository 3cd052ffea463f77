"""Make lists of what was found: of an artist, or of a tag."""

from django.db import transaction

from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from recommender.engine.base import Query
from recommender.engine.refine import Target
from recommender.likes import mean_mood
from recommender.mixing import Stage, mix_list
from recommender.models import Artist, Playlist, Song, Tag
from recommender.services import Origin, playlist_store
from recommender.titles import SONG_LONGEST

# Songs of an artist that the engines hear as what is wanted.
SEEDS = 12


def playlist_from_tag(*, listener: Listener, tag: Tag) -> Playlist:
    """Make a list for a tag. NothingToPlay if no song plays."""
    labels = (tag.label_en or tag.slug, tag.label_ko or tag.label_en or tag.slug)
    return playlist_for(listener, Query(tags={tag.slug: 1.0}), labels)


def playlist_from_artist(*, listener: Listener, artist: Artist) -> Playlist:
    """Make a list around an artist's songs. NothingToPlay if no song plays."""
    songs = Song.objects.playable().filter(artists=artist).order_by("-familiar", "pk")
    seeds = tuple(songs.values_list("pk", flat=True)[:SEEDS])
    names = {row.language: row.text for row in artist.names.all()}
    english, korean = names.get("en", artist.name), names.get("ko", artist.name)
    return playlist_for(listener, Query(seeds=seeds), (english, korean))


def playlist_for(listener: Listener, query: Query, labels: tuple[str, str]) -> Playlist:
    """Mix a list for a query, with the mean of its songs' moods."""
    stage = Stage.now(listener)
    target = Target(query=query)
    mixed = mix_list(stage, target)
    with transaction.atomic():
        titles = (labels[0][:SONG_LONGEST], labels[1][:SONG_LONGEST])
        playlist = playlist_store(listener, target, mixed, titles, Origin(), stage)
        playlist.set_mood(mean_mood(stage.snapshot, mixed))
        playlist.save(update_fields=MOODS)
    return playlist
