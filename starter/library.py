"""Write `library.json`: what the scores say, and what was measured on the decoded files."""

import hashlib
import json
from pathlib import Path
from typing import Any

from starter import audio, tags
from starter.artists import ARTISTS
from starter.master import loudness, true_peak
from starter.pieces import PIECES
from starter.pieces.base import MOODS, Piece
from starter.playlists import PLAYLISTS, Playlist

VERSION = 1
YEAR = 2026
LICENCE = "CC0-1.0"
OWN = ("Written for this project", "이 프로젝트를 위해 지은 곡이에요")


def text(en: str, ko: str) -> dict[str, str]:
    return {"en": en, "ko": ko}


def measure(path: Path, known: dict[str, Any] | None) -> dict[str, Any]:
    """Return duration (s), loudness (LUFS), true peak (dBTP) and hash; known ones are kept."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    fields = ("duration", "loudness", "true_peak", "sha256")
    if known and known["sha256"] == sha256:
        return {field: known[field] for field in fields}
    samples = audio.decode(path)
    figures = (len(samples) / audio.RATE, loudness(samples), true_peak(samples))
    return dict(zip(fields, [*(round(f, 2) for f in figures), sha256], strict=True))


def song(piece: Piece, figures: dict[str, Any]) -> dict[str, Any]:
    score = piece.score()
    return {
        "number": piece.number, "slug": piece.slug, "title": text(piece.en, piece.ko),
        "artists": [piece.by], "tags": tags.of(piece, score), "mood": piece.shares,
        "energy": piece.energy, "valence": piece.valence, "arousal": piece.arousal,
        "tempo": score.bpm, "key": score.key.name, "year": YEAR, "licence": LICENCE,
        "source_note": text(*(piece.source or OWN)), "familiar": 1 if piece.source else 0,
        **figures,
    }  # fmt: skip


def playlist(entry: Playlist, rendered: set[str]) -> dict[str, Any]:
    """Describe a playlist; its mood is the mean of its songs' moods."""
    songs = [PIECES[slug] for slug in entry.songs if slug in rendered]
    # Four digits: with three, six rounded shares may miss a sum of 1 by more than a Mood allows.
    mood = {m: round(sum(p.shares[m] for p in songs) / len(songs), 4) for m in MOODS}
    return {
        "slug": entry.slug, "title": text(*entry.title), "description": text(*entry.description),
        "default_for": entry.default_for, "mood": mood, "songs": [p.slug for p in songs],
        "tags": list(entry.tags),
    }  # fmt: skip


def write(folder: Path) -> dict[str, Any]:
    """Write the library of every piece that has been rendered, and return it."""
    target = folder / "library.json"
    before = json.loads(target.read_text()) if target.exists() else {"songs": []}
    known = {entry["slug"]: entry for entry in before["songs"]}
    songs = []
    for slug, piece in PIECES.items():
        path = folder / "audio" / f"{slug}.m4a"
        if path.exists():
            songs.append(song(piece, measure(path, known.get(slug))))
    rendered = {entry["slug"] for entry in songs}
    used = {artist for entry in songs for artist in entry["artists"]}
    data = {
        "version": VERSION,
        "artists": [{"slug": s, "name": text(*n)} for s, n in ARTISTS.items() if s in used],
        "tags": [{"slug": slug, "kind": kind, "label": text(*label)}
                 for kind, labels in tags.LABELS.items() for slug, label in labels.items()],
        "songs": songs,
        "playlists": [playlist(p, rendered) for p in PLAYLISTS if rendered.intersection(p.songs)],
    }  # fmt: skip
    target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    return data
