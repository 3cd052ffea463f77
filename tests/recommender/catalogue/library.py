"""A small starter library, whole and on disk, for tests to change and load."""

import copy
import json
from pathlib import Path
from typing import Any

EVEN = {"anger": 0.0, "tension": 0.0, "sadness": 0.0, "peace": 0.2, "joy": 0.8, "neutral": 0.0}


def song(number: int, slug: str, **values: Any) -> dict[str, Any]:
    return {
        "number": number, "slug": slug, "title": {"en": slug.title(), "ko": f"노래 {number}"},
        "artists": ["choir"], "tags": {"joy": 1.0, "piano": 0.5}, "mood": EVEN,
        "energy": 0.6, "valence": 0.5, "arousal": -0.25, "tempo": 120, "key": "C major",
        "duration": 45.5, "loudness": -16.0, "true_peak": -2.0, "year": 2026,
        "licence": "CC0-1.0", "source_note": {"en": "Own", "ko": "직접 지음"}, "familiar": 0,
        "sha256": "0" * 64, **values,
    }  # fmt: skip


def playlist(slug: str, songs: list[str], default_for: str | None = None) -> dict[str, Any]:
    return {
        "slug": slug, "title": {"en": f"List {slug}", "ko": f"목록 {slug}"},
        "description": {"en": "", "ko": ""}, "default_for": default_for, "mood": EVEN,
        "songs": songs, "tags": ["joy"],
    }  # fmt: skip


LIBRARY: dict[str, Any] = {
    "version": 1,
    "artists": [{"slug": "choir", "name": {"en": "Choir", "ko": "합창단"}}],
    "tags": [
        {"slug": "joy", "kind": "mood", "label": {"en": "Joy", "ko": "기쁨"}},
        {"slug": "piano", "kind": "instrument", "label": {"en": "Piano", "ko": "피아노"}},
    ],
    "songs": [song(1, "dawn"), song(2, "noon"), song(7, "dusk")],
    "playlists": [
        playlist("sunny", ["noon", "dawn"], "joy"),
        playlist("all-day", ["dawn", "noon", "dusk"]),
    ],
}


class Folder:
    """A starter folder; ``write`` puts the (changed) library and its files there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.library = copy.deepcopy(LIBRARY)
        (root / "audio").mkdir()
        (root / "covers").mkdir()
        for item in self.library["songs"]:
            self.audio(item["slug"]).write_bytes(b"sound")
            (root / "covers" / f"{item['slug']}.svg").write_text("<svg/>")
        self.write()

    def audio(self, slug: str) -> Path:
        return self.root / "audio" / f"{slug}.m4a"

    def write(self) -> None:
        (self.root / "library.json").write_text(json.dumps(self.library), encoding="utf-8")
