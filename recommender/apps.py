"""From a Mood to a playlist."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RecommenderConfig(AppConfig):
    """Catalogue, engines, playlists, questionnaire and events."""

    name = "recommender"
    verbose_name = _("Music")

    def ready(self) -> None:
        """Tell the accounts what is kept for a listener, and the health page of the engines."""
        from recommender import checks, holdings, keys, library, words  # noqa: F401
        from recommender.analysis import tasks as analysis_tasks
        from recommender.search import fresh
        from recommender.song_map import points as map_points

        holdings.register()
        words.register()
        library.register_probes()
        map_points.register_probe()
        analysis_tasks.register_probe()
        fresh.register_probes()
        post_migrate.connect(keys.reserve_starter_keys, sender=self)
