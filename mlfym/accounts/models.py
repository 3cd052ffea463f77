"""Who listens: ``User`` signs in; ``Listener`` is whom the music is for, signed in or not."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A guest who has not come back for this long is forgotten, with all that was kept for them.
GUEST_IDLE = timedelta(days=60)


class User(AbstractUser):
    """An account; ours from the first migration, so that it can grow."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(
        _("language"), max_length=10, blank=True, default="", help_text=_("Empty: as the browser.")
    )
    session_round = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts how often all sessions were ended at once."
    )

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Return what a session has to know to stay signed in.

        It changes with the password and with the round; in round 0 it is Django's own, so that
        sessions of before this field stay. Both of Django's public methods are made of this one.
        """
        own: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return f"{own}{self.session_round or ''}"


class ListenerQuerySet(models.QuerySet["Listener"]):
    """The words in which the site asks for listeners."""

    def guests(self) -> "ListenerQuerySet":
        """Return the listeners without an account."""
        return self.filter(user=None)

    def idle_guests(self, at: datetime | None = None) -> "ListenerQuerySet":
        """Return the guests whose time is over at ``at`` (default: now)."""
        return self.guests().filter(last_seen__lt=(at or timezone.now()) - GUEST_IDLE)


class Listener(models.Model):
    """Someone music is for. Made at the first action, never by a mere visit."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="listener"
    )
    created = models.DateTimeField(default=timezone.now, editable=False)
    last_seen = models.DateTimeField(default=timezone.now, db_index=True)
    camera_consent = models.DateTimeField(
        null=True, blank=True, help_text="When this listener last agreed to the camera."
    )

    objects = ListenerQuerySet.as_manager()

    class Meta:
        verbose_name = _("listener")
        verbose_name_plural = _("listeners")

    def __str__(self) -> str:
        return self.user.get_username() if self.user else f"guest {str(self.uuid)[:8]}"
