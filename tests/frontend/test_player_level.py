"""Loud songs are played with less of the listener's volume, run by Node where there is one."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

NODE = shutil.which("node")
MODULE = Path(settings.BASE_DIR) / "static/js/player.js"

pytestmark = pytest.mark.skipif(NODE is None, reason="Node is not on this machine")


def run(code: str) -> Any:
    """Run ``code`` with a player whose sound only notes things; return what it prints as JSON."""
    script = f"""
        globalThis.addEventListener = () => {{}};
        const store = {{ getItem: () => null, setItem() {{}}, removeItem() {{}} }};
        for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(globalThis, name, {{ value: store, configurable: true }});
        const {{ Player }} = await import({json.dumps(MODULE.as_uri())});
        const audio = {{ volume: 1, paused: true, addEventListener() {{}}, pause() {{}},
                        play: async () => {{}} }};
        const player = new Player(audio, {{ add() {{}}, send() {{}} }});
        const songs = [{{ song: "a", src: "/a", level: 0.5 }}, {{ song: "b", src: "/b", level: 1 }},
                       {{ song: "c", src: "/c" }}];
        {code}
    """
    command = [str(NODE), "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_song_has_its_share_of_the_listeners_volume() -> None:
    """What was queued before songs had levels is played as it is."""
    code = """
        const heard = [];
        player.useVolume(0.8);
        player.take(songs);
        heard.push(audio.volume);
        player.jump(1);
        heard.push(audio.volume);
        player.jump(2);
        heard.push(audio.volume);
        player.jump(0);
        player.useVolume(0.4);
        console.log(JSON.stringify([...heard, audio.volume, player.volume]));
    """
    assert run(code) == [0.4, 0.8, 0.8, 0.2, 0.4]


def test_a_browser_without_room_for_the_queue_plays_on() -> None:
    """Bar and station live by "change"."""
    code = """
        store.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
        let changes = 0;
        player.addEventListener("change", () => (changes += 1));
        player.take(songs);
        console.log(JSON.stringify([changes, player.current.song]));
    """
    assert run(code) == [1, "a"]
