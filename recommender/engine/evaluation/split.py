"""A fixed split: lists to learn from, lists to continue, and tags to find songs for.

    train.jsonl.gz            {id, songs[], tags[]} a line
    test_questions.jsonl.gz   the same, with the given half of each list
    test_answers.jsonl.gz     the same, with the hidden half
    tag2item_test.jsonl.gz    {tag, mood, given[], answers[]} a line; the last three are optional
    tag2item_train_artist_tag.tsv.gz   song's number, tag's number, people who said so
    tags.tsv.gz               tag's number, tag

Every file may be plain as well (without .gz). Songs are named by strings; `Names` numbers them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recommender.engine.evaluation.lines import Problems, lines, objects

# A song or tag with a longer name is a mistake of whoever wrote the file.
MOST_LETTERS = 500


class NoSplit(Exception):
    """The directory holds no split that can be used; the message says what is missing."""


class Names:
    """Numbers for names, in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of a name, a new one for a new name."""
        return self.numbers.setdefault(name, len(self.numbers))


@dataclass(frozen=True)
class ListRow:
    """A list: its songs by number, none twice, and its tags, none twice."""

    key: str
    songs: tuple[int, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class TagTask:
    """A tag, the songs that are known to carry it, and those to be found."""

    tag: str
    mood: bool
    given: tuple[int, ...]
    answers: tuple[int, ...]


@dataclass
class Split:
    """All of a directory. `song_tags`: (song, tag, people) triples for the tag tasks alone."""

    names: Names = field(default_factory=Names)
    train: list[ListRow] = field(default_factory=list)
    questions: list[ListRow] = field(default_factory=list)
    answers: list[ListRow] = field(default_factory=list)
    tag_tasks: list[TagTask] = field(default_factory=list)
    song_tags: list[tuple[int, str, float]] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


def read_split(directory: Path) -> Split:
    """Read a directory; what cannot be read is in `problems`.

    NoSplit if a file of the lists is missing or holds nothing that can be used.
    """
    split = Split()
    split.train = list(_lists(split, _needed(directory, "train.jsonl")))
    questions = {row.key: row for row in _lists(split, _needed(directory, "test_questions.jsonl"))}
    answers = {row.key: row for row in _lists(split, _needed(directory, "test_answers.jsonl"))}
    # A list without anything hidden, or without anything given, asks nothing.
    both = [key for key in questions if key in answers and answers[key].songs]
    both = [key for key in both if questions[key].songs or questions[key].tags]
    split.questions = [questions[key] for key in both]
    split.answers = [answers[key] for key in both]
    if not split.train or not both:
        raise NoSplit(f"{directory} holds no lists to learn from, or none to continue")
    _read_tags(split, directory)
    return split


def _needed(directory: Path, name: str) -> Path:
    found = _find(directory, name)
    if found is None:
        raise NoSplit(f"{directory} has no {name}.gz")
    return found


def _find(directory: Path, name: str) -> Path | None:
    for path in (directory / f"{name}.gz", directory / name):
        if path.is_file():
            return path
    return None


def _lists(split: Split, path: Path) -> Iterator[ListRow]:
    """The lists of a file; a second list of the same id is left out."""
    seen: set[str] = set()
    for where, value in objects(path, split.problems):
        key, songs = value.get("id"), _strings(split, where, value.get("songs", []))
        tags = _strings(split, where, value.get("tags", []))
        if not isinstance(key, str | int) or songs is None or tags is None:
            split.problems.add(where, "not a list of the form {id, songs[], tags[]}")
        elif str(key) in seen:
            split.problems.add(where, "a second list with this id")
        else:
            seen.add(str(key))
            numbers = dict.fromkeys(split.names.number(song) for song in songs)
            yield ListRow(str(key), tuple(numbers), tuple(dict.fromkeys(tags)))


def _read_tags(split: Split, directory: Path) -> None:
    """Read the tag tasks and what may be learned for them, where there are both."""
    tests = _find(directory, "tag2item_test.jsonl")
    triples = _find(directory, "tag2item_train_artist_tag.tsv")
    if tests is None or triples is None:
        return
    split.tag_tasks = list(_tasks(split, tests))
    split.song_tags = list(_triples(split, triples, _tag_names(split, directory)))


def _tasks(split: Split, path: Path) -> Iterator[TagTask]:
    seen: set[str] = set()
    for where, value in objects(path, split.problems):
        tag = _strings(split, where, [value.get("tag")])
        given = _strings(split, where, value.get("given", []))
        answers = _strings(split, where, value.get("answers", []))
        if not tag or given is None or not answers:
            split.problems.add(where, "not a task of the form {tag, given[], answers[]}")
        elif tag[0] in seen:
            split.problems.add(where, "a second task for this tag")
        else:
            seen.add(tag[0])
            known = dict.fromkeys(split.names.number(song) for song in given)
            hidden = dict.fromkeys(split.names.number(song) for song in answers)
            wanted = tuple(song for song in hidden if song not in known)
            if wanted:
                yield TagTask(tag[0], value.get("mood") is True, tuple(known), wanted)


def _tag_names(split: Split, directory: Path) -> dict[str, str]:
    """Each tag by its number, spelt as the tasks spell it ("t:" before it, or not)."""
    path = _find(directory, "tags.tsv")
    if path is None:
        return {}
    prefix = "t:" if any(task.tag.startswith("t:") for task in split.tag_tasks) else ""
    names = {}
    for _, cells in _cells(split, path, 2):
        tag = cells[1] if cells[1].startswith(prefix) else prefix + cells[1]
        names[cells[0]] = tag
    return names


def _triples(
    split: Split, path: Path, tag_names: dict[str, str]
) -> Iterator[tuple[int, str, float]]:
    """What people said of songs. A song's number 12 is the song "12" or "a12" of the lists.

    What the tasks ask for is left out, should it be in there: nobody may learn the answers.
    """
    hidden = {(song, task.tag) for task in split.tag_tasks for song in task.answers}
    header = True
    for where, cells in _cells(split, path, 2):
        people = _number(cells[2]) if len(cells) > 2 else 1.0
        if people is None or people <= 0:
            if not header:
                split.problems.add(where, "no number of people")
            header = False
            continue
        header = False
        name = cells[0] if cells[0] in split.names.numbers else f"a{cells[0]}"
        name = name if name in split.names.numbers else cells[0]
        tag = tag_names.get(cells[1], cells[1])
        song = split.names.number(name)
        if (song, tag) in hidden:
            split.problems.add(where, "it is an answer")
        else:
            yield song, tag, people


def _cells(split: Split, path: Path, fewest: int) -> Iterator[tuple[str, list[str]]]:
    for where, line in lines(path, split.problems):
        try:
            cells = line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            split.problems.add(where, "not UTF-8")
            continue
        if len(cells) < fewest or any(len(cell) > MOST_LETTERS for cell in cells):
            split.problems.add(where, f"not {fewest} columns of a sensible length")
        else:
            yield where, cells


def _strings(split: Split, where: str, values: Any) -> list[str] | None:
    """Names as strings, without those that cannot be used; None unless it is a list."""
    if not isinstance(values, list):
        return None
    names = [str(value) for value in values if isinstance(value, str | int) and _sane(str(value))]
    if len(names) < len(values):
        split.problems.add(where, "a name that is empty, too long, or no text was left out")
    return names


def _sane(name: str) -> bool:
    """Tell whether a name can be kept: of a sensible length, and of characters that exist."""
    return 0 < len(name) <= MOST_LETTERS and name.isprintable()


def _number(text: str) -> float | None:
    """A finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value - value == 0 else None
