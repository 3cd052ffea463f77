"""Songs in the curator's admin."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from recommender import snapshots
from recommender.audio import MESSAGES
from recommender.catalogue.changes import catalogue_version
from recommender.models import Song, SongTag, Tag
from tests.recommender.audio.sound import sine, wav
from tests.recommender.catalogue.songs import make_song

pytestmark = pytest.mark.django_db
LIST = "admin:recommender_song_changelist"
NUMBERS = {"energy": "0.5", "valence": "0", "arousal": "0", "familiar": "0"}
INLINES = ("names", "artist_rows", "tag_rows", "evidence")


def form(*, title: str = "Rain", **fields: object) -> dict[str, object]:
    """Return what the browser sends for a new song with one title."""
    data: dict[str, object] = {**NUMBERS, "available": "on"}
    for prefix in INLINES:
        data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = 0
    row = {"language": "en", "kind": "title", "text": title}
    data.update({"names-TOTAL_FORMS": 1, **{f"names-0-{key}": row[key] for key in row}})
    return {**data, **fields}


def edit_form(song: Song, **fields: object) -> dict[str, object]:
    """Return what the browser sends for a song as it is."""
    data = form(**fields)
    name = song.names.get()
    data.update({"names-INITIAL_FORMS": 1, "names-0-id": name.pk, "names-0-song": song.pk})
    data.setdefault("names-0-text", name.text)
    return data


def add(curator: Client, **fields: object):
    return curator.post(reverse("admin:recommender_song_add"), form(**fields))


def change(curator: Client, song: Song, **fields: object):
    path = reverse("admin:recommender_song_change", args=[song.pk])
    return curator.post(path, edit_form(song, **fields))


def upload(data: bytes | None = None, name: str = "tone.wav") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, wav(sine(2)) if data is None else data)


class Policy(HTMLParser):
    """Finds what a strict content security policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        bad = {name for name in names if name == "style" or name.startswith("on")}
        is_data = ("type", "application/json") in attrs
        inline_script = tag == "script" and "src" not in names and not is_data
        if bad or tag == "style" or inline_script:
            self.found.append(f"{tag} {sorted(names)}")


def blocked(response) -> list[str]:
    policy = Policy()
    policy.feed(response.content.decode())
    return policy.found


def test_an_upload_becomes_a_song_that_plays(curator: Client, client: Client) -> None:
    assert add(curator, audio=upload(name="anything.exe"), title="Rain").status_code == 302
    song = Song.objects.get()
    assert (song.title, song.available, song.content_type) == ("Rain", True, "audio/wav")
    assert song.duration == pytest.approx(2, abs=0.05)
    assert song.loudness == pytest.approx(-20, abs=0.1)
    assert song.pk >= 10_000
    assert Path(song.audio.path).name == f"{song.uuid}.wav"
    assert client.head(reverse("song_audio", args=[song.uuid])).status_code == 200


def test_all_labels_begin_alike(curator: Client) -> None:
    fields = curator.get(reverse("admin:recommender_song_add")).context["adminform"].form.fields
    labels = [str(field.label) for field in fields.values()]
    assert len(labels) > 15
    assert [label for label in labels if label[:1].islower()] == []


@pytest.mark.parametrize("data", [b"these are words", b"\x89PNG\r\n\x1a\n", wav(sine(0.1))])
def test_what_is_not_audio_is_refused_in_words(curator: Client, data: bytes) -> None:
    response = add(curator, audio=upload(data, "song.mp3"))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["audio"]
    assert not Song.objects.exists()


def test_it_refuses_in_korean(curator: Client) -> None:
    path = reverse("admin:recommender_song_add")
    response = curator.post(path, form(audio=upload(b"words")), headers={"accept-language": "ko"})
    assert response["Content-Language"] == "ko"
    with override("ko"):
        korean = str(MESSAGES["not-audio"])
    with override("en"):
        assert korean != str(MESSAGES["not-audio"])
    assert response.context["adminform"].form.errors["audio"] == [korean]


def test_a_bad_upload_leaves_the_song_as_it_was(
    curator: Client, client: Client, django_capture_on_commit_callbacks
) -> None:
    add(curator, audio=upload())
    song = Song.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = change(curator, song, audio=upload(b"these are words"))
    assert response.context["adminform"].form.errors["audio"]
    after = Song.objects.get()
    assert (after.audio.name, after.duration, after.available) == (
        song.audio.name,
        song.duration,
        True,
    )
    assert client.head(reverse("song_audio", args=[song.uuid])).status_code == 200


def test_a_file_that_is_too_large(curator: Client, settings) -> None:
    settings.AUDIO_MAX_BYTES = 1000
    response = add(curator, audio=upload())
    assert "at most" in response.context["adminform"].form.errors["audio"][0]


def test_a_song_without_sound_stays_out_of_lists(curator: Client) -> None:
    add(curator)
    song = Song.objects.get()
    assert (song.available, song.unavailable_reason) == (False, "no-source")


def test_a_song_needs_a_title(curator: Client) -> None:
    response = add(curator, **{"names-TOTAL_FORMS": 0, "audio": upload()})
    assert response.status_code == 200
    assert not Song.objects.exists()


