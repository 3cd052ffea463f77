"""Curated playlists as a table: one row a list, its songs by their catalogue names in order."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields, widgets

from emotion.models import MoodName
from recommender.models import Playlist, PlaylistItem, Song
from recommender.resources import PlainResource

SEPARATOR = "|"


class SongsWidget(widgets.ManyToManyWidget):  # type: ignore[misc]
    """Songs as ``source:external_id`` with a bar between them, in the list's order.

    A many-to-many widget, for such a field is written after its row.
    """

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[Song]:
        """Return the songs of a cell; ValueError names the first one that is not there."""
        names = [name.strip() for name in str(value or "").split(SEPARATOR) if name.strip()]
        songs = [song_named(name) for name in names]
        if len({song.pk for song in songs}) != len(songs):
            raise ValueError(_("A song stands twice in this list."))
        return songs

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the cell for songs in their order."""
        return f" {SEPARATOR} ".join(f"{song.source}:{song.external_id}" for song in value)


class MoodWidget(widgets.CharWidget):  # type: ignore[misc]
    """A mood by its English name, or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the mood; ValueError where there is none of that name."""
        mood = str(value or "").strip()
        if mood and mood not in MoodName.values:
            raise ValueError(_("There is no mood “%(name)s”.") % {"name": mood})
        return mood


class SongsField(fields.Field):  # type: ignore[misc]
    """The songs of a list, read in order and written after the list itself."""

    def get_value(self, instance: Playlist) -> list[Song]:
        """Return the songs in their order; a list that is not written yet has none."""
        if instance._state.adding:
            return []
        items = PlaylistItem.objects.filter(playlist=instance).order_by("position")
        return [item.song for item in items.select_related("song")]

    def save(self, instance: Playlist, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Put the songs of the row into the list; a song that stays keeps its reasons."""
        songs = self.clean(row, **kwargs)
        items = PlaylistItem.objects.filter(playlist=instance)
        items.exclude(song__in=songs).delete()
        for position, song in enumerate(songs, start=1):
            items.update_or_create(playlist=instance, song=song, defaults={"position": position})


class PlaylistResource(PlainResource):
    """The columns of the table. A row whose slug is known changes that list."""

    default_for = fields.Field("default_for", "default_for", widget=MoodWidget())
    songs = SongsField("songs", "songs", widget=SongsWidget(Song))

    class Meta:
        model = Playlist
        import_id_fields = ("slug",)
        fields = (
            "slug", "title_en", "title_ko", "description_en", "description_ko", "default_for",
            "songs",
        )  # fmt: skip
        export_order = fields
        clean_model_instances = True
        skip_unchanged = False  # the order of songs is no field of the row itself
        use_transactions = True

    def get_queryset(self) -> Any:
        """Leave listeners' lists out, both ways."""
        return super().get_queryset().filter(listener=None)


def song_named(name: str) -> Song:
    """Return the song of a ``source:external_id``; ValueError where there is none."""
    source, _colon, external_id = name.partition(":")
    song = Song.objects.filter(source=source, external_id=external_id).first()
    if song is None:
        raise ValueError(_("There is no song “%(name)s”.") % {"name": name})
    return song
