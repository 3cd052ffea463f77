"""Why a song's sound could not be analysed, in words for the admin."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GONE = "gone"
UNREADABLE = "unreadable"
CRASHED = "crashed"
# What may end by itself, when a disk or a right to read is back.
PASSING = (GONE, UNREADABLE)

# The others are the codes of ``recommender.audio.AudioRejected``.
PROBLEMS: Mapping[str, str | Promise] = MappingProxyType(
    {
        GONE: _("Its file is not there; it is heard when it is back."),
        UNREADABLE: _("Its file cannot be read; it is heard when it can."),
        CRASHED: _("The analysis was cut off three times in this file, which may be why."),
        "not-audio": _("The file holds no sound that can be read."),
        "protected": _("The file is protected against copying (DRM)."),
        "format": _("The sound is in a form that cannot be decoded."),
        "damaged": _("The file is damaged or was cut off."),
        "cut-off": _("The file was cut off: its end is missing."),
        "too-long": _("It is longer than twelve hours."),
    }
)


def in_words(problem: str) -> str:
    """Return a problem in the active language, empty where there is none."""
    return str(PROBLEMS.get(problem, problem))
