"""A section of a score: chords over some bars, and the layers of players that sound them."""

import math
from collections.abc import Sequence

from starter import bass as basses
from starter import drums as kits
from starter.notation import Span, chart, melody
from starter.score import DRUMS, Lead, Score
from starter.theory import pitch, voice

EXPRESSION, MODULATION, SUSTAIN = 11, 1, 64
STRENGTH = {"X": 14.0, "x": 0.0, "o": -16.0, "D": 4.0, "U": -8.0}


class Section:
    """Some bars of a score with one level of loudness, or a (from, to) swell."""

    def __init__(
        self, score: Score, chords: str, name: str, *, level: float | tuple[float, float] = 0.6,
        bpm: float | None = None, rit: float = 1.0,
    ) -> None:  # fmt: skip
        self.score, self.start, self.meter = score, score.end, score.meter
        self.spans = chart(chords, score.meter)
        self.bars = chords.count("|") + 1
        self.length = self.bars * score.meter
        self.low, self.high = level if isinstance(level, tuple) else (level, level)
        score.end += self.length
        score.form.append(f"{name} ({self.bars})")
        score.chords += [(self.start + s.start, s.length, s.chord.symbol) for s in self.spans]
        self._tempo(bpm or score.bpm, rit)

    def _tempo(self, bpm: float, rit: float) -> None:
        """Write the section's tempo: a breath by rubato, and a ritardando over its last bar."""
        points = []
        for step in range(int(self.length)):
            breath = math.sin(2 * math.pi * step / (4 * self.meter))
            left = self.length - step
            slow = 1.0 if left > self.meter else rit ** ((self.meter - left + 1) / self.meter)
            points.append((self.start + step, bpm * (1 + self.score.rubato * breath) * slow))
        self.score.set_tempos(points if self.score.rubato or rit != 1 else points[:1])

    def force(self, beat: float, level: float) -> float:
        """Return the velocity of a beat of the section: its level, and the weight of the metre."""
        here = self.low + (self.high - self.low) * beat / self.length
        within = beat % self.meter
        weight = 6.0 if within == 0 else 2.0 if within == int(within) else -3.0
        return 34 + 78 * here * level + weight

    def shape(self, name: str, level: float = 1.0) -> None:
        """Breathe on a sustained track: expression rises and falls over each four bars."""
        if not self.score.track(name).instrument.sustained:
            return
        phrase = min(4 * self.meter, self.length)
        for step in range(int(self.length)):
            here = self.low + (self.high - self.low) * step / self.length
            arch = math.sin(math.pi * ((step % phrase) + 0.5) / phrase)
            value = 76 + 26 * arch + 24 * (here * level - 0.5)
            self.score.control(name, self.start + step, EXPRESSION, value)

    def lead(
        self, name: str, text: str, *, at: float = 0, up: int = 0, level: float = 1.0,
        harmony: int = 0, gate: float = 0.96, main: bool = True,
    ) -> "Section":  # fmt: skip
        """Play a melody from beat `at`; `harmony` adds a line that many scale steps away.

        A negative `at` is a pickup. `main=False` marks a counter-melody, not the tune itself.
        """
        pickup = -at if at < 0 and float(at) % self.meter else 0
        events = [e for e in melody(text, self.meter, pickup) if e.pitches]
        tops = [max(e.pitches) + up for e in events]
        middle = sum(tops) / len(tops)
        for event, top in zip(events, tops, strict=True):
            beat = at + event.start
            arch = math.sin(math.pi * ((beat / (4 * self.meter)) % 1))
            force = self.force(max(beat, 0), level) + 5 + 5 * arch + 0.35 * (top - middle)
            force += 13 * event.marks.count(">")
            length = event.length * (0.42 if "!" in event.marks else gate)
            for sounding in event.pitches:
                self._sing(name, beat, length, sounding + up, force, "~" in event.marks)
            if harmony:
                other = self.score.key.step(top, harmony)
                self.score.add(name, self.start + beat, length, other, force - 9)
        self.shape(name, level)
        if main:
            starts = [self.start + at + e.start for e in events]
            notes = zip(starts, (e.length for e in events), tops, strict=True)
            self.score.leads.append(Lead(tuple(notes)))
        return self

    def _sing(
        self, name: str, beat: float, length: float, note: int, force: float, trill: bool
    ) -> None:
        """Play one melody note; long ones warm up with vibrato, trills alternate upwards."""
        start = self.start + beat
        if trill:
            turns = max(2, round(length / 0.125))
            upper = self.score.key.step(note, 1)
            for turn in range(turns):
                tone = upper if turn % 2 else note
                self.score.add(name, start + turn * length / turns, length / turns, tone, force - 4)
            return
        self.score.add(name, start, length, note, force)
        if length >= 1.5 and self.score.track(name).instrument.sustained:
            for part in range(5):
                moment = start + 0.4 + (length - 0.4) * part / 5
                self.score.control(name, moment, MODULATION, 11 * part)
            self.score.control(name, start + length, MODULATION, 0)

    def voicings(
        self, name: str, low: str, high: str, voices: int
    ) -> list[tuple[Span, tuple[int, ...]]]:
        """Voice-lead the section's chords for a player, from the chord it played last."""
        track = self.score.track(name)
        found = []
        for span in self.spans:
            track.voicing = voice(span.chord, track.voicing, pitch(low), pitch(high), voices)
            found.append((span, track.voicing))
        return found

    def pad(
        self, name: str, *, low: str = "g3", high: str = "d5", voices: int = 4, level: float = 0.8
    ) -> "Section":
        """Hold the chords; tones that two chords share are held over, as singers would."""
        held: dict[int, tuple[float, float]] = {}
        for span, notes in self.voicings(name, low, high, voices):
            for note in [n for n in held if n not in notes]:
                self._release(name, note, held.pop(note), span.start, level)
            for note in notes:
                held.setdefault(note, (span.start, self.force(span.start, level)))
        for note, begun in sorted(held.items()):
            self._release(name, note, begun, self.length, level)
        self.shape(name, level)
        return self

    def _release(
        self, name: str, note: int, begun: tuple[float, float], until: float, level: float
    ) -> None:
        start, force = begun
        self.score.add(name, self.start + start, until - start - 0.02, note, force - 6)

    def hits(self, rhythm: str, step: float) -> list[tuple[float, float, str]]:
        """Read a rhythm such as "X.x-" over the section: (beat, length, symbol) of each hit."""
        found: list[tuple[float, float, str]] = []
        for index in range(round(self.length / step)):
            symbol = rhythm[index % len(rhythm)]
            if symbol == "-" and found:
                beat, length, before = found[-1]
                found[-1] = (beat, length + step, before)
            elif symbol not in ".-":
                found.append((index * step, step, symbol))
        return found

    def comp(
        self, name: str, rhythm: str, *, step: float = 0.5, low: str = "e3", high: str = "c5",
        voices: int = 4, level: float = 0.8, gate: float = 0.9, pedal: bool = False,
    ) -> "Section":  # fmt: skip
        """Play the voice-led chords in a rhythm; D and U are guitar strokes down and up."""
        chords = self.voicings(name, low, high, voices)
        for beat, length, symbol in self.hits(rhythm, step):
            notes = next(n for s, n in reversed(chords) if s.start <= beat + 1e-6)
            order: Sequence[int] = notes[::-1] if symbol == "U" else notes
            delay = 0.022 * self.score.bpm / 60 if symbol in "DU" else 0.004
            force = self.force(beat, level) + STRENGTH[symbol]
            for index, note in enumerate(order):
                start = self.start + beat + delay * index
                self.score.add(name, start, length * gate, note, force - index)
        self.shape(name, level)
        if pedal:
            self.pedal(name)
        return self

    def arp(
        self, name: str, pattern: str, *, step: float = 0.5, low: str = "e3", high: str = "c5",
        voices: int = 4, level: float = 0.75, ring: float = 1.0, pedal: bool = True,
    ) -> "Section":  # fmt: skip
        """Break the chords: the pattern's numbers count voices from below, `b` is the bass.

        Beyond the top voice it goes on an octave higher; `.` rests. `ring` stretches the notes.
        """
        words = pattern.split()
        chords = self.voicings(name, low, high, voices)
        instrument = self.score.track(name).instrument
        for index in range(round(self.length / step)):
            word = words[index % len(words)]
            beat = index * step
            span, notes = next((s, n) for s, n in reversed(chords) if s.start <= beat + 1e-6)
            if word == ".":
                continue
            if word == "b":
                note = notes[0] - 1 - (notes[0] - 1 - span.chord.bass) % 12
                note = note if note >= instrument.low else note + 12
            else:
                lift, voice_index = divmod(int(word), len(notes))
                note = notes[voice_index] + 12 * lift
            force = self.force(beat, level) - 2 * (index % 2)
            self.score.add(name, self.start + beat, step * ring, note, force)
        self.shape(name, level)
        if pedal:
            self.pedal(name)
        return self

    def pedal(self, name: str) -> None:
        """Lift the dampers with each chord, changing just after it as pianists do."""
        if not self.score.track(name).instrument.pedal:
            return
        for span in self.spans:
            self.score.control(name, self.start + span.start, SUSTAIN, 0)
            self.score.control(name, self.start + span.start + 0.12, SUSTAIN, 127)
        last = self.start + self.length
        self.score.control(name, last + (8 if last == self.score.end else 0), SUSTAIN, 0)

    def bass(
        self, name: str, pattern: str, *, step: float = 0.5, level: float = 0.85,
        gate: float = 0.92, low: str = "e1", high: str = "c3",
    ) -> "Section":  # fmt: skip
        """Play a bass line from a pattern of degrees; see `starter.bass`."""
        reach = (pitch(low), pitch(high))
        notes = basses.line(self.spans, self.hits(pattern, step), self.score.key, reach,
                            self.score.track(name))  # fmt: skip
        for beat, length, note in notes:
            self.score.add(name, self.start + beat, length * gate, note, self.force(beat, level))
        self.shape(name, level)
        return self

    def walk(
        self, name: str, *, level: float = 0.85, low: str = "e1", high: str = "c3"
    ) -> "Section":
        """Walk in quarters: chord tones on the strong beats, steps into each next root."""
        notes = basses.walk(self.spans, self.length, self.score.key, (pitch(low), pitch(high)),
                            self.score.track(name))  # fmt: skip
        for beat, note in notes:
            self.score.add(name, self.start + beat, 0.9, note, self.force(beat, level))
        return self

    def drums(
        self, groove: str, *, level: float = 0.85, fill: str = "", crash: bool = False,
        every: int = 0,
    ) -> "Section":  # fmt: skip
        """Play a groove of `starter.drums`, with a fill at the end (and each `every` bars)."""
        hits = kits.groove(groove, self.bars, self.meter, fill, every)
        if crash:
            hits.append((0.0, kits.PIECES["C"], "X"))
        for beat, note, symbol in sorted(hits):
            force = self.force(beat, level) + kits.STRENGTH[symbol] * (0.6 + 0.4 * level)
            self.score.add(DRUMS, self.start + beat, 0.24, note, force)
        return self

    def hold(
        self, *names: str, level: float = 0.9, low: str = "c3", high: str = "e5", voices: int = 4,
        length: float = 0, roll: float = 0.0,
    ) -> "Section":  # fmt: skip
        """End on a chord: each player holds its voicing, `roll` beats between the notes."""
        for name in names:
            track = self.score.track(name)
            bottom = max(pitch(low), track.instrument.low)
            top = min(pitch(high), track.instrument.high)
            notes = voice(self.spans[0].chord, track.voicing, bottom, top, voices)
            for index, note in enumerate(notes):
                begin, force = roll * index, self.force(0, level)
                sounding = (length or self.length) - begin
                self.score.add(name, self.start + begin, sounding, note, force)
            self.shape(name, level)
            self.pedal(name)
        return self
