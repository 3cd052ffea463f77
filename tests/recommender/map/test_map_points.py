"""The songs on the map that serves: those that play, new ones beside their like."""

import threading
from pathlib import Path

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.moods import Mood
from recommender import library, snapshots
from recommender.engine.publishing import current_version
from recommender.models import Song
from recommender.snapshots import catalogue_changed
from recommender.song_map import points as map_points
from recommender.song_map.format import decode
from recommender.song_map.index import NAME, draw, note_trouble
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def models(settings, tmp_path: Path) -> Path:
    settings.MODEL_DIR = tmp_path
    return tmp_path


def places() -> dict[int, np.ndarray]:
    columns = map_points.current().columns
    return dict(zip(columns.song_ids.tolist(), columns.places, strict=True))


def test_songs_that_play_with_their_moods(catalogue) -> None:
    Song.objects.filter(pk=101).update(available=False)
    catalogue_changed()
    columns = decode(map_points.current().body)
    assert 101 not in columns.song_ids
    assert len(columns.song_ids) == 35
    row = columns.song_ids.tolist().index(502)
    assert columns.mood[row] == 4
    assert columns.share[row] == round(0.8 * 255)


def test_it_is_kept_until_something_changes(catalogue) -> None:
    before = map_points.current()
    assert map_points.current() is before
    draw()
    drawn = map_points.current()
    assert drawn is not before
    assert drawn.placed == 0
    make_song(999, "joy")
    catalogue_changed()
    after = map_points.current()
    assert after.placed == 1
    assert after.columns.version != drawn.columns.version


def test_while_one_makes_it_anew_the_others_go_on(catalogue) -> None:
    before = map_points.current()
    make_song(999, "joy")
    catalogue_changed()
    snapshots.current()
    map_points._lock.acquire()
    # Whoever waits is let in after a long while, and finds the new map.
    late = threading.Timer(60, map_points._lock.release)
    late.start()
    try:
        assert map_points.current() is before
    finally:
        late.cancel()
        if map_points._lock.locked():
            map_points._lock.release()
    assert 999 in map_points.current().columns.song_ids


def test_the_same_songs_have_the_same_version(catalogue) -> None:
    before = map_points.current()
    catalogue_changed()
    after = map_points.current()
    assert after is not before
    assert after.columns.version == before.columns.version
    assert after.packed == before.packed


def test_a_new_song_lies_among_its_mood(catalogue) -> None:
    draw()
    make_song(999, "sadness")
    catalogue_changed()
    found = places()
    sad = np.array([found[number] for number in range(300, 306)])
    assert np.linalg.norm(found[999] - sad, axis=1).min() < 0.25


def test_engines_place_a_new_song(starter, models: Path) -> None:
    """The starter's engines know tags: a new song lies beside those that they find like it."""
    points = map_points.current()
    assert points.placed == 0
    like = Song.objects.get(pk=1)
    song = Song(pk=20_000, source="test", external_id="new")
    song.set_mood(Mood.of("peace"))
    song.save()
    for row in like.tag_rows.all():
        song.tag_rows.get_or_create(tag=row.tag, weight=row.weight)
    catalogue_changed()
    engines = library.engines()
    asked = next(name for name in map_points.ASKED if name in engines)
    assert engines[asked].knows(20_000)
    named = engines[asked].similar([20_000], 5)[0].tolist()
    found = places()
    middle = np.mean([found[other] for other in named], axis=0)
    assert np.linalg.norm(found[20_000] - middle) < 0.25


def test_two_new_songs_do_not_hide_each_other(catalogue) -> None:
    draw()
    for number in (998, 999):
        make_song(number, "joy")
    catalogue_changed()
    found = places()
    assert not np.array_equal(found[998], found[999])


