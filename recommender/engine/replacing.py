"""Replace a folder that ships with the code, so that a kill on the way loses neither old nor new.

For whoever makes the shipped artefacts anew; a running site publishes versions instead
(`publishing.py`).
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from recommender.engine.artefacts import fsync


def replace_folder(home: Path, fill: Callable[[Path], object]) -> Path:
    """Have `fill` write a folder, and put it where `home` was; returns `home`.

    Whatever `fill` raises passes through and leaves the old folder. A directory cannot be renamed
    over another: killed between the two renames, the old one lies whole at `.old-<name>`, and the
    next call begins by putting it back.
    """
    draft, old = home.with_name(f".draft-{home.name}"), home.with_name(f".old-{home.name}")
    if old.exists() and not home.exists():
        old.rename(home)
    for leftover in (draft, old):
        shutil.rmtree(leftover, ignore_errors=True)
    draft.mkdir(parents=True)
    fill(draft)
    fsync(draft)
    if home.exists():
        home.rename(old)
    draft.rename(home)
    fsync(home.parent)
    shutil.rmtree(old, ignore_errors=True)
    return home
