"""What pages ask about readings."""

from emotion.models import Reading
from mlfym.accounts.models import Listener


def last_reading(listener: Listener | None) -> Reading | None:
    """Return the listener's latest reading, None where there is none (or no listener yet)."""
    if not listener:
        return None
    return Reading.objects.filter(listener=listener).order_by("-created", "-pk").first()
