"""From what several sources say of a song's mood to the six columns that lists are made by."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from emotion.moods import MOODS, Mood
from recommender.catalogue.changes import catalogue_changed, wait_for_turn
from recommender.catalogue.records import SongRecord, TagRecord
from recommender.engine.tag_moods import table
from recommender.models import MoodEvidence, Song

UNKNOWN = dict.fromkeys(MOODS, 0.0)


def combine(evidence: Iterable[MoodEvidence]) -> Mood | None:
    """Return the mood that all evidence together gives, None where there is none.

    A curator has listened: their word counts alone. Otherwise it is the weighted mean.
    """
    rows = list(evidence)
    decisive = [row for row in rows if row.kind == MoodEvidence.Kind.CURATOR] or rows
    parts = [(mood, row.weight) for row in decisive if row.weight > 0 and (mood := row.mood)]
    return Mood.blend(parts) if parts else None


def refresh_moods(song_keys: Collection[int]) -> None:
    """Write the six columns of these songs anew from their evidence."""
    songs = list(Song.objects.filter(pk__in=song_keys).prefetch_related("evidence"))
    for song in songs:
        settle_mood(song, song.evidence.all())
    Song.objects.bulk_update(songs, MOODS)


def settle_mood(song: Song, evidence: Iterable[MoodEvidence]) -> None:
    """Set a song's six columns (without saving) to what all its evidence together gives."""
    mood = combine(evidence)
    for name, share in (mood.as_dict() if mood else UNKNOWN).items():
        setattr(song, name, share)


@transaction.atomic
def keep_evidence(
    kind: str, rows: Sequence[MoodEvidence], gone: Collection[int], moved: Collection[int]
) -> None:
    """Write one kind's evidence, delete what it said of the songs ``gone``, and settle moods.

    moved: the songs whose mood these rows move; others keep what columns they have. Songs that were
    deleted meanwhile are left out.
    """
    wait_for_turn()
    MoodEvidence.objects.filter(song__in=gone, kind=kind).delete()
    there = set(
        Song.objects.filter(pk__in=[row.song_id for row in rows]).values_list("pk", flat=True)
    )
    rows = [row for row in rows if row.song_id in there]
    for row in rows:
        row.created = timezone.now()
    MoodEvidence.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["song", "kind"],
        update_fields=[*UNKNOWN, "weight", "details", "created"],
    )
    if moved:
        refresh_moods(moved)
    catalogue_changed()


def curator_says(song: Song, mood: Mood | None) -> None:
    """Keep a curator's word on a song's mood (None takes it back), and refresh its columns."""
    kind = MoodEvidence.Kind.CURATOR
    if mood is None:
        MoodEvidence.objects.filter(song=song, kind=kind).delete()
    else:
        values = {**mood.as_dict(), "weight": 1.0, "created": timezone.now()}
        MoodEvidence.objects.update_or_create(song=song, kind=kind, defaults=values)
    refresh_moods([song.pk])


def with_mood_of_tags(song: SongRecord, tags: Iterable[TagRecord]) -> SongRecord:
    """Return a song's record with the mood that its tags give it, if it has none of its own.

    The weight is what the tags say at all: a genre alone counts for little beside other evidence.
    tags: how the song's tags are called; a slug that says nothing is known by its labels.
    """
    if song.mood is not None or not song.tags:
        return song
    records = {tag.slug: tag for tag in tags}
    weights = {_telling(slug, records.get(slug)): weight for slug, weight in song.tags.items()}
    found = table().reading(weights)
    return song if found is None else replace(song, mood=found.mood, mood_weight=found.strength)


def _telling(slug: str, tag: TagRecord | None) -> str:
    """The first of a tag's names that the table has something for; the slug if none."""
    names = (slug, tag.label_en, tag.label_ko) if tag else (slug,)
    return next((name for name in names if name and table().find(name)), slug)
