"""Let songs that are not of the starter library begin at 10000 (see ``Song``)."""

from django.db import migrations

FIRST_OTHER_SONG = 10000


def reserve(apps, schema_editor):
    table = apps.get_model("recommender", "Song")._meta.db_table
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            # The table may have a counter already, and SQLite would read only the first of two.
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                [table, FIRST_OTHER_SONG - 1],
            )
        elif schema_editor.connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)",
                [table, FIRST_OTHER_SONG],
            )


class Migration(migrations.Migration):
    dependencies = [("recommender", "0001_initial")]
    operations = [migrations.RunPython(reserve, migrations.RunPython.noop)]
