import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from PIL import Image

from emotion.moods import EXPRESSIONS, MOODS
from tests.emotion.face.faces import astronaut, encoded, is_on_her_face


def read(*paths: Path) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("read_face", *map(str, paths), "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_photo_has_its_line(tmp_path: Path) -> None:
    one, none = tmp_path / "one.jpg", tmp_path / "none.png"
    one.write_bytes(encoded(astronaut()))
    none.write_bytes(encoded(Image.new("L", (90, 90), 99), "PNG"))
    first, second = read(one, none)
    assert first["file"] == str(one)
    (face,) = first["faces"]
    assert is_on_her_face(face["box"])
    assert tuple(face["expression"]) == EXPRESSIONS
    assert tuple(face["mood"]) == MOODS
    assert max(face["mood"], key=face["mood"].get) == "joy"
    assert second == {"file": str(none), "faces": []}


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", "empty"), (b"text", "not_an_image"), (encoded(astronaut())[:9000], "truncated")],
)
def test_a_bad_file_has_an_error_and_the_next_is_read(
    tmp_path: Path, content: bytes, error: str
) -> None:
    bad, good = tmp_path / "bad.jpg", tmp_path / "good.jpg"
    bad.write_bytes(content)
    good.write_bytes(encoded(np.asarray(astronaut())))
    first, second = read(bad, good)
    assert first == {"file": str(bad), "error": error}
    assert len(second["faces"]) == 1


def test_a_missing_file_has_an_error(tmp_path: Path) -> None:
    assert "error" in read(tmp_path / "none.jpg")[0]


def test_without_json_it_prints_words(tmp_path: Path) -> None:
    (tmp_path / "one.jpg").write_bytes(encoded(astronaut()))
    (tmp_path / "bad.jpg").write_bytes(b"bad")
    out = io.StringIO()
    call_command("read_face", str(tmp_path / "one.jpg"), str(tmp_path / "bad.jpg"), stdout=out)
    assert "joy" in out.getvalue()
    assert "not_an_image" in out.getvalue()
