"""What each source says of a song's mood, beside the form in which a curator has the last word."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emotion.models import MoodName
from emotion.moods import MOODS, Mood
from recommender.catalogue.lyrics_evidence import DESCRIPTION
from recommender.models import MoodEvidence


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
        """Return how much was read, and the lines that said most."""
        return lines_in_words(evidence) if evidence.details.get("mark") else "-"

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
