"""From a Mood to a playlist."""

from django.apps import AppConfig


class RecommenderConfig(AppConfig):
    """Catalogue, engines, playlists, questionnaire and events."""

    name = "recommender"

    def ready(self) -> None:
        """Say what is kept for a listener."""
        from recommender import holdings

        holdings.register()
