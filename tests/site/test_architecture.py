"""Who may import whom (docs/architecture.md)."""

import ast
from collections.abc import Iterable, Iterator
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
    "numba",
    "onnxruntime",
    "onnx",
    "tokenizers",
    "pyloudnorm",
    "skimage",
}
PURE = ["emotion/moods.py", "emotion/face", "emotion/text", "recommender/engine",
        "recommender/sound_model", "recommender/hearing"]  # fmt: skip
# Where a heavy package may stand at the top, by path, for many a module of the site is called the
# same. All others import inside functions, and nothing outside the folder imports these at its top.
TRAINING = {"emotion/text/teaching/training.py"}


def modules(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert found, f"nothing at {places}"
    return found


def imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def on_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when the module is imported: all but the insides of functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            yield from on_import(node)


def imports_of(path: Path, *, top_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return set(imported(on_import(tree) if top_only else ast.walk(tree)))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def offenders(paths: list[Path], forbidden: set[str], *, top_only: bool = False) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in imports_of(path, top_only=top_only)
        if any(name == bad or name.startswith(f"{bad}.") for bad in forbidden)
    ]


def test_the_checker_sees_an_offence() -> None:
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
    serving = [p for p in modules(place) if p.relative_to(ROOT).as_posix() not in TRAINING]
    assert not offenders(serving, HEAVY, top_only=True)


def test_the_sight_goes_into_classes_and_conditions_and_not_into_functions(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "try:\n    import keras\nexcept ImportError: ...\nclass A:\n    import onnx\n"
        "    def f(self):\n        import umap\n",
        encoding="utf-8",
    )
    assert imports_of(module, top_only=True) == {"keras", "onnx"}


def test_no_exemption_outlives_its_reason() -> None:
    for place in TRAINING:
        assert offenders([ROOT / place], HEAVY, top_only=True)
        everywhere, reached = modules("emotion", "recommender", "mlfym"), {ROOT / place}
        while more := {
            path
            for path in everywhere
            if path not in reached and offenders([path], set(map(dotted, reached)), top_only=True)
        }:
            reached |= more
        assert {path.parent for path in reached} == {(ROOT / place).parent}
