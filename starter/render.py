"""Render the starter library again: `python -m starter.render [slug ...]`.

Scores become MIDI, FluidSynth plays them with the FluidR3 GM soundfont (without a clock, in 32-bit
float), the mix is mastered and written as AAC, covers and `library.json` follow. With slugs, only
those are played; `--changed` plays those whose score differs from the one in `renders.json`.
"""

import argparse
import hashlib
import json
import logging
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from starter import audio, covers, library, midi
from starter.master import CEILING, TARGET, loudness, master, peaks_between, prepare, true_peak
from starter.pieces import PIECES
from starter.pieces.base import Piece
from starter.score import Tone

FOLDER = Path(__file__).parent
AUDIO, COVERS, RENDERS = FOLDER / "audio", FOLDER / "covers", FOLDER / "renders.json"
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")  # Debian: fluid-soundfont-gm
PEAK = -1.05  # dBTP of the decoded file
log = logging.getLogger(__name__)


def play(score_file: Path, sound_file: Path, tone: Tone) -> None:
    """Let FluidSynth play a MIDI file into a float WAV; RuntimeError when it fails."""
    settings = {
        "synth.cpu-cores": 1, "synth.polyphony": 512, "synth.reverb.room-size": tone.room,
        "synth.reverb.level": tone.wet, "synth.reverb.damp": 0.3, "synth.reverb.width": 0.8,
        "synth.chorus.level": 1.2, "synth.chorus.depth": 5,
    }  # fmt: skip
    options = [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]
    command = ["fluidsynth", "-ni", "-q", "-g", "0.35", "-r", str(audio.RATE), "-O", "float",
               "-F", str(sound_file), *options, str(SOUNDFONT), str(score_file)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not sound_file.exists():
        raise RuntimeError(f"fluidsynth failed on {score_file.name}: {done.stderr[-400:]}")


def fingerprint(piece: Piece) -> str:
    """Return a hash of everything that the sound of a piece depends on."""
    score = piece.score()
    parts = [repr(sorted(score.tempos)), repr(score.tone)]
    for name, track in score.tracks.items():
        parts.append(f"{name}{track.instrument}{track.notes}{track.controls}")
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def render(slug: str) -> str:
    """Play, master and encode one piece; return a line of figures."""
    piece = PIECES[slug]
    score = piece.score()
    path = AUDIO / f"{slug}.m4a"
    with tempfile.TemporaryDirectory() as place:
        notes, wave = Path(place) / "score.mid", Path(place) / "mix.wav"
        midi.write(score, notes)
        play(notes, wave, score.tone)
        raw = audio.decode(wave)
    signal = prepare(raw, score.tone)
    peaks, ceiling, gain = peaks_between(signal), CEILING, 0.0
    for _ in range(8):
        finished = master(signal, peaks, ceiling, gain)
        audio.encode(finished, path)
        heard = audio.decode(path)
        peak, loud = true_peak(heard), loudness(heard)
        if peak <= PEAK and abs(loud - TARGET) < 0.3:
            break
        if peak > PEAK:  # AAC added to the peak, whether or not the limiter had touched it
            ceiling = min(ceiling, true_peak(finished)) - (peak - PEAK) - 0.05
        gain += TARGET - loud
    return f"{slug:24} {len(heard) / audio.RATE:5.1f} s {loud:6.2f} LUFS {peak:6.2f} dBTP"


def main(arguments: list[str] | None = None) -> int:
    """Render the chosen pieces with two processes, then write covers and the library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--changed", action="store_true", help="only scores that changed")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    AUDIO.mkdir(exist_ok=True)
    COVERS.mkdir(exist_ok=True)
    before = json.loads(RENDERS.read_text()) if RENDERS.exists() else {}
    prints = {slug: fingerprint(piece) for slug, piece in PIECES.items()}
    slugs = chosen.slugs or list(PIECES)
    if chosen.changed:
        slugs = [s for s in slugs
                 if before.get(s) != prints[s] or not (AUDIO / f"{s}.m4a").exists()]  # fmt: skip
    done = {slug: known for slug, known in before.items() if slug in PIECES}
    with ProcessPoolExecutor(2) as pool:
        for slug, line in zip(slugs, pool.map(render, slugs), strict=True):
            log.info(line)
            done[slug] = prints[slug]
            RENDERS.write_text(json.dumps(done, indent=1, sort_keys=True) + "\n")
    covers.write_all(PIECES.values(), COVERS)
    library.write(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
