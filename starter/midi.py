"""Write a score as a Standard MIDI File (format 1), one channel a player."""

import struct
from pathlib import Path

from starter.score import DRUMS, Note, Score

TICKS = 480  # a quarter
DRUM_CHANNEL = 9
RING = 8.0  # seconds that the synthesiser keeps running after the last written beat
VOLUME, PAN, REVERB, CHORUS, EXPRESSION = 7, 10, 91, 93, 11
NOTE_OFF, NOTE_ON, CONTROL, PROGRAM, META = 0x80, 0x90, 0xB0, 0xC0, 0xFF
TEMPO, TRACK_END = 0x51, 0x2F

Timed = tuple[int, int, bytes]  # tick, order within the tick, message


def _ticks(beat: float) -> int:
    return round(beat * TICKS)


def _variable(number: int) -> bytes:
    """Encode a delta time: seven bits a byte, the high bit on all but the last."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(number & 0x7F | 0x80)
    return bytes(reversed(parts))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">I", len(body)) + body


def _track(events: list[Timed]) -> bytes:
    """Order timed messages (ends, then controls, then beginnings) and make times relative."""
    body, now = bytearray(), 0
    for at, _, message in sorted(events, key=lambda e: (e[0], e[1])):
        body += _variable(at - now) + message
        now = at
    body += bytes([0, META, TRACK_END, 0])
    return _chunk(b"MTrk", bytes(body))


def _untangle(notes: list[Note]) -> list[Note]:
    """Cut a note where the same pitch is struck again, so that its end does not end the next."""
    clean: list[Note] = []
    sounding: dict[int, int] = {}
    for note in sorted(notes, key=lambda n: (n.start, n.pitch)):
        if note.pitch in sounding:
            before = clean[sounding[note.pitch]]
            gap = note.start - before.start
            if gap < 0.02:
                continue
            if before.length > gap - 0.01:
                cut = Note(before.start, gap - 0.01, before.pitch, before.velocity)
                clean[sounding[note.pitch]] = cut
        sounding[note.pitch] = len(clean)
        clean.append(note)
    return clean


def _conductor(score: Score) -> bytes:
    """Build the tempo track; a last event holds the file open while the last chord rings."""
    events: list[Timed] = []
    tempos = sorted(score.tempos)
    for beat, bpm in tempos:
        micros = struct.pack(">I", round(60_000_000 / bpm))[1:]
        events.append((_ticks(beat), 0, bytes([META, TEMPO, 3]) + micros))
    ring = RING * tempos[-1][1] / 60
    events.append((_ticks(score.end + ring), 9, bytes([META, 0x06, 3]) + b"end"))
    return _track(events)


def _player(score: Score, name: str, channel: int) -> bytes:
    track = score.tracks[name]
    instrument = track.instrument
    setup = {
        VOLUME: instrument.volume, PAN: round(64 + 63 * instrument.pan),
        REVERB: instrument.reverb, CHORUS: instrument.chorus, EXPRESSION: 110,
    }  # fmt: skip
    events: list[Timed] = [(0, -2, bytes([PROGRAM | channel, instrument.program]))]
    for number, value in setup.items():
        events.append((0, -1, bytes([CONTROL | channel, number, int(value)])))
    for move in track.controls:
        message = bytes([CONTROL | channel, move.number, move.value])
        events.append((_ticks(move.start), 1, message))
    for note in _untangle(track.notes):
        begin = _ticks(note.start)
        end = max(begin + 1, _ticks(note.start + note.length))
        events.append((begin, 2, bytes([NOTE_ON | channel, note.pitch, note.velocity])))
        events.append((end, 0, bytes([NOTE_OFF | channel, note.pitch, 64])))
    return _track(events)


def write(score: Score, path: Path) -> None:
    """Write the score to a MIDI file; ValueError when it has more players than channels."""
    channels = [c for c in range(16) if c != DRUM_CHANNEL]
    players = [name for name in score.tracks if name != DRUMS]
    if len(players) > len(channels):
        raise ValueError(f"{len(players)} players for {len(channels)} channels")
    tracks = [_conductor(score)]
    for name, channel in zip(players, channels, strict=False):
        tracks.append(_player(score, name, channel))
    if DRUMS in score.tracks:
        tracks.append(_player(score, DRUMS, DRUM_CHANNEL))
    header = _chunk(b"MThd", struct.pack(">HHH", 1, len(tracks), TICKS))
    path.write_bytes(header + b"".join(tracks))
