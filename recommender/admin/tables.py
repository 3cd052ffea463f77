"""What several pages of the admin share."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm

from recommender.models.names import normalise_name
from recommender.tables import TABLES


class NameSearch:
    """Search the names (of songs, artists) in the form in which they are compared."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows found, each once; they need no more `distinct`."""
        found, _ = super().get_search_results(  # type: ignore[misc]
            request, queryset, normalise_name(search_term)
        )
        return found.distinct(), False


class TableAdmin(ImportExportModelAdmin):  # type: ignore[misc]
    """Tables in and out, guarded against formulas.

    The plain export form: the one with a tick for each column has handlers in its HTML, which our
    content security policy blocks.
    """

    formats = TABLES
    export_form_class = ExportForm