def test_a_new_upload_takes_the_old_ones_place(
    curator: Client, django_capture_on_commit_callbacks
) -> None:
    add(curator, audio=upload())
    song = Song.objects.get()
    old = Path(song.audio.path)
    with django_capture_on_commit_callbacks(execute=True):
        change(curator, song, audio=upload(wav(sine(4))))
    song.refresh_from_db()
    assert song.duration == pytest.approx(4, abs=0.05)
    assert Path(song.audio.path).exists()
    assert not old.exists()


def test_a_deleted_song_takes_its_file_along(
    curator: Client, django_capture_on_commit_callbacks
) -> None:
    add(curator, audio=upload())
    song = Song.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        curator.post(reverse("admin:recommender_song_delete", args=[song.pk]), {"post": "yes"})
    assert not Song.objects.exists()
    assert not Path(song.audio.path).exists()


def test_the_curators_word_on_the_mood_counts_alone(curator: Client) -> None:
    song = make_song(stream_url="https://radio.example/a")
    song.evidence.create(kind="tags", anger=1.0)
    change(curator, song, joy="3", peace="1")
    assert not song.evidence.filter(kind="curator").exists()  # 3 is no share
    change(curator, song, joy="0.6", peace="0.2")
    song.refresh_from_db()
    assert song.evidence.get(kind="curator").joy == pytest.approx(0.75)
    assert (song.joy, song.peace) == (pytest.approx(0.75), pytest.approx(0.25))
    change(curator, song)  # all six cleared: back to what the tags say
    song.refresh_from_db()
    assert not song.evidence.filter(kind="curator").exists()
    assert song.anger == 1.0


def test_saving_without_a_word_on_the_mood_changes_nothing(curator: Client) -> None:
    song = make_song(stream_url="https://radio.example/a")
    song.evidence.create(kind="tags", **song.mood.as_dict())
    before = song.mood
    shown = {name: round(share, 4) for name, share in before.as_dict().items()}
    change(curator, song, energy="0.9", **shown)
    song.refresh_from_db()
    assert (song.energy, song.mood) == (0.9, before)
    assert song.evidence.get().kind == "tags"


def test_evidence_may_be_taken_back(curator: Client) -> None:
    song = make_song(mood="joy", stream_url="https://radio.example/a")
    mine = song.evidence.create(kind="curator", joy=1.0)
    song.evidence.create(kind="tags", anger=1.0)
    rows = {"evidence-TOTAL_FORMS": 1, "evidence-INITIAL_FORMS": 1, "evidence-0-id": mine.pk}
    shown = {name: round(share, 4) for name, share in song.mood.as_dict().items()}
    change(
        curator, song, **rows, **shown, **{"evidence-0-song": song.pk, "evidence-0-DELETE": "on"}
    )
    song.refresh_from_db()
    assert (song.anger, song.joy) == (1.0, 0.0)


def test_why_a_song_is_out_is_said_in_words(curator: Client) -> None:
    song = make_song(available=False, unavailable_reason="file-missing")
    page = curator.get(reverse("admin:recommender_song_change", args=[song.pk]))
    assert "Its file is gone." in page.content.decode()


def test_tags_are_edited_in_place(curator: Client) -> None:
    song = make_song(stream_url="https://radio.example/a")
    tag = Tag.objects.create(slug="rain", label_en="Rain")
    row = {"tag_rows-TOTAL_FORMS": 1, "tag_rows-0-tag": tag.pk, "tag_rows-0-weight": "0.4"}
    change(curator, song, **row)
    assert SongTag.objects.get().weight == 0.4


def test_every_change_is_counted_and_seen(curator: Client) -> None:
    song = make_song(stream_url="https://radio.example/a")
    assert snapshots.current().energy[0] == 0.5
    before = catalogue_version()
    change(curator, song, energy="0.9")
    assert catalogue_version() > before
    assert snapshots.current().energy[0] == pytest.approx(0.9)


def test_a_stream_at_a_host_that_is_not_switched_on_does_not_play(curator: Client) -> None:
    song = make_song(stream_url="https://radio.example/a", available=False)
    act(curator, "mark_available", song)
    song.refresh_from_db()
    assert not song.available


def test_out_of_the_lists_and_in_again(curator: Client, settings) -> None:
    settings.STREAM_HOSTS = ["https://radio.example"]
    song = make_song(stream_url="https://radio.example/a")
    act(curator, "mark_unavailable", song)
    song.refresh_from_db()
    assert (song.available, song.unavailable_reason) == (False, "curator")
    assert not snapshots.current().available[0]
    act(curator, "mark_available", song)
    song.refresh_from_db()
    assert (song.available, song.unavailable_reason) == (True, "")


def test_a_song_without_sound_is_not_let_in(curator: Client) -> None:
    song = make_song(available=False, unavailable_reason="file-missing")
    response = act(curator, "mark_available", song)
    assert "no file to play" in response.content.decode()
    song.refresh_from_db()
    assert not song.available


def act(curator: Client, action: str, song: Song):
    data = {"action": action, "_selected_action": [song.pk]}
    return curator.post(reverse(LIST), data, follow=True)


@pytest.mark.parametrize("view", ["changelist", "add", "import", "export"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_obey_the_policy(curator: Client, view: str, language: str) -> None:
    make_song()
    response = curator.get(
        reverse(f"admin:recommender_song_{view}"), headers={"accept-language": language}
    )
    assert response.status_code == 200
    assert blocked(response) == []
