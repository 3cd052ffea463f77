"""A shuffle is not a refinement: every seeded answer moves the starter's lists the way it says.

From the first list of every mood that the question is asked for, through the same service as on
the site.
"""

import json
from dataclasses import dataclass

import numpy as np
import pytest
from django.conf import settings

from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from recommender import snapshots
from recommender.engine.aim import DIMENSIONS
from recommender.engine.mixer import Rules, mix
from recommender.engine.ranking import best
from recommender.engine.refine import Effects
from recommender.models import Answer
from recommender.questionnaire import effects_of
from recommender.services import playlist_refine
from tests.recommender.playlists.helpers import start
from tests.recommender.stage import ids

LIBRARY = settings.STARTER_DIR / "library.json"
WHOLE = 60


@pytest.fixture(scope="module", autouse=True)
def whole_library() -> None:
    """Skip where the starter library is not there."""
    if not LIBRARY.exists() or len(json.loads(LIBRARY.read_bytes())["songs"]) < WHOLE:
        pytest.skip("the starter library is not complete on this machine")


@dataclass(frozen=True)
class Move:
    """How one thing that an answer speaks of changed; above 0 is the way that the answer says.

    furthest: how far any list of this length could have come under the same rules.
    """

    before: float
    after: float
    furthest: float

    @property
    def kept(self) -> bool:
        """Say whether the list moved, or was already as far as the catalogue goes and stays."""
        at_the_end = self.before >= self.furthest and self.after >= self.furthest - 0.03
        return self.after > self.before or at_the_end


def moves(before: list[int], after: list[int], effects: Effects, playing: int) -> dict[str, Move]:
    """Return what became of each dimension and of the tags that an answer speaks of.

    Means over the lists; for tags the mean of weight asked times weight in the song.
    """
    snapshot = snapshots.current()
    measures = {
        name: getattr(snapshot, name) * np.sign(getattr(effects, name))
        for name in DIMENSIONS
        if getattr(effects, name)
    }
    if effects.tags:
        measures["tags"] = snapshot.tag_match(effects.tags.items())
    moved = {}
    for name, values in measures.items():
        ranking = best(snapshot.song_ids, values.astype(np.float32), len(snapshot))
        rules = Rules(exclude=(playing,))
        outermost = mix({"one": ranking}, {"one": 1.0}, snapshot, rules, len(after))
        lists = (before, after, [song.song_id for song in outermost])
        moved[name] = Move(*(float(values[snapshot.known_rows(songs)].mean()) for songs in lists))
    return moved


@pytest.mark.parametrize("mood", MOODS)
def test_every_answer_moves_the_list_the_way_it_says(
    starter: None, guest: Listener, mood: str
) -> None:
    before = start(guest, mood)
    playing = before.items.all()[0].song
    for answer in Answer.objects.all():
        if not answer.question.asks_about(mood):
            continue
        after = playlist_refine(
            listener=guest, playlist=before, answers=[answer], now_playing=playing
        )
        moved = moves(ids(before), ids(after), effects_of([answer])[0], playing.pk)
        assert set(ids(after)) != set(ids(before)), answer
        assert moved and all(move.kept for move in moved.values()), (answer, moved)
