"""From a person to a Mood."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mlfym import health


class EmotionConfig(AppConfig):
    """Doors and readings."""

    name = "emotion"
    verbose_name = _("Moods read")

    def ready(self) -> None:
        """Tell the accounts what is kept for a listener, and the health page of the models."""
        from emotion import holdings

        holdings.register()
        health.register("face", face_probe)
        health.register("words", words_probe)
        health.label_parts({"face": _("Face reading"), "words": _("Word reading")})


def face_probe() -> health.Status:
    """Say whether faces can be read; OpenCV and LiteRT are loaded only when someone asks."""
    from emotion.pool import face_status

    return face_status()


def words_probe() -> health.Status:
    """Say whether words can be read; the model is loaded only when someone asks."""
    from emotion.words import words_status

    return words_status()
