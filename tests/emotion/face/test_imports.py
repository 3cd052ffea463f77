import subprocess
import sys
from pathlib import Path

import pytest

from emotion import face

HEAVY = ("django", "tensorflow", "keras", "matplotlib", "sklearn")
ALL = [path.stem for path in Path(face.__file__).parent.glob("[a-z]*.py")]


@pytest.mark.parametrize("names", [["reader"], ALL])
def test_nothing_heavy_is_imported(names: list[str]) -> None:
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module('emotion.face.' + name)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.strip() == "[]", result.stderr


def test_reading_loads_nothing_heavy_either() -> None:
    code = (
        "import sys\n"
        "from tests.emotion.face.faces import frame\n"
        "from emotion.face.reader import FrameReader, read_photo\n"
        "from emotion.face.tracker import Tracker\n"
        "FrameReader().read(frame(), Tracker(), 0); read_photo(frame())\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.strip() == "[]", result.stderr
