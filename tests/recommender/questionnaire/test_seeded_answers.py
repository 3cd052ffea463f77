"""A shuffle is not a refinement: every seeded answer moves the starter's lists the way it says.

From the first list of every mood that the question is asked for, through the same service as on
the site.
"""

import json

import pytest
from django.conf import settings

from mlfym.accounts.models import Listener
from recommender import snapshots
from recommender.engine.aim import DIMENSIONS, centre
from recommender.engine.refine import Effects
from recommender.management.commands.load_questions import SHIPPED
from recommender.models import Answer
from recommender.questionnaire import effects_of
from recommender.services import playlist_refine
from tests.recommender.playlists.helpers import start
from tests.recommender.stage import ids

LIBRARY = settings.STARTER_DIR / "library.json"
WHOLE = 60
CASES = [
    (mood, question["slug"], answer["slug"])
    for question in json.loads(SHIPPED.read_text(encoding="utf-8"))["questions"]
    for mood in question["moods"]
    for answer in question["answers"]
]


@pytest.fixture(scope="module", autouse=True)
def whole_library() -> None:
    """Skip where the starter library is not there."""
    if not LIBRARY.exists() or len(json.loads(LIBRARY.read_bytes())["songs"]) < WHOLE:
        pytest.skip("the starter library is not complete on this machine")


def changes(before: list[int], after: list[int], effects: Effects) -> dict[str, float]:
    """Return how far each thing that an answer speaks of moved the way it says (above 0: it did).

    Means of the lists; for tags the mean of weight asked times weight in the song.
    """
    snapshot = snapshots.current()
    old, new = centre(snapshot, before), centre(snapshot, after)
    moved = {
        name: (getattr(new, name) - getattr(old, name)) * (1 if getattr(effects, name) > 0 else -1)
        for name in DIMENSIONS
        if getattr(effects, name)
    }
    if effects.tags:
        match = snapshot.tag_match(effects.tags.items())
        was, now = (match[snapshot.known_rows(songs)].mean() for songs in (before, after))
        moved["tags"] = float(now - was)
    return moved


@pytest.mark.parametrize(("mood", "question", "reply"), CASES)
def test_the_list_moves_the_way_the_answer_says(
    starter: None, guest: Listener, mood: str, question: str, reply: str
) -> None:
    answer = Answer.objects.get(question__slug=question, slug=reply)
    before = start(guest, mood)
    after = playlist_refine(
        listener=guest, playlist=before, answers=[answer], now_playing=before.items.all()[0].song
    )
    assert set(ids(after)) != set(ids(before))
    moved = changes(ids(before), ids(after), effects_of([answer])[0])
    assert moved and all(change > 0 for change in moved.values()), moved
