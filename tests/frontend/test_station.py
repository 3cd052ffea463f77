"""The player of a station asks for its next songs, run by Node where there is one."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

NODE = shutil.which("node")
SCRIPTS = Path(settings.BASE_DIR) / "static/js"

pytestmark = pytest.mark.skipif(NODE is None, reason="Node is not on this machine")


def run(site: str) -> Any:
    """Play the station "s" (a and b, at the places 1 and 2) from a site that answers by ``site``.

    site: JavaScript that returns the songs behind the place `after`, as [name, place] pairs.
    Returns the places that were asked for, at most twenty, and the names in the queue.
    """
    script = f"""
        globalThis.document = {{ cookie: "" }};
        const asked = [];
        globalThis.fetch = async (url, {{ body }}) => {{
          const after = Number(body.get("after"));
          asked.push(after);
          if (asked.length >= 20) return {{ ok: false, status: 404 }};
          const songs = ((after) => {{ {site} }})(after).map(entry);
          return {{ ok: true, json: async () => ({{ songs, rows: "", over: !songs.length }}) }};
        }};
        const entry = ([song, position]) => ({{ song, position, station: "s" }});
        const {{ Queue }} = await import({json.dumps((SCRIPTS / "queue.js").as_uri())});
        const {{ Stations }} = await import({json.dumps((SCRIPTS / "station.js").as_uri())});
        class Player extends EventTarget {{
          queue = new Queue([["a", 1], ["b", 2]].map(entry));
          get current() {{ return this.queue.current; }}
          change() {{ this.dispatchEvent(new Event("change")); }}
          extend(songs) {{ this.queue.extend(songs); this.change(); }}
        }}
        const player = new Player();
        new Stations(player, () => {{}});
        for (const _ of "twice") {{
          player.change();
          await new Promise((done) => setTimeout(done, 20));
        }}
        const names = player.queue.songs.map(({{ song }}) => song).join("");
        console.log(JSON.stringify([asked, names]));
    """
    command = [str(NODE), "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_asks_behind_its_last_song() -> None:
    site = 'return [["c", 3], ["d", 4], ["e", 5]]'
    assert run(site) == [[2], "abcde"]


def test_songs_that_are_all_there_do_not_have_it_ask_without_end() -> None:
    """The station was turned in another tab: b stands at another place, the others behind it."""
    site = 'return after < 4 ? [["b", 3], ["a", 4]] : [["c", 5], ["d", 6], ["e", 7]]'
    assert run(site) == [[2, 4], "abcde"]


def test_what_leads_no_further_is_asked_once() -> None:
    """Nothing new, and nothing behind the place that was asked for."""
    assert run('return [["b", 2]]') == [[2], "ab"]


def test_a_station_that_is_over_is_asked_once() -> None:
    assert run("return []") == [[2], "ab"]
