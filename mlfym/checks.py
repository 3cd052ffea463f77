"""System checks: say at start what is wrong with the settings, with a hint."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import Error, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mlfym import health


@checks.register(checks.Tags.security, deploy=True)
def check_https(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn when the site is deployed beyond this machine without HTTPS."""
    local = {"127.0.0.1", "localhost", "[::1]"}
    if settings.HTTPS or set(settings.ALLOWED_HOSTS) <= local:
        return []
    return [
        checks.Warning(
            "The site answers to other machines without HTTPS.",
            hint="Browsers open a webcam only over HTTPS or on localhost. Set HTTPS=True.",
            id="mlfym.W001",
        )
    ]


@checks.register()
def check_admin_variables(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a half-given admin account."""
    if bool(settings.ADMIN_USERNAME) == bool(settings.ADMIN_PASSWORD):
        return []
    return [
        checks.Error(
            "Only one of ADMIN_USERNAME and ADMIN_PASSWORD is set.",
            hint="Set both, or none and use `manage.py createsuperuser`.",
            id="mlfym.E001",
        )
    ]


@checks.register()
def check_face_workers(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a face pool without workers."""
    if settings.FACE_WORKERS >= 1:
        return []
    return [checks.Error("FACE_WORKERS must be at least 1.", id="mlfym.E002")]


def database_status() -> health.Status:
    """Ask the database for one row; nothing of the site goes on without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error as error:
        return health.no_database(error, vital=True)
    said = _("%(database)s answers")
    return health.Status(ok=True, detail=said % {"database": connection.vendor}, vital=True)


health.register("database", database_status)
health.label_parts({"database": gettext_lazy("Database")})
