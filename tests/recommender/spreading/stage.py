"""A library in which what songs sound like tells their mood: two genres for each mood."""

from emotion.moods import MOODS, Mood
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import MoodEvidence, Song, SongName, SongTag, Tag
from recommender.snapshots import catalogue_changed

GENRES = ("metal", "drone", "ballad", "ambient", "disco", "lounge")


def make_songs(each: int = 6, first: int = 20_000) -> dict[str, list[Song]]:
    """Make songs without a mood; those meant for one mood share a genre and half a situation."""
    songs: dict[str, list[Song]] = {}
    for row, mood in enumerate(MOODS):
        genre = tag(GENRES[row], Tag.Kind.GENRE)
        odd = [tag(f"situation-{n}", Tag.Kind.SITUATION) for n in range(3)]
        songs[mood] = []
        for place in range(each):
            song = Song.objects.create(pk=first + 100 * row + place, path="/nowhere.m4a")
            SongName.objects.create(song=song, language="en", text=f"{GENRES[row]} {place}")
            SongTag.objects.create(song=song, tag=genre)
            SongTag.objects.create(song=song, tag=odd[place % 3], weight=0.5)
            songs[mood].append(song)
    catalogue_changed()
    return songs


def tag(slug: str, kind: str) -> Tag:
    """Return the tag of that name."""
    return Tag.objects.get_or_create(slug=slug, defaults={"kind": kind, "label_en": slug})[0]


def set_by_ear(songs: dict[str, list[Song]], each: int) -> None:
    """Set the first songs of every mood to it."""
    for mood, own in songs.items():
        for song in own[:each]:
            curator_says(song, Mood.of(mood))
    catalogue_changed()


def says(song: Song, kind: str, mood: str, weight: float = 0.5, share: float = 0.8) -> None:
    """Give a song evidence of a kind."""
    row = MoodEvidence(song=song, kind=kind, weight=weight)
    row.set_mood(Mood.of(mood, share))
    row.save()
