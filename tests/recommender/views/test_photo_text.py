"""POST /photo/ with words: face and words together, or the words alone."""

import io
import logging
import re

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from emotion import pool
from emotion.limits import SENT
from emotion.models import Reading
from mlfym.accounts.models import Listener
from recommender.models import Playlist
from tests.emotion.diary.pages import SAD, STRANGE, close_words
from tests.emotion.pictures import astronaut, empty_frame, jpeg, two_faces_frame
from tests.recommender.views.test_sentence import everything

pytestmark = pytest.mark.django_db

# The catalogue's lists have six songs of each mood.
TAKEN = {case: sent for case, (sent, kept) in STRANGE.items() if kept and len(kept) <= 1000}


def send(client: Client, text: str = SAD, photo: bytes | None = None, name: str = "me.jpg"):
    sent: dict[str, object] = {"text": text}
    if photo is not None:
        sent["photo"] = SimpleUploadedFile(name, photo)
    return client.post(reverse("photo"), sent)


def made() -> Playlist:
    """Return the one list that was mixed."""
    return Playlist.objects.get(listener__isnull=False)


def sixty_megapixels() -> bytes:
    """Return a JPEG of 10,000 x 6,000 pixels, small on disk."""
    file = io.BytesIO()
    Image.new("L", (10_000, 6_000)).save(file, "JPEG", quality=10)
    return file.getvalue()


def test_face_and_words_make_one_mood_and_five_songs(client: Client, catalogue: object) -> None:
    response = send(client, photo=jpeg(astronaut()))
    page = response.content.decode()
    assert response.status_code == 200
    reading = Reading.objects.get()
    assert reading.door == "photo_text"
    assert (made().reading, made().items.count()) == (reading, 5)
    assert f'data-playlist="{made().uuid}" data-autoplay="true"' in page


def test_both_readings_stand_side_by_side_with_their_weights(
    client: Client, catalogue: object
) -> None:
    page = send(client, photo=jpeg(astronaut())).content.decode()
    weights = [int(number) for number in re.findall(r"parts-table__weight\">(\d+)&nbsp;%", page)]
    assert len(weights) == 2
    assert sum(weights) in {99, 100, 101}
    rows = re.findall(r'<tr class="mood-\w+">(.*?)</tr>', page, re.DOTALL)
    assert [len(re.findall(r"<td>", row)) for row in rows] == [3] * 6
    assert "All in all" in page


def test_without_a_photo_the_words_count_alone(client: Client, catalogue: object) -> None:
    page = send(client).content.decode()
    assert "Sounds a little sad. Is that right?" in page
    assert Reading.objects.get().door == "sentence"
    assert made().items.count() == 5
    assert "no face" not in page


def test_a_photo_without_a_face_leaves_it_to_the_words(client: Client, catalogue: object) -> None:
    page = send(client, photo=empty_frame()).content.decode()
    assert "I found no face in the photo, so your words count alone." in page
    assert Reading.objects.get().door == "sentence"
    assert made().items.count() == 5


def test_of_several_faces_the_largest_is_taken_and_that_is_said(
    client: Client, catalogue: object
) -> None:
    page = send(client, photo=two_faces_frame()).content.decode()
    assert "I see 2 faces in the photo. I looked at the largest one." in page
    assert Reading.objects.get().door == "photo_text"


def test_a_photo_alone_asks_first_as_ever(client: Client, catalogue: object) -> None:
    response = send(client, "", jpeg(astronaut()))
    assert "data-confirm-form" in response.content.decode()
    assert Reading.objects.get().door == "photo"
    assert not Playlist.objects.filter(listener__isnull=False).exists()


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_a_picture_on_its_side_is_turned_upright(
    client: Client, catalogue: object, turn: int
) -> None:
    upright = np.ascontiguousarray(astronaut()[:, :, ::-1])
    lying = Image.fromarray(np.rot90(upright, {1: 0, 3: 2, 6: 1, 8: -1}[turn]))
    exif = lying.getexif()
    exif[0x0112] = turn
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif)
    send(client, photo=file.getvalue())
    assert Reading.objects.get().door == "photo_text"


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_pictures_are_read(client: Client, catalogue: object, form: str) -> None:
    file = io.BytesIO()
    Image.fromarray(astronaut()[:, :, ::-1]).save(file, form)
    send(client, photo=file.getvalue(), name=f"me.{form.lower()}")
    assert Reading.objects.get().door == "photo_text"


