"""Nothing of a face is written: no frame, no crop, no embedding, in no file, log, cache or table.

Nor is anything that someone says in a sentence or beside a photo.

A real server runs with every writable place of its own below one folder. Its Python opens are told
by an audit hook, its system calls by strace (where that is allowed), its folder by a watcher that
keeps a copy of whatever appears. Meanwhile faces are streamed, photos and words are sent, and lists
are made.
"""

import base64
import os
import random
import re
import signal
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
from django.core.cache.backends.filebased import FileBasedCache

from emotion.limits import SENT
from mlfym.accounts.throttle import GUEST_ADDRESS
from recommender.pace import WINDOW
from tests.emotion.pictures import (
    astronaut,
    empty_frame,
    face_frame,
    jpeg,
    two_faces_frame,
    video_frames,
)
from tests.emotion.socket.evidence import Evidence
from tests.emotion.socket.watched import PATIENCE, ROOT, Visitor, Watched, watched_server

SCENE = ROOT.parent / "shared" / "data" / "scenes" / "fer_woman2.mp4"
HEAVY = {"tensorflow", "keras", "gensim", "implicit", "umap", "torch", "matplotlib", "librosa"}
MEMORY_KB = 400 * 1024
OVERLOADS = (20 * 1024 * 1024, 300_000)
LARGE_PHOTO = 10 * 1024 * 1024 - 1024
SAID = "I cried all night about the violet kite that my brother lost in Quillmere."


def faces() -> list[bytes]:
    """Return real frames: of the video where it is there, of the astronaut elsewhere."""
    if SCENE.exists():
        return list(video_frames(SCENE, 200))
    return [face_frame(number % 9) for number in range(200)]


def large_photo() -> bytes:
    """Return a photograph of nearly 10 MB: a JPEG, and as much as a camera may append to it."""
    photo = jpeg(astronaut(), quality=95)
    return photo + random.Random(8).randbytes(LARGE_PHOTO - len(photo))


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Return a server that has read faces, photos and a token, and what was seen of it."""
    with watched_server(tmp_path_factory.mktemp("kept") / "site", starter=True) as server:
        with Visitor(server) as stranger:
            stranger.show([empty_frame(), two_faces_frame(), face_frame()[:7000], b"no picture"])
        with Visitor(server) as visitor:
            settled = visitor.show(faces())[-1]
            assert settled.get("settled"), settled
            show_photos(visitor)
            say_words(visitor)
            server.overload_codes = tuple(map(visitor.overload, OVERLOADS))
            page = visitor.post("/lists/start/", data={"token": settled["token"]})
            assert page.status_code == 200, page.text[:300]
            ask_for_modules(server, visitor)
        server.peak_kb = peak_memory(server.pid)
        server.rows_after = server.rows()
    yield server


def show_photos(visitor: Visitor) -> None:
    """Send a photo of nearly 10 MB, half a photo, and one without a face."""
    evidence, photo = visitor.server.evidence, large_photo()
    evidence.add_frame(jpeg(astronaut(), quality=95))
    evidence.add_bytes(photo[-100_000:], "photo")
    for data in (photo, jpeg(astronaut())[:9000], empty_frame()):
        evidence.add_bytes(data[:50_000], "photo")
        visitor.post("/photo/", files={"photo": ("face.jpg", data, "image/jpeg")})


def say_words(visitor: Visitor) -> None:
    """Say a sentence, alone and beside photos, one too long, and correct what was heard."""
    visitor.server.evidence.add_bytes(SAID.encode(), "sentence")
    face = ("face.jpg", large_photo(), "image/jpeg")
    both = visitor.post("/photo/", data={"text": SAID}, files={"photo": face})
    assert "parts-table" in both.text
    for name, data in {"wall.jpg": empty_frame(), "thesis.jpg": b"%PDF-1.7"}.items():
        visitor.post("/photo/", data={"text": SAID}, files={"photo": (name, data, "image/jpeg")})
    visitor.post("/sentence/", data={"text": SAID * 10})
    page = visitor.post("/sentence/", data={"text": SAID})
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    back = {"token": token[1], "text": SAID, "door": "sentence", "mood": "peace"}
    assert "Quillmere" in visitor.post("/sentence/mood/", data=back).text


def ask_for_modules(server: Watched, visitor: Visitor) -> None:
    """Have the server tell which modules it has loaded."""
    os.kill(server.pid, signal.SIGUSR1)
    deadline = time.monotonic() + PATIENCE
    while not any(told["event"] == "modules" for told in server.told):
        visitor.http.get("/healthz")
        assert time.monotonic() < deadline


def peak_memory(pid: int) -> int:
    """Return the most memory in kB that a process has had."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1])


