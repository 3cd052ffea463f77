"""A made-up library in the shape of starter/library.json: sixty songs whose moods differ plainly.

Energy, valence and arousal lie around the mood's own place and overlap with the neighbours', as
real music does, so that a list can be moved without leaving its mood at once.
"""

from typing import Any

import numpy as np

from emotion.moods import MOODS

# Energy, valence, arousal about which a mood's songs lie.
PLACES = {
    "anger": (0.85, -0.5, 0.75),
    "tension": (0.6, -0.45, 0.5),
    "sadness": (0.25, -0.6, -0.4),
    "peace": (0.2, 0.45, -0.5),
    "joy": (0.75, 0.75, 0.55),
    "neutral": (0.45, 0.1, 0.0),
}

# The situations that a mood's songs are for; each song is for three of them.
SITUATIONS = {
    "anger": ("let-it-out", "workout", "drive", "night", "focus", "commute"),
    "tension": ("focus", "night", "drive", "party", "rain", "workout"),
    "sadness": ("rain", "night", "reading", "sleep", "walk", "winter"),
    "peace": ("rest", "sleep", "morning", "meditation", "reading", "walk"),
    "joy": ("party", "walk", "family", "morning", "cooking", "workout"),
    "neutral": ("study", "commute", "focus", "travel", "cooking", "family"),
}
INSTRUMENTS = ("piano", "strings", "guitar", "violin", "synth")
ARTISTS = 24


def make_library(seed: int = 0) -> dict[str, Any]:
    """Sixty songs, ten a mood, and twenty-four playlists; the same for the same seed."""
    rng = np.random.default_rng(seed)
    songs = [_song(rng, number) for number in range(1, 61)]
    tags = sorted({slug for song in songs for slug in song["tags"]})
    return {
        "version": 1,
        "artists": [{"slug": f"artist-{place}"} for place in range(ARTISTS)],
        "tags": [{"slug": slug} for slug in tags],
        "songs": songs,
        "playlists": _playlists(rng, songs),
    }


def default_list(library: dict[str, Any], mood: str) -> tuple[int, ...]:
    """The song ids of a mood's default playlist; ValueError if it has none."""
    number = {song["slug"]: int(song["number"]) for song in library["songs"]}
    for playlist in library["playlists"]:
        if playlist.get("default_for") == mood:
            return tuple(number[slug] for slug in playlist["songs"])
    raise ValueError(f"no playlist is the default for {mood}")


def _song(rng: np.random.Generator, number: int) -> dict[str, Any]:
    mood = MOODS[(number - 1) // 10]
    energy, valence, arousal = PLACES[mood]
    familiar = float(number % 2)
    other = MOODS[int(rng.integers(len(MOODS)))]
    shares = dict.fromkeys(MOODS, 0.04)
    shares[mood] += 0.56
    shares[other] += 0.20
    tags = {mood: 1.0, other: 0.3, "well-known" if familiar else "original": 1.0}
    situations = SITUATIONS[mood]
    for place in rng.choice(len(situations), size=3, replace=False):
        tags[situations[int(place)]] = 0.8
    tags[INSTRUMENTS[int(rng.integers(len(INSTRUMENTS)))]] = 1.0
    tags[mood] = 1.0
    tags["slow" if energy < 0.3 and rng.random() < 0.7 else "medium"] = 1.0
    return {
        "number": number,
        "slug": f"song-{number}",
        "title": {"en": f"Song {number}", "ko": f"노래 {number}"},
        "artists": [f"artist-{int(rng.integers(ARTISTS))}"],
        "tags": tags,
        "mood": shares,
        "energy": float(np.clip(energy + rng.normal(0, 0.1), 0, 1)),
        "valence": float(np.clip(valence + rng.normal(0, 0.2), -1, 1)),
        "arousal": float(np.clip(arousal + rng.normal(0, 0.2), -1, 1)),
        "familiar": familiar,
    }


def _playlists(rng: np.random.Generator, songs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lists = []
    for place, mood in enumerate(MOODS):
        own = [song["slug"] for song in songs[place * 10 : place * 10 + 10]]
        lists.append({"slug": mood, "default_for": mood, "songs": own, "tags": [mood]})
    slugs = sorted({slug for names in SITUATIONS.values() for slug in names})
    for slug in slugs[:18]:
        fitting = [song["slug"] for song in songs if slug in song["tags"]]
        chosen = rng.permutation(fitting)[:10].tolist()
        lists.append({"slug": slug, "default_for": None, "songs": chosen, "tags": [slug]})
    return lists
