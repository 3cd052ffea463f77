"""What a curator's browser session keeps of the queue: its order, what was skipped, what was set.

The order is kept so that songs do not change places under the curator's hands; it is made anew when
it runs out or when moods were spread since.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from recommender.models import LabelSpread
from recommender.spreading.queue import songs_to_hear

KEY = "moods_by_ear"
# Songs that are put in order at once, songs that are remembered as skipped, and steps back.
AHEAD, SKIPPED, STEPS = 40, 500, 20


@dataclass(frozen=True)
class Step:
    """A mood that was set: of which song, when, and which."""

    song: int
    created: datetime
    mood: str

    @property
    def name(self) -> str:
        """Return by what an answer says which step it means: its song and its moment."""
        return f"{self.song} {self.created.isoformat()}"


class Desk:
    """One curator's place in the queue."""

    def __init__(self, request: HttpRequest) -> None:
        self._session = request.session
        kept = request.session.get(KEY, {})
        self._order: list[int] = list(kept.get("order", []))
        self._run: int | None = kept.get("run")
        self._skipped: list[int] = list(kept.get("skipped", []))
        self._steps: list[list[str | int]] = list(kept.get("steps", []))
        self._undone: str = kept.get("undone", "")

    def songs(self, there: Collection[int], n: int) -> list[int] | None:
        """Return the next ``n`` of the order that are ``there``; None if it must be made anew."""
        newest = LabelSpread.objects.values_list("pk", flat=True).first()
        left = [song for song in self._order if song in there and song not in self._skipped]
        runs_out = len(left) < n and len(self._order) == AHEAD
        return None if self._run != newest or runs_out or not left else left[:n]

    def put_in_order(self) -> None:
        """Make the order anew, as of now."""
        self._run = LabelSpread.objects.values_list("pk", flat=True).first()
        self._order = songs_to_hear(AHEAD, self._skipped)
        self._keep()

    @property
    def order(self) -> tuple[int, ...]:
        """Return the songs of the order as it was made."""
        return tuple(self._order)

    @property
    def skipped(self) -> int:
        """Return how many songs were skipped."""
        return len(self._skipped)

    def skip(self, song: int) -> None:
        """Leave a song out for as long as this session lasts."""
        self._skipped = [*(one for one in self._skipped if one != song), song][-SKIPPED:]
        self._keep()

    def bring_back(self) -> None:
        """Let the skipped songs into the queue again."""
        self._skipped, self._order, self._run = [], [], None
        self._keep()

    def note(self, step: Step) -> None:
        """Remember a mood that was set, so that it can be taken back."""
        entry: list[str | int] = [step.song, step.created.isoformat(), step.mood]
        self._steps = [*self._steps, entry][-STEPS:]
        self._keep()

    @property
    def last(self) -> Step | None:
        """Return what was set last and not taken back, None where nothing was."""
        steps = self._all_steps()
        return steps[-1] if steps else None

    def step(self, name: str) -> Step | None:
        """Return the step of this name, None where it is not there (any more)."""
        return next((step for step in self._all_steps() if step.name == name), None)

    def undone(self, name: str) -> bool:
        """Tell whether this step is the one that was taken back last."""
        return bool(name) and self._undone == name

    def step_back(self, step: Step) -> None:
        """Forget a mood that was set; its song comes first again."""
        self._undone = step.name
        self._steps = [entry for entry in self._steps if _step(entry) not in {step, None}]
        self._order = [step.song, *(one for one in self._order if one != step.song)]
        self._keep()

    def _all_steps(self) -> list[Step]:
        return [step for entry in self._steps if (step := _step(entry)) is not None]

    def _keep(self) -> None:
        self._session[KEY] = {
            "order": self._order,
            "run": self._run,
            "skipped": self._skipped,
            "steps": self._steps,
            "undone": self._undone,
        }


def _step(entry: list[str | int]) -> Step | None:
    """Return a step as the session keeps it; None where its moment cannot be read."""
    song, created, mood = entry
    moment = parse_datetime(str(created))
    return None if moment is None else Step(int(song), moment, str(mood))
