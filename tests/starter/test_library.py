"""The library's data: counts, contracts, files that match what is said of them."""

import hashlib
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from starter.pieces import PIECES
from starter.pieces.base import MOODS

FOLDER = Path(__file__).parents[2] / "starter"
LIBRARY = json.loads((FOLDER / "library.json").read_text())
SONGS = LIBRARY["songs"]
PLAYLISTS = LIBRARY["playlists"]


def by_slug():
    return {song["slug"]: song for song in SONGS}


def test_there_are_sixty_songs_ten_for_each_mood():
    tops = Counter(max(song["mood"], key=song["mood"].__getitem__) for song in SONGS)
    assert tops == dict.fromkeys(MOODS, 10)


def test_numbers_follow_the_moods():
    assert [song["number"] for song in SONGS] == list(range(1, 61))
    for song in SONGS:
        mood = MOODS[(song["number"] - 1) // 10]
        assert max(song["mood"], key=song["mood"].__getitem__) == mood


def test_library_says_what_the_scores_say():
    for slug, piece in PIECES.items():
        song, score = by_slug()[slug], piece.score()
        assert (song["tempo"], song["key"]) == (score.bpm, score.key.name)
        assert song["title"] == {"en": piece.en, "ko": piece.ko}


def test_shares_and_scales_are_in_range():
    for song in SONGS:
        assert sum(song["mood"].values()) == pytest.approx(1, abs=1e-3)
        assert list(song["mood"]) == list(MOODS)
        assert 0 <= song["energy"] <= 1
        assert -1 <= song["valence"] <= 1
        assert -1 <= song["arousal"] <= 1
        assert all(0 < weight <= 1 for weight in song["tags"].values())


@pytest.mark.parametrize("song", SONGS, ids=lambda song: song["slug"])
def test_file_is_the_one_described(song):
    path = FOLDER / "audio" / f"{song['slug']}.m4a"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == song["sha256"]
    assert 40 <= song["duration"] <= 70
    assert abs(song["loudness"] + 16) <= 1
    assert song["true_peak"] < -1


def test_all_audio_is_under_thirty_megabytes_and_belongs_to_a_song():
    files = list((FOLDER / "audio").iterdir())
    assert sum(path.stat().st_size for path in files) < 30_000_000
    assert {path.stem for path in files} == set(by_slug())


def test_every_tag_has_both_labels_and_one_kind():
    tags = {tag["slug"]: tag for tag in LIBRARY["tags"]}
    assert len(tags) == len(LIBRARY["tags"])
    used = {slug for song in SONGS for slug in song["tags"]}
    used |= {slug for entry in PLAYLISTS for slug in entry["tags"]}
    assert used <= set(tags)
    kinds = {"mood", "genre", "instrument", "tempo", "situation", "era"}
    for tag in tags.values():
        assert tag["kind"] in kinds
        assert tag["label"]["en"] and tag["label"]["ko"]


def test_every_song_has_a_tag_of_each_kind_that_a_listener_asks_for():
    kinds = {tag["slug"]: tag["kind"] for tag in LIBRARY["tags"]}
    for song in SONGS:
        found = {kinds[slug] for slug in song["tags"]}
        assert {"mood", "genre", "instrument", "tempo", "situation"} <= found, song["slug"]
        assert len({"well-known", "original"} & set(song["tags"])) == 1


def test_a_list_of_twenty_can_have_two_songs_of_an_artist_at_most():
    artists = Counter(artist for song in SONGS for artist in song["artists"])
    assert set(artists) == {artist["slug"] for artist in LIBRARY["artists"]}
    assert len(artists) >= 20
    assert max(artists.values()) <= 4


def test_at_most_two_songs_of_an_artist_in_a_mood():
    for mood in range(6):
        own = [s for s in SONGS if (s["number"] - 1) // 10 == mood]
        assert max(Counter(a for s in own for a in s["artists"]).values()) <= 2


def test_there_are_well_known_and_own_pieces():
    familiar = sum(song["familiar"] for song in SONGS)
    assert 20 <= familiar <= 40
    for song in SONGS:
        assert song["source_note"]["en"] and song["source_note"]["ko"]


def test_each_mood_has_one_default_playlist_of_its_songs():
    defaults = {p["default_for"]: p for p in PLAYLISTS if p["default_for"]}
    assert tuple(sorted(defaults, key=MOODS.index)) == MOODS
    for mood, entry in defaults.items():
        assert len(entry["songs"]) >= 10
        assert max(entry["mood"], key=entry["mood"].__getitem__) == mood


def test_playlists_name_songs_that_exist_once_each():
    assert len(PLAYLISTS) >= 24
    for entry in PLAYLISTS:
        assert 8 <= len(entry["songs"]) <= 14
        assert len(set(entry["songs"])) == len(entry["songs"])
        assert set(entry["songs"]) <= set(by_slug())
        for text in (entry["title"], entry["description"]):
            assert text["en"] and text["ko"]


def test_playlists_overlap_so_that_they_tell_something():
    used = Counter(slug for entry in PLAYLISTS for slug in entry["songs"])
    assert all(used[slug] >= 2 for slug in by_slug())
    neighbours = {slug: set() for slug in by_slug()}
    for entry in PLAYLISTS:
        for one, two in pairwise(entry["songs"]):
            neighbours[one].add(two)
            neighbours[two].add(one)
    assert min(len(near) for near in neighbours.values()) >= 2


def test_moods_differ_in_the_direction_of_the_literature():
    def mean(mood, field):
        own = [s for s in SONGS if (s["number"] - 1) // 10 == MOODS.index(mood)]
        return sum(field(s) for s in own) / len(own)

    tempo = {mood: mean(mood, lambda s: s["tempo"]) for mood in MOODS}
    minor = {mood: mean(mood, lambda s: s["key"].endswith("minor")) for mood in MOODS}
    energy = {mood: mean(mood, lambda s: s["energy"]) for mood in MOODS}
    assert min(tempo["anger"], tempo["joy"]) > max(tempo["sadness"], tempo["peace"]) + 20
    assert min(energy["anger"], energy["joy"]) > energy["neutral"]
    assert energy["neutral"] > max(energy["sadness"], energy["peace"])
    assert max(minor["joy"], minor["peace"]) <= 0.2
    assert min(minor["anger"], minor["tension"], minor["sadness"]) >= 0.7
