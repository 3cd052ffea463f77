"""Write the tables of `docs/starter.md` from the scores and the measured figures.

`python -m starter.docs` replaces what stands between the two marks in that page.
"""

import json
from pathlib import Path
from typing import Any

from starter.check import FOLDER, Figures, summary
from starter.library import OWN
from starter.pieces import PIECES
from starter.pieces.base import MOODS

PAGE = FOLDER.parent / "docs" / "starter.md"
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


def form(slug: str) -> str:
    """Return a piece's form, its sections with their bars."""
    return ", ".join(PIECES[slug].score().form)


def pieces_table(songs: list[dict[str, Any]]) -> list[str]:
    """List form, key, tempo and source of each piece."""
    lines = [
        "| No. | Title | Genre | Form (bars) | Key | Metre | Tempo | Length | Source |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for song in songs:
        piece = PIECES[song["slug"]]
        source = piece.source[0] if piece.source else OWN[0]
        lines.append(
            f"| {song['number']} | {song['title']['en']} ({song['title']['ko']}) | {piece.genre} "
            f"| {form(song['slug'])} | {song['key']} | {piece.score().meter:g} | {song['tempo']:g} "
            f"| {song['duration']:.0f} s | {source} |"
        )
    return lines


def figures_table(songs: list[dict[str, Any]], figures: dict[str, Figures]) -> list[str]:
    """List what was measured on each decoded file."""
    lines = [
        "| No. | LUFS | dBTP | Tempo heard | Key heard | Centroid | Onsets | Dynamics |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for song in songs:
        found = figures[song["slug"]]
        met = "" if found.tempo_met else " (other)"
        lines.append(
            f"| {song['number']} | {found.loudness:.1f} | {found.true_peak:.1f} "
            f"| {found.tempo:.0f}{met} | {found.key} ({found.key_met}) | {found.centroid:.0f} Hz "
            f"| {found.onsets:.1f}/s | {found.dynamics:.0f} dB |"
        )
    return lines


def mood_table(songs: list[dict[str, Any]], figures: dict[str, Figures]) -> list[str]:
    return ["```", *summary(songs, figures), "```"]


def tables() -> str:
    """Return all tables as Markdown."""
    songs = json.loads((FOLDER / "library.json").read_text())["songs"]
    known = json.loads((FOLDER / "figures.json").read_text())
    figures = {}
    for slug, entry in known.items():
        figures[slug] = Figures(**{k: v for k, v in entry.items() if k != "sha256"})
    parts: list[str] = []
    for index, mood in enumerate(MOODS):
        own = [s for s in songs if (s["number"] - 1) // 10 == index]
        parts += [f"### {mood.capitalize()}", "", *pieces_table(own), ""]
    parts += ["## Means by mood", "", *mood_table(songs, figures), ""]
    parts += ["## Figures of each file", "", *figures_table(songs, figures), ""]
    return "\n".join(parts)


def write(page: Path = PAGE) -> None:
    """Put the tables into the page; ValueError when its marks are missing."""
    text = page.read_text()
    head, _, rest = text.partition(BEGIN)
    _, mark, tail = rest.partition(END)
    if not mark:
        raise ValueError(f"{page.name} lacks its marks")
    page.write_text(f"{head}{BEGIN}\n\n{tables()}\n{END}{tail}")


if __name__ == "__main__":
    write()
