"""The background worker's tasks have names that can be translated."""

from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import User
from mlfym.background import WORDS
from tests.conftest import signed_in


def test_every_word_of_the_package_is_in_the_catalogue() -> None:
    meta = DBTaskResult._meta
    own = [field.verbose_name for field in meta.get_fields()]
    named = [name for name in own if isinstance(name, Promise)]
    assert len(named) > 10
    assert {str(name) for name in (*named, meta.verbose_name, meta.verbose_name_plural)} <= set(
        WORDS
    )


def test_the_admin_names_the_app(alice: User) -> None:
    alice.is_staff = alice.is_superuser = True
    alice.save()
    page = signed_in(alice).get(reverse("admin:index")).content.decode()
    assert "Background work" in page
    assert "Tasks Database Backend" not in page
    assert apps.get_app_config("django_tasks_database").name == "django_tasks_db"


def test_tasks_can_be_looked_at(alice: User) -> None:
    alice.is_staff = alice.is_superuser = True
    alice.save()
    client: Client = signed_in(alice)
    url = reverse("admin:django_tasks_database_dbtaskresult_changelist")
    assert client.get(url).status_code == 200
