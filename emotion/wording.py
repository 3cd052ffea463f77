"""What a door says about a mood: short, kind, and never certain of anyone's feelings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emotion.moods import MOODS, Mood

# Under this share of the leading mood the page says that it is not sure, and offers the tiles.
# Even a beaming face leaves a sixth to other moods (emotion/moods.py), so this is a plain lead.
UNSURE_BELOW = 0.45

SENTENCES = {
    "anger": gettext_lazy("You look a little angry. Is that right?"),
    "tension": gettext_lazy("You look a little tense. Is that right?"),
    "sadness": gettext_lazy("You look a little sad. Is that right?"),
    "peace": gettext_lazy("You look at peace. Is that right?"),
    "joy": gettext_lazy("You look rather happy. Is that right?"),
    "neutral": gettext_lazy("You look calm, neither up nor down. Is that right?"),
}
UNSURE = {
    "anger": gettext_lazy("I am not sure. Perhaps a little angry?"),
    "tension": gettext_lazy("I am not sure. Perhaps a little tense?"),
    "sadness": gettext_lazy("I am not sure. Perhaps a little sad?"),
    "peace": gettext_lazy("I am not sure. Perhaps at peace?"),
    "joy": gettext_lazy("I am not sure. Perhaps rather happy?"),
    "neutral": gettext_lazy("I am not sure. Perhaps neither up nor down?"),
}


def is_unsure(mood: Mood) -> bool:
    """Say whether the lead is too small to speak of."""
    return mood.confidence < UNSURE_BELOW


def sentence(mood: Mood) -> str:
    """Return the question that a door puts about a mood, in the language in use."""
    return str((UNSURE if is_unsure(mood) else SENTENCES)[mood.top])


def other_moods(mood: Mood) -> list[str]:
    """Return the five moods that the listener may choose instead, likeliest first."""
    ranked = sorted(MOODS, key=lambda name: (-mood.share(name), MOODS.index(name)))
    return [name for name in ranked if name != mood.top]


def face_texts() -> dict[str, str]:
    """Return what the face page's script says, by the code of the state that it is in."""
    return {
        "asking": _("Your browser is asking whether the camera may open. Please allow it there."),
        "connecting": _("The camera is on. Just a moment."),
        "looking": _("Look into the camera, just as you are."),
        "no_face": _("I cannot see a face yet. Please look into the camera."),
        "several_faces": _("I see {faces} faces. I look at the nearest one."),
        "too_dark": _("It is a little dark. More light would help me."),
        "settling": _("I think I see it. Just a moment more."),
        "stopped": _("The camera is closed. Nothing was kept."),
        "paused": _("You went elsewhere, so the camera closed. Start again whenever you like."),
        "reconnecting": _("The line broke. Trying once more."),
    } | _face_errors()


def _face_errors() -> dict[str, str]:
    """Return what is said when the camera or the line cannot be had; other doors stand below it."""
    return {
        "denied": _(
            "The camera stays closed, as you chose. A photo or the mood tiles work just as well."
        ),
        "missing": _("I found no camera here. A photo or the mood tiles need none."),
        "busy": _(
            "Another program is using the camera. Close it and start again, or take another door."
        ),
        "unanswered": _(
            "The browser's question about the camera was not answered. "
            "Start again, or take another door."
        ),
        "insecure": _(
            "Browsers open a camera only on a secure address (https) or on this computer itself. "
            "The other doors work here."
        ),
        "ended": _("The camera was switched off. Start again, or take another door."),
        "unknown": _("The camera did not open. Start again, or take another door."),
        "lost": _("The line to the server broke. Start again, or take another door."),
        "off": _("Reading faces is switched off at the moment. The other doors are open."),
        "full": _("Many people are here right now. Try again in a minute, or take another door."),
        "timeout": _("I could not settle on a mood, and that is fine. Choose it yourself?"),
        "consent": _("Your consent was too long ago. Please tick the box and start again."),
    }
