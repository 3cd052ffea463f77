"""Every page of the admin obeys the content security policy: nothing inline, nothing unsafe."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mlfym.accounts.models import Listener, User
from recommender.models import Answer, Question
from tests.recommender.admin_catalogue.test_songs import blocked
from tests.recommender.stage import make_catalogue


@pytest.fixture
def curator(db: None) -> Client:
    """Return the browser of someone who may do all, on a site where something is to be seen."""
    make_catalogue()
    Listener.objects.create()
    question = Question.objects.create(slug="q", text_en="Q?")
    Answer.objects.create(question=question, slug="yes", text_en="Yes")
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


def addresses() -> Iterator[str]:
    """Yield every page of the admin, and of each model those of one row."""
    yield from (reverse("admin:index"), reverse("admin:password_change"))
    for model in admin.site._registry:
        row = model._default_manager.first()
        for view in ("changelist", "add", "import", "export"):
            yield from address_of(model, view)
        for view in ("change", "delete", "history") if row else ():
            yield from address_of(model, view, row.pk)


def address_of(model: type[Model], view: str, *args: object) -> Iterator[str]:
    """Yield the page's address, nothing where a model has no such page."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"
    try:
        yield reverse(name, args=args)
    except NoReverseMatch:
        return


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_inline(curator: Client, language: str) -> None:
    seen = 0
    for address in addresses():
        response = curator.get(address, headers={"accept-language": language})
        assert response.status_code in {200, 403}, address  # 403: what nobody may add
        if response.status_code == 200:
            seen += 1
            assert blocked(response) == [], address
            assert "unsafe" not in response.headers["Content-Security-Policy"], address
    assert seen > 30
