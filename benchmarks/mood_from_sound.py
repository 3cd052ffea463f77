"""Measure what the sound says of the starter library's moods against what its composer meant.

    python -m benchmarks.mood_from_sound [--scale 1.35]

Rank correlation of valence and arousal, agreement of the leading mood (of six, and with anger and
tension as one, which sound cannot tell apart), and the same where each cue is left out. Chance:
moods shuffled among the pieces. The pieces are rendered and mastered to one loudness, so loudness
says nothing here. What was measured of them is starter/analysis.json. ``--scale`` shows what
another SCALE would give.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from emotion.moods import MOODS, VALENCE_AROUSAL, Mood
from recommender.hearing import feeling as module
from recommender.hearing.feeling import PARTS, Feeling, SoundFigures, feeling

STARTER = Path(__file__).resolve().parents[1] / "starter"
MISSING = {"mode": {"mode": ""}, "tempo": {"tempo": None}, "onset_rate": {"onset_rate": None},
           "brightness": {"brightness": None}, "loudness": {"loudness": None},
           "loudness_range": {"loudness_range": None}}  # fmt: skip


def pieces() -> list[tuple[Mapping[str, Any], SoundFigures]]:
    """Each piece of the starter library as it was meant, and as it was heard."""
    songs = json.loads((STARTER / "library.json").read_text(encoding="utf-8"))["songs"]
    figures = json.loads((STARTER / "analysis.json").read_text(encoding="utf-8"))["songs"]
    names = [field.name for field in fields(SoundFigures)]
    return [
        (song, SoundFigures(**{name: figures[str(song["number"])][name] for name in names}))
        for song in songs
    ]


def merged(mood: str) -> str:
    """The mood, anger and tension as one."""
    return "anger or tension" if mood in {"anger", "tension"} else mood


def compare(meant: Sequence[Mapping[str, Any]], read: Sequence[Feeling]) -> dict[str, float]:
    """Correlation and agreement; the same for moods dealt out anew is what chance gives."""
    truth = [max(MOODS, key=lambda name: song["mood"].get(name, 0.0)) for song in meant]
    told = [one.mood.top for one in read]
    dealt = np.random.default_rng(6)
    chance = np.mean([np.mean(np.array(truth) == dealt.permutation(told)) for _ in range(2000)])
    return {
        **{
            name: float(spearmanr([song[name] for song in meant],
                                  [getattr(one, name) for one in read]).statistic)
            for name in ("valence", "arousal")
        },
        "top": float(np.mean([a == b for a, b in zip(truth, told, strict=True)])),
        "top, chance": float(chance),
        "top, anger as tension": float(
            np.mean([merged(a) == merged(b) for a, b in zip(truth, told, strict=True)])
        ),
        "share of the meant mood": float(
            np.mean([one.mood.share(a) for a, one in zip(truth, read, strict=True)])
        ),
    }  # fmt: skip


def moved(meant: Sequence[Mapping[str, Any]], read: Sequence[Feeling]) -> int:
    """How many pieces would change their leading mood by the sound's word beside their tags'."""
    count = 0
    for song, one in zip(meant, read, strict=True):
        own = Mood.from_dict(song["mood"])
        count += Mood.blend([(own, 1.0), (one.mood, one.trust)]).top != own.top
    return count


def best_scale(meant: Sequence[Mapping[str, Any]], all_heard: Sequence[SoundFigures]) -> float:
    """The one factor at which readings spread as far as the leading moods lie apart."""
    wanted = spread([VALENCE_AROUSAL[Mood.from_dict(song["mood"]).top] for song in meant])
    found = []
    for scale in np.arange(0.5, 4.0, 0.05):
        module.SCALE = float(scale)
        read = [feeling(one) for one in all_heard]
        found.append((abs(spread([(one.valence, one.arousal) for one in read]) - wanted), scale))
    return float(min(found)[1])


def spread(points: Sequence[tuple[float, float]]) -> float:
    """The root of the mean square of points of the plane."""
    return float(np.sqrt((np.array(points) ** 2).sum(axis=1).mean()))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--scale", type=float, default=module.SCALE)
    options = parser.parse_args()
    both = pieces()
    meant, measured = [song for song, _ in both], [one for _, one in both]
    print(f"SCALE by spread: {best_scale(meant, measured):.2f}; used: {options.scale}")
    module.SCALE = options.scale
    for left_out in ("", *PARTS):
        changes = MISSING.get(left_out, {})
        read = [feeling(replace(one, **changes)) for one in measured]
        line = "  ".join(f"{key} {value:.2f}" for key, value in compare(meant, read).items())
        print(f"{'without ' + left_out if left_out else 'all cues':22} {line}")
    read = [feeling(one) for one in measured]
    tally = {mood: sum(one.mood.top == mood for one in read) for mood in MOODS}
    print(f"Led by: {tally}; moved beside tags: {moved(meant, read)} of {len(meant)}")


if __name__ == "__main__":
    main()
