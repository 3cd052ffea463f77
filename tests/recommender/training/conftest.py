"""A model folder of its own for each test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def model_dir(settings: Any, tmp_path: Path) -> Path:
    """Return an empty folder for models."""
    settings.MODEL_DIR = tmp_path / "models"
    return tmp_path / "models"
