import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command

from emotion.moods import MOODS
from emotion.text.emotions import EMOTIONS


class Piped(io.TextIOWrapper):
    """Standard input with these bytes in it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="ascii")


def read(monkeypatch: pytest.MonkeyPatch, data: bytes, *options: str) -> list[str]:
    monkeypatch.setattr(sys, "stdin", Piped(data))
    out = io.StringIO()
    call_command("read_text", *options, stdout=out)
    return out.getvalue().splitlines()


def objects(monkeypatch: pytest.MonkeyPatch, text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in read(monkeypatch, text.encode(), "--json")]


def test_each_line_has_its_object(monkeypatch: pytest.MonkeyPatch) -> None:
    happy, sad = objects(monkeypatch, "I am so happy, we won!\n너무 슬퍼서 하루 종일 울었다\n")
    assert list(happy) == ["text", "lang", "emotions", "mood", "top", "confidence", "unsure"]
    assert tuple(happy["emotions"]) == EMOTIONS
    assert tuple(happy["mood"]) == MOODS
    assert sum(happy["mood"].values()) == pytest.approx(1, abs=0.001)
    assert (happy["lang"], happy["top"]) == ("en", "joy")
    assert (sad["lang"], sad["top"], sad["text"]) == (
        "ko",
        "sadness",
        "너무 슬퍼서 하루 종일 울었다",
    )
    assert happy["confidence"] == max(happy["mood"].values())


def test_strange_lines_are_unsure_and_none_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = objects(monkeypatch, "\n\0\nمرحبا\n😭\n\r\nx")
    assert len(found) == 6
    assert all(each["unsure"] for each in found)


def test_bad_bytes_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = read(monkeypatch, b"so happy \xff\xfe\n", "--json")
    assert json.loads(line)["text"] == "so happy \ufffd\ufffd"


def test_without_json_it_prints_words(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = read(monkeypatch, ("I am so happy, we won! " * 9).encode())
    assert line.startswith("joy ")
    assert line.endswith("…")
    assert read(monkeypatch, b"") == []
