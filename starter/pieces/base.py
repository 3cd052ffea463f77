"""What a piece is: a score and what is said about it; `piece` registers the function below it."""

from collections.abc import Callable
from dataclasses import dataclass

from starter.score import Score
from starter.section import Section

MOODS = ("anger", "tension", "sadness", "peace", "joy", "neutral")
REGISTRY: dict[str, "Piece"] = {}


@dataclass(frozen=True)
class Piece:
    """A piece of the library; `mix` holds the shares of the moods beside its own."""

    number: int
    slug: str
    en: str
    ko: str
    by: str
    genre: str
    tags: tuple[str, ...]
    mix: dict[str, float]
    energy: float
    valence: float
    arousal: float
    source: tuple[str, str] | None
    era: str
    build: Callable[[], Score]

    @property
    def mood(self) -> str:
        return MOODS[(self.number - 1) // 10]

    @property
    def shares(self) -> dict[str, float]:
        """Return the six shares: what `mix` leaves is the piece's own mood."""
        shares = {mood: self.mix.get(mood, 0.02) for mood in MOODS if mood != self.mood}
        shares[self.mood] = 1 - sum(shares.values())
        return {mood: round(shares[mood], 3) for mood in MOODS}

    def score(self) -> Score:
        """Build the score anew; the same each time."""
        return self.build()


def piece(
    number: int,
    slug: str,
    en: str,
    ko: str,
    *,
    by: str,
    genre: str,
    tags: str,
    mix: str,
    energy: float,
    valence: float,
    arousal: float,
    source: tuple[str, str] | None = None,
    era: str = "contemporary",
) -> Callable[[Callable[[], Score]], Callable[[], Score]]:
    """Register the decorated function as the score of a piece; ValueError for a taken number."""
    words = mix.split()
    shares = {mood: float(share) for mood, share in zip(words[::2], words[1::2], strict=True)}

    def register(build: Callable[[], Score]) -> Callable[[], Score]:
        if slug in REGISTRY or any(p.number == number for p in REGISTRY.values()):
            raise ValueError(f"piece {number} {slug} is there already")
        REGISTRY[slug] = Piece(
            number,
            slug,
            en,
            ko,
            by,
            genre,
            tuple(tags.split()),
            shares,
            energy,
            valence,
            arousal,
            source,
            era,
            build,
        )
        return build

    return register


def part(
    score: Score,
    name: str,
    chords: str,
    level: float | tuple[float, float] = 0.6,
    *,
    bpm: float | None = None,
    rit: float = 1.0,
) -> Section:
    """Append a section to a score."""
    return Section(score, chords, name, level=level, bpm=bpm, rit=rit)
