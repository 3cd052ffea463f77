"""What the map's kinds of songs are called, in the active language."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from emotion.models import MoodName
from emotion.moods import MOODS
from recommender.models import Tag
from recommender.song_map.facts import NUMBERED, OTHERS, UNKNOWN, main_tag
from recommender.song_map.points import Points


def mood_labels() -> dict[str, str]:
    """Return the moods by name."""
    return {mood: str(MoodName(mood).label) for mood in MOODS}


def genre_labels(slugs: Sequence[str]) -> dict[str, str]:
    """Return genres by slug."""
    return labels(slugs, {OTHERS: _("Other genres"), UNKNOWN: _("No genre")})


def era_labels(slugs: Sequence[str]) -> dict[str, str]:
    """Return eras by slug."""
    decades = {slug: _("%(year)ss") % {"year": slug[:-1]} for slug in slugs if NUMBERED.match(slug)}
    return labels(slugs, {**decades, OTHERS: _("Other times"), UNKNOWN: _("No date")})


def labels(slugs: Sequence[str], own: Mapping[str, str]) -> dict[str, str]:
    """Return what slugs are called: by the words given, else by their tags."""
    tags = {tag.slug: tag.label for tag in Tag.objects.filter(slug__in=slugs)}
    return {slug: own.get(slug) or tags.get(slug) or slug for slug in slugs}


def genre_words(points: Points, song_ids: Sequence[int]) -> dict[int, str]:
    """Return the main genre of songs by key, also one that the legend counts among the others."""
    rows = points.snapshot.known_rows(song_ids)
    main, slugs = main_tag(points.snapshot, rows, Tag.Kind.GENRE)
    found = {int(points.snapshot.song_ids[row]): tag for row, tag in zip(rows, main, strict=True)}
    words = labels([slugs[tag] for tag in found.values() if tag >= 0], {})
    return {song: words[slugs[tag]] for song, tag in found.items() if tag >= 0}
