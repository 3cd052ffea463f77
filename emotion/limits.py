"""How much one face socket, one listener and all of them together may ask of this process."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field

from mlfym.accounts.throttle import Limit

# The page sends a JPEG of at most 320 pixels in width: 10 to 20 kB. Ten times that is room enough.
FRAME_MAX_BYTES = 200_000
FRAME_MAX_PIXELS = 640 * 480
# Frames a second. The page sends about eight; who sends more waits longer for the answers.
FRAME_RATE = 15.0
# So many frames in a row that come before the answer to the last are answered "busy", then the
# socket is closed. An honest page waits for each answer, and so has none.
BUSY_TOLERANCE = 5
# So many frames in a row that are no picture, then the socket is closed.
BAD_TOLERANCE = 5
# Seconds. Whoever has not settled by then is better served by the tiles.
CONNECTION_LIMIT = 120.0
# Sockets at once in this process, for each thread that reads faces. Each has one frame in flight at
# most, and two threads on two cores read about 145 a second (docs/benchmarks.md): so even where all
# send as fast as answers come, one comes within about 0.7 seconds. Later than that looks broken.
SEATS_A_WORKER = 50
# Sockets at once for one listener: a tab, one that is just closing, and one on the phone.
SEATS_EACH = 3
# Sentences and photos that one listener may send: each leaves a reading and a list behind, and
# nobody says one, hears an answer and says the next within two seconds.
SENT = Limit("sent-to-doors", tries=30, seconds=60)


@dataclass
class Pace:
    """Hold one client to one frame in flight and to FRAME_RATE; times in seconds, any zero."""

    next: float = float("-inf")
    refused: int = 0

    def take(self, now: float) -> float:
        """Take a frame that comes at ``now``; return how long it waits before it is read."""
        self.refused = 0
        starts = max(now, self.next)
        self.next = starts + 1 / FRAME_RATE
        return starts - now

    def refuse(self) -> bool:
        """Count a frame that came before the answer to the last; False when that is enough."""
        self.refused += 1
        return self.refused <= BUSY_TOLERANCE


@dataclass
class Seats:
    """Count the sockets that are open, by listener; used on the event loop alone, so unlocked."""

    most: int
    most_each: int = SEATS_EACH
    taken: Counter[Hashable] = field(default_factory=Counter)

    def take(self, who: Hashable) -> bool:
        """Take a seat; False where there is none left, for them or for anyone."""
        if self.taken.total() >= self.most or self.taken[who] >= self.most_each:
            return False
        self.taken[who] += 1
        return True

    def leave(self, who: Hashable) -> None:
        """Give a seat back."""
        self.taken[who] -= 1
        if self.taken[who] <= 0:
            del self.taken[who]
