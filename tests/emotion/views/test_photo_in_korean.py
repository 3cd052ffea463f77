"""What is wrong with a photo is said in the listener's language, and nothing is kept of it."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from emotion.forms import PHOTO_ERRORS
from emotion.models import Reading
from mlfym.accounts.models import Listener
from tests.emotion.pictures import astronaut, empty_frame, jpeg
from tests.emotion.views.test_photo import huge_png_header

pytestmark = pytest.mark.django_db

BAD = {
    "empty": b"",
    "not_an_image": b"hello, I am a text",
    "truncated": jpeg(astronaut())[:9000],
    "too_many_pixels": huge_png_header(),
    "too_large": b"\xff\xd8\xff" + bytes(settings.PHOTO_MAX_BYTES),
    "no_face": empty_frame(),
}


def test_every_answer_is_tried_here() -> None:
    assert set(BAD) == set(PHOTO_ERRORS)


@pytest.mark.parametrize("code", BAD)
def test_it_is_said_in_korean(client: Client, code: str) -> None:
    with override("ko"):
        korean = str(PHOTO_ERRORS[code])
    with override("en"):
        assert korean != str(PHOTO_ERRORS[code])
    photo = SimpleUploadedFile("me.jpg", BAD[code])
    response = client.post(reverse("photo"), {"photo": photo}, headers={"accept-language": "ko"})
    assert response["Content-Language"] == "ko"
    assert korean in response.content.decode()
    assert not Reading.objects.exists()
    assert not Listener.objects.exists()
