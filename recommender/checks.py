"""System checks of the recommender's settings."""

import math
from typing import Any

from django.conf import settings
from django.core import checks


@checks.register()
def check_retraining(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse numbers that make no sense for trainings that start by themselves."""
    wrong = []
    for name, least in (("RETRAIN_MARGIN", 0), ("RETRAIN_EVERY", 0), ("RETRAIN_EVENTS", 0)):
        value = getattr(settings, name)
        if not math.isfinite(value) or value < least:
            wrong.append(f"{name} must be a number of at least {least}.")
    if settings.RETRAIN_KEEP < 1:
        wrong.append("RETRAIN_KEEP must be at least 1: a version has to serve.")
    return [checks.Error(text, id="recommender.E001") for text in wrong]
