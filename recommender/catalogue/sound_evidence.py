"""What a song's sound says of its mood: read from its analysis when that is done, kept as evidence.

Its weight is the share of what people hear that such a reading explains (recommender.hearing
.feeling: at most 0.3), less where the analysis could not tell mode or tempo: tags count up to 1.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from recommender.catalogue.lyrics_evidence import batches
from recommender.catalogue.mood_evidence import UNKNOWN, keep_evidence
from recommender.hearing.feeling import VERSION, Feeling, SoundFigures, feeling
from recommender.models import MoodEvidence, SongAnalysis

KIND = MoodEvidence.Kind.SOUND
# Songs that are read at once.
BATCH = 500
DIGITS = 3


@dataclass
class HeardReport:
    """How many songs' sound was read, was read before, or has no analysis any more."""

    read: int = 0
    unchanged: int = 0
    gone: int = 0

    def add(self, other: "HeardReport") -> None:
        """Add what another part did."""
        self.read += other.read
        self.unchanged += other.unchanged
        self.gone += other.gone


def hear_all() -> Iterator[HeardReport]:
    """Read every analysis that was not read yet or is another now; yield a report a batch."""
    fresh = MoodEvidence.objects.filter(
        song=OuterRef("song"), kind=KIND, created__gte=OuterRef("analysed"),
        details__mark__endswith=f" {VERSION}",
    )  # fmt: skip
    done = SongAnalysis.objects.filter(state=SongAnalysis.State.DONE)
    keys = set(done.filter(~Exists(fresh)).values_list("song_id", flat=True))
    kept = MoodEvidence.objects.filter(kind=KIND)
    keys |= set(kept.exclude(song__in=done.values("song")).values_list("song_id", flat=True))
    for part in batches(sorted(keys), BATCH):
        yield songs_heard(part)


def songs_heard(keys: Collection[int]) -> HeardReport:
    """Keep what the sound of these songs says, and settle their moods; at most BATCH songs."""
    done = SongAnalysis.objects.filter(song__in=keys, state=SongAnalysis.State.DONE)
    analyses = {one.song_id: one for one in done}
    before = {row.song_id: row for row in MoodEvidence.objects.filter(song__in=keys, kind=KIND)}
    waiting = [one for key, one in analyses.items() if not _is_read(before.get(key), one)]
    gone = sorted(before.keys() - analyses.keys())
    rows = [evidence_row(one) for one in waiting]
    if rows or gone:
        counted = {row.song_id for row in (*rows, *before.values()) if row.weight > 0}
        keep_evidence(KIND, rows, gone, counted & {*gone, *(row.song_id for row in rows)})
    return HeardReport(len(rows), len(analyses) - len(rows), len(gone))


def evidence_row(analysis: SongAnalysis) -> MoodEvidence:
    """Return the row of what a song's sound says; one of weight 0 where nothing could be told."""
    heard = heard_of(analysis)
    read = feeling(heard)
    row = MoodEvidence(
        song_id=analysis.song_id, kind=KIND, weight=read.trust,
        details=details(analysis, heard, read), **UNKNOWN,
    )  # fmt: skip
    if read.trust > 0:
        row.set_mood(read.mood)
    return row


def heard_of(analysis: SongAnalysis) -> SoundFigures:
    """Return what an analysis measured, as the reading takes it."""
    return SoundFigures(
        tempo=analysis.tempo,
        tempo_confidence=analysis.tempo_confidence or 0.0,
        mode=analysis.mode,
        key_confidence=analysis.key_confidence or 0.0,
        loudness=analysis.loudness,
        brightness=analysis.brightness,
        onset_rate=analysis.onset_rate,
        loudness_range=analysis.loudness_range,
    )


def details(analysis: SongAnalysis, heard: SoundFigures, read: Feeling) -> dict[str, Any]:
    """Return what stands beside the evidence: the cues as measured, and what they came to."""
    return {
        "mark": mark_of(analysis),
        "valence": round(read.valence, DIGITS),
        "arousal": round(read.arousal, DIGITS),
        "cues": [
            {
                "name": name,
                "measured": measured_of(heard, name),
                "value": round(cue.value, DIGITS),
                "sure": round(cue.sure, DIGITS),
            }
            for name, cue in read.cues.items()
        ],
    }


def measured_of(heard: SoundFigures, name: str) -> str | float:
    """Return a cue as it was measured: a mode's name, or a number in the unit of SoundFigures."""
    value: str | float = getattr(heard, name)
    return value if isinstance(value, str) else round(value, 2)


def mark_of(analysis: SongAnalysis) -> str:
    """Return by what the same analysis, read in the same way, is known again."""
    return f"{analysis.mark} {analysis.version} {VERSION}"


def _is_read(row: MoodEvidence | None, analysis: SongAnalysis) -> bool:
    return row is not None and row.details.get("mark") == mark_of(analysis)
