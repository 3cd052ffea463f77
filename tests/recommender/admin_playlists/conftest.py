"""The curator's browser."""

import pytest
from django.test import Client

from mlfym.accounts.models import User


@pytest.fixture
def curator(db: None) -> Client:
    """Return the browser of someone who may do everything in the admin."""
    user = User.objects.create_superuser("curator", "curator@example.org", "a long password")
    client = Client()
    client.force_login(user)
    return client
