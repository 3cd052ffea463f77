"""Music folders in the admin."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import User
from recommender.catalogue.music.folders import FolderRefused, folder_forget
from recommender.catalogue.music.tasks import scan_enqueue, scan_music_folder
from recommender.models import MusicFile, MusicFolder, Song, SongName
from tests.conftest import signed_in
from tests.recommender.importing.music import make_sound, scan, song, song_file, tag, titles

pytestmark = pytest.mark.django_db

LIST = reverse("admin:recommender_musicfolder_changelist")


def staff(user: User, *permissions: str) -> Client:
    user.is_staff = True
    user.save()
    names = [f"{name}_musicfolder" for name in permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return signed_in(user)


@pytest.fixture
def curator(alice: User) -> Client:
    """Return the browser of someone who may do all with folders."""
    return staff(alice, "view", "change", "delete")


@pytest.fixture
def folder(tmp_path: Path) -> MusicFolder:
    """Return a folder that was scanned, with a song and a file that is none."""
    song_file(tmp_path / "a.mp3")
    (tmp_path / "<b>.mp3").touch()
    scan(tmp_path)
    return MusicFolder.objects.get()


def scans() -> QuerySet[DBTaskResult]:
    """Return the scans that were asked for; a scan asks for an analysis and the like."""
    return DBTaskResult.objects.filter(task_path=scan_music_folder.module_path)


def page(folder: MusicFolder) -> str:
    return reverse("admin:recommender_musicfolder_change", args=[folder.pk])


def ask(client: Client, folder: MusicFolder, action: str = "scan_again"):
    data = {"action": action, "_selected_action": [folder.pk], "post": "yes"}
    return client.post(LIST, data, follow=True)


def test_the_last_scan_is_shown(curator: Client, folder: MusicFolder) -> None:
    assert "Songs added: 1" in curator.get(LIST).content.decode()
    shown = curator.get(page(folder)).content.decode()
    assert "<strong>&lt;b&gt;.mp3</strong>: is empty" in shown


def test_the_action_asks_the_worker(curator: Client, folder: MusicFolder, tmp_path: Path) -> None:
    assert "1 folder will be scanned" in ask(curator, folder).content.decode()
    folder.refresh_from_db()
    assert folder.state == "waiting"
    assert scans().get().args_kwargs["args"] == [folder.pk]
    make_sound(tmp_path / "New.mp3", pitch=500)
    assert scan_music_folder.call(folder.pk) == "done"
    assert titles() == ["New", "Sunrise"]


def test_the_folders_own_page_has_the_button(curator: Client, folder: MusicFolder) -> None:
    scan = reverse("admin:recommender_musicfolder_scan", args=[folder.pk])
    assert f'action="{scan}"' in curator.get(page(folder)).content.decode()
    response = curator.post(scan, follow=True)
    assert response.redirect_chain == [(page(folder), 302)]
    assert "1 folder will be scanned" in response.content.decode()
    folder.refresh_from_db()
    assert folder.state == "waiting"
    assert "waiting for a scan already" in curator.post(scan, follow=True).content.decode()
    assert scans().count() == 1


@pytest.mark.parametrize("how", ["button", "action"])
def test_all_tags_are_read_again_when_asked(curator: Client, folder: MusicFolder, how: str) -> None:
    SongName.objects.update(text="S?nrise", normalised="s?nrise")
    if how == "action":
        ask(curator, folder, "read_anew")
    else:
        assert 'name="anew"' in curator.get(page(folder)).content.decode()
        scan = reverse("admin:recommender_musicfolder_scan", args=[folder.pk])
        curator.post(scan, {"anew": "Read all tags again"})
    asked = scans().get().args_kwargs
    assert (asked["args"], asked["kwargs"]) == ([folder.pk], {"anew": True})
    assert scan_music_folder.call(*asked["args"], **asked["kwargs"]) == "done"
    assert titles() == ["Sunrise"]


def test_further_copies_are_counted_also_where_an_old_report_knows_none(
    curator: Client, folder: MusicFolder, tmp_path: Path
) -> None:
    for name in ("c.flac", "d.mp3"):
        tag(song_file(tmp_path / name, "Sunset", pitch=500), album="Day")
    scan(tmp_path)
    shown = curator.get(page(folder)).content.decode()
    assert "Further copies of songs: 1." in shown
    assert "d.mp3 (c.flac)</strong>: is another copy of a recording" in shown
    folder.refresh_from_db()
    del folder.report["copies"]
    folder.save()
    assert "Further copies of songs: 0." in curator.get(LIST).content.decode()


def test_the_button_needs_permission(alice: User, bob_client: Client, folder: MusicFolder) -> None:
    scan = reverse("admin:recommender_musicfolder_scan", args=[folder.pk])
    viewer = staff(alice, "view")
    assert scan not in viewer.get(page(folder)).content.decode()
    assert viewer.post(scan).status_code == 403
    assert bob_client.post(scan).status_code == 302
    assert not scans().exists()


def test_the_button_rejects_get_and_strangers(curator: Client, folder: MusicFolder) -> None:
    scan = reverse("admin:recommender_musicfolder_scan", args=[folder.pk])
    assert curator.get(scan).status_code == 405
    gone = reverse("admin:recommender_musicfolder_scan", args=[folder.pk + 1])
    assert curator.post(gone).status_code == 404


def test_a_second_wish_is_refused_kindly(curator: Client, folder: MusicFolder) -> None:
    ask(curator, folder)
    assert "waiting for a scan already" in ask(curator, folder).content.decode()
    assert scans().count() == 1


def test_one_that_was_killed_can_be_asked_for_again(folder: MusicFolder) -> None:
    MusicFolder.objects.update(state="running")
    scan_enqueue(folder=folder)
    assert scans().count() == 1


def test_it_needs_permission(alice: User, folder: MusicFolder) -> None:
    ask(staff(alice, "view"), folder)
    assert not scans().exists()


def test_listeners_are_led_to_the_door(bob_client: Client) -> None:
    assert bob_client.get(LIST).status_code == 302


def test_no_folder_is_added_or_moved_here(curator: Client, folder: MusicFolder) -> None:
    assert curator.get(reverse("admin:recommender_musicfolder_add")).status_code == 403
    curator.post(page(folder), {"path": "/etc"})
    assert MusicFolder.objects.get().path == folder.path


def test_a_disk_that_is_away_is_told_and_takes_no_song(
    folder: MusicFolder, tmp_path: Path, curator: Client
) -> None:
    tmp_path.rename(f"{tmp_path}-away")
    with pytest.raises(FolderRefused):
        scan_music_folder.call(folder.pk)
    Path(f"{tmp_path}-away").rename(tmp_path)
    assert "Is its disk mounted?" in curator.get(page(folder)).content.decode()
    assert titles() == ["Sunrise"]


@pytest.mark.parametrize("action", [True, False])
def test_forgetting_a_folder_keeps_songs_and_files(
    curator: Client, folder: MusicFolder, tmp_path: Path, action: bool
) -> None:
    if action:
        ask(curator, folder, "delete_selected")
    else:
        address = reverse("admin:recommender_musicfolder_delete", args=[folder.pk])
        curator.post(address, {"post": "yes"})
    assert not MusicFolder.objects.exists()
    assert song("Sunrise").unavailable_reason == "file-missing"
    assert (tmp_path / "a.mp3").exists()
    assert scan_music_folder.call(folder.pk) == "forgotten"
    out, _ = scan(tmp_path)
    assert ("1 unchanged" in out, titles()) == (True, ["Sunrise"])


def test_forgetting_one_of_two_keeps_what_the_other_serves(tmp_path: Path) -> None:
    song_file(tmp_path / "in" / "a.mp3")
    scan(tmp_path)
    scan(tmp_path / "in")
    folder_forget(folder=MusicFolder.objects.get(path=str(tmp_path / "in")))
    assert titles() == ["Sunrise"]


def test_deleting_a_song_keeps_what_is_known_of_its_file(folder: MusicFolder) -> None:
    Song.objects.all().delete()
    assert MusicFile.objects.filter(song=None, problem="").count() == 1


def test_without_a_folder_the_list_says_how_one_comes(curator: Client) -> None:
    html = curator.get(LIST).content.decode()
    assert "<code>manage.py import_music FOLDER</code> adds a folder." in html
