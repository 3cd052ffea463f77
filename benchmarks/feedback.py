"""Measure how soon feedback changes the next list.

    python -m benchmarks.feedback [--rounds 40]

On the starter library, over the real views (Django's test client: no network), with a scratch
SQLite file in WAL as in production. A listener asks for a list, gives feedback on its first song,
and asks again; the clock runs from the moment on which the event is stored (the answer to the
report) to the answer with the next list, and the list has to have changed. The reading, the mix,
the writing of the list and the rendering of its page are all in it.
"""

import argparse
import os
import statistics
import tempfile
import time
import uuid
from pathlib import Path

MOODS = ("anger", "tension", "sadness", "peace", "joy", "neutral")


def prepare(folder: Path) -> None:
    """Start Django on an empty database in a folder, and load the starter library."""
    for name in ("DATABASE_URL", "MODEL_DIR"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "mlfym.settings", "DATA_DIR": str(folder), "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "only-for-benchmarks", "ALLOWED_HOSTS": "testserver", "DEBUG": "False",
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_starter", verbosity=0)
    call_command("load_questions", verbosity=0)


def ask(client, mood: str):
    """Ask for a list by a tile and open its page; return it."""
    from recommender.models import Playlist

    answer = client.post("/lists/start/", {"mood": mood})
    page = client.get(answer["Location"])
    assert page.status_code == 200, page.status_code
    return Playlist.objects.get(uuid=answer["Location"].split("/")[2])


def content(playlist) -> list[tuple[int, dict[str, float]]]:
    """Return the songs of a list with what put each there."""
    return list(playlist.items.order_by("position").values_list("song_id", "reasons"))


def tell(client, kind: str, song, playlist) -> None:
    """Give feedback as the page does."""
    if kind in ("like", "dislike"):
        fields = {"value": kind, "playlist": str(playlist.uuid)}
        answer = client.post(f"/songs/{song.uuid}/rate/", fields, HTTP_ACCEPT="application/json")
    elif kind in ("more", "less"):
        answer = client.post(f"/lists/{playlist.uuid}/{kind}/", {"song": str(song.uuid)})
    else:
        event = {
            "client_uuid": str(uuid.uuid4()), "song": str(song.uuid), "kind": kind,
            "playlist": str(playlist.uuid), "position": 0, "heard": 1.0,
        }  # fmt: skip
        answer = client.post("/events/", {"events": [event]}, content_type="application/json")
    assert answer.status_code in (200, 302), (kind, answer.status_code)


def once(kind: str, mood: str) -> tuple[float, float]:
    """Return the milliseconds from stored feedback to a changed list, by the clock and of work."""
    from django.test import Client

    client = Client()
    before = ask(client, mood)
    song = before.items.order_by("position")[2].song
    tell(client, kind, song, before)
    begun, worked = time.perf_counter(), time.process_time()
    after = ask(client, mood)
    took = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)
    if content(after) == content(before):
        raise SystemExit(f"the list did not change after {kind}")
    return took


def main() -> None:
    """Measure each kind of feedback, and print median and p95."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        once("play", "joy")  # the first request of a process loads the models
        everything: list[tuple[float, float]] = []
        for kind in ("play", "finish", "skip", "like", "dislike", "more", "less"):
            times = [once(kind, MOODS[place % len(MOODS)]) for place in range(rounds)]
            everything += times
            print(line(kind, times), flush=True)
        print(line("all", everything))


def line(name: str, times: list[tuple[float, float]]) -> str:
    """Return one line of the table."""
    clock, work = zip(*times, strict=True)
    middle, p95 = statistics.median(clock), statistics.quantiles(clock, n=20)[-1]
    return (
        f"{name:8} median {middle:5.1f} ms   p95 {p95:5.1f} ms   "
        f"of the processor {statistics.median(work):5.1f} ms   n {len(times)}"
    )


if __name__ == "__main__":
    main()
