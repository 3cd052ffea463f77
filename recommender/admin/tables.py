"""What the admin pages with tables share."""

from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm

from recommender.tables import TABLES


class TableAdmin(ImportExportModelAdmin):  # type: ignore[misc]
    """Tables in and out, guarded against formulas.

    The plain export form: the one with a tick for each column has handlers in its HTML, which our
    content security policy blocks.
    """

    formats = TABLES
    export_form_class = ExportForm
