"""Lists from files in the admin."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import pre_save
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


def test_two_at_once_are_no_error_of_ours(curator: Client, catalogue: Catalogue) -> None:
    def the_other_is_faster(instance: Playlist, **_signal: object) -> None:
        Playlist.objects.bulk_create([Playlist(slug=instance.slug, title_en="My list")])

    content = b"#EXTINF:1,Joy 500\nx.mp3\n"
    pre_save.connect(the_other_is_faster, sender=Playlist)
    try:
        page = send(curator, content)
    finally:
        pre_save.disconnect(the_other_is_faster, sender=Playlist)
    assert page.status_code == 200
    assert "in the same moment; try again" in page.content.decode()
    assert "1 song is in the list." in send(curator, content).content.decode()


def test_a_name_that_is_too_long_is_said(curator: Client, catalogue: Catalogue) -> None:
    before = Playlist.objects.count()
    page = send(curator, b"#EXTINF:1,Joy 500\nx.mp3\n", name="x" * 121)
    assert page.status_code == 200
    assert "at most 120 characters" in page.content.decode()
    assert Playlist.objects.count() == before


@pytest.mark.parametrize(("name", "content"), [
    ("a.m3u", b"#EXTINF:1,Jo\0y 500\nx.mp3\n" + b"\0" * 64),
    ("a.m3u", b'#MLFYM-SONG:{"song":"test:song\\u0000-500"}\nx.mp3\n\n'),
    ("a.m3u", b"file:///nowhere/50%000.m4a\n"),
    ("a.csv", b"title,artist\nJo\0y 500,Artist 5\x0000\n"),
    ("a.jspf", b'{"playlist":{"track":[{"title":"Joy\\u0000 500","location":"https://x/\\u0000"}]}}'),
    ("a.jspf", b'{"playlist":{"track":[{"identifier":["urn:mlfym:song:test:song-%00500"]}]}}'),
    ("a.xspf", b"<playlist><trackList><track><location>file:///nowhere/%00500.m4a</location>"
               b"</track></trackList></playlist>"),
])  # fmt: skip
def test_nul_in_a_file_does_no_harm(
    curator: Client, catalogue: Catalogue, name: str, content: bytes
) -> None:
    page = curator.post(PAGE, {"file": SimpleUploadedFile(name, content), "name": "N"}, follow=True)
    assert "1 song is in the list." in page.content.decode()
    assert ids(Playlist.objects.get(title_en="N")) == [500]


def test_it_needs_a_file(curator: Client, catalogue: Catalogue) -> None:
    assert curator.post(PAGE, {}).status_code == 200


def test_others_may_not(alice_client: Client, catalogue: Catalogue) -> None:
    assert alice_client.get(PAGE).status_code == 302
    staff = User.objects.create_user("staff", password="x", is_staff=True)
    client = Client()
    client.force_login(staff)
    assert client.get(PAGE).status_code == 403
