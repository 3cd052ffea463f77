"""Train on the database of the environment, and die by SIGKILL at the stage that is named.

Run as a program by test_kill.py: ``python -m tests.recommender.training.killed STAGE``. A stage is
``say:TEXT``, the first progress report of that text, or ``CALL:N``, just before the N-th time that
the program calls os.fsync, os.rename or os.replace (Python's own calls, so not the database's), or
``CALL!:N``, just after it. ``never`` trains to the end.
"""

import os
import signal
import sys
from collections import Counter

import django

STAGE = sys.argv[1] if __name__ == "__main__" else ""
SEEN: Counter[str] = Counter()


def die() -> None:
    """Be killed as the kernel kills: no handler, no finally, no flush."""
    os.kill(os.getpid(), signal.SIGKILL)


def watched(name):
    """Return an os function that dies before or after the call that was named."""
    real = getattr(os, name)

    def call(*args, **kwargs):
        SEEN[name] += 1
        if f"{name}:{SEEN[name]}" == STAGE:
            die()
        answer = real(*args, **kwargs)
        if f"{name}!:{SEEN[name]}" == STAGE:
            die()
        return answer

    return call


def report(share: float, what: str) -> None:
    """Take the progress, as the command line does."""
    if f"say:{what}" == STAGE:
        die()


def main() -> None:
    """Train."""
    django.setup()
    from recommender.training import training_ask, training_execute

    run = training_ask()
    for name in ("fsync", "rename", "replace"):
        setattr(os, name, watched(name))
    training_execute(run=run, report=report)


if __name__ == "__main__":
    main()
