"""``manage.py prepare``: everything that a first start needs, without serving."""

from typing import Any

from django.core.management.base import BaseCommand

from mlfym.preparation import prepare


class Command(BaseCommand):
    """Prepare the database, the static files and the starter library."""

    help = "Migrate, collect static files, load the starter library and the questions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare and say so."""
        prepare(verbosity=options["verbosity"])
        self.stdout.write("Ready. Start with: make run")
