"""Read the feeling in lines of text."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotion.text.emotions import EMOTIONS
from emotion.text.reading import TextReading
from emotion.words import WordsClosed, read_texts

BATCH = 64


class Command(BaseCommand):
    help = "Read the lines of standard input, each as a text of its own; nothing is kept."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, **options: Any) -> None:
        try:
            for text, reading in _readings(_lines()):
                told = _object(text, reading)
                self.stdout.write(json.dumps(told) if options["json"] else _line(told))
        except WordsClosed as error:
            raise CommandError(str(error)) from error


def _lines() -> Iterator[str]:
    """Lines as people pipe them: UTF-8, whatever the terminal's encoding, bad bytes marked."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def _readings(lines: Iterable[str]) -> Iterator[tuple[str, TextReading]]:
    left = iter(lines)
    while batch := list(islice(left, BATCH)):
        yield from zip(batch, read_texts(batch), strict=True)


def _object(text: str, reading: TextReading) -> dict[str, Any]:
    shares = zip(EMOTIONS, reading.emotions, strict=True)
    return {
        "text": text,
        "lang": reading.lang,
        "emotions": {name: round(float(share), 4) for name, share in shares},
        "mood": {name: round(share, 4) for name, share in reading.mood.as_dict().items()},
        "top": reading.top,
        "confidence": round(reading.confidence, 4),
        "unsure": reading.unsure,
    }


def _line(told: dict[str, Any]) -> str:
    emotions = sorted(told["emotions"].items(), key=lambda item: -item[1])[:3]
    named = ", ".join(f"{name} {share:.0%}" for name, share in emotions)
    doubt = ", unsure" if told["unsure"] else ""
    text = told["text"] if len(told["text"]) <= 60 else f"{told['text'][:59]}…"
    return f"{told['top']} {told['confidence']:.0%}{doubt} ({named}): {text}"
