"""Proof-read scores: does each tune agree with its chords?"""

from dataclasses import dataclass

from starter.pieces import PIECES
from starter.pieces.base import Piece
from starter.score import Score
from starter.theory import Chord, parse_chord

STRONG = 1e-3  # how near to a beat a note begins that counts as on it


@dataclass(frozen=True)
class Clash:
    """A long note on a beat that lies a semitone above a tone of its chord."""

    beat: float
    pitch: int
    chord: str


def chord_at(score: Score, beat: float) -> Chord:
    """Return the chord that sounds at a beat; the first one for a pickup."""
    found = score.chords[0][2]
    for start, _, symbol in score.chords:
        if start <= beat + STRONG:
            found = symbol
    return parse_chord(found)


def agreement(score: Score) -> tuple[float, list[Clash]]:
    """Return the share of beat notes that belong to their chord, and the clashes.

    A semitone above a chord tone is a clash where the note lasts a beat or more; passing notes
    and suspensions of half a beat are not.
    """
    inside = total = 0
    clashes: list[Clash] = []
    for lead in score.leads:
        for start, length, pitch in lead.events:
            if abs(start - round(start)) > STRONG or length < 0.5:
                continue
            chord = chord_at(score, start)
            total += 1
            if pitch % 12 in chord.classes:
                inside += 1
            elif length >= 1 and (pitch - 1) % 12 in chord.classes:
                clashes.append(Clash(start, pitch, chord.symbol))
    return inside / max(total, 1), clashes


def report(piece: Piece) -> str:
    """Return one line on a piece's agreement of tune and chords."""
    score = piece.score()
    share, clashes = agreement(score)
    listed = " ".join(f"{c.beat:g}:{c.pitch}/{c.chord}" for c in clashes[:12])
    return f"{piece.number:3} {piece.slug:24} in chord {share:4.0%} clashes {len(clashes)} {listed}"


if __name__ == "__main__":
    for entry in PIECES.values():
        print(report(entry))
