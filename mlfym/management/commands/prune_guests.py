"""``manage.py prune_guests``: forget the guests who have not come back."""

from typing import Any

from django.core.management.base import BaseCommand

from mlfym.accounts.models import GUEST_IDLE
from mlfym.accounts.services import guests_prune


class Command(BaseCommand):
    """Delete idle guests with everything that was kept for them; accounts are never touched."""

    help = f"Delete guests who have been idle for {GUEST_IDLE.days} days, and report the counts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune and report."""
        counts = guests_prune()
        if options["verbosity"] == 0:
            return
        guests = counts.pop("accounts.Listener", 0)
        self.stdout.write(f"Guests forgotten: {guests}")
        for name, count in sorted(counts.items()):
            self.stdout.write(f"  {name}: {count}")
