"""Keep the primary keys below 10000 for the starter library (see ``Song``)."""

from typing import Any

from django.db import connections

from recommender.models import Song

LAST_STARTER_KEY = 9999


def reserve_starter_keys(using: str = "default", **kwargs: Any) -> None:
    """Let SQLite count on from LAST_STARTER_KEY at least; called after every migration.

    SQLite has no ALTER TABLE for most changes, so a migration copies the table, and the counter of
    the copy begins again at the largest key that was copied.
    """
    connection = connections[using]
    table = Song._meta.db_table
    if connection.vendor != "sqlite" or table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0] or 0
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
            [table, max(last, LAST_STARTER_KEY)],
        )
