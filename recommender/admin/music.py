"""Music folders in the admin: what the last scan found, and the wish for another."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from recommender.catalogue.music.folders import FolderRefused, folder_forget
from recommender.catalogue.music.tasks import scan_enqueue
from recommender.models import MusicFolder


@admin.register(MusicFolder)
class MusicFolderAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The folders that ``import_music`` was given.

    A folder is added on the machine itself: who may write into the admin need not be one who may
    choose among the machine's files. "May change music folders" is the permission to scan again.
    """

    change_form_template = "admin/recommender/musicfolder/change_form.html"
    # What was found comes first: paths are long, and would push it out of sight.
    list_display = ("numbers", "state", "scanned", "path")
    list_display_links = ("path",)
    fields = ("path", "state", "added", "scanned", "numbers", "left_out", "failure")
    readonly_fields = fields
    actions = ("scan_again", "read_anew")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the command adds folders."""
        return False

    def has_scan_permission(self, request: HttpRequest) -> bool:
        """Tell who may ask for a scan."""
        return self.has_change_permission(request)

    @admin.action(description=_("Scan again"), permissions=["scan"])
    def scan_again(self, request: HttpRequest, queryset: QuerySet[MusicFolder]) -> None:
        """Ask the background worker to scan these folders."""
        self._ask(request, queryset)

    @admin.action(description=_("Read all tags again"), permissions=["scan"])
    def read_anew(self, request: HttpRequest, queryset: QuerySet[MusicFolder]) -> None:
        """Ask the background worker to read all files of these folders."""
        self._ask(request, queryset, anew=True)

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the button on a folder's own page."""
        view = self.admin_site.admin_view(require_POST(self.scan_view))
        name = "recommender_musicfolder_scan"
        return [path("<int:pk>/scan/", view, name=name), *super().get_urls()]

    def scan_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for a scan of one folder, of all its files if asked so, and show its page."""
        if not self.has_scan_permission(request):
            raise PermissionDenied
        self._ask(request, [get_object_or_404(MusicFolder, pk=pk)], anew="anew" in request.POST)
        return redirect("admin:recommender_musicfolder_change", pk)

    def _ask(
        self, request: HttpRequest, folders: Iterable[MusicFolder], *, anew: bool = False
    ) -> None:
        """Ask for scans, and say for how many, and which have one coming already."""
        asked = 0
        for folder in folders:
            try:
                scan_enqueue(folder=folder, anew=anew)
            except FolderRefused:
                text = gettext("%(folder)s is waiting for a scan already.")
                self.message_user(request, text % {"folder": folder.path}, messages.WARNING)
            else:
                asked += 1
        if asked:
            text = ngettext(
                "%(count)d folder will be scanned in the background.",
                "%(count)d folders will be scanned in the background.",
                asked,
            )
            self.message_user(request, text % {"count": asked})

    def delete_model(self, request: HttpRequest, obj: MusicFolder) -> None:
        """Forget a folder; its songs leave the lists, their history and the files stay."""
        folder_forget(folder=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[MusicFolder]) -> None:
        """Forget folders."""
        for folder in queryset:
            folder_forget(folder=folder)

    @admin.display(description=_("found"))
    def numbers(self, folder: MusicFolder) -> str:
        """Return what the last scan counted."""
        if not folder.report:
            return "–"
        # Reports of earlier versions count no copies.
        counts: dict[str, Any] = {"copies": 0, **folder.report}
        return (
            gettext(
                "Audio files: %(files)d. Songs added: %(added)d, changed: %(changed)d, "
                "moved: %(moved)d, gone: %(gone)d, back: %(back)d. "
                "Further copies of songs: %(copies)d. Left out: %(skipped)d."
            )
            % counts
        )

    @admin.display(description=_("error"))
    def failure(self, folder: MusicFolder) -> str:
        """Return why the last scan failed."""
        return gettext(folder.error) if folder.error else "–"

    @admin.display(description=_("left out, or strange"))
    def left_out(self, folder: MusicFolder) -> SafeString | str:
        """Return the first files that are no songs, or are strange ones, and why."""
        told = folder.report.get("left_out", ())
        lines = ((where, gettext(why)) for where, why in told)
        return format_html_join("", "<div><strong>{}</strong>: {}</div>", lines) or "–"