def opened_for_writing(server: Watched) -> set[str]:
    """Return what Python code of the server opened for writing, made or renamed."""
    return {told["path"] for told in server.told if told["event"] != "modules"}


def traced_writes(server: Watched) -> set[str]:
    """Return what any code of the server opened for writing, made or renamed after its start."""
    assert server.strace is not None
    writes = set()
    for line in server.strace.read_text(errors="replace").splitlines():
        if " = -1 " in line:
            continue
        opening = re.search(r'(?:open|openat|openat2)\((?:[^"]*)"([^"]*)".*?(O_[A-Z_|O]+)', line)
        if opening:
            if re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE", opening[2]):
                writes.add(opening[1])
        elif re.search(r"\b(creat|memfd_create|mk|rename|link|symlink)\w*\(", line):
            writes.add(line)
    return writes


def counter_files(server: Watched) -> set[str]:
    """Return where it is counted how much an address or a listener has asked for."""
    cache = FileBasedCache(str(server.cache), {})
    with closing(sqlite3.connect(server.database)) as base:
        found = base.execute("SELECT id, uuid FROM accounts_listener").fetchall()
    senders = ["127.0.0.1", *(str(uuid.UUID(listener)) for _, listener in found)]
    keys = [GUEST_ADDRESS._key(("127.0.0.1",)), *(SENT._key((who,)) for who in senders)]
    now = int(time.time()) // WINDOW
    keys += [f"pace:{key}:{minute}" for key, _ in found for minute in range(now - 60, now + 1)]
    return {str(cache._key_to_file(key)) for key in keys}


def without_counters(server: Watched, told: set[str]) -> set[str]:
    """Return the writes that do not count guests or what is sent and made: numbers."""
    own = {str(server.cache), *counter_files(server)}
    step = re.compile(re.escape(f"{server.cache}/tmp") + r"\w+")

    def counts(line: str) -> bool:
        paths = re.findall(r"/[^'\",)]+", line)
        return bool(paths) and all(path in own or step.fullmatch(path) for path in paths)

    return {line for line in told if not counts(line)}


def test_no_python_code_writes_a_file(visited: Watched) -> None:
    assert without_counters(visited, opened_for_writing(visited)) <= {"/dev/null"}


def test_the_counters_are_numbers(visited: Watched) -> None:
    count = FileBasedCache(str(visited.cache), {}).get(GUEST_ADDRESS._key(("127.0.0.1",)))
    assert count == 2
    there = [Path(path) for path in counter_files(visited) if Path(path).exists()]
    # Of guests, of what the visitor sent, and of lists in each minute that one was asked for.
    assert len(there) >= 3
    assert all(path.stat().st_size < 64 for path in there)


def test_no_code_at_all_writes_a_file_but_the_database(visited: Watched) -> None:
    if visited.strace is None:
        pytest.skip("strace is not on this machine, or not allowed")
    ours = str(visited.database)
    allowed = {ours, f"{ours}-wal", f"{ours}-shm", f"{ours}-journal", "/dev/null"}
    written = traced_writes(visited)
    assert ours in written  # strace does see
    assert without_counters(visited, written) <= allowed


