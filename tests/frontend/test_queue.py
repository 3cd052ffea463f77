"""The player's queue, run by Node where there is one (the browser tests play it for real)."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

NODE = shutil.which("node")
MODULE = Path(settings.BASE_DIR) / "static/js/queue.js"

pytestmark = pytest.mark.skipif(NODE is None, reason="Node is not on this machine")


def run(code: str) -> Any:
    """Run ``code`` with a queue of songs a, b, c at b; return what it prints as JSON."""
    script = f"""
        import {{ Queue }} from {json.dumps(MODULE.as_uri())};
        const songs = (names) => [...names].map((song) => ({{ song }}));
        const queue = new Queue(songs("abc"), 1);
        const names = () => queue.songs.map((one) => one.song).join("");
        {code}
    """
    command = [str(NODE), "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_keep_current_puts_the_new_list_after_the_playing_song() -> None:
    """And does not play it twice."""
    code = 'queue.keepCurrent(songs("xby")); console.log(JSON.stringify([names(), queue.index]))'
    assert run(code) == ["bxy", 0]


def test_keep_current_of_an_empty_queue_takes_the_list() -> None:
    """There is nothing to keep."""
    code = """
        const empty = new Queue(); empty.keepCurrent(songs("xy"));
        console.log(JSON.stringify([empty.songs.length, empty.current.song]))"""
    assert run(code) == [2, "x"]


def test_neighbour_passes_over_songs_that_do_not_play() -> None:
    """In both directions, and says -1 at the end."""
    code = """
        queue.songs[2].gone = true; queue.songs.push({ song: "d" });
        const found = [queue.neighbour(1), queue.neighbour(-1)];
        queue.index = 3; console.log(JSON.stringify([...found, queue.neighbour(1)]))"""
    assert run(code) == [3, 0, -1]


@pytest.mark.parametrize(
    ("song", "left", "current"), [("a", "bc", "b"), ("b", "ac", "c"), ("c", "ab", "b")]
)
def test_removing_keeps_the_place(song: str, left: str, current: str) -> None:
    """The playing song goes on; if it was removed, its follower moves up."""
    code = f'queue.remove("{song}"); console.log(JSON.stringify([names(), queue.current.song]))'
    assert run(code) == [left, current]


def test_removing_the_last_song_leaves_nothing() -> None:
    """No song plays from an empty queue."""
    code = """
        for (const song of "abc") queue.remove(song);
        console.log(JSON.stringify([names(), queue.current]))"""
    assert run(code) == ["", None]


def test_names_follow_the_language_of_the_page() -> None:
    """What the page does not show keeps the name it had."""
    code = """
        queue.songs.forEach((song) => (song.title = "old"));
        queue.rename([{ song: "b", title: "new" }]);
        console.log(JSON.stringify(queue.songs.map((song) => song.title)))"""
    assert run(code) == ["old", "new", "old"]


def test_a_station_grows_by_what_is_not_there() -> None:
    """Two pages may bring the same songs."""
    code = 'queue.extend(songs("cde")); console.log(JSON.stringify([names(), queue.index]))'
    assert run(code) == ["abcde", 1]


@pytest.mark.parametrize(("now", "left", "index"), [("abxy", "abxy", 1), ("xyz", "abc", 1)])
def test_a_list_is_followed_while_its_song_plays(now: str, left: str, index: int) -> None:
    """Another list changes nothing."""
    code = f'queue.follow(songs("{now}")); console.log(JSON.stringify([names(), queue.index]))'
    assert run(code) == [left, index]


def test_the_page_and_the_queue_do_not_share_a_list() -> None:
    """Else what a page adds to its own would play twice."""
    code = """
        const page = songs("xy"); queue.replace(page, 1); queue.extend(songs("z"));
        page.push({ song: "z" }); console.log(JSON.stringify([names(), page.length]))"""
    assert run(code) == ["xyz", 3]


def test_a_station_lets_go_of_what_played_long_ago() -> None:
    """All of the queue is kept with every change; someone may listen for days."""
    code = """
        const long = new Queue([...Array(300).keys()].map((song) => ({ song })), 250);
        long.extend([{ song: "new" }]);
        console.log(JSON.stringify([long.songs[0].song, long.current.song, long.songs.length]))"""
    assert run(code) == [150, 250, 151]
