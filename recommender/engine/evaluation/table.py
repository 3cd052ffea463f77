"""The figures of an evaluation as a table for people to read, in Markdown."""

from collections.abc import Mapping, Sequence
from typing import Any

COLUMNS = ("ndcg@100", "recall@10", "recall@50", "mrr", "coverage", "n")


def table(report: Mapping[str, Any]) -> str:
    """One table a task: every engine, then the mix."""
    parts = []
    for task, of_mix in report["mix"].items():
        rows = [(name, of[task]) for name, of in report["engines"].items() if task in of]
        lines = [f"### {task}", "", "| | " + " | ".join(COLUMNS) + " |", "|---" * 7 + "|"]
        lines += [_line(name, figures) for name, figures in [*rows, ("the mix", of_mix)]]
        parts.append("\n".join(lines))
    parts.append(_diversity(report["diversity"]))
    return "\n\n".join(parts)


def _diversity(rows: Sequence[Mapping[str, float]]) -> str:
    names = list(rows[0])
    lines = ["### diversity", "", "| " + " | ".join(names) + " |", "|---" * len(names) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(map(str, row.values())) + " |" for row in rows)])


def _line(name: str, figures: Mapping[str, float]) -> str:
    return f"| {name} | " + " | ".join(str(figures[column]) for column in COLUMNS) + " |"
