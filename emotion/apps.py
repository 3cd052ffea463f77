"""From a person to a Mood."""

from django.apps import AppConfig


class EmotionConfig(AppConfig):
    """Doors and readings."""

    name = "emotion"

    def ready(self) -> None:
        """Say what is kept for a listener."""
        from emotion import holdings

        holdings.register()
