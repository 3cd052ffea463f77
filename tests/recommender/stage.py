"""A small catalogue whose right answers can be reasoned out: six songs for each mood."""

from emotion.moods import MOODS, VALENCE_AROUSAL, Mood
from mlfym.accounts.models import Listener
from recommender.models import (
    Artist,
    ArtistName,
    Playlist,
    PlaylistItem,
    Song,
    SongArtist,
    SongName,
    SongTag,
    Tag,
)
from recommender.snapshots import catalogue_changed

SONGS_A_MOOD = 6
IN_DEFAULT = 4


def make_song(
    number: int, mood: str, *, energy: float = 0.5, artist: Artist | None = None, **values: object
) -> Song:
    """Return song ``number``: "Joy 3" / "기쁨 3" by its own artist unless one is given."""
    valence, arousal = VALENCE_AROUSAL[mood]
    song = Song(
        pk=number, source="test", external_id=f"song-{number}", energy=energy, valence=valence,
        arousal=arousal, path=f"/nowhere/{number}.m4a", cover="covers/x.svg", duration=50.0,
        **values,
    )  # fmt: skip
    song.set_mood(Mood.of(mood, 0.8))
    song.save()
    SongName.objects.create(song=song, language="en", text=f"{mood.title()} {number}")
    SongName.objects.create(song=song, language="ko", text=f"노래 {number}")
    if artist is None:
        artist = Artist.objects.create()
        ArtistName.objects.create(artist=artist, language="en", text=f"Artist {number}")
    SongArtist.objects.create(song=song, artist=artist)
    tag, _ = Tag.objects.get_or_create(slug=mood, kind=Tag.Kind.MOOD, label_en=mood)
    SongTag.objects.create(song=song, tag=tag)
    return song


def make_list(mood: str, songs: list[Song], **values: object) -> Playlist:
    """Return a curated list of the songs, in their order."""
    playlist = Playlist(title_en=f"{mood.title()} list", title_ko=f"{mood} 목록", **values)
    playlist.set_mood(Mood.of(mood))
    playlist.save()
    put(playlist, songs)
    return playlist


def put(playlist: Playlist, songs: list[Song]) -> None:
    """Put songs into a list, in their order."""
    for position, song in enumerate(songs, start=1):
        PlaylistItem.objects.create(playlist=playlist, song=song, position=position)


def make_catalogue() -> dict[str, list[Song]]:
    """Make six songs for each mood, from calm to lively, four of them the mood's default list."""
    songs = {
        mood: [
            make_song(
                100 * (row + 1) + place,
                mood,
                energy=place / SONGS_A_MOOD,
                familiar=float(place % 2),
            )
            for place in range(SONGS_A_MOOD)
        ]
        for row, mood in enumerate(MOODS)
    }
    for mood in MOODS:
        make_list(mood, songs[mood][:IN_DEFAULT], default_for=mood, slug=f"default-{mood}")
    catalogue_changed()
    return songs


def ids(playlist: Playlist) -> list[int]:
    """Return the keys of a list's songs, in order."""
    return list(playlist.items.order_by("position").values_list("song_id", flat=True))


def listener_of(user: object) -> Listener:
    """Return the listener of an account."""
    return Listener.objects.get(user=user)
