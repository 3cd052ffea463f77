"""How fast is the analysis of songs' sound, how much memory does it take, and does a kill lose any?

    python benchmarks/analysis.py speed FOLDER          real files: times real time on one core
    python benchmarks/analysis.py memory                one hour and three hours of sound
    python benchmarks/analysis.py kill FOLDER [500]     two workers, SIGKILL, two workers again
    python benchmarks/analysis.py right                 tempo and key against the starter library

Speed is process time, so that it is that of one core whatever else the machine does: the median of
the files' own, and of all of it together. `kill` imports into a database of its own.
"""

import json
import os
import random
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = {".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".wav"}
NOTES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
SAME = {"Db": "C#", "Eb": "D#", "Gb": "F#", "Ab": "G#", "Bb": "A#"}


def files_in(folder: Path) -> list[Path]:
    """Return the audio files below a folder, in an order that is random and the same each time."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    random.Random(6).shuffle(found)
    return [path for path in found if not path.is_symlink()]


def hear(path: Path) -> float:
    """Analyse a file as a worker does, without the database; return its seconds."""
    from recommender.audio import check_whole, decoded, opened
    from recommender.hearing.analyser import listen

    with path.open("rb") as file, opened(file) as container:
        heard = listen(decoded(container))
        check_whole(file, container, heard.seconds)
    return heard.seconds


def speed(folder: Path, most: int = 40) -> None:
    """Print times real time: of files of ten seconds and more."""
    from recommender.audio import AudioRejected

    times, total, refused = [], 0.0, 0
    first = time.process_time()
    for path in files_in(folder):
        if len(times) == most:
            break
        begun = time.process_time()
        try:
            seconds = hear(path)
        except (AudioRejected, ValueError):
            refused += 1
            continue
        if seconds >= 10:
            times.append(seconds / (time.process_time() - begun))
        total += seconds
    together = total / (time.process_time() - first)
    low = np.percentile(times, 5)
    middle = statistics.median(times)
    print(
        f"{len(times)} files of 10 s and more, {refused} refused: median {middle:.0f} times real "
        f"time on one core, 5th percentile {low:.0f}, all together {together:.0f}"
    )


def memory() -> None:
    """Print the largest resident memory after one hour and after three hours of noise and tones."""
    for hours in (0.05, 1, 3):
        command = [sys.executable, __file__, "memory-of", str(hours)]
        subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})


def memory_of(hours: float) -> None:
    """Write a WAV file of so many hours, hear it, and print the peak of this process's memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.wav"
        noise = np.random.default_rng(1).normal(0, 3000, (22_050 * 60, 2)).astype("<i2")
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(22_050)
            for _ in range(round(hours * 60)):
                file.writeframes(noise.tobytes())
        begun = time.process_time()
        seconds = hear(path)
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{hours:g} h: {peak:.0f} MiB at most, {seconds / took:.0f} times real time")


def kill(folder: Path, count: int = 500) -> None:
    """Analyse so many files with two workers, kill all of them on the way, and do it again."""
    home = Path(tempfile.mkdtemp(prefix="analysis-"))
    music = home / "music"
    music.mkdir()
    for number, path in enumerate(files_in(folder)[: 2 * count]):
        (music / f"{number:04d}{path.suffix.lower()}").write_bytes(path.read_bytes())
    environment = os.environ | {"DATA_DIR": str(home / "data"), "PYTHONPATH": str(ROOT)}
    (home / "data").mkdir()
    manage = [sys.executable, str(ROOT / "manage.py")]

    def run(*words: str) -> None:
        subprocess.run([*manage, *words], check=True, cwd=ROOT, env=environment,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

    run("migrate")
    run("import_music", str(music))
    (database,) = (home / "data").glob("*.sqlite3")
    keep_songs(database, count)
    command = [*manage, "analyse_music", "--workers", "2"]
    begun, killed_after = time.monotonic(), []
    before: dict[int, str] = {}
    for share in (0.2, 0.6):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, start_new_session=True, **quiet
        )
        while len(done(database)) < share * count and process.poll() is None:
            time.sleep(0.2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = done(database)
        assert all(now[key] == stamp for key, stamp in before.items()), "a song was done twice"
        before = now
        killed_after.append(len(now))
    run(*command[2:])
    took, after = time.monotonic() - begun, done(database)
    twice = sum(after[key] != stamp for key, stamp in before.items())
    files = list((home / "data" / "models" / "spectrograms" / "own").glob("*/[0-9]*.npy"))
    drafts = list((home / "data" / "models" / "spectrograms" / "own").glob("*/.*"))
    states = ask(database, "select state, problem, count(*) from recommender_songanalysis "
                           "group by 1, 2")  # fmt: skip
    (sound,) = ask(database, "select sum(duration) from recommender_song")[0]
    print(f"killed at {killed_after} of {count}; in the end {states}; {len(after)} rows written, "
          f"{twice} of them twice; {len(files)} spectrograms, {len(drafts)} drafts left; "
          f"{sound / 3600:.1f} h of sound in {took / 60:.1f} min by the clock")  # fmt: skip


def ask(database: Path, question: str) -> list[tuple]:
    """Ask the database from outside."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as connection:
        return connection.execute(question).fetchall()


def keep_songs(database: Path, count: int) -> None:
    """Leave so many songs with sound."""
    with sqlite3.connect(database, timeout=30) as connection:
        connection.execute(
            "update recommender_song set path = '' where id not in "
            "(select id from recommender_song where path <> '' order by id limit ?)", (count,)
        )  # fmt: skip


def done(database: Path) -> dict[int, str]:
    """Return when each song was analysed that was."""
    return dict(ask(database, "select song_id, analysed from recommender_songanalysis "
                              "where state <> 'waiting'"))  # fmt: skip


def right() -> None:
    """Print how often tempo and key are right, by the figures that ship."""
    shipped = json.loads((ROOT / "starter/analysis.json").read_text())["songs"]
    songs = json.loads((ROOT / "starter/library.json").read_text())["songs"]
    tempo = octave = key = near = 0
    for song in songs:
        heard = shipped[str(song["number"])]
        ratio = (heard["tempo"] or 0) / song["tempo"]
        tempo += abs(ratio - 1) < 0.04
        octave += any(abs(ratio / times - 1) < 0.04 for times in (0.5, 1, 2))
        note, mode = song["key"].split()
        tonic = NOTES.index(SAME.get(note, note))
        found, apart = (heard["key"], heard["mode"]), (heard["key"] - tonic) % 12
        key += found == (tonic, mode)
        relative = apart == (9 if mode == "major" else 3) and heard["mode"] != mode
        near += relative or apart == 0 or (apart in {5, 7} and heard["mode"] == mode)
    print(
        f"{len(songs)} songs: tempo right in {tempo}, up to an octave {octave}; key and mode "
        f"right in {key}, right or relative, parallel or a fifth away in {near}"
    )


def main() -> None:
    """Run what the command line names."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlfym.settings")
    what, *rest = sys.argv[1:] or ["right"]
    if what in {"speed", "kill"}:
        {"speed": speed, "kill": kill}[what](Path(rest[0]), *map(int, rest[1:]))
    elif what == "memory-of":
        memory_of(float(rest[0]))
    else:
        {"memory": memory, "right": right}[what]()


if __name__ == "__main__":
    main()
