"""The curator's playlists in the admin: songs in order, moods' defaults, tables in and out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from emotion.models import MoodName
from emotion.moods import MOODS
from recommender.admin.list_files import ListFileAdmin
from recommender.admin.tables import TableAdmin
from recommender.catalogue.playlists.formats import FORMATS
from recommender.models import Playlist, PlaylistItem
from recommender.playlist_resource import PlaylistResource
from recommender.selectors import SONG_MOODS, mood_of
from recommender.services import playlist_renumber

# Where a song without a place goes before the list is numbered anew: behind all others.
LAST = 1_000_000


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    """A song's place; it may be left empty, and places need not be next to each other."""

    position = forms.IntegerField(
        label=_("place"),
        required=False,
        min_value=0,
        max_value=LAST,
        help_text=_("Empty: at the end. Saving numbers the songs anew from 1."),
    )

    class Meta:
        model = PlaylistItem
        fields = ("position", "song")

    def clean_position(self) -> int:
        """Put a song without a place at the end."""
        position: int | None = self.cleaned_data["position"]
        return LAST if position is None else position


class ItemInline(admin.TabularInline):  # type: ignore[type-arg]
    """The songs of a list."""

    model = PlaylistItem
    form = ItemForm
    fields = ("position", "song")
    autocomplete_fields = ("song",)
    ordering = ("position",)
    extra = 1


class PlaylistForm(forms.ModelForm):  # type: ignore[type-arg]
    """A curated list."""

    class Meta:
        model = Playlist
        fields = (
            "slug", "title_en", "title_ko", "description_en", "description_ko", "default_for",
            *MOODS,
        )  # fmt: skip

    def clean_default_for(self) -> str:
        """Name the list that is in the way, since each mood has one default."""
        mood: str = self.cleaned_data["default_for"]
        others = Playlist.objects.filter(default_for=mood).exclude(pk=self.instance.pk)
        other = others.first() if mood else None
        if other:
            raise ValidationError(
                _("“%(title)s” is the default list for this mood. Take that away there first.")
                % {"title": other.title}
            )
        return mood

    def clean(self) -> dict[str, Any]:
        """Ask for a title in English, and refuse shares below zero."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("title_en"):
            self.add_error("title_en", _("Give the list a title in English, at least."))
        for mood in MOODS:
            if (data.get(mood) or 0) < 0:
                self.add_error(mood, _("A share is 0 or more."))
        return data


@admin.register(Playlist)
class PlaylistAdmin(ListFileAdmin, TableAdmin):
    """Curated lists only: what is mixed for a listener is theirs, and nobody else looks at it."""

    form = PlaylistForm
    inlines = (ItemInline,)
    resource_classes = (PlaylistResource,)
    list_display = ("title", "default_for", "leading_mood", "songs_in_it", "created", "downloads")
    list_filter = ("default_for",)
    search_fields = ("title_en", "title_ko", "slug")
    prepopulated_fields = {"slug": ("title_en",)}
    ordering = ("title_en",)
    fieldsets = (
        (None, {"fields": ("title_en", "title_ko", "slug", "default_for")}),
        (_("Description"), {"fields": ("description_en", "description_ko")}),
        (
            _("Mood"),
            {
                "fields": MOODS,
                "classes": ("collapse",),
                "description": _("Leave all at 0 to take the mean of the songs' moods."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Playlist]:
        """Return the curated lists with the number of their songs."""
        lists = super().get_queryset(request).filter(listener=None).prefetch_related(SONG_MOODS)
        return lists.annotate(song_count=Count("items"))  # type: ignore[no-any-return]

    @admin.display(description=_("title"), ordering="title_en")
    def title(self, playlist: Playlist) -> str:
        """Show the title in the curator's language."""
        return playlist.title or playlist.slug

    @admin.display(description=_("mood"))
    def leading_mood(self, playlist: Playlist) -> str:
        """Show the leading mood."""
        return str(MoodName(mood_of(playlist).top).label)

    @admin.display(description=_("songs"), ordering="song_count")
    def songs_in_it(self, playlist: Playlist) -> int:
        """Show how many songs there are."""
        return int(getattr(playlist, "song_count", 0))

    @admin.display(description=_("download"))
    def downloads(self, playlist: Playlist) -> SafeString:
        """Lead to the list as a file of each format."""
        found = FORMATS.values()
        links = ((reverse("playlist_export", args=[playlist.uuid, f.name]), f.label) for f in found)
        return format_html_join(" ", '<a href="{}" download>{}</a>', links)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool
    ) -> None:
        """Number the songs from 1 in the order that was asked for."""
        super().save_related(request, form, formsets, change)
        playlist_renumber(playlist=form.instance)
