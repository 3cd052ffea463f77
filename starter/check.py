"""Measure what was rendered: `python -m starter.check` prints a table and a summary by mood.

Tempo and key are estimated from the sound (librosa beat tracking; Krumhansl-Kessler profiles on a
chroma of long windows) and compared with the score. A tempo counts as met at half, double or a
triplet relation too, since listeners differ in the same way.
"""

import json
import logging
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import librosa
import numpy as np
from numpy.typing import NDArray

from starter import audio
from starter.master import decibels, envelope, loudness, true_peak
from starter.pieces.base import MOODS
from starter.theory import Key

FOLDER = Path(__file__).parent
NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
# Krumhansl & Kessler (1982), probe tone profiles
MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
RATIOS = (1.0, 0.5, 2.0, 2 / 3, 1.5, 0.75, 4 / 3, 1 / 3, 3.0)
SILENT_END = 1.5  # s under -60 dBFS, the last of a ring-out
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Figures:
    """What was measured of one file."""

    slug: str
    duration: float  # s
    loudness: float  # LUFS
    true_peak: float  # dBTP
    silence_before: float  # s
    silence_after: float  # s
    tempo: float  # estimated, bpm
    tempo_met: bool
    key: str  # estimated
    key_met: str  # "same", "near" (relative, parallel or a fifth away) or "other"
    centroid: float  # Hz
    dynamics: float  # dB between the 95th and 10th percentile of short-time level
    onsets: float  # per second


def estimate_key(chroma: NDArray[np.float64]) -> str:
    """Return the key whose profile correlates best with a mean chroma of 12 values."""
    best, name = -2.0, ""
    for mode, profile in (("major", MAJOR), ("minor", MINOR)):
        for tonic in range(12):
            match = float(np.corrcoef(np.roll(profile, tonic), chroma)[0, 1])
            if match > best:
                best, name = match, f"{NAMES[tonic]} {mode}"
    return name


def compare_keys(written: str, heard: str) -> str:
    """Return "same", "near" or "other"; near shares all, or all but one, of the scale's tones."""
    one, two = Key(written), Key(heard)
    if (one.tonic, one.mode) == (two.tonic, two.mode):
        return "same"
    if one.tonic == two.tonic or len(set(one.scale) & set(two.scale)) >= 6:
        return "near"
    return "other"


def silence(samples: audio.Samples, threshold: float = -60.0) -> tuple[float, float]:
    """Return the seconds below a level (dBFS) before the first and after the last sound."""
    step = 0.01
    loud = np.flatnonzero(20 * np.log10(np.maximum(envelope(samples, step), 1e-7)) > threshold)
    total = len(samples) / audio.RATE
    return float(loud[0] * step), max(0.0, float(total - (loud[-1] + 1) * step))


def measure(path: Path, song: dict[str, Any]) -> Figures:
    """Measure one decoded file against what the library says of it."""
    samples = audio.decode(path)
    mono = librosa.resample(samples.mean(axis=1), orig_sr=audio.RATE, target_sr=22_050)
    onset = librosa.onset.onset_strength(y=mono, sr=22_050)
    tempo = float(np.atleast_1d(librosa.feature.tempo(onset_envelope=onset, sr=22_050))[0])
    chroma = librosa.feature.chroma_stft(y=mono, sr=22_050, n_fft=8192, tuning=0.0).mean(axis=1)
    key = estimate_key(np.asarray(chroma, dtype=np.float64))
    levels = [decibels(float(v)) for v in envelope(samples, 0.1)]
    before, after = silence(samples)
    hits = librosa.onset.onset_detect(onset_envelope=onset, sr=22_050)
    return Figures(
        song["slug"], len(samples) / audio.RATE, loudness(samples), true_peak(samples), before,
        after, tempo, any(abs(tempo / (song["tempo"] * r) - 1) < 0.08 for r in RATIOS), key,
        compare_keys(song["key"], key),
        float(librosa.feature.spectral_centroid(y=mono, sr=22_050).mean()),
        float(np.percentile(levels, 95) - np.percentile(levels, 10)),
        len(hits) / (len(samples) / audio.RATE),
    )  # fmt: skip


def faults(figures: Figures) -> list[str]:
    """Name what is out of bounds."""
    found = []
    if not 40 <= figures.duration <= 70:
        found.append(f"lasts {figures.duration:.1f} s")
    if abs(figures.loudness + 16) > 1:
        found.append(f"is at {figures.loudness:.1f} LUFS")
    if figures.true_peak >= -1:
        found.append(f"peaks at {figures.true_peak:.2f} dBTP")
    if figures.silence_before > 0.15 or figures.silence_after > SILENT_END:
        found.append(
            f"silent {figures.silence_before:.2f} s before, {figures.silence_after:.2f} after"
        )
    return found


def summary(songs: list[dict[str, Any]], figures: dict[str, Figures]) -> list[str]:
    """Return a line for each mood: means of tempo, mode, energy, brightness and density."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for song in songs:
        groups[max(song["mood"], key=song["mood"].__getitem__)].append(song)
    lines = [f"{'mood':8} n  tempo minor energy valence arousal centroid onsets/s dynamics"]
    for mood in MOODS:
        own = groups[mood]
        heard = [figures[s["slug"]] for s in own]
        means = [np.mean([s[f] for s in own]) for f in ("energy", "valence", "arousal")]
        minor = np.mean([s["key"].endswith("minor") for s in own])
        lines.append(
            f"{mood:8} {len(own):2} {np.mean([s['tempo'] for s in own]):5.0f} {minor:5.0%} "
            f"{means[0]:6.2f} {means[1]:7.2f} {means[2]:7.2f} "
            f"{np.mean([f.centroid for f in heard]):8.0f} "
            f"{np.mean([f.onsets for f in heard]):8.2f} "
            f"{np.mean([f.dynamics for f in heard]):8.1f}"
        )
    return lines


def main() -> int:
    """Measure all files, keep the figures in `figures.json`, and say what is out of bounds."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    songs = json.loads((FOLDER / "library.json").read_text())["songs"]
    store = FOLDER / "figures.json"
    known = json.loads(store.read_text()) if store.exists() else {}
    figures, bad = {}, 0
    for song in songs:
        entry = known.get(song["slug"], {})
        if entry.get("sha256") != song["sha256"]:
            entry = asdict(measure(FOLDER / "audio" / f"{song['slug']}.m4a", song))
            entry = {k: round(v, 2) if isinstance(v, float) else v for k, v in entry.items()}
        sha256 = entry.pop("sha256", song["sha256"])
        figures[song["slug"]] = found = Figures(**entry)
        known[song["slug"]] = {**entry, "sha256": sha256}
        bad += len(faults(found))
        log.info(
            "%2d %-22s %5.1fs %6.2f LUFS %6.2f dBTP %3.0f/%3.0f %s %-9s/%-9s %-5s "
            "%5.0f Hz %4.1f dB %s",
            song["number"], song["slug"], found.duration, found.loudness, found.true_peak,
            song["tempo"], found.tempo, "ok" if found.tempo_met else "??", song["key"], found.key,
            found.key_met, found.centroid, found.dynamics, "; ".join(faults(found)),
        )  # fmt: skip
    store.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    for line in summary(songs, figures):
        log.info(line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
