"""What songs' sound says of their moods: read when an analysis is done, once, and counted."""

import pytest
from django.utils import timezone

from emotion.moods import Mood
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.mood_evidence import curator_says
from recommender.catalogue.sound_evidence import hear_all, songs_heard
from recommender.models import MoodEvidence, Song, SongAnalysis

pytestmark = pytest.mark.django_db

LIVELY = {
    "tempo": 160.0, "tempo_confidence": 0.9, "key": 0, "mode": "major", "key_confidence": 0.9,
    "loudness": -9.0, "loudness_range": 4.0, "brightness": 2600.0, "onset_rate": 5.5,
}  # fmt: skip
HEAVY = {**LIVELY, "tempo": 60.0, "mode": "minor", "brightness": 700.0, "onset_rate": 1.0,
         "loudness": -24.0, "loudness_range": 9.0}  # fmt: skip


def analysed(state: str = "done", **figures) -> Song:
    song = Song.objects.create()
    SongAnalysis.objects.create(
        song=song, state=state, mark="a file", version=1, analysed=timezone.now(), **figures
    )
    return song


def evidence(song: Song) -> MoodEvidence:
    return MoodEvidence.objects.get(song=song, kind=MoodEvidence.Kind.SOUND)


def now(song: Song) -> Mood | None:
    return Song.objects.get(pk=song.pk).mood


def everything() -> tuple[int, int, int]:
    parts = list(hear_all())
    return tuple(sum(getattr(p, name) for p in parts) for name in ("read", "unchanged", "gone"))


def test_a_song_without_any_other_word_gets_its_mood():
    glad, sad, before = analysed(**LIVELY), analysed(**HEAVY), catalogue_version()
    assert everything() == (2, 0, 0)
    assert (now(glad).top, now(sad).top) == ("joy", "sadness")
    assert catalogue_version() != before


def test_it_says_what_it_was_read_from_and_counts_little():
    song = analysed(**LIVELY)
    everything()
    row = evidence(song)
    assert 0.2 < row.weight < 0.3
    cues = {cue["name"]: cue for cue in row.details["cues"]}
    assert cues["tempo"]["measured"] == 160.0
    assert cues["mode"] == {"name": "mode", "measured": "major", "value": 1.0, "sure": 0.9}
    assert row.details["arousal"] > 0.3


def test_what_is_not_done_or_failed_says_nothing():
    for state in ("waiting", "failed"):
        analysed(state, **LIVELY)
    assert everything() == (0, 0, 0)
    assert not MoodEvidence.objects.exists()


def test_an_analysis_that_could_tell_nothing_is_kept_with_no_weight():
    song = analysed()
    assert everything() == (1, 0, 0)
    assert (evidence(song).weight, evidence(song).mood, now(song)) == (0, None, None)
    assert everything() == (0, 0, 0)


def test_the_same_analysis_is_not_read_twice_and_another_is():
    song = analysed(**LIVELY)
    assert everything() == (1, 0, 0)
    version = catalogue_version()
    assert everything() == (0, 0, 0)
    assert catalogue_version() == version
    SongAnalysis.objects.update(mark="another file", analysed=timezone.now(), **HEAVY)
    assert everything() == (1, 0, 0)
    assert now(song).top == "sadness"


def test_what_is_asked_for_again_is_not_read_twice_either():
    song = analysed(**LIVELY)
    assert songs_heard([song.pk]).read == 1
    assert songs_heard([song.pk]).unchanged == 1


def test_another_way_of_reading_reads_all_again(monkeypatch):
    analysed(**LIVELY)
    everything()
    monkeypatch.setattr("recommender.catalogue.sound_evidence.VERSION", 99)
    assert everything() == (1, 0, 0)
    assert everything() == (0, 0, 0)


@pytest.mark.parametrize("what", ["deleted", "failed"])
def test_evidence_goes_with_its_analysis(what: str):
    song = analysed(**LIVELY)
    everything()
    if what == "deleted":
        SongAnalysis.objects.all().delete()
    else:
        SongAnalysis.objects.update(state="failed")
    assert everything() == (0, 0, 1)
    assert now(song) is None
    assert not MoodEvidence.objects.exists()


def test_a_curators_word_counts_alone():
    song = analysed(**LIVELY)
    curator_says(song, Mood.of("anger", 0.9))
    everything()
    assert now(song).share("anger") == pytest.approx(0.9)
    assert evidence(song).mood.top == "joy"


def test_beside_tags_it_is_the_smaller_voice():
    song = analysed(**LIVELY)
    row = MoodEvidence(song=song, kind=MoodEvidence.Kind.TAGS, weight=1.0)
    row.set_mood(Mood.of("sadness", 0.9))
    row.save()
    everything()
    assert now(song).top == "sadness"
    assert now(song).share("joy") > 0.03


def test_a_song_that_is_gone_is_passed_over():
    assert songs_heard([987654]).read == 0