def test_nothing_is_new_but_the_database_and_the_log(visited: Watched) -> None:
    paths = without_counters(visited, {str(path) for path in [*visited.files(), *visited.seen]})
    names = {Path(path).name for path in paths}
    assert names <= {"db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "server.log"}


def test_no_file_holds_a_picture(visited: Watched) -> None:
    contents = {path: path.read_bytes() for path in visited.files()}
    for path, data in [*visited.seen.items(), *contents.items(), *visited.new_in_common().items()]:
        assert not visited.evidence.found_in(data), path


def test_no_file_holds_what_was_said(visited: Watched) -> None:
    told = [visited.log, *visited.files(), *visited.seen]
    for path in told:
        data = visited.seen.get(path, b"") + (path.read_bytes() if path.exists() else b"")
        assert b"Quillmere" not in data, path


def test_the_log_at_its_most_talkative_holds_no_picture(visited: Watched) -> None:
    log = visited.log.read_bytes()
    assert log
    assert not visited.evidence.found_in(log)


def test_the_database_grew_by_what_is_known_alone(visited: Watched) -> None:
    after = visited.rows_after
    grown = {name for name, count in after.items() if count != visited.rows_before.get(name)}
    assert {"accounts_listener", "emotion_reading"} <= grown
    assert grown <= {
        "accounts_listener",
        "emotion_reading",
        "recommender_playlist",
        "recommender_playlistitem",
        "sqlite_sequence",  # the last number given in each table
    }
    # One face, one photo, one with words, words beside a wall, a sentence; nothing for the rest.
    assert after["emotion_reading"] == 5


def test_a_reading_has_no_room_for_a_picture(visited: Watched) -> None:
    with closing(sqlite3.connect(visited.database)) as base:
        columns = {row[1]: row[2] for row in base.execute("PRAGMA table_info(emotion_reading)")}
    assert columns == {
        "id": "INTEGER",
        "uuid": "char(32)",
        "listener_id": "bigint",
        "door": "varchar(10)",
        "confidence": "REAL",
        "corrected_to": "varchar(10)",
        "created": "datetime",
        **dict.fromkeys(("anger", "tension", "sadness", "peace", "joy", "neutral"), "REAL"),
    }


def test_nothing_heavy_was_loaded(visited: Watched) -> None:
    names = next(told["names"] for told in visited.told if told["event"] == "modules")
    loaded = {name.partition(".")[0] for name in names}
    assert {"cv2", "ai_edge_litert", "django"} <= loaded  # it did look at faces
    assert not loaded & HEAVY


def test_the_process_stays_small(visited: Watched) -> None:
    assert 0 < visited.peak_kb < MEMORY_KB


def test_a_frame_of_20_mb_is_hung_up_on_by_the_server_itself(visited: Watched) -> None:
    cut, told = visited.overload_codes
    assert cut in {0, 1009}
    assert told == 1009  # message too big


def test_a_server_that_keeps_frames_is_caught(tmp_path: Path) -> None:
    with watched_server(tmp_path / "leaky", "--leak") as server, Visitor(server) as visitor:
        visitor.show([face_frame()])
    assert any(str(server.home / "tmp") in path for path in opened_for_writing(server))
    if server.strace is not None:
        assert any(str(server.home / "tmp") in path for path in traced_writes(server))


@pytest.fixture(scope="module")
def known() -> Evidence:
    """Return the evidence of one frame."""
    evidence = Evidence()
    evidence.add_frame(face_frame())
    return evidence


def test_a_slice_of_64_bytes_is_known_again(known: Evidence) -> None:
    frame = face_frame()
    for start in (700, 5001, len(frame) - 64):
        slice_ = frame[start : start + 64]
        assert known.found_in(b"x" * 101 + slice_ + b"y" * 33)


def test_pixels_crops_and_text_are_known_again(known: Evidence) -> None:
    frame = face_frame()
    pixels = cv2.imdecode(np.frombuffer(frame, np.uint8), cv2.IMREAD_COLOR).tobytes()
    for form in (pixels, base64.b64encode(frame), frame.hex().encode(), repr(frame).encode()):
        assert known.found_in(b"..." + form[:60_000])


def test_what_is_no_picture_is_not_taken_for_one(known: Evidence) -> None:
    assert not known.found_in(random.Random(1).randbytes(300_000))
    assert not known.found_in(Path(__file__).read_bytes())
    assert not known.found_in(bytes(100_000))