def test_without_any_map_mood_is_the_map(catalogue, models: Path, caplog) -> None:
    draw()
    version = str(current_version(models, NAME))
    (models / NAME / version / "positions.npy").write_bytes(b"nothing")
    (models / NAME / "current").touch()
    map_points._kept = None
    points = map_points.current()
    assert "checksum" in points.fault
    assert "mood alone" in caplog.text
    found = places()
    assert found[500][0] > 0.5  # joy is pleasant
    assert found[500][1] > 0.3  # and lively
    status = map_points.status()
    assert not status.ok
    assert "mood alone" in status.detail


def test_health_says_how_many_songs_and_what_ails(catalogue) -> None:
    draw()
    assert map_points.status().ok
    assert "36 songs" in map_points.status().detail
    note_trouble("openTSNE is not installed")
    assert not map_points.status().ok
    assert "older map" in map_points.status().detail
    assert "openTSNE" in map_points.status().fault
    note_trouble("")
    assert map_points.status().ok


def test_an_empty_catalogue(db) -> None:
    catalogue_changed()
    points = map_points.current()
    assert len(points) == 0
    assert points.near(np.arange(0), 2) == []


def test_near_songs_come_by_distance(catalogue) -> None:
    draw()
    points = map_points.current()
    (near,) = points.near(np.array([7]), 3)
    at = points.columns.places
    far = np.linalg.norm(at - at[7], axis=1)
    rows = points.snapshot.rows(near)
    assert 7 not in rows
    assert far[rows].tolist() == sorted(np.delete(far, 7))[:3]


def test_one_song_alone_is_near_nothing(db) -> None:
    make_song(1, "joy")
    catalogue_changed()
    assert snapshots.current() is not None
    assert map_points.current().near(np.array([0]), 2) == [[]]


def test_a_mood_lies_at_the_mean_of_the_five_nearest() -> None:
    rng = np.random.default_rng(7)
    moods = rng.dirichlet(np.ones(6), 200).astype(np.float32)
    spots = rng.uniform(-1, 1, (200, 2)).astype(np.float32)
    asked = rng.dirichlet(np.ones(6), 20).astype(np.float32)
    found = map_points.by_mood(moods, spots, asked)
    far = np.linalg.norm(asked[:, None] - moods[None], axis=2)
    nearest = np.argsort(far, axis=1)[:, :5]
    assert found == pytest.approx(spots[nearest].mean(axis=1), abs=1e-6)


def test_of_songs_of_one_mood_the_mean_place_counts() -> None:
    """Three of the same mood, then two of the four of the next: 3/5 and 2/5 of their means."""
    moods = np.array([[1, 0]] * 3 + [[0.9, 0.1]] * 4 + [[0, 1]], np.float32)
    spots = np.array([[0.3, 0], [0.6, 0], [0.9, 0]] + [[0, 0.5], [0, -0.1]] * 2 + [[-1, -1]])
    found = map_points.by_mood(moods, spots.astype(np.float32), moods[:1])
    assert found[0] == pytest.approx([0.6 * 3 / 5, 0.2 * 2 / 5], abs=1e-6)


@given(
    arrays.arrays(np.float32, (12, 6), elements=st.sampled_from([0.0, 0.25, 0.5])),
    st.permutations(range(12)),
)
def test_which_song_comes_first_moves_nobody(moods: np.ndarray, order: list[int]) -> None:
    # Of moods as near as each other one must come first, but songs of one mood are all the same.
    spots = np.random.default_rng(3).uniform(-1, 1, (12, 2)).astype(np.float32)
    asked = moods[:1]
    before = map_points.by_mood(moods, spots, asked)
    after = map_points.by_mood(moods[order], spots[order], asked)
    assert after == pytest.approx(before, abs=1e-6)


def test_fewer_songs_than_five_are_enough() -> None:
    found = map_points.by_mood(np.eye(2, 6, dtype=np.float32), np.eye(2), np.eye(3, 6))
    assert found == pytest.approx(np.full((3, 2), 0.5))
