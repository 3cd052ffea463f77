"""Narrow the curator's list of songs."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from emotion.models import MoodName
from emotion.moods import MOODS
from recommender.catalogue.mood_conflict import disagreeing
from recommender.models import Song, Tag


class MoodFilter(admin.SimpleListFilter):
    """Songs whose leading mood is this one."""

    title = _("mood")
    parameter_name = "mood"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the six moods, and those songs that have none."""
        return [*MoodName.choices, ("none", _("not known"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Song]) -> QuerySet[Song]:
        """Keep the songs of the mood that was chosen."""
        chosen = self.value()
        if chosen == "none":
            return queryset.filter(**dict.fromkeys(MOODS, 0.0))
        if chosen not in MOODS:
            return queryset
        for name in MOODS:
            queryset = queryset.filter(**{f"{chosen}__gte": F(name)})
        return queryset.filter(**{f"{chosen}__gt": 0.0})


class DisagreementFilter(admin.SimpleListFilter):
    """Songs whose lyrics and sound speak of different moods; no mood is spread to or from them."""

    title = _("lyrics and sound")
    parameter_name = "torn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the one thing to ask for."""
        return [("yes", _("speak of different moods"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Song]) -> QuerySet[Song]:
        """Keep the songs that disagree in themselves."""
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=disagreeing().values("pk"))


class TagFilter(admin.SimpleListFilter):
    """Songs that carry a tag."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the tags that some song carries."""
        tags = Tag.objects.filter(song_rows__isnull=False).distinct()
        return [(tag.slug, f"{tag.get_kind_display()}: {tag}") for tag in tags]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Song]) -> QuerySet[Song]:
        """Keep the songs with the tag that was chosen."""
        return queryset.filter(tags__slug=self.value()) if self.value() else queryset
