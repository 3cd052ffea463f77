"""What a door of words heard, and the page that says so and plays."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from emotion import tokens, wording
from emotion.models import Door, MoodName, Reading
from emotion.moods import MOODS, Mood
from emotion.text.sentences import spans
from emotion.text_wording import is_unread
from emotion.together import Part
from recommender.diary.showing import percent
from recommender.models import Playlist
from recommender.services import playlist_from_text
from recommender.showing import Row, is_plain, queue_of, rows_of


@dataclass(frozen=True)
class WordsHeard:
    """The words, what was read in them, the question about it, and where they came from.

    `notes`: what the listener should know of it. `parts`: face and words, where there were both.
    Where it is `unsure`, the listener chooses first and then hears.
    """

    text: str
    reading: Reading
    question: str
    unsure: bool = False
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def corrected(self) -> bool:
        """Say whether the mood is the listener's own word."""
        return bool(self.reading.corrected_to) or self.reading.door == Door.TILES


@sensitive_variables()
def show_heard(request: HttpRequest, heard: WordsHeard, door: str) -> HttpResponse:
    """Say what was heard and play five songs; `door` is the name of the page it came from.

    The page is the answer to what was sent and can be shown only now, since the words are kept
    nowhere: so the address that the browser shows is the list's own. NothingToPlay if there is no
    song.
    """
    context = words_context(heard, door)
    if heard.unsure:
        return render(request, "words/heard.html", context)
    songs = playlist_from_text(
        listener=heard.reading.listener, text=heard.text, reading=heard.reading
    )
    context |= songs_context(songs, heard.text)
    response = render(request, "words/heard.html", context)
    response["HX-Push-Url"] = songs.get_absolute_url()
    return response


def words_context(heard: WordsHeard, door: str) -> dict[str, Any]:
    """Return what the page says of the words."""
    mood = heard.reading.settled_mood
    return {
        "text": heard.text,
        "question": heard.question,
        "unsure": heard.unsure,
        "notes": heard.notes,
        "mood": mood.top,
        "shares": {} if heard.corrected or is_unread(mood) else percent(mood),
        **parts_context(heard.parts, mood),
        "token": tokens.sign(heard.reading),
        "moods": MoodName.choices,
        "others": [(name, MoodName(name).label) for name in wording.other_moods(mood)],
        "door": door,
        "again": reverse(door),
        "kept": kept(door),
    }


def songs_context(songs: Playlist, text: str) -> dict[str, Any]:
    """Return the list: its rows with the words that met, the player's queue, and its address."""
    rows = rows_of(songs, songs.listener)
    if len(spans(text)) > 1:
        # A single sentence would stand with every song, and it stands above them already.
        rows = [with_said(row, text) for row in rows]
    plain = _("Part of our recommender is resting, so this list is plainer than usual.")
    return {
        "playlist": songs,
        "rows": rows,
        "queue": queue_of(songs, rows),
        "plain": plain if is_plain(songs) else "",
        "page_url": songs.get_absolute_url(),
    }


def with_said(row: Row, text: str) -> Row:
    """Put the listener's words beside the line of the song that they met."""
    return replace(row, said=text[row.pair["start"] : row.pair["end"]]) if row.pair else row


def parts_context(parts: tuple[Part, ...], whole: Mood) -> dict[str, Any]:
    """Return the table of face, words and both: who counts how much, and a row for each mood."""
    if not parts:
        return {}
    moods = [percent(mood) for mood in (*(part.mood for part in parts), whole)]
    return {
        "parts": [
            {"source": part.source, "weight": round(100 * part.weight), "unsure": part.unsure}
            for part in parts
        ],
        "part_rows": [(name, [shares[name] for shares in moods]) for name in MOODS],
    }


def kept(door: str) -> str:
    """Say what becomes of what was sent."""
    if door == "photo":
        return _("Photo and words are kept nowhere. What stays is the mood, and your songs.")
    return _("Your sentence is kept nowhere. What stays is the mood, and your songs.")


def question_after(mood: Mood) -> str:
    """Return what stands above the list once the listener has said what it is."""
    return _("You call it: %(mood)s") % {"mood": MoodName(mood.top).label}
