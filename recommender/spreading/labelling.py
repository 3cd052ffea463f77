"""A curator's word on one song's mood, set by ear and taken back."""

from datetime import datetime

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from emotion.models import MoodName
from emotion.moods import MOODS, Mood
from mlfym.accounts.models import User
from recommender.catalogue.changes import catalogue_changed, wait_for_turn
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import MoodEvidence, Song
from recommender.spread_tasks import PAUSE, spread_ask

KIND = MoodEvidence.Kind.CURATOR


class LabelRefused(Exception):
    """Why a mood was not set or not taken back, in the curator's language."""


@transaction.atomic
def label_set(*, curator: User, song: int, mood: str) -> datetime:
    """Set a song's mood, and have it spread; return the moment by which it can be taken back.

    LabelRefused if there is no such song or mood, or a curator has set one meanwhile.
    """
    if mood not in MOODS:
        raise LabelRefused(_("There is no such mood. Nothing was changed."))
    wait_for_turn()
    found = _song(song)
    other = MoodEvidence.objects.filter(song=found, kind=KIND).first()
    if other is not None and other.mood is not None:
        text = _("%(song)s was set to %(mood)s by somebody meanwhile, and stays so.")
        raise LabelRefused(text % {"song": found, "mood": MoodName(other.mood.top).label})
    curator_says(found, Mood.of(mood))
    row = MoodEvidence.objects.get(song=found, kind=KIND)
    _note(curator, row, found, ADDITION, f"Mood set by ear: {mood}")
    catalogue_changed()
    spread_ask(after=PAUSE)
    return row.created


@transaction.atomic
def label_undo(*, curator: User, song: int, created: datetime) -> Song:
    """Take back a mood that was set at a moment; LabelRefused if that is not the one there now."""
    wait_for_turn()
    found = _song(song)
    row = MoodEvidence.objects.filter(song=found, kind=KIND, created=created).first()
    if row is None:
        text = _("The mood of %(song)s was changed meanwhile, so it was not taken back.")
        raise LabelRefused(text % {"song": found})
    _note(curator, row, found, DELETION, "Mood set by ear: taken back")
    curator_says(found, None)
    catalogue_changed()
    spread_ask(after=PAUSE)
    return found


def label_stands(song: int, created: datetime) -> bool:
    """Tell whether the mood that was set at a moment is still the one of this song."""
    return MoodEvidence.objects.filter(song=song, kind=KIND, created=created).exists()


def _song(key: int) -> Song:
    song = Song.objects.filter(pk=key).first()
    if song is None:
        raise LabelRefused(_("That song is not in the catalogue any more."))
    return song


def _note(curator: User, row: MoodEvidence, song: Song, action: int, text: str) -> None:
    """Write into the admin's log who said so.

    About the evidence, not the song: a song that was changed by hand is never imported anew.
    """
    LogEntry.objects.create(
        user_id=curator.pk,
        content_type=ContentType.objects.get_for_model(MoodEvidence),
        object_id=str(row.pk),
        object_repr=str(song)[:200],
        action_flag=action,
        change_message=text,
    )
