"""Lists as files: who may have them, what is in them, and that they come back the same."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mlfym.accounts.models import User
from recommender.catalogue.playlists.formats import FORMATS
from recommender.models import MusicFile, Playlist, PlaylistItem, Song, SongName
from recommender.selectors import mood_of
from tests.recommender.stage import ids, listener_of
from tests.recommender.views.helpers import list_of

Catalogue = dict[str, list[Song]]
NAMES = sorted(FORMATS)


@pytest.fixture
def curated(catalogue: Catalogue) -> Playlist:
    """Return the curator's list for joy."""
    return Playlist.objects.get(default_for="joy")


def ask(client: Client, playlist: Playlist, form: str, **options: object) -> HttpResponse:
    return client.get(f"{playlist.get_absolute_url()}export/{form}/", **options)


@pytest.mark.parametrize(("form", "content_type"), [
    ("m3u8", "audio/mpegurl; charset=utf-8"), ("xspf", "application/xspf+xml"),
    ("jspf", "application/jspf+json"), ("csv", "text/csv; charset=utf-8"),
])  # fmt: skip
def test_everybody_may_have_a_curated_list(
    client: Client, curated: Playlist, form: str, content_type: str
) -> None:
    response = ask(client, curated, form)
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="Joy list.{form}"'
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("form", NAMES)
def test_a_list_of_a_listener_is_for_them_alone(
    alice: User, alice_client: Client, bob_client: Client, client: Client, catalogue: Catalogue,
    form: str,
) -> None:  # fmt: skip
    playlist = list_of(alice)
    assert ask(alice_client, playlist, form).status_code == 200
    assert ask(bob_client, playlist, form).status_code == 404
    assert ask(client, playlist, form).status_code == 404


@pytest.mark.parametrize("form", ["", "exe", "m3u8/x", "../csv"])
def test_an_unknown_format_is_not_found(client: Client, curated: Playlist, form: str) -> None:
    assert ask(client, curated, form).status_code == 404


def test_it_rejects_post(client: Client, curated: Playlist) -> None:
    assert client.post(f"{curated.get_absolute_url()}export/csv/").status_code == 405


def test_a_korean_name(client: Client, curated: Playlist) -> None:
    response = ask(client, curated, "m3u8", headers={"accept-language": "ko"})
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''joy%20%EB%AA%A9%EB%A1%9D.m3u8"
    )
    assert "노래" in response.content.decode()


@pytest.mark.parametrize(("title", "name"), [
    ("a\r\nSet-Cookie: x=1", "a Set-Cookie  x=1"), ("../../etc/passwd", "etc passwd"),
    ('a"b', "a b"), ("...", "list"), ("x" * 120, "x" * 80),
])  # fmt: skip
def test_a_strange_title_makes_a_sound_name(
    client: Client, curated: Playlist, title: str, name: str
) -> None:
    Playlist.objects.filter(pk=curated.pk).update(title_en=title)
    response = ask(client, curated, "csv")
    assert response["Content-Disposition"] == f'attachment; filename="{name}.csv"'


def test_songs_have_addresses_and_no_paths_of_the_server(client: Client, curated: Playlist) -> None:
    Song.objects.filter(pk=ids(curated)[1]).update(stream_url="https://s.example/1")
    first = Song.objects.get(pk=ids(curated)[0])
    for form in NAMES:
        body = ask(client, curated, form).content.decode()
        assert f"http://testserver/songs/{first.uuid}/audio" in body
        assert "https://s.example/1" in body
        assert "nowhere" not in body


def test_a_song_that_does_not_play_is_left_out_as_on_the_page(
    client: Client, curated: Playlist
) -> None:
    gone = Song.objects.get(pk=ids(curated)[0])
    Song.objects.filter(pk=gone.pk).update(available=False)
    assert str(gone.uuid) not in ask(client, curated, "m3u8").content.decode()


