"""Why a file was left out, or what is strange about one that was taken.

A scan keeps these in English, and the admin shows them in the curator's language.
"""

from django.utils.translation import gettext_noop

UNREADABLE = gettext_noop("cannot be read")
EMPTY = gettext_noop("is empty")
NOT_A_FILE = gettext_noop("is not a plain file")
NAME_NOT_TEXT = gettext_noop("its name is not UTF-8 text; please rename it")
PATH_TOO_LONG = gettext_noop("its path is too long")
LINK_INSIDE = gettext_noop("is a link to another place in the folder, which is read there")
LINK_OUTSIDE = gettext_noop("is a link that leads out of the folder; please import that place")
LINK_NOWHERE = gettext_noop("is a link that leads nowhere")
OUR_OWN = gettext_noop("is a folder that the site keeps itself")
NO_BROWSER = gettext_noop("browsers cannot play this format")
SAME_SOUND = gettext_noop("is the same sound as another file")
SAME_RECORDING = gettext_noop("is another copy of a recording that is a song already")
DELETED = gettext_noop("its song was deleted by a curator")

# By the codes of ``recommender.audio.AudioRejected``.
REJECTED = {
    "not-audio": gettext_noop("is not audio that can be read"),
    "video": gettext_noop("is a video"),
    "format": NO_BROWSER,
    "protected": gettext_noop("is protected against copying (DRM)"),
    "damaged": gettext_noop("is damaged or was cut off"),
    "cut-off": gettext_noop("was cut off: its end is missing"),
    "too-long": gettext_noop("is longer than twelve hours"),
    "too-short": gettext_noop("is shorter than a second"),
}

# Of files that were taken all the same.
OTHER_ENDING = gettext_noop("its name ends like another format than it is in")
TAGS_UNREADABLE = gettext_noop("its tags cannot be read")
LYRICS_UNREADABLE = gettext_noop("the lyrics beside it cannot be read")
COVER_UNREADABLE = gettext_noop("its cover cannot be read")
# By the codes of ``emotion.face.decoding.ImageRejected``.
COVERS = {
    "empty": gettext_noop("its cover is empty"),
    "too_large": gettext_noop("its cover has more than 16 MB"),
    "not_an_image": gettext_noop("its cover is no picture that we can show"),
    "truncated": gettext_noop("its cover is damaged or was cut off"),
    "too_many_pixels": gettext_noop("its cover has too many pixels"),
}
TAG_TOO_LONG = gettext_noop("a genre or mood in it is no word but a text, and was left out")
