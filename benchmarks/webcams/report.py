"""From what the clients saw to a table."""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.webcams.client import Tally

EXPECTED_CLOSES = {"hung up at the end"}
# What sixty webcams must come to.
MOST_MS = 200


def milliseconds(values: Sequence[float]) -> dict[str, float]:
    """Return p50, p95, p99 and the most."""
    if not values:
        return {}
    found = [*np.percentile(values, (50, 95, 99)), max(values)]
    names = ("p50", "p95", "p99", "max")
    return {name: round(1000 * float(value), 1) for name, value in zip(names, found, strict=True)}


def summary(tally: Tally, counted_from: float) -> dict[str, Any]:
    """Return the figures of a run; answers to frames sent before `counted_from` are left out."""
    counted = [waited for sent, waited in tally.answers if sent >= counted_from]
    answered = len(tally.answers)
    return {
        "answer_ms": milliseconds(counted),
        "opening_ms": milliseconds(tally.openings),
        "behind_timetable_ms": milliseconds(tally.behind),
        "sent": tally.sent,
        "answered": answered,
        "lost": tally.lost,
        "late": tally.late,
        "unsent_at_the_end": tally.unsent,
        "with_a_face": round(tally.faces / max(1, answered), 3),
        "settled": tally.settled,
        "opened": len(tally.openings),
        "most_in_flight": tally.most_in_flight,
        "errors": dict(tally.errors),
        "unexpected_closes": {
            code: count for code, count in tally.closes.items() if code not in EXPECTED_CLOSES
        },
    }


def bars(figures: dict[str, Any]) -> dict[str, bool]:
    """Say which of the bars a run has met; how flat the memory is, its numbers tell."""
    return {
        f"p95 <= {MOST_MS} ms": figures["answer_ms"].get("p95", MOST_MS + 1) <= MOST_MS,
        "nothing lost": figures["lost"] == 0,
        "no error": not figures["errors"] and not figures["unexpected_closes"],
    }


def as_table(name: str, figures: dict[str, Any]) -> str:
    """Return one run as lines of a name and its values."""
    lines = [f"== {name}"]
    for key, value in figures.items():
        if isinstance(value, dict):
            shown = ", ".join(f"{part} {number}" for part, number in value.items()) or "none"
        elif isinstance(value, list):
            shown = " | ".join(map(str, value)) or "none"
        else:
            shown = str(value)
        lines.append(f"{key.replace('_', ' '):<22}{shown}")
    return "\n".join(lines)


def tell(text: str) -> None:
    """Say something that is not part of the JSON."""
    print(text, file=sys.stderr, flush=True)


def ramp_table(steps: Sequence[dict[str, Any]]) -> str:
    """Return the steps of a ramp, one a line, as Markdown takes it."""
    rows = [
        "| clients | frames/s | p50 ms | p95 ms | max ms | in flight | lost | errors | closes |"
        " server cores |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for step in steps:
        waits = step["answer_ms"]
        rows.append(
            f"| {step['clients']} | {step['frames_a_second']} | {waits.get('p50')} |"
            f" {waits.get('p95')} | {waits.get('max')} | {step['most_in_flight']} |"
            f" {step['lost']} | {sum(step['errors'].values())} |"
            f" {sum(step['unexpected_closes'].values())} | {step['server_cores']} |"
        )
    return "\n".join(rows)
