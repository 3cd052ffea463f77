"""Lists from files in the admin: what ``import_playlist`` does, for a curator with a browser."""

from pathlib import Path

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recommender.catalogue.playlists.formats import read_open
from recommender.catalogue.playlists.listing import Found, ListUnreadable
from recommender.catalogue.playlists.matching import Match, match
from recommender.catalogue.playlists.storing import ListRefused, Stored, named, store
from recommender.models import Playlist

# Songs that are named one by one when they are not in the catalogue.
NAMED = 10
# A browser does not tell where a file lay, so relative paths begin nowhere in particular.
NOWHERE = Path("/")


class ListFileForm(forms.Form):
    """A file with a list, and the name that it gets."""

    file = forms.FileField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy("M3U, M3U8, XSPF, JSPF, or CSV as we export it."),
    )
    name = forms.CharField(
        label=gettext_lazy("name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: the name in the file."),
    )

    def clean(self) -> None:
        """Read the file."""
        # A field that is wrong itself is not among these.
        file, name = self.cleaned_data.get("file"), self.cleaned_data.get("name")
        if file is None or name is None:
            return
        try:
            found = read_open(file.name, file)
        except ListUnreadable as error:
            raise forms.ValidationError(
                _("This file cannot be read as a list (%(why)s).") % {"why": error}
            ) from error
        found.listing = named(found.listing, name, Path(file.name))
        self.cleaned_data["found"] = found


class ListFileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds the page that takes a list from a file."""

    change_list_template = "admin/recommender/playlist/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(self.from_file_view)
        return [
            path("from-file/", view, name="recommender_playlist_from_file"),
            *super().get_urls(),
        ]

    def from_file_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, and make a curated list of it."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = ListFileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            stored = self.take(request, form)
            if stored is not None:
                return redirect("admin:recommender_playlist_change", stored.playlist.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("List from a file"),
            "opts": Playlist._meta,
            "form": form,
        }
        return TemplateResponse(request, "admin/recommender/playlist/from_file.html", context)

    def take(self, request: HttpRequest, form: ListFileForm) -> Stored | None:
        """Write the list and tell what became of it; None where it cannot be written."""
        found: Found = form.cleaned_data["found"]
        matches = list(match(found.listing.tracks, NOWHERE))
        try:
            stored = store(found.listing, matches, owner=None, broken=found.broken)
        except ListRefused as error:
            form.add_error("file", _("Not imported: %(why)s.") % {"why": _(str(error))})
            return None
        count = sum(one.song is not None for one in matches) - len(stored.twice)
        said = ngettext("%(n)s song is in the list.", "%(n)s songs are in the list.", count)
        self.message_user(request, said % {"n": count})
        self.tell_unmatched(request, [one for one in matches if one.song is None])
        return stored

    def tell_unmatched(self, request: HttpRequest, left: list[Match]) -> None:
        """Say which songs the catalogue does not have."""
        if not left:
            return
        lines = "; ".join(one.track.line[:80] for one in left[:NAMED])
        said = ngettext(
            "%(n)s song is not in the catalogue: %(songs)s",
            "%(n)s songs are not in the catalogue: %(songs)s",
            len(left),
        )
        more = " …" if len(left) > NAMED else ""
        text = said % {"n": len(left), "songs": lines + more}
        self.message_user(request, text, messages.WARNING)
