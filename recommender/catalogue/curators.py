"""Know what a curator changed by hand, so that no import overwrites or revives it."""

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model


def touched(model: type[Model]) -> frozenset[int]:
    """Return the keys of a model's rows that somebody added, changed or deleted in the admin.

    The admin's own log says so. It goes with the account that wrote it: after a curator's account
    is deleted, an import may write over what they had changed.
    """
    kind = ContentType.objects.get_for_model(model)
    keys = LogEntry.objects.filter(content_type=kind).values_list("object_id", flat=True)
    return frozenset(int(key) for key in keys.distinct() if key and key.isdecimal())


def deleted(model: type[Model]) -> frozenset[str]:
    """Return what the rows that somebody deleted in the admin were called, as the log has it."""
    kind = ContentType.objects.get_for_model(model)
    rows = LogEntry.objects.filter(content_type=kind, action_flag=DELETION)
    return frozenset(rows.values_list("object_repr", flat=True))
