"""GET and POST /photo/."""

import io
import re
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from emotion import pool, tokens
from emotion.models import Reading
from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from tests.emotion.diary.pages import close_words
from tests.emotion.pictures import astronaut, empty_frame, jpeg, two_faces_frame

pytestmark = pytest.mark.django_db


def send(client: Client, data: bytes, name: str = "me.jpg"):
    return client.post(reverse("photo"), {"photo": SimpleUploadedFile(name, data)})


def huge_png_header(side: int = 30_000) -> bytes:
    """Return a PNG that claims side x side pixels and holds none."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def animation() -> bytes:
    """Return a GIF of two frames, a face in the first."""
    face = Image.fromarray(cv2.cvtColor(astronaut(), cv2.COLOR_BGR2RGB))
    file = io.BytesIO()
    face.save(file, "GIF", save_all=True, append_images=[Image.new("RGB", face.size)])
    return file.getvalue()


def cmyk() -> bytes:
    """Return a JPEG in printers' colours."""
    file = io.BytesIO()
    Image.fromarray(cv2.cvtColor(astronaut(), cv2.COLOR_BGR2RGB)).convert("CMYK").save(file, "JPEG")
    return file.getvalue()


def test_the_form_works_without_javascript(client: Client) -> None:
    page = client.get(reverse("photo")).content.decode()
    form = re.search(r'<form[^>]*enctype="multipart/form-data"[^>]*>', page)
    assert form and 'method="post"' in form[0]
    assert not Listener.objects.exists()


def test_a_face_becomes_a_reading_and_a_question(client: Client) -> None:
    response = send(client, jpeg(astronaut()))
    assert response.status_code == 200
    reading = Reading.objects.get()
    assert reading.door == "photo"
    assert reading.mood is not None and reading.confidence == pytest.approx(reading.mood.confidence)
    token = re.search(r'name="token" value="([^"]+)"', response.content.decode())
    assert token and tokens.read(token[1], Listener.objects.get()) == reading


def test_the_five_other_moods_are_one_touch_away(client: Client) -> None:
    page = send(client, jpeg(astronaut())).content.decode()
    top = Reading.objects.get().mood.top
    assert set(re.findall(r'name="mood" value="(\w+)"', page)) == set(MOODS) - {top}


def test_the_account_gets_the_reading(alice_client: Client, alice) -> None:
    send(alice_client, jpeg(astronaut()))
    assert Reading.objects.get().listener == alice.listener


def test_no_face_says_so_and_offers_the_tiles(client: Client) -> None:
    response = send(client, empty_frame())
    page = response.content.decode()
    assert response.status_code == 200
    assert "no face" in page
    assert reverse("tiles") in page
    assert not Reading.objects.exists()
    assert not Listener.objects.exists()


def test_of_several_faces_the_largest_is_taken_and_that_is_said(client: Client) -> None:
    response = send(client, two_faces_frame())
    assert "I see 2 faces" in response.content.decode()
    assert Reading.objects.count() == 1


def test_one_face_is_not_called_several(client: Client) -> None:
    assert "I see" not in send(client, jpeg(astronaut())).content.decode()


@pytest.mark.parametrize("make", [animation, cmyk])
def test_unusual_pictures_are_read(client: Client, make) -> None:
    assert send(client, make()).status_code == 200
    assert Reading.objects.count() == 1


def test_a_picture_on_its_side_is_turned_upright(client: Client) -> None:
    file = io.BytesIO()
    lying = Image.fromarray(cv2.cvtColor(np.rot90(astronaut()), cv2.COLOR_BGR2RGB))
    exif = lying.getexif()
    exif[0x0112] = 6
    lying.save(file, "JPEG", exif=exif)
    assert send(client, file.getvalue()).status_code == 200
    assert Reading.objects.count() == 1


BAD = {
    "not a picture": (b"hello, I am a text", 400, "cannot read that as a photo"),
    "only a signature": (b"\xff\xd8\xff\xe0", 400, "cannot read that as a photo"),
    "truncated": (jpeg(astronaut())[:9000], 400, "part of that photo is missing"),
    "empty": (b"", 400, "file is empty"),
    "30,000 pixels each way": (huge_png_header(), 400, "too many pixels"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_get_a_clear_answer(client: Client, case: str) -> None:
    data, status, words = BAD[case]
    response = send(client, data)
    assert response.status_code == status
    assert words in response.content.decode()
    assert reverse("tiles") in response.content.decode()
    assert not Reading.objects.exists()


def test_a_file_over_the_limit_is_413(client: Client) -> None:
    response = send(client, b"\xff\xd8\xff" + bytes(settings.PHOTO_MAX_BYTES))
    assert response.status_code == 413
    assert "over 10 MB" in response.content.decode()


def test_neither_photo_nor_words_is_asked_for(client: Client) -> None:
    for sent in ({}, {"text": " \u3164\n"}):
        response = client.post(reverse("photo"), sent)
        assert response.status_code == 400
        assert "choose a photo, write a few words, or do both" in response.content.decode()


def test_text_in_place_of_a_file_is_asked_for(client: Client) -> None:
    assert client.post(reverse("photo"), {"photo": "me.jpg"}).status_code == 400


def test_a_strange_name_does_no_harm(client: Client) -> None:
    response = send(client, jpeg(astronaut()), name="../" * 90 + "얼굴" * 90 + ".exe")
    assert response.status_code == 200


def test_it_needs_the_csrf_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, jpeg(astronaut())).status_code == 403


def test_where_neither_can_be_read_the_closed_door_leads_to_the_tiles(
    client: Client, monkeypatch
) -> None:
    monkeypatch.setattr(pool, "is_open", lambda: False)
    close_words(monkeypatch)
    for response in (client.get(reverse("photo")), send(client, jpeg(astronaut()))):
        assert response.status_code == 503
        assert "This door is closed" in response.content.decode()
        assert reverse("tiles") in response.content.decode()


def test_where_faces_rest_the_door_stays_open_for_words(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(pool, "is_open", lambda: False)
    for response, status in (
        (client.get(reverse("photo")), 200),
        (send(client, jpeg(astronaut())), 503),
    ):
        page = response.content.decode()
        assert response.status_code == status
        assert "Reading faces rests just now, so your words count alone." in page
        assert 'name="text"' in page
    assert not Reading.objects.exists()


def test_where_words_rest_the_door_stays_open_for_faces(client: Client, monkeypatch) -> None:
    assert "rests just now" not in client.get(reverse("photo")).content.decode()
    close_words(monkeypatch)
    response = client.get(reverse("photo"))
    assert response.status_code == 200
    assert "Reading words rests just now." in response.content.decode()


def test_an_unsure_reading_says_so_and_offers_the_tiles(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("emotion.wording.UNSURE_BELOW", 1.1)
    page = send(client, jpeg(astronaut())).content.decode()
    assert "not sure" in page
    assert "Choose from the mood tiles" in page


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "faces"),
    [("fer_justin.jpg", True), ("fer_no-faces.jpg", False), ("coral_cat_720p.jpg", False)],
)
def test_real_photographs(client: Client, shared: Path, name: str, faces: bool) -> None:
    response = send(client, (shared / "data" / "scenes" / name).read_bytes(), name)
    assert response.status_code == 200
    assert Reading.objects.exists() == faces
