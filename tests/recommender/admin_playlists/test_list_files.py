"""Lists from files in the admin."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from mlfym.accounts.models import User
from recommender.models import Playlist, Song
from tests.recommender.admin_catalogue.test_songs import blocked
from tests.recommender.stage import ids

PAGE = "/admin/recommender/playlist/from-file/"
Catalogue = dict[str, list[Song]]


def send(client: Client, content: bytes, name: str = "") -> HttpResponse:
    file = SimpleUploadedFile("My list.m3u", content)
    return client.post(PAGE, {"file": file, "name": name}, follow=True)


def test_the_list_of_lists_leads_there(curator: Client, catalogue: Catalogue) -> None:
    assert PAGE in curator.get("/admin/recommender/playlist/").content.decode()
    page = curator.get(PAGE)
    assert (page.status_code, blocked(page)) == (200, [])


def test_a_file_becomes_a_curated_list(curator: Client, catalogue: Catalogue) -> None:
    page = send(curator, b"#EXTINF:1,Joy 500\nx.mp3\n#EXTINF:1,Nobody - <b>\ny.mp3\n")
    playlist = Playlist.objects.curated().get(title_en="My list")
    assert page.redirect_chain[-1][0].endswith(f"/playlist/{playlist.pk}/change/")
    assert ids(playlist) == [500]
    text = page.content.decode()
    assert "1 song is in the list." in text
    assert "1 song is not in the catalogue: Nobody - &lt;b&gt;" in text


def test_a_second_time_is_the_same_list(curator: Client, catalogue: Catalogue) -> None:
    for _twice in range(2):
        send(curator, b"#EXTINF:1,Joy 500\nx.mp3\n", name="Named")
    assert Playlist.objects.filter(title_en="Named").count() == 1


@pytest.mark.parametrize(("content", "name", "said"), [
    (b"x.mp3", "x.exe", "cannot be read as a list"),
    (b"<!DOCTYPE x [<!ENTITY a 'b'>]><playlist/>", "x.xspf", "cannot be read as a list"),
    (b"nothing.mp3", "x.m3u", "Not imported: none of its songs is in the catalogue."),
])  # fmt: skip
def test_what_cannot_be_taken_is_said(
    curator: Client, catalogue: Catalogue, content: bytes, name: str, said: str
) -> None:
    before = Playlist.objects.count()
    page = curator.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert Playlist.objects.count() == before


def test_a_list_that_a_curator_changed_is_left_alone(curator: Client, catalogue: Catalogue) -> None:
    send(curator, b"#EXTINF:1,Joy 500\nx.mp3\n")
    playlist = Playlist.objects.get(title_en="My list")
    LogEntry.objects.create(
        user=User.objects.get(username="curator"), action_flag=CHANGE, object_id=playlist.pk,
        content_type=ContentType.objects.get_for_model(Playlist),
    )  # fmt: skip
    page = send(curator, b"#EXTINF:1,Joy 501\nx.mp3\n")
    assert "a curator has changed the list since" in page.content.decode()
    assert ids(playlist) == [500]


def test_it_needs_a_file(curator: Client, catalogue: Catalogue) -> None:
    assert curator.post(PAGE, {}).status_code == 200


def test_others_may_not(alice_client: Client, catalogue: Catalogue) -> None:
    assert alice_client.get(PAGE).status_code == 302
    staff = User.objects.create_user("staff", password="x", is_staff=True)
    client = Client()
    client.force_login(staff)
    assert client.get(PAGE).status_code == 403
