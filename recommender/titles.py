"""Name the lists that are mixed for a listener, in both languages at once.

The names are stored with the list, so they cannot wait for the language of a later visit.
"""

from collections.abc import Mapping

from django.utils import translation

from recommender.models import Song

# mood: (English, Korean)
FOR_MOOD: Mapping[str, tuple[str, str]] = {
    "anger": ("A list for anger", "화날 때 듣는 음악"),
    "tension": ("A list for tension", "긴장될 때 듣는 음악"),
    "sadness": ("A list for sadness", "슬플 때 듣는 음악"),
    "peace": ("A list for peace", "평온할 때 듣는 음악"),
    "joy": ("A list for joy", "기쁠 때 듣는 음악"),
    "neutral": ("A list for a quiet mood", "잔잔할 때 듣는 음악"),
}
AFTER_ANSWERS: Mapping[str, tuple[str, str]] = {
    "anger": ("Retuned for anger", "다시 고른 분노의 음악"),
    "tension": ("Retuned for tension", "다시 고른 긴장의 음악"),
    "sadness": ("Retuned for sadness", "다시 고른 슬픔의 음악"),
    "peace": ("Retuned for peace", "다시 고른 평화의 음악"),
    "joy": ("Retuned for joy", "다시 고른 기쁨의 음악"),
    "neutral": ("Retuned for a quiet mood", "다시 고른 잔잔한 음악"),
}
# With the words around it, this fits into the 120 characters of a list's title.
SONG_LONGEST = 80
# And two of them: a blend's own words, the longest, are 26.
END_LONGEST = 47


def fresh_titles(mood: str) -> tuple[str, str]:
    """Return the English and the Korean title of a first list for ``mood``."""
    return FOR_MOOD[mood]


def refined_titles(mood: str) -> tuple[str, str]:
    """Return the titles of a list that answers have changed."""
    return AFTER_ANSWERS[mood]


def more_titles(song: Song) -> tuple[str, str]:
    """Return the titles of a list of songs like ``song``."""
    return f"More like “{title_in(song, 'en')}”", f"“{title_in(song, 'ko')}” 같은 음악"


def like_titles(song: Song) -> tuple[str, str]:
    """Return the titles of a list of a song and what is like it."""
    return f"Like “{title_in(song, 'en')}”", f"“{title_in(song, 'ko')}” 비슷한 곡"


def station_titles(song: Song) -> tuple[str, str]:
    """Return the titles of a station that begins with ``song``."""
    return f"Station: “{title_in(song, 'en')}”", f"“{title_in(song, 'ko')}” 스테이션"


def path_titles(start: Song, end: Song) -> tuple[str, str]:
    """Return the titles of a path from ``start`` to ``end``."""
    en, ko = ([title_in(song, of)[:END_LONGEST] for song in (start, end)] for of in ("en", "ko"))
    return f"From “{en[0]}” to “{en[1]}”", f"“{ko[0]}”에서 “{ko[1]}”까지"


def blend_titles(more: Song | None, less: Song | None) -> tuple[str, str]:
    """Return the titles of a list of what is like some songs, and less like others."""
    en, ko = [], []
    for song, word, particle in ((more, "more like", "더하기"), (less, "less like", "빼기")):
        if song is not None:
            en.append(f"{word} “{title_in(song, 'en')[:END_LONGEST]}”")
            ko.append(f"“{title_in(song, 'ko')[:END_LONGEST]}” {particle}")
    title = ", ".join(en)
    return title[:1].upper() + title[1:], ", ".join(ko)


def less_titles(song: Song) -> tuple[str, str]:
    """Return the titles of a list that turns away from ``song``."""
    return f"Less like “{title_in(song, 'en')}”", f"“{title_in(song, 'ko')}” 말고 다른 음악"


def likes_titles() -> tuple[str, str]:
    """Return the titles of a list that was made from what a listener likes."""
    return "From what you like", "좋아하는 곡에서 고른 음악"


def map_titles() -> tuple[str, str]:
    """Return the titles of a list that was drawn around on the map."""
    return "From the map", "지도에서 고른 음악"


def title_in(song: Song, language: str) -> str:
    """Return the song's title in a language, cut to what fits into a list's title."""
    with translation.override(language):
        return song.title[:SONG_LONGEST]