def test_mood_and_reasons_stand_where_each_format_has_room(
    alice: User, alice_client: Client, catalogue: Catalogue
) -> None:
    playlist = list_of(alice)
    reasons = playlist.items.first().reasons
    name, share = next(iter(reasons.items()))
    bodies = {form: ask(alice_client, playlist, form).content for form in NAMES}
    root = ElementTree.fromstring(bodies["xspf"])
    meta = {element.get("rel"): element.text for element in root}
    assert meta["urn:mlfym:mood:joy"] == "0.7"
    track = root.find(".//{*}track")
    assert repr(share) in [m.text for m in track if m.get("rel") == f"urn:mlfym:reason:{name}"]
    whole = json.loads(bodies["jspf"])["playlist"]
    assert whole["extension"]["urn:mlfym:list:1"][0]["mood"]["joy"] == 0.7
    assert whole["track"][0]["extension"]["urn:mlfym:song:1"][0]["reasons"] == reasons
    lines = bodies["m3u8"].decode().splitlines()
    ours = next(line for line in lines if line.startswith("#MLFYM-SONG:"))
    assert json.loads(ours.partition(":")[2])["reasons"] == reasons
    rows = list(csv.DictReader(StringIO(bodies["csv"].decode("utf-8-sig"))))
    assert "joy:0.7" in rows[0]["mood"]
    assert f"{name}:{share!r}" in rows[1]["reasons"]


@pytest.mark.parametrize("form", NAMES)
def test_what_went_out_comes_back_the_same(
    alice: User, bob: User, alice_client: Client, catalogue: Catalogue, tmp_path: Path, form: str
) -> None:
    playlist = list_of(alice)
    SongName.objects.filter(song=ids(playlist)[0]).update(text='=1+1, "밤"\r\n\x0b<&>')
    path = tmp_path / f"x.{form}"
    path.write_bytes(ask(alice_client, playlist, form).content)
    for _twice in range(2):
        call_command("import_playlist", path, owner="bob", stdout=StringIO())
    (back,) = Playlist.objects.filter(listener=listener_of(bob))
    assert ids(back) == ids(playlist)
    assert (back.title_en, back.title_ko) == (playlist.title_en, playlist.title_ko)
    assert mood_of(back).as_dict() == pytest.approx(mood_of(playlist).as_dict(), abs=1e-6)
    reasons = [item.reasons for item in playlist.items.all()]
    assert [item.reasons for item in back.items.all()] == reasons


@pytest.mark.parametrize("form", NAMES)
def test_the_id_of_the_recording_goes_with_it(client: Client, curated: Playlist, form: str) -> None:
    key = "8f5c1c6e-aaaa-4bbb-8ccc-0123456789ab"
    file = {"path": "/music/one.mp3", "size": 1, "modified": 1}
    MusicFile.objects.create(song_id=ids(curated)[0], recording_id=key, **file)
    tracks = FORMATS[form].read(ask(client, curated, form).content).listing.tracks
    assert [track.musicbrainz for track in tracks] == [key, "", "", ""]


@pytest.mark.parametrize("form", NAMES)
def test_the_command_writes_paths(curated: Playlist, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"x.{form}"
    call_command("export_playlist", str(curated.uuid), path, stdout=StringIO())
    assert f"/nowhere/{ids(curated)[0]}.m4a" in path.read_text()
    call_command("export_playlist", "default-joy", path, stdout=StringIO())
    call_command("import_playlist", path, stdout=StringIO())
    assert ids(Playlist.objects.get(slug__startswith="imported-")) == ids(curated)


@pytest.mark.parametrize(("name", "file", "why"), [
    ("nothing", "x.csv", "no list"), ("", "x.csv", "no list"),
    ("00000000-0000-0000-0000-000000000000", "x.csv", "no list"),
    ("default-joy", "x.doc", "ends with none"), ("default-joy", "no/x.csv", "cannot be written"),
])  # fmt: skip
def test_the_command_says_what_is_wrong(
    curated: Playlist, tmp_path: Path, name: str, file: str, why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("export_playlist", name, tmp_path / file)


def test_a_longer_list_asks_no_more_of_the_database(
    client: Client, curated: Playlist, catalogue: Catalogue
) -> None:
    counts = []
    for songs in ([], catalogue["peace"]):
        for place, song in enumerate(songs, start=10):
            PlaylistItem.objects.create(playlist=curated, song=song, position=place)
        with CaptureQueriesContext(connection) as queries:
            ask(client, curated, "jspf")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_offers_the_four_formats(client: Client, curated: Playlist) -> None:
    page = client.get(curated.get_absolute_url()).content.decode()
    for form in NAMES:
        assert f'href="{curated.get_absolute_url()}export/{form}/"' in page


def test_an_empty_list_offers_none(client: Client, curated: Playlist) -> None:
    curated.items.all().delete()
    assert "/export/" not in client.get(curated.get_absolute_url()).content.decode()
    assert ask(client, curated, "csv").status_code == 200


def test_the_admin_offers_the_four_formats(admin_client: Client, curated: Playlist) -> None:
    page = admin_client.get("/admin/recommender/playlist/").content.decode()
    for form in NAMES:
        assert f'href="{curated.get_absolute_url()}export/{form}/"' in page
