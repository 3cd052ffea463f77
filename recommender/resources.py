"""The catalogue as tables: songs and tags, out of the admin and back in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.resources import Diff

from emotion.moods import MOODS
from recommender import song_cells as cells
from recommender.catalogue.changes import catalogue_changed
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import Song, Tag
from recommender.models.catalogue import new_external_id
from recommender.sources import song_settle

TITLES = {f"title_{language}": language for language in cells.LANGUAGES}
MARKS = {diff_match_patch.DIFF_INSERT: "ins", diff_match_patch.DIFF_DELETE: "del"}


class PlainDiff(Diff):  # type: ignore[misc]
    """Shows a change by <ins> and <del> alone: style attributes are against our policy."""

    def as_html(self) -> list[str]:
        """Return a piece of HTML for each column."""
        return [
            self.cell("" if self.new and before != after else str(before), str(after))
            for before, after in zip(self.left, self.right, strict=True)
        ]

    @staticmethod
    def cell(before: str, after: str) -> str:
        """Return what became of one value."""
        matcher = diff_match_patch()
        pieces = matcher.diff_main(before, after)
        matcher.diff_cleanupSemantic(pieces)
        return format_html_join(
            "",
            "{}",
            (
                (format_html("<{0}>{1}</{0}>", MARKS[mark], text) if mark in MARKS else text,)
                for mark, text in pieces
            ),
        )


class PlainResource(resources.ModelResource):  # type: ignore[misc]
    """A table whose previews obey the policy."""

    def get_diff_class(self) -> type[Diff]:
        """Return the difference without style attributes."""
        return PlainDiff


class CatalogueResource(PlainResource):
    """A table of the catalogue: every import is counted."""

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Count the change, in the same transaction."""
        super().after_import(dataset, result, **kwargs)
        catalogue_changed()


class Cell(fields.Field):  # type: ignore[misc]
    """A column that is no column of Song: it is read here and written after the song is saved."""

    def __init__(self, column_name: str, read: Callable[[Song], str]) -> None:
        super().__init__(attribute=None, column_name=column_name)
        self.read = read

    def get_value(self, instance: Song | None) -> str:
        """Return the cell's text."""
        return self.read(instance) if instance is not None and instance.pk else ""


def number(name: str) -> fields.Field:
    """Return a column of numbers whose empty cells leave the song as it is."""
    return fields.Field(name, name, widget=widgets.FloatWidget(), saves_null_values=False)


class SongResource(CatalogueResource):
    """Songs: a row whose source and external id are known changes that song, others add one.

    Columns that a table leaves out stay as they are. Artists and tags stand between bars, tags
    with their weights: ``calm:0.8 | piano``.
    """

    title_en = Cell("title_en", partial(cells.title_cell, language="en"))
    title_ko = Cell("title_ko", partial(cells.title_cell, language="ko"))
    artists = Cell("artists", cells.artists_cell)
    tags = Cell("tags", cells.tags_cell)
    anger = Cell("anger", partial(cells.mood_cell, mood="anger"))
    tension = Cell("tension", partial(cells.mood_cell, mood="tension"))
    sadness = Cell("sadness", partial(cells.mood_cell, mood="sadness"))
    peace = Cell("peace", partial(cells.mood_cell, mood="peace"))
    joy = Cell("joy", partial(cells.mood_cell, mood="joy"))
    neutral = Cell("neutral", partial(cells.mood_cell, mood="neutral"))
    energy, valence = number("energy"), number("valence")
    arousal, familiar = number("arousal"), number("familiar")
    available = fields.Field(
        "available", "available", widget=widgets.BooleanWidget(), saves_null_values=False
    )

    class Meta:
        model = Song
        import_id_fields = ("source", "external_id")
        fields = (
            "source", "external_id", *TITLES, "artists", "tags", *MOODS, "energy", "valence",
            "arousal", "familiar", "tempo", "key", "album", "year", "licence", "source_note_en",
            "source_note_ko", "stream_url", "available",
        )  # fmt: skip
        export_order = import_order = fields
        clean_model_instances = True
        skip_unchanged = True
        use_transactions = True

    def get_queryset(self) -> Any:
        """Fetch what the cells show at once."""
        return super().get_queryset().prefetch_related("artists__names")

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Read the cells that are no columns; ValidationError names the one that is wrong."""
        row["source"] = row.get("source") or "local"
        row["external_id"] = row.get("external_id") or new_external_id()
        self.titles = {
            language: str(row[name] or "").strip()
            for name, language in TITLES.items()
            if name in row
        }
        self.artist_names = cells.parts(row["artists"]) if "artists" in row else None
        self.tag_weights = cells.read_tags(row["tags"]) if "tags" in row else None
        self.says_mood = any(row.get(name) not in (None, "") for name in MOODS)
        self.mood_row = {name: row.get(name) for name in MOODS}
        self.mood = cells.read_mood(row)

    def before_save_instance(self, instance: Song, row: Any, **kwargs: Any) -> None:
        """Ask a new song for a title."""
        if not instance.pk and not any(self.titles.values()):
            raise ValidationError(_("A new song needs a title."))

    def skip_row(self, instance: Song, original: Song, *args: Any, **kwargs: Any) -> bool:
        """Skip a row only if the cells beside the song's own columns are unchanged too."""
        same: bool = super().skip_row(instance, original, *args, **kwargs)
        return same and bool(original.pk) and not self.differs(original)

    def differs(self, song: Song) -> bool:
        """Tell whether the row says anything about the song that is not so yet."""
        if any(cells.title_cell(song, key) != text for key, text in self.titles.items()):
            return True
        if self.artist_names is not None and self.artist_names != cells.parts(
            cells.artists_cell(song)
        ):
            return True
        shown = cells.read_tags(cells.tags_cell(song))
        if self.tag_weights is not None and self.tag_weights != shown:
            return True
        return self.mood_differs(song)

    def mood_differs(self, song: Song) -> bool:
        """Tell whether the row's mood is another than the song's, as far as a table shows it."""
        if not self.says_mood:
            return False
        shown = {name: cells.mood_cell(song, name) for name in MOODS}
        return any(float(shown[name] or 0) != float(self.mood_row[name] or 0) for name in MOODS)

    def after_save_instance(self, instance: Song, row: Any, **kwargs: Any) -> None:
        """Write names, artists, tags and mood, and see whether the song can stand in lists."""
        differs = self.mood_differs(instance)
        for language, text in self.titles.items():
            cells.write_title(instance, language, text)
        if self.artist_names is not None:
            cells.write_artists(instance, self.artist_names)
        if self.tag_weights is not None:
            cells.write_tags(instance, self.tag_weights)
        if differs:
            curator_says(instance, self.mood)
            instance.refresh_from_db()
        said = row.get("available") not in (None, "")
        song_settle(song=instance, asked=instance.available if said else None)


class TagResource(CatalogueResource):
    """Tags by their slugs."""

    class Meta:
        model = Tag
        import_id_fields = ("slug",)
        fields = export_order = import_order = ("slug", "kind", "label_en", "label_ko")
        clean_model_instances = True
        skip_unchanged = True
        use_transactions = True
