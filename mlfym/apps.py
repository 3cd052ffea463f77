"""Register the site itself: its system checks and its commands."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site: settings, health, server."""

    name = "mlfym"
    label = "mlfym"

    def ready(self) -> None:
        """Register the system checks."""
        from mlfym import checks  # noqa: F401
