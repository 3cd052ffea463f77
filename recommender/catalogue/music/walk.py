"""Look through a folder for audio files, by name and state alone; nothing is opened.

Links are never followed: what they lead to inside the folder is met there, and what lies outside
is not ours to serve. So no loop can form, and no file is met twice.
"""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from recommender.catalogue.importing import Skipped
from recommender.catalogue.music import reasons
from recommender.catalogue.music.beside import Beside, beside_of

SUFFIXES = frozenset({
    ".mp3", ".m4a", ".m4b", ".mp4", ".flac", ".ogg", ".oga", ".opus", ".wav", ".aac", ".webm",
    ".weba", ".mka",
})  # fmt: skip
# Music that is looked for and cannot be taken; anything else (pictures, texts) is no one's loss.
NOT_FOR_BROWSERS = frozenset({
    ".wma", ".ape", ".wv", ".mpc", ".tta", ".aif", ".aiff", ".dsf", ".dff", ".mid", ".midi", ".ra",
    ".mod", ".xm", ".it", ".s3m", ".spx", ".mp2", ".ac3", ".dts", ".amr", ".caf", ".au", ".alac",
})  # fmt: skip
LYRICS_SUFFIX = ".lrc"
# As many characters as ``Song.path`` has, and as many bytes as PostgreSQL keeps in an index.
LONGEST_PATH = 1000
MOST_PATH_BYTES = 2600


@dataclass(frozen=True, slots=True)
class Found:
    """An audio file: its path, bytes, and time of change in ns, and what lies beside it.

    lyrics: the path of the LRC file, empty if there is none. beside: its state, as one text.
    pictures: those that may be its cover.
    """

    path: str
    size: int
    modified: int
    lyrics: str = ""
    beside: str = ""
    pictures: Beside = Beside((), "")


def walk(root: Path, never: Collection[Path] = ()) -> Iterator[Found | Skipped]:
    """Yield what lies in ``root`` (a real path), folder by folder in the order of names.

    never: real paths of folders that are left out. Hidden files and folders are passed over.
    """
    waiting = [str(root)]
    while waiting:
        folder = waiting.pop()
        entries, trouble = listing(folder)
        if trouble:
            yield Skipped(shown(folder, root, trouble), reasons.UNREADABLE)
        inner = []
        for entry in visible(entries):
            if entry.is_dir(follow_symlinks=False):
                left_out = folder_left_out(entry, root, never)
                if left_out:
                    yield left_out
                else:
                    inner.append(entry.path)
        yield from files(entries, root)
        waiting += reversed(inner)


def listing(folder: str) -> tuple[list[os.DirEntry[str]], str]:
    """Return a folder's entries in the order of their names, and why they cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name), ""
    except OSError as error:
        return [], error.strerror or type(error).__name__


def visible(entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """Yield what is not hidden: macOS leaves a "._song.mp3" beside each song on foreign disks."""
    return (entry for entry in entries if not entry.name.startswith("."))


def folder_left_out(entry: os.DirEntry[str], root: Path, never: Collection[Path]) -> Skipped | None:
    """Tell why a folder is not looked into, if so."""
    if not is_text(entry.name):
        return Skipped(shown(entry.path, root), reasons.NAME_NOT_TEXT)
    if Path(entry.path) in never:
        return Skipped(shown(entry.path, root), reasons.OUR_OWN)
    return None


def files(entries: list[os.DirEntry[str]], root: Path) -> Iterator[Found | Skipped]:
    """Yield the audio files of one folder, each with the lyrics and pictures beside it."""
    pictures = beside_of(entries)
    lyrics = {
        same_stem(entry.name): entry
        for entry in visible(entries)
        if suffix(entry.name) == LYRICS_SUFFIX and entry.is_file(follow_symlinks=False)
    }
    for entry in visible(entries):
        if entry.is_symlink():
            yield from link(entry, root)
        elif suffix(entry.name) in SUFFIXES and not entry.is_dir(follow_symlinks=False):
            yield file(entry, lyrics.get(same_stem(entry.name)), pictures, root)
        elif suffix(entry.name) in NOT_FOR_BROWSERS:
            yield Skipped(shown(entry.path, root), reasons.NO_BROWSER)


def file(
    entry: os.DirEntry[str], lyrics: os.DirEntry[str] | None, pictures: Beside, root: Path
) -> Found | Skipped:
    """Return an audio file as it stands, or why it cannot be one."""
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(shown(entry.path, root, str(error.strerror)), reasons.UNREADABLE)
    why = cannot_be(entry, state)
    if why:
        return Skipped(shown(entry.path, root), why)
    words, beside = lyrics_state(lyrics)
    return Found(entry.path, state.st_size, state.st_mtime_ns, words, beside, pictures)


def cannot_be(entry: os.DirEntry[str], state: os.stat_result) -> str:
    """Return why a file cannot be a song, as far as it shows from outside; empty if it may."""
    if not is_text(entry.path):
        return reasons.NAME_NOT_TEXT
    if len(entry.path) > LONGEST_PATH or len(os.fsencode(entry.path)) > MOST_PATH_BYTES:
        return reasons.PATH_TOO_LONG
    if not stat.S_ISREG(state.st_mode):
        return reasons.NOT_A_FILE
    return "" if state.st_size else reasons.EMPTY


def lyrics_state(entry: os.DirEntry[str] | None) -> tuple[str, str]:
    """Return the path of an LRC file, and a text that is another one when the file changed."""
    if entry is None:
        return "", ""
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError:
        return "", ""  # It went away since it was listed.
    return entry.path, f"{state.st_size}:{state.st_mtime_ns}"


def link(entry: os.DirEntry[str], root: Path) -> Iterator[Skipped]:
    """Report a link to a folder or to an audio file."""
    try:
        target = Path(entry.path).resolve(strict=True)
        inside, folder = target.is_relative_to(root), target.is_dir()
    except (OSError, RuntimeError):
        if suffix(entry.name) in SUFFIXES:
            yield Skipped(shown(entry.path, root), reasons.LINK_NOWHERE)
        return
    if folder or suffix(entry.name) in SUFFIXES:
        why = reasons.LINK_INSIDE if inside else reasons.LINK_OUTSIDE
        yield Skipped(shown(entry.path, root), why)


def suffix(name: str) -> str:
    """Return the ending of a name in small letters, with its dot."""
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - a Path for each entry is slow


def same_stem(name: str) -> str:
    """Return a name without its ending, in the one form in which song and lyrics compare."""
    stem = os.path.splitext(name)[0]  # noqa: PTH122
    return unicodedata.normalize("NFC", stem).casefold()


def is_text(name: str) -> bool:
    """Tell whether a name can be written into a database: old disks hold bytes of other codes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(path: str, root: Path, detail: str = "") -> str:
    """Return a path as a message shows it: from the folder on, with nothing unprintable."""
    inside = os.path.relpath(path, root)
    text = os.fsencode(inside).decode("utf-8", "backslashreplace")
    text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return f"{text} ({detail})" if detail else text