BAD = {
    "a PDF named .jpg": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "cannot read that as a photo"),
    "empty": (b"", "file is empty"),
    "cut off": (jpeg(astronaut())[:9000], "part of that photo is missing"),
    "60 megapixels": (sixty_megapixels(), "too many pixels"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_photo_is_told_and_the_words_stay(
    client: Client, catalogue: object, case: str
) -> None:
    data, said = BAD[case]
    response = send(client, photo=data)
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert f"{SAD}</textarea>" in page
    assert not Reading.objects.exists()
    assert not Listener.objects.exists()


@pytest.mark.parametrize("case", TAKEN)
def test_strange_words_get_an_answer(client: Client, catalogue: object, case: str) -> None:
    response = send(client, TAKEN[case])
    assert response.status_code == 200
    assert Reading.objects.get().door == "sentence"
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("blanks", ["", " \n\t\u3000", "\u200b\ufeff\u3164\0"])
def test_neither_photo_nor_words_is_a_clear_error(client: Client, blanks: str) -> None:
    response = send(client, blanks)
    assert response.status_code == 400
    assert "write a few words, or do both" in response.content.decode()


def test_halves_of_a_pair_do_no_harm(client: Client, catalogue: object) -> None:
    body = b"text=I+am+so+%ED%A0%BD+sad+today"
    kind = "application/x-www-form-urlencoded"
    assert client.post(reverse("photo"), body, content_type=kind).status_code == 200


def test_100_000_characters_are_refused_and_stand_in_the_form(client: Client) -> None:
    response = send(client, "슬" * 100_000, jpeg(astronaut()))
    page = response.content.decode()
    assert response.status_code == 400
    assert "100,000 characters, and 1,000" in page
    assert "슬" * 100_000 in page
    assert not Reading.objects.exists()


def test_where_words_rest_the_face_counts_alone(
    client: Client, catalogue: object, monkeypatch
) -> None:
    close_words(monkeypatch)
    page = send(client, photo=jpeg(astronaut())).content.decode()
    assert "rests just now" in page
    assert "data-confirm-form" in page
    assert Reading.objects.get().door == "photo"


@pytest.mark.parametrize("photo", [None, empty_frame()])
def test_where_words_rest_and_no_face_is_there_the_words_stay(
    client: Client, monkeypatch, photo: bytes | None
) -> None:
    close_words(monkeypatch)
    response = send(client, photo=photo)
    assert response.status_code == 503
    assert f"{SAD}</textarea>" in response.content.decode()


def test_where_faces_rest_the_words_count_alone(
    client: Client, catalogue: object, monkeypatch
) -> None:
    monkeypatch.setattr(pool, "is_open", lambda: False)
    page = send(client, photo=jpeg(astronaut())).content.decode()
    assert "Reading faces rests just now" in page
    assert Reading.objects.get().door == "sentence"


def test_a_listener_who_sends_too_much_waits(client: Client, catalogue: object) -> None:
    send(client)
    who = str(Listener.objects.get().uuid)
    while SENT.take(who):
        pass
    response = send(client, photo=jpeg(astronaut()))
    assert (response.status_code, response["Retry-After"]) == (429, str(SENT.seconds))
    assert f"{SAD}</textarea>" in response.content.decode()
    assert Reading.objects.count() == 1


def test_unsure_asks_by_tiles(client: Client, catalogue: object, monkeypatch) -> None:
    monkeypatch.setattr("emotion.wording.UNSURE_BELOW", 1.1)
    page = send(client, "a", jpeg(astronaut())).content.decode()
    assert page.count('class="tile ') == 6
    assert not Playlist.objects.filter(listener__isnull=False).exists()


def test_the_words_are_in_no_table_and_no_log(client: Client, catalogue: object, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    for photo in (None, jpeg(astronaut()), b"%PDF-1.7"):
        send(client, "I cried about the violet umbrella in Busan.", photo)
    assert Reading.objects.count() == 2
    assert not any("umbrella" in str(row) for row in everything())
    assert "umbrella" not in caplog.text
