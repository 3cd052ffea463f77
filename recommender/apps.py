"""From a Mood to a playlist."""

from django.apps import AppConfig


class RecommenderConfig(AppConfig):
    """Catalogue, engines, playlists, questionnaire and events."""

    name = "recommender"
