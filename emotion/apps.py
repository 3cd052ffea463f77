"""From a person to a Mood."""

from django.apps import AppConfig

from mlfym import health


class EmotionConfig(AppConfig):
    """Doors and readings."""

    name = "emotion"

    def ready(self) -> None:
        """Tell the health page how to ask after the face model."""
        health.register("face", face_probe)


def face_probe() -> health.Status:
    """Say whether faces can be read; OpenCV and LiteRT are loaded only when someone asks."""
    from emotion.pool import face_status

    return face_status()
