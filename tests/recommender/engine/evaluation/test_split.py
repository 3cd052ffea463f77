"""Reading a split: what is taken, and that a broken line costs that line alone."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.evaluation.lines import MOST_BYTES, Problems, objects
from recommender.engine.evaluation.split import MOST_LETTERS, NoSplit, read_split

ROW = {"id": 1, "songs": ["a1", "a2"], "tags": ["t:x"]}


def written(path, rows):
    """Write rows, each an object or raw bytes, as a gzipped file."""
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    path.write_bytes(gzip.compress(b"\n".join(lines) + b"\n"))
    return path


def directory(path, train=(ROW,), questions=(ROW,), answers=(ROW,), **more):
    for name, rows in {
        "train": train, "test_questions": questions, "test_answers": answers, **more,
    }.items():  # fmt: skip
        written(path / f"{name}.jsonl.gz", rows)
    return path


def test_lists_are_read(tmp_path):
    split = read_split(directory(tmp_path, train=[ROW, {"id": "b", "songs": ["a2", "a2"]}]))
    first, second = split.train
    assert first.songs == (split.names.number("a1"), split.names.number("a2"))
    assert first.tags == ("t:x",)
    assert (second.key, second.songs, second.tags) == ("b", (split.names.number("a2"),), ())
    assert not split.problems.counts


def test_questions_and_answers_meet_by_id(tmp_path):
    questions = [{"id": n, "songs": [f"q{n}"], "tags": []} for n in (1, 2, 3, 4)]
    answers = [{"id": n, "songs": [f"s{n}"] * (n != 3), "tags": []} for n in (3, 2, 1)]
    split = read_split(directory(tmp_path, questions=questions, answers=answers))
    assert [row.key for row in split.questions] == ["1", "2"]
    assert [row.key for row in split.answers] == ["1", "2"]


@pytest.mark.parametrize(
    "bad, why",
    [
        (b"{not json", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        ({"id": 2, "songs": "a1"}, "form"),
        ({"songs": ["a1"]}, "form"),
        ({"id": [2], "songs": ["a1"]}, "form"),
        (ROW, "second list"),
        (b"x" * (MOST_BYTES + 9), "longer"),
    ],
)
def test_a_bad_line_costs_that_line_alone(tmp_path, bad, why):
    last = {"id": 9, "songs": ["a9"], "tags": []}
    split = read_split(directory(tmp_path, train=[ROW, bad, last]))
    assert [row.key for row in split.train] == ["1", "9"]
    assert split.problems.counts.total() == 1
    assert why in split.problems.first[0]
    assert "train.jsonl.gz line 2" in split.problems.first[0]


@pytest.mark.parametrize("name", ["", "x" * (MOST_LETTERS + 1), "a\x00", "\ud800", None, 1.5])
def test_a_name_that_cannot_be_used_costs_itself_alone(tmp_path, name):
    row = {"id": 2, "songs": ["a1", name, "a3"], "tags": [name, "t:y"]}
    split = read_split(directory(tmp_path, train=[row]))
    assert len(split.train[0].songs) == 2
    assert split.train[0].tags == ("t:y",)
    assert split.problems.counts.total() == 2


def test_a_file_cut_short_gives_what_it_holds(tmp_path):
    rows = [{**ROW, "id": n, "songs": [f"a{n * 7919 % 10007}" for n in range(n, n + 9)]}
            for n in range(2000)]  # fmt: skip
    path = directory(tmp_path, train=rows) / "train.jsonl.gz"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    split = read_split(tmp_path)
    assert 100 < len(split.train) < 2000
    assert "cut short" in split.problems.first[-1]


def test_a_plain_file_does_as_well(tmp_path):
    directory(tmp_path)
    (tmp_path / "train.jsonl.gz").unlink()
    (tmp_path / "train.jsonl").write_text(json.dumps(ROW))
    assert len(read_split(tmp_path).train) == 1


@pytest.mark.parametrize("name", ["train", "test_questions", "test_answers"])
def test_a_file_that_is_missing_or_empty(tmp_path, name):
    path = directory(tmp_path) / f"{name}.jsonl.gz"
    path.write_bytes(gzip.compress(b""))
    with pytest.raises(NoSplit):
        read_split(tmp_path)
    path.unlink()
    with pytest.raises(NoSplit, match=name):
        read_split(tmp_path)


def tagged(path, triples):
    task = {"tag": "t:calm", "mood": True, "given": ["a1"], "answers": ["a2", "a1"]}
    directory(path, tag2item_test=[task, {"tag": "t:none", "given": ["a1"], "answers": []}])
    written(path / "tags.tsv.gz", [b"tagID\ttagValue", b"5\tcalm", b"6\tloud"])
    written(path / "tag2item_train_artist_tag.tsv.gz", [b"artistID\ttagID\tn", *triples])
    return read_split(path)


def test_tags_of_songs_are_read_by_their_names(tmp_path):
    split = tagged(tmp_path, [b"1\t5\t3", b"7\t6\t1"])
    (task,) = split.tag_tasks
    assert (task.tag, task.mood) == ("t:calm", True)
    assert (task.given, task.answers) == (
        (split.names.number("a1"),), (split.names.number("a2"),)
    )  # fmt: skip
    assert split.song_tags[0] == (split.names.number("a1"), "t:calm", 3.0)
    assert split.song_tags[1][1:] == ("t:loud", 1.0)
    assert split.problems.counts.total() == 1


def test_an_answer_among_the_tags_is_not_learned(tmp_path):
    split = tagged(tmp_path, [b"2\t5\t3"])
    assert split.song_tags == []
    assert "answer" in split.problems.first[-1]


@pytest.mark.parametrize("bad", [b"1", b"1\t5\tmany", b"1\t5\tnan", b"1\t5\t-1", b"\xff\t5\t1"])
def test_a_bad_triple_costs_itself_alone(tmp_path, bad):
    split = tagged(tmp_path, [bad, b"1\t5\t3"])
    assert len(split.song_tags) == 1
    assert split.problems.counts.total() == 2


@given(st.lists(st.binary(max_size=60), max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_without_an_error(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("lines") / "x.jsonl"
    path.write_bytes(b"\n".join(rows))
    problems = Problems()
    taken = sum(1 for _ in objects(path, problems))
    blank = sum(1 for line in path.read_bytes().split(b"\n") if not line.strip())
    assert taken + problems.counts.total() == path.read_bytes().count(b"\n") + 1 - blank


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_damage_to_a_gzip_file_is_told(tmp_path_factory, tail):
    path = tmp_path_factory.mktemp("gz") / "x.jsonl.gz"
    good = gzip.compress(json.dumps(ROW).encode() + b"\n")
    path.write_bytes(good[:-4] + tail)
    problems = Problems()
    taken = list(objects(path, problems))
    assert len(taken) <= 1 or tail
    assert taken or problems.counts.total()
