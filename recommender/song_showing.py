"""What a song's page says of it in plain words: its mood, and what is known of its sound."""

import re
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emotion.models import MoodName
from emotion.moods import MOODS, Mood
from recommender.models import Song, SongAnalysis

# A second mood is worth naming from this share on; a first one below LEADS is no lead.
ALSO_FROM = 0.2
LEADS = 0.3
# Beats a minute up to which a tempo is called so; the last word has no end.
TEMPI: tuple[tuple[float, Promise], ...] = (
    (66, gettext_lazy("very slow")),
    (90, gettext_lazy("slow")),
    (116, gettext_lazy("at a walking pace")),
    (144, gettext_lazy("lively")),
    (float("inf"), gettext_lazy("fast")),
)
# Hertz of the spectral centroid: a cello or a warm piano lies below the first, cymbals and
# distorted guitars above the second.
BRIGHTNESS: tuple[tuple[float, Promise], ...] = (
    (1200, gettext_lazy("dark and warm")),
    (2400, gettext_lazy("neither dark nor bright")),
    (float("inf"), gettext_lazy("bright")),
)
# Onsets a second.
NOTES: tuple[tuple[float, Promise], ...] = (
    (1.5, gettext_lazy("few notes, much room")),
    (4.0, gettext_lazy("a steady flow of notes")),
    (float("inf"), gettext_lazy("many notes, close together")),
)
# Decibels from a song's loudness to its loudest moment.
DYNAMICS: tuple[tuple[float, Promise], ...] = (
    (9, gettext_lazy("loud from beginning to end")),
    (16, gettext_lazy("louder and softer by turns")),
    (float("inf"), gettext_lazy("from very soft to loud")),
)
MODES = {"major": gettext_lazy("%(tonic)s major"), "minor": gettext_lazy("%(tonic)s minor")}
KEY = re.compile(r"([A-G])([#b]?) (major|minor)")
SIGNS = {"": "", "#": "♯", "b": "♭"}


class Fact(NamedTuple):
    """One thing that is known of a song's sound."""

    name: str
    words: str


def mood_words(mood: Mood | None) -> str:
    """Say a song's mood in a sentence."""
    if mood is None:
        return _("Nobody has told us its mood yet.")
    first, second = sorted(MOODS, key=lambda name: (-mood.share(name), MOODS.index(name)))[:2]
    if mood.share(first) < LEADS:
        return _("A little of every mood.")
    names = {"first": _label(first), "second": _label(second)}
    if mood.share(second) < ALSO_FROM:
        return _("Mostly %(first)s.") % names
    return _("Mostly %(first)s, with some %(second)s.") % names


def mood_percent(mood: Mood | None) -> dict[str, int]:
    """Return a song's mood in per cent, in the order of the moods; empty where it is unknown."""
    return {} if mood is None else {name: round(100 * mood.share(name)) for name in MOODS}


def sound_facts(song: Song) -> list[Fact]:
    """Return what is known of a song's sound; nothing of what is not."""
    facts = []
    if song.tempo:
        tempo = {"pace": _word(TEMPI, song.tempo), "beats": round(song.tempo)}
        facts.append(Fact(_("Tempo"), _("%(pace)s, %(beats)s beats a minute") % tempo))
    if song.key:
        facts.append(Fact(_("Key"), key_words(song.key)))
    heard = analysis_of(song)
    if heard is None or heard.state != SongAnalysis.State.DONE:
        return facts
    measured = (
        (_("Colour"), BRIGHTNESS, heard.brightness),
        (_("Notes"), NOTES, heard.onset_rate),
        (_("Dynamics"), DYNAMICS, heard.dynamic_range),
    )
    return facts + [Fact(name, _word(scale, value)) for name, scale, value in measured if value]


def unheard_words(song: Song) -> str:
    """Say why not more is known of a song's sound; empty where it was heard."""
    heard = analysis_of(song)
    if heard is None:
        return _("We have not heard this song yet.")
    if heard.state == SongAnalysis.State.WAITING:
        return _("We are about to listen to this song.")
    if heard.state == SongAnalysis.State.FAILED:
        return _("We could not hear this song's file.")
    return ""


def analysis_of(song: Song) -> SongAnalysis | None:
    """Return what was heard in a song, None where nobody listened yet."""
    try:
        return song.analysis
    except SongAnalysis.DoesNotExist:
        return None


def key_words(key: str) -> str:
    """Return a key as people write it; what a file's tags call it otherwise stays as it is."""
    found = KEY.fullmatch(key)
    if found is None:
        return key
    tonic, sign, mode = found.groups()
    return str(MODES[mode]) % {"tonic": tonic + SIGNS[sign]}


def _word(scale: tuple[tuple[float, Promise], ...], value: float) -> str:
    return capfirst(str(next(word for end, word in scale if value <= end)))


def _label(mood: str) -> str:
    return str(MoodName(mood).label).lower()
