"""Every way of writing the catalogue leaves a right search: admin, import, worker, command."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import User
from recommender.catalogue.importing import Entry, run_import
from recommender.catalogue.records import ArtistRecord, Name, SongRecord
from recommender.catalogue.writer import Writer
from recommender.models import Artist, MoodEvidence, Song
from recommender.search.gathering import gather
from recommender.search.searching import search
from recommender.search.tasks import renew_search, search_ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gathered(settings, tmp_path, catalogue):
    """An index on disk of the catalogue as it was before."""
    settings.MODEL_DIR = tmp_path
    assert gather(anew=True)


@pytest.fixture
def curator_client(client, db):
    client.force_login(User.objects.create_superuser("curator", "c@example.org", "a-quiet-room-1"))
    return client


def write(artist: str, title: str, album: str = "") -> None:
    """Import one song."""
    names = (Name("en", title),)
    song = SongRecord("one", names, ("somebody",), columns={"album": album})
    entry = Entry(song, (ArtistRecord("somebody", (Name("en", artist),)),))
    run_import(Writer("elsewhere", MoodEvidence.Kind.TAGS), [entry])


def found(text: str) -> set[str]:
    return {song.title for song in Song.objects.filter(pk__in=search(text).songs)}


def test_an_imported_song_is_found_and_what_another_import_changed():
    write("The Giraffes", "Zebra Crossing")
    assert found("zebra") == {"Zebra Crossing"}
    assert found("giraffes") == {"Zebra Crossing"}
    write("The Giraffes", "Okapi Crossing")
    assert found("okapi") == {"Okapi Crossing"}
    assert found("zebra") == set()
    write("The Gazelles", "Okapi Crossing", "Savannah")
    assert found("gazelles") == found("savannah") == {"Okapi Crossing"}
    assert found("giraffes") == set()


def test_an_import_asks_for_an_index():
    DBTaskResult.objects.all().delete()
    write("The Giraffes", "Zebra Crossing")
    waiting = DBTaskResult.objects.filter(task_path=renew_search.module_path)
    assert waiting.count() == 1


def test_an_artist_renamed_in_the_admin_is_found(curator_client):
    artist = Artist.objects.get(names__text="Artist 100")
    name = artist.names.get()
    form = {
        "names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 1, "names-0-id": name.pk,
        "names-0-artist": artist.pk, "names-0-language": "en", "names-0-kind": "title",
        "names-0-text": "The Giraffes", "source": artist.source, "external_id": "x",
    }  # fmt: skip
    address = reverse("admin:recommender_artist_change", args=[artist.pk])
    response = curator_client.post(address, form)
    assert response.status_code == 302, response.context["errors"]
    assert search("giraffes").artists == (artist.pk,)
    assert found("giraffes") == {"Anger 100"}


def test_a_deleted_artist_is_not_found(curator_client):
    artist = Artist.objects.get(names__text="Artist 100")
    address = reverse("admin:recommender_artist_changelist")
    picked = {"action": "delete_selected", "_selected_action": [artist.pk], "post": "yes"}
    assert curator_client.post(address, picked).status_code == 302
    assert artist.pk not in search("artist 100").artists
    assert not Artist.objects.filter(pk=artist.pk).exists()
    assert "Anger 100" not in found("artist")


def test_a_look_is_followed_by_a_look(settings):
    search_ask()
    search_ask()
    waiting = DBTaskResult.objects.filter(task_path=renew_search.module_path)
    assert waiting.count() == 1
    assert renew_search.func() == "as it was"
    assert waiting.count() == 1


def test_the_command():
    out = StringIO()
    call_command("gather_search", stdout=out)
    assert "what it read before" in out.getvalue()
    call_command("gather_search", "--anew", stdout=out)
    assert "The search reads: 2" in out.getvalue()
