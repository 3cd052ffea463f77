"""Groups of players that several pieces share."""

from starter.pieces.base import part
from starter.score import Score
from starter.section import Section


def wall(
    s: Score, name: str, chords: str, level: float, rhythm: str, groove: str, fill: str = "big"
) -> Section:
    """Two distorted guitars, one on each side, over drums."""
    section = part(s, name, chords, level)
    for side in ("drive", "distortion"):
        section.comp(side, rhythm, low="e2", high="b3", voices=3, step=0.25, gate=0.7)
    return section.drums(groove, fill=fill, crash=True)
