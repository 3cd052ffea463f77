"""What each source says of a song's mood, beside the form in which a curator has the last word."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from emotion.models import MoodName
from emotion.moods import MOODS, Mood
from recommender.catalogue.lyrics_evidence import DESCRIPTION
from recommender.catalogue.mood_conflict import BOUND, Disagreement
from recommender.models import MoodEvidence

# A cue as it was measured, in words; what stands for its digits is `DIGITS`.
CUES = {
    "tempo": gettext_noop("tempo: %(value)s beats a minute"),
    "onset_rate": gettext_noop("notes begun a second: %(value)s"),
    "brightness": gettext_noop("brightness: %(value)s Hz"),
    "loudness": gettext_noop("loudness: %(value)s LUFS"),
    "loudness_range": gettext_noop("range of loudness: %(value)s LU"),
}
DIGITS = {"onset_rate": 1, "loudness": 1, "loudness_range": 1}
PARTS = {"sound": gettext_noop("sound"), "tags": gettext_noop("tags")}


class EvidenceInline(admin.TabularInline):  # type: ignore[type-arg]
    """What each source says of the mood; a curator's own word may be taken back."""

    model = MoodEvidence
    fields = readonly_fields = ("kind", "bars", "says", "weight", "created")
    extra = 0

    @admin.display(description=gettext_lazy("mood"))
    def bars(self, evidence: MoodEvidence) -> SafeString | str:
        """Return all six shares, each with its bar."""
        return mood_bars(evidence.mood) if evidence.mood else "-"

    @admin.display(description=gettext_lazy("what it was read from"))
    def says(self, evidence: MoodEvidence) -> SafeString | str:
        """Return what was read or heard, and what of it said most."""
        in_words = IN_WORDS.get(evidence.kind)
        return in_words(evidence) if in_words and evidence.details else "-"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Evidence comes from saving the moods above, or from an import."""
        return False


def mood_bars(mood: Mood) -> SafeString:
    """Return the six shares of a mood as labelled bars."""
    shares = mood.as_dict()
    rows = ((MoodName(name).label, round(100 * shares[name])) for name in MOODS)
    bars = format_html_join(
        "",
        '<li><label><span>{}</span><progress max="100" value="{}"></progress>'
        "<span>{}&nbsp;%</span></label></li>",
        ((label, percent, percent) for label, percent in rows),
    )
    return format_html('<ul class="evidence-bars">{}</ul>', bars)


def cues_in_words(evidence: MoodEvidence) -> SafeString:
    """Return what was heard: valence and arousal, and each cue as it was measured."""
    details = evidence.details
    if not details["cues"]:
        return format_html("<p>{}</p>", _("Nothing in the sound could be told."))
    figures = _("Valence %(valence)s, arousal %(arousal)s (-1 to 1), from:") % {
        "valence": f"{details['valence']:+.2f}",
        "arousal": f"{details['arousal']:+.2f}",
    }
    cues = format_html_join("", "<li>{}</li>", ((cue_in_words(cue),) for cue in details["cues"]))
    return format_html("<p>{}</p><ul>{}</ul>", figures, cues)


def cue_in_words(cue: Mapping[str, Any]) -> str:
    """Return one cue with its figure, and how sure it is where that is less than wholly."""
    name, measured = cue["name"], cue["measured"]
    if name == "mode":
        text = _("major key") if measured == "major" else _("minor key")
    else:
        text = _(CUES[name]) % {"value": f"{measured:.{DIGITS.get(name, 0)}f}"}
    if cue["sure"] < 1:
        text = _("%(cue)s (%(sure)s sure)") % {"cue": text, "sure": f"{cue['sure']:.0%}"}
    return text


def spread_in_words(evidence: MoodEvidence) -> SafeString:
    """Return from how many songs a mood was spread, and by what those are like this one."""
    labels, parts = evidence.details["labels"], evidence.details["parts"]
    text = ngettext(
        "Spread from %(count)d song whose mood a curator set; alike by: %(parts)s.",
        "Spread from %(count)d songs whose mood a curator set; alike by: %(parts)s.",
        labels,
    )
    named = ", ".join(_(PARTS[part]) for part in parts)
    return format_html("<p>{}</p>", text % {"count": labels, "parts": named})


def disagreement_mark(found: Disagreement) -> str:
    """Return in short what lyrics and sound say where they disagree."""
    return _("⚠ Lyrics: %(lyrics)s, sound: %(sound)s") % {
        "lyrics": MoodName(found.lyrics.top).label,
        "sound": MoodName(found.sound.top).label,
    }


def disagreement_in_words(found: Disagreement) -> str:
    """Return what lyrics and sound say where they disagree, and what follows from it."""
    return _(
        "⚠ The lyrics say %(lyrics)s, the sound says %(sound)s: %(distance)s apart, and over "
        "%(bound)s counts as a disagreement. No mood is spread to or from this song."
    ) % {
        "lyrics": MoodName(found.lyrics.top).label,
        "sound": MoodName(found.sound.top).label,
        "distance": f"{found.distance:.2f}",
        "bound": f"{BOUND:.2f}",
    }


def lines_in_words(evidence: MoodEvidence) -> SafeString:
    """Return what was read of a song's words: whence, how much, and the lines that said most."""
    details = evidence.details
    source = _("Description") if details["source"] == DESCRIPTION else _("Lyrics")
    figures = _("%(source)s: %(lines)s lines, %(unsure)s of them unclear; text model %(model)s") % {
        "source": source,
        "lines": details["lines"],
        "unsure": details.get("unsure", 0),
        "model": details["model"],
    }
    lines = format_html_join(
        "",
        "<li><q>{}</q> {} {}&nbsp;%</li>",
        (
            (said["line"], MoodName(said["mood"]).label, round(100 * said["confidence"]))
            for said in details.get("telling", ())
        ),
    )
    idle = "" if evidence.weight else _("This does not count for the song's mood.")
    return format_html("<p>{} {}</p><ol>{}</ol>", figures, idle, lines)


IN_WORDS = {
    MoodEvidence.Kind.LYRICS.value: lines_in_words,
    MoodEvidence.Kind.SOUND.value: cues_in_words,
    MoodEvidence.Kind.SPREAD.value: spread_in_words,
}
