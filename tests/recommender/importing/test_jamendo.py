"""``import_jamendo``: tags from the file, the rest from Jamendo, and nothing lost in between."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.importing import Skipped
from recommender.catalogue.jamendo import api
from recommender.catalogue.jamendo.tracks import LONGEST_LINE, Track, read_tracks, track
from recommender.listening.fields import Broken
from recommender.models import Artist, Song, Tag
from recommender.sources import NO_SOURCE
from tests.recommender.importing.jamendo_server import CLIENT_ID, Server, jamendo_server

ORIGINAL = (
    "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\n"
    "track_0000214\tartist_000014\talbum_000031\t14/214.mp3\t124.6\tgenre---punkrock\n"
    "track_0000382\tartist_000020\talbum_000046\t82/382.mp3\t211.1\tgenre---classical\t"
    "instrument---voice\tmood/theme---calm\n"
)
JOINED = (
    "track_id\tartist_id\talbum_id\tpath\tduration\tsplit0\tgenre\tinstrument\tmoodtheme\n"
    "214\t14\t31\t14/214.mp3\t124.6\ttest\tpunkrock\t\t\n"
    "382\t20\t46\t82/382.mp3\t211.1\ttest\tclassical\tvoice\tcalm\n"
)


class Import:
    """A tag file, and what importing it says."""

    def __init__(self, path: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.settings, self.capsys = path, settings, capsys
        path.write_text(ORIGINAL)

    def ask(self, address: str) -> None:
        """Ask this server from now on."""
        self.settings.JAMENDO_CLIENT_ID = CLIENT_ID if address else ""
        self.settings.JAMENDO_API_URL = address

    def load(self) -> str:
        call_command("import_jamendo", str(self.path))
        said = self.capsys.readouterr()
        return said.out + said.err


@pytest.fixture
def jamendo(
    tmp_path: Path, db: None, settings: Any, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Import:  # fmt: skip
    monkeypatch.setattr(api, "PAUSES", (0.0,))
    settings.JAMENDO_CLIENT_ID = ""
    settings.STREAM_HOSTS = ["https://*.jamendo.com"]
    return Import(tmp_path / "tracks.tsv", settings, capsys)


@pytest.fixture
def server(jamendo: Import) -> Iterator[Server]:
    with jamendo_server() as running:
        running.knows("214", "382")
        running.known["382"]["artist_id"] = "20"
        running.known["382"]["artist_name"] = "Other"
        jamendo.ask(running.address)
        yield running


def song(number: str) -> Song:
    return Song.objects.get(source="jamendo", external_id=number)


def tags(number: str) -> dict[str, str]:
    return dict(song(number).tags.values_list("slug", "kind"))


@pytest.mark.parametrize("content", [ORIGINAL, JOINED])
def test_without_a_client_id_tracks_come_with_their_tags_alone(
    jamendo: Import, content: str
) -> None:
    jamendo.path.write_text(content)
    said = jamendo.load()
    assert "JAMENDO_CLIENT_ID is not set" in said
    assert "2 read: 2 added" in said
    assert tags("382") == {"classical": "genre", "voice": "instrument", "calm": "mood"}
    found = song("382")
    assert (found.title, found.duration, found.artists.get().external_id) == ("", 211.1, "20")
    assert (found.available, found.unavailable_reason) == (False, NO_SOURCE)


def test_both_forms_are_the_same_set(jamendo: Import) -> None:
    jamendo.load()
    before = catalogue_version()
    jamendo.path.write_text(JOINED)
    assert "0 added, 0 changed, 2 as they were" in jamendo.load()
    assert catalogue_version() == before


def test_jamendo_fills_in_what_makes_a_song_play(jamendo: Import, server: Server) -> None:
    said = jamendo.load()
    found = song("214")
    assert (found.title, found.artist_line, found.album) == ("Song 214", "Both", "Simple Exercice")
    assert found.stream_url == "https://prod-1.storage.jamendo.com/?trackid=214&format=mp32"
    assert found.cover == "https://usercontent.jamendo.com/?type=album&id=31&track=214"
    assert (found.available, found.year, found.licence) == (True, 2005, "CC BY-NC-SA 3.0 FR")
    assert "https://www.jamendo.com/track/214" in found.source_note_en
    assert "creativecommons.org/licenses/by-nc-sa/3.0/fr/" in found.source_note_ko
    assert set(tags("214")) == {"punkrock"}
    assert "STREAM_HOSTS" not in said
    assert len(server.asked) == 1


def test_a_stream_that_pages_may_not_play_waits_for_its_host(
    jamendo: Import, server: Server
) -> None:
    jamendo.settings.STREAM_HOSTS = []
    said = jamendo.load()
    assert "STREAM_HOSTS=https://prod-1.storage.jamendo.com,https://usercontent.jamendo.com" in said
    assert "Streams that cannot be played until then: 2." in said
    found = song("214")
    assert (found.available, found.unavailable_reason) == (False, NO_SOURCE)
    assert found.stream_url.startswith("https://prod-1.storage.jamendo.com/")
    jamendo.settings.STREAM_HOSTS = ["https://prod-1.storage.jamendo.com"]
    said = jamendo.load()
    assert "0 added, 2 changed" in said
    assert "cannot be played" not in said
    assert (song("214").available, song("214").unavailable_reason) == (True, "")


def test_a_second_run_doubles_and_changes_nothing(jamendo: Import, server: Server) -> None:
    jamendo.load()
    before = catalogue_version()
    assert "0 added, 0 changed, 2 as they were" in jamendo.load()
    assert (Song.objects.count(), Artist.objects.count()) == (2, 2)
    assert catalogue_version() == before


def test_a_client_id_that_comes_later_fills_in_what_is_there(
    jamendo: Import, server: Server
) -> None:
    jamendo.ask("")
    jamendo.load()
    jamendo.ask(server.address)
    assert "0 added, 2 changed" in jamendo.load()
    assert (song("382").title, song("382").artist_line) == ("Song 382", "Other")
    assert song("382").available


def test_without_a_client_id_what_was_filled_in_stays(jamendo: Import, server: Server) -> None:
    jamendo.load()
    jamendo.ask("")
    jamendo.path.write_text(ORIGINAL.replace("mood/theme---calm", "mood/theme---sad"))
    assert "0 added, 1 changed, 1 as they were" in jamendo.load()
    found = song("382")
    assert (found.title, found.artist_line, found.available) == ("Song 382", "Other", True)
    assert set(tags("382")) == {"classical", "voice", "sad"}


def test_a_track_that_is_gone_cannot_be_played_and_keeps_its_title(
    jamendo: Import, server: Server
) -> None:
    jamendo.load()
    del server.known["214"]
    said = jamendo.load()
    assert "tracks.tsv, line 2: is not at Jamendo any more" in said
    found = song("214")
    assert (found.title, found.artist_line) == ("Song 214", "Both")
    assert (found.available, found.unavailable_reason, found.stream_url) == (False, NO_SOURCE, "")
    server.knows("214")
    jamendo.load()
    assert song("214").available


def test_a_track_without_a_stream_cannot_be_played(jamendo: Import, server: Server) -> None:
    server.known["214"]["audio"] = ""
    jamendo.load()
    assert (song("214").title, song("214").available) == ("Song 214", False)


def test_when_jamendo_does_not_answer_nothing_is_lost(jamendo: Import, server: Server) -> None:
    jamendo.load()
    for _ in range(2):
        server.says(b"", 500)
    said = jamendo.load()
    assert "tracks.tsv, line 2 and the 1 after it: Jamendo did not answer" in said
    assert "2 as they were" in said
    assert song("214").available


def test_a_refusal_ends_the_import_and_keeps_what_was_there(
    jamendo: Import, server: Server
) -> None:
    jamendo.load()
    jamendo.settings.JAMENDO_CLIENT_ID = "wrong"
    with pytest.raises(CommandError, match="code 5.*What was imported before this stays"):
        jamendo.load()
    assert song("214").available


def test_a_wrong_address_is_told(jamendo: Import) -> None:
    jamendo.ask("file:///etc/passwd")
    with pytest.raises(CommandError, match="JAMENDO_API_URL"):
        jamendo.load()


def test_a_file_that_is_not_there_is_told(jamendo: Import) -> None:
    jamendo.path.unlink()
    with pytest.raises(CommandError, match="There is no file"):
        jamendo.load()


def test_a_library_tag_keeps_its_labels(jamendo: Import) -> None:
    Tag.objects.create(slug="calm", kind="mood", label_en="Calm", label_ko="차분한")
    jamendo.load()
    assert Tag.objects.get(slug="calm").label_ko == "차분한"


def test_broken_lines_cost_only_themselves(jamendo: Import) -> None:
    lines = ["nonsense", "track_\t1\t1\tx\t3", "", "track_5\tx\tx\tx\tnan\tgenre---" + "x" * 5000,
             "track_6\t" + "y" * LONGEST_LINE, "track_7\t\t\t\t-1\t\x00\tgenre---rock"]  # fmt: skip
    with jamendo.path.open("a") as file:
        file.write("\n".join([*lines, "track_8\t1\t1\tx\t3\tgenre---pop"]))
    said = jamendo.load()
    assert set(Song.objects.values_list("external_id", flat=True)) == {"214", "382", "5", "7", "8"}
    assert "tracks.tsv, line 4: has no track_id" in said
    assert "tracks.tsv, line 5: has no track_id" in said
    assert "tracks.tsv, line 7: has a tag without letters or longer than 80" in said
    assert "tracks.tsv, line 8: is longer than 65536" in said
    assert (song("5").duration, song("7").duration, set(tags("7"))) == (None, None, {"rock"})


def test_a_track_that_stands_there_twice_counts_once(jamendo: Import) -> None:
    with jamendo.path.open("a") as file:
        file.write("track_214\tartist_14\t\t\t100\tgenre---rock\n")
    assert "tracks.tsv, line 2: stands there twice" in jamendo.load()
    assert set(tags("214")) == {"rock"}


@pytest.mark.parametrize("content", ["", "a\tb\n1\t2\n", '{"a": 1}', "track_id\tartist_id\n1\t2\n"])
def test_another_file_is_told(jamendo: Import, content: str) -> None:
    jamendo.path.write_text(content)
    said = jamendo.load()
    assert Song.objects.count() == 0
    assert not content or "no first line with track_id" in said


def test_a_packed_file_that_is_cut_off_keeps_its_start(jamendo: Import, tmp_path: Path) -> None:
    lines = [f"{n}\t1\t1\tx\t3\ttrain\trock\t\t{n:x}" for n in range(1, 3000)]
    whole = gzip.compress("\n".join([JOINED.split("\n")[0], *lines]).encode())
    jamendo.path = tmp_path / "tracks.tsv.gz"
    jamendo.path.write_bytes(whole[: len(whole) // 2])
    said = jamendo.load()
    assert 100 < Song.objects.count() < 2900
    assert "the file breaks off" in said


def test_the_real_set_is_read_whole(shared: Path) -> None:
    found = list(read_tracks(shared / "data" / "music" / "jamendo" / "tracks.tsv.gz"))
    tracks = [one for one in found if isinstance(one, Track)]
    assert (len(found), len(tracks)) == (55_525, 55_525)
    assert len({one.artist for one in tracks}) == 3565
    moods = [{tag.slug for tag in one.tags if tag.kind == "mood"} for one in tracks]
    assert sum(map(bool, moods)) == 17_982
    assert len(set().union(*moods)) == 56


@given(
    st.lists(st.text(st.characters(exclude_characters="\n")), max_size=9)
    | st.tuples(st.just("track_7"), st.text(), st.just(""), st.just(""), st.text(), st.text()),
    st.sampled_from([ORIGINAL, JOINED]),
)
def test_any_line_is_a_track_or_is_broken(cells: Any, form: str) -> None:
    columns = form.split("\n")[0].lower().split("\t")
    try:
        *left_out, found = track("\t".join(cells), columns, "here")
    except Broken as error:
        assert str(error)
        return
    assert isinstance(found, Track)
    assert all(isinstance(one, Skipped) for one in left_out)
    assert found.number.isdigit() and len(found.number) <= 12
    assert found.duration is None or 0 < found.duration <= 86_400
    assert all(0 < len(tag.slug) <= 80 for tag in found.tags)
