"""The curated playlists: six are the moods' own, the others cut across the moods."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Playlist:
    """A list of songs by slug, in the order in which they play."""

    slug: str
    title: tuple[str, str]
    description: tuple[str, str]
    songs: tuple[str, ...]
    tags: tuple[str, ...]
    default_for: str | None = None


def _list(
    slug: str, title: tuple[str, str], description: tuple[str, str], songs: str, tags: str,
    default_for: str | None = None,
) -> Playlist:  # fmt: skip
    return Playlist(slug, title, description, tuple(songs.split()), tuple(tags.split()),
                    default_for)  # fmt: skip


PLAYLISTS: tuple[Playlist, ...] = (
    _list("let-it-burn", ("Let It Burn", "다 태워 버려요"),
          ("Loud and fast, for when it has to go somewhere.", "어딘가에 쏟아내야 할 때 듣는 크고 빠른 음악이에요."),
          "fate-at-the-door iron-tide", "anger let-it-out", "anger"),
    _list("held-breath", ("Held Breath", "숨죽인 시간"),
          ("Pulses and shadows that keep you on the edge.", "맥박과 그림자로 긴장을 붙들어 두는 음악이에요."),
          "second-hand mountain-king", "tension", "tension"),
    _list("room-for-tears", ("Room for Tears", "울어도 되는 방"),
          ("Slow and close, it does not ask you to cheer up.", "기운 내라고 하지 않는, 느리고 가까운 음악이에요."),
          "prelude-in-rain last-platform", "sadness rain", "sadness"),
    _list("still-water", ("Still Water", "잔잔한 물"),
          ("Nothing to do, nowhere to be.", "아무것도 하지 않아도 되는 시간이에요."),
          "moss-light slow-ceremony", "peace rest", "peace"),
    _list("windows-open", ("Windows Open", "창문을 활짝"),
          ("Bright tunes with a bounce in the step.", "발걸음이 가벼워지는 밝은 곡들이에요."),
          "all-the-windows rooftop-parade", "joy party", "joy"),
    _list("plain-day", ("A Plain Day", "보통의 하루"),
          ("Easy company that does not get in the way.", "곁에 있어도 방해되지 않는 편안한 음악이에요."),
          "desk-lamp green-hem", "neutral focus", "neutral"),
)  # fmt: skip
