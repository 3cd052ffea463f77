"""Write a score as a Standard MIDI File, one channel a player."""

from pathlib import Path

import mido

from starter.score import DRUMS, Note, Score

TICKS = 480
DRUM_CHANNEL = 9
RING = 8.0  # seconds that the synthesiser keeps running after the last written beat
VOLUME, PAN, REVERB, CHORUS, EXPRESSION = 7, 10, 91, 93, 11

Timed = tuple[int, int, mido.Message | mido.MetaMessage]


def _ticks(beat: float) -> int:
    return round(beat * TICKS)


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
                clean[sounding[note.pitch]] = Note(
                    before.start, gap - 0.01, before.pitch, before.velocity
                )
        sounding[note.pitch] = len(clean)
        clean.append(note)
    return clean


def _conductor(score: Score) -> mido.MidiTrack:
    """Build the tempo track; its end keeps the file open while the last chord rings."""
    events: list[Timed] = []
    tempos = sorted(score.tempos)
    for beat, bpm in tempos:
        tempo = mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm))
        events.append((_ticks(beat), 0, tempo))
    ring = RING * tempos[-1][1] / 60
    events.append((_ticks(score.end + ring), 9, mido.MetaMessage("marker", text="end")))
    return _track(events)


def _track(events: list[Timed]) -> mido.MidiTrack:
    """Order timed messages (ends before controls before beginnings) and make times relative."""
    track, now = mido.MidiTrack(), 0
    for at, _, message in sorted(events, key=lambda e: (e[0], e[1])):
        track.append(message.copy(time=at - now))
        now = at
    return track


def _player(score: Score, name: str, channel: int) -> mido.MidiTrack:
    track = score.tracks[name]
    instrument = track.instrument
    setup = {
        VOLUME: instrument.volume, PAN: round(64 + 63 * instrument.pan),
        REVERB: instrument.reverb, CHORUS: instrument.chorus, EXPRESSION: 110,
    }  # fmt: skip
    program = mido.Message("program_change", channel=channel, program=instrument.program)
    events: list[Timed] = [(0, -2, program)]
    for number, value in setup.items():
        change = mido.Message("control_change", channel=channel, control=number, value=int(value))
        events.append((0, -1, change))
    for move in track.controls:
        change = mido.Message("control_change", channel=channel, control=move.number,
                              value=move.value)  # fmt: skip
        events.append((_ticks(move.start), 1, change))
    for note in _untangle(track.notes):
        on = mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity)
        off = mido.Message("note_off", channel=channel, note=note.pitch, velocity=64)
        begin = _ticks(note.start)
        events.append((begin, 2, on))
        events.append((max(begin + 1, _ticks(note.start + note.length)), 0, off))
    return _track(events)


def write(score: Score, path: Path) -> None:
    """Write the score to a MIDI file; ValueError when it has more players than channels."""
    channels = [c for c in range(16) if c != DRUM_CHANNEL]
    players = [name for name in score.tracks if name != DRUMS]
    if len(players) > len(channels):
        raise ValueError(f"{len(players)} players for {len(channels)} channels")
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS)
    file.tracks.append(_conductor(score))
    for name, channel in zip(players, channels, strict=False):
        file.tracks.append(_player(score, name, channel))
    if DRUMS in score.tracks:
        file.tracks.append(_player(score, DRUMS, DRUM_CHANNEL))
    file.save(path)
