"""All pieces by slug, in the order of their numbers."""

import importlib
import pkgutil

from starter.pieces.base import REGISTRY, Piece

for _module in pkgutil.iter_modules(__path__):
    if _module.name != "base":
        importlib.import_module(f"{__name__}.{_module.name}")

PIECES: dict[str, Piece] = dict(sorted(REGISTRY.items(), key=lambda item: item[1].number))
