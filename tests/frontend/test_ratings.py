"""The hearts of the rows and of the bar, run by Node where there is one."""

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


def run(answer: str) -> Any:
    """Like a song twice at a site that answers so (JavaScript).

    Returns what was sent (value and keepalive), the standing of the song after each press, and how
    often a failure was told.
    """
    script = f"""
        globalThis.document = new EventTarget();
        Object.assign(document, {{ cookie: "", querySelector: () => null }});
        const sent = [];
        globalThis.fetch = async (url, {{ body, keepalive }}) => {{
          sent.push([body.get("value"), keepalive]);
          {answer}
        }};
        const {{ Ratings }} = await import({json.dumps((SCRIPTS / "ratings.js").as_uri())});
        let failures = 0;
        const ratings = new Ratings({{
          urlOf: (song) => `/songs/${{song}}/rate/`,
          onDislike: () => {{}},
          onFailure: () => {{ failures += 1; }},
        }});
        const standing = [];
        for (const _ of [1, 2]) {{
          await ratings.toggle("s", "like");
          standing.push(ratings.standing.get("s"));
        }}
        console.log(JSON.stringify([sent, standing, failures]));
    """
    command = [str(NODE), "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_second_press_takes_it_back_and_both_outlive_the_page() -> None:
    assert run("return { ok: true };") == [[["like", True], ["unlike", True]], ["like", ""], 0]


@pytest.mark.parametrize("answer", ["return { ok: false };", "throw new TypeError('away');"])
def test_what_the_site_does_not_keep_is_taken_back_and_told(answer: str) -> None:
    assert run(answer) == [[["like", True], ["like", True]], ["", ""], 2]
