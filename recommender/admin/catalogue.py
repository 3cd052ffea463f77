"""Artists and tags in the curator's admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from recommender.admin import songs  # noqa: F401
from recommender.admin.tables import NameSearch, TableAdmin
from recommender.catalogue.changes import catalogue_changed, songs_touched
from recommender.models import Artist, ArtistName, Song, Tag
from recommender.resources import TagResource


class CatalogueMixin:
    """Tell every process after each change."""

    def save_related(self, *args: Any, **kwargs: Any) -> None:
        """Save, then count the change."""
        super().save_related(*args, **kwargs)  # type: ignore[misc]
        catalogue_changed()

    def delete_model(self, *args: Any, **kwargs: Any) -> None:
        """Delete, then count the change."""
        super().delete_model(*args, **kwargs)  # type: ignore[misc]
        catalogue_changed()

    def delete_queryset(self, *args: Any, **kwargs: Any) -> None:
        """Delete, then count the change."""
        super().delete_queryset(*args, **kwargs)  # type: ignore[misc]
        catalogue_changed()


class ArtistNameInline(admin.TabularInline):  # type: ignore[type-arg]
    """An artist's names, one at least."""

    model = ArtistName
    fields = ("language", "kind", "text")
    extra = 0
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Ask for one row at least."""
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Artist)
class ArtistAdmin(NameSearch, CatalogueMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Artists and how they are called in each language."""

    inlines = (ArtistNameInline,)
    fields = ()
    list_display = ("label", "song_count")
    search_fields = ("names__normalised__contains",)

    def save_related(self, request: HttpRequest, form: Any, *rest: Any) -> None:
        """Save the names, and have the artist's songs found by them."""
        super().save_related(request, form, *rest)
        songs_touched(Song.objects.filter(artists=form.instance))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Artist]) -> None:
        """Delete artists; their songs are found by them no more."""
        songs_touched(Song.objects.filter(artists__in=queryset.order_by()))
        super().delete_queryset(request, queryset)

    def delete_model(self, request: HttpRequest, obj: Artist) -> None:
        """Delete an artist."""
        self.delete_queryset(request, Artist.objects.filter(pk=obj.pk))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Artist]:
        """Fetch names at once and count songs."""
        artists: QuerySet[Artist] = super().get_queryset(request).prefetch_related("names")
        return artists.annotate(how_many=Count("song_rows")).order_by("pk")

    @admin.display(description=_("name"))
    def label(self, artist: Artist) -> str:
        """Return the name in the curator's language."""
        return str(artist)

    @admin.display(description=_("songs"), ordering="how_many")
    def song_count(self, artist: Artist) -> int:
        """Return how many songs there are."""
        return int(artist.how_many)  # type: ignore[attr-defined]


@admin.register(Tag)
class TagAdmin(CatalogueMixin, TableAdmin):
    """Tags with their labels in both languages."""

    resource_classes = (TagResource,)
    list_display = ("label_en", "label_ko", "kind", "slug", "song_count")
    list_filter = ("kind",)
    search_fields = ("slug", "label_en", "label_ko")
    prepopulated_fields = {"slug": ("label_en",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """Count songs."""
        tags: QuerySet[Tag] = super().get_queryset(request)
        return tags.annotate(how_many=Count("song_rows"))

    @admin.display(description=_("songs"), ordering="how_many")
    def song_count(self, tag: Tag) -> int:
        """Return how many songs carry the tag."""
        return int(tag.how_many)  # type: ignore[attr-defined]
