"""The curator."""

import pytest
from django.test import Client

from mlfym.accounts.models import User


@pytest.fixture
def curator(db: None) -> Client:
    """Return the browser of someone who may do everything in the admin."""
    client = Client()
    client.force_login(User.objects.create_superuser("curator", password="x"))
    return client


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
