"""``manage.py db_worker``: the queue's own worker, which also keeps the schedule of what is due.

It stands in for the command of the same name of django-tasks-db, so that the schedule is kept
however the worker is started.
"""

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as Worker

from mlfym.accounts.tasks import forget_ask
from recommender.analysis.tasks import analysis_ask
from recommender.catalogue.music.tasks import scans_give_up
from recommender.feeling_tasks import feelings_ask
from recommender.lyrics_tasks import lyrics_ask
from recommender.search.tasks import search_ask
from recommender.song_map.tasks import map_ask
from recommender.sound_tasks import sound_ask
from recommender.spread_tasks import spread_ask
from recommender.tasks import schedule_look


class Command(Worker):
    """Run background tasks; the first are looks whether anything is due."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Put the first looks into the queue, which put the next there themselves, and work.

        At every start, so that a chain that broke (a worker killed in a look) goes on; and so that
        a scan that was cut off is not shown as one that runs.
        """
        scans_give_up()
        forget_ask()
        schedule_look()
        lyrics_ask()
        analysis_ask()
        sound_ask()
        feelings_ask()
        spread_ask()
        map_ask()
        search_ask()
        super().handle(*args, **options)
