"""``manage.py ensure_admin``: make the administrator whom the environment names, once."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from mlfym.accounts.models import User


class Command(BaseCommand):
    """Create a superuser from ADMIN_USERNAME and ADMIN_PASSWORD, if both are set.

    An account that exists is left as it is: its password is never reset and it is never raised
    to administrator, or whoever signs up first under that name would own the site.
    """

    help = "Create the administrator named by ADMIN_USERNAME and ADMIN_PASSWORD, if absent."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account, or say why not."""
        name, password = settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD
        if not (name and password):
            if options["verbosity"] > 1:
                self.stdout.write("No administrator asked for (ADMIN_USERNAME, ADMIN_PASSWORD).")
            return
        existing = User.objects.filter(username__iexact=name).first()
        if existing is None:
            self._create(name, password)
        elif not existing.is_superuser:
            self.stderr.write(
                f"The account {existing.username} exists and is not an administrator; nothing was "
                "changed. Choose another ADMIN_USERNAME, or use: manage.py createsuperuser"
            )

    def _create(self, name: str, password: str) -> None:
        user = User(username=name, is_staff=True, is_superuser=True)
        user.set_password(password)
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError(f"ADMIN_USERNAME: {'; '.join(error.messages)}") from error
        try:
            validate_password(password, user)
        except ValidationError as error:
            # The operator's choice stands, or the site would not start; but they should know.
            self.stderr.write(f"ADMIN_PASSWORD is weak: {' '.join(error.messages)}")
        user.save()
        self.stdout.write(f"Administrator {name} created.")
