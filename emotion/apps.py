"""From a person to a Mood."""

from django.apps import AppConfig


class EmotionConfig(AppConfig):
    """Doors and readings."""

    name = "emotion"
