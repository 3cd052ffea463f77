"""Who may import whom (docs/architecture.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "tensorflow",
    "keras",
    "gensim",
    "implicit",
    "umap",
    "torch",
    "matplotlib",
    "librosa",
    "sklearn",
    "openTSNE",
}
PURE = ["emotion/moods.py", "emotion/face", "emotion/text", "recommender/engine",
        "recommender/sound_model", "recommender/hearing"]  # fmt: skip
# A model is fitted, and its curves are drawn, only where someone asked for a training.
TRAINING = {"training.py", "train.py", "datasets.py", "report.py", "export.py"}


def modules(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert found, f"nothing at {places}"
    return found


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def imports_of(path: Path, *, top_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if top_only:
        tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return set(imported(tree))


def offenders(paths: list[Path], forbidden: set[str], *, top_only: bool = False) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in imports_of(path, top_only=top_only)
        if any(name == bad or name.startswith(f"{bad}.") for bad in forbidden)
    ]


def test_the_checker_sees_an_offence(tmp_path: Path) -> None:
    bad = ROOT / "mlfym" / "urls.py"
    assert offenders([bad], {"django"})


def test_the_pure_parts_know_no_django() -> None:
    forbidden = {"django", "channels", "mlfym", "recommender.models", "emotion.models"}
    assert not offenders(modules(*PURE), forbidden)


def test_emotion_does_not_know_the_recommender() -> None:
    assert not offenders(modules("emotion"), {"recommender"})


def test_accounts_know_neither() -> None:
    assert not offenders(modules("mlfym/accounts"), {"recommender", "emotion"})


@pytest.mark.parametrize("place", ["emotion", "recommender", "mlfym"])
def test_heavy_packages_are_imported_in_training_alone(place: str) -> None:
    serving = [p for p in modules(place) if p.name not in TRAINING]
    assert not offenders(serving, HEAVY, top_only=True)
