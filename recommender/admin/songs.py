"""Songs in the curator's admin: upload, names, tags, moods, listening, in and out of lists."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from emotion.models import MoodName
from emotion.moods import MOODS
from recommender.admin.evidence import EvidenceInline, disagreement_in_words, disagreement_mark
from recommender.admin.player import player
from recommender.admin.song_filters import DisagreementFilter, MoodFilter, TagFilter
from recommender.admin.song_form import SongForm
from recommender.admin.tables import NameSearch, TableAdmin
from recommender.analysis.tasks import analysis_ask
from recommender.catalogue.changes import catalogue_changed
from recommender.catalogue.lyrics_evidence import songs_read
from recommender.catalogue.mood_conflict import disagreement
from recommender.catalogue.mood_evidence import curator_says, refresh_moods
from recommender.catalogue.music.covers import covers_sweep
from recommender.lyrics_tasks import lyrics_ask
from recommender.models import MoodEvidence, Song, SongArtist, SongName, SongTag, Tag
from recommender.resources import SongResource
from recommender.sources import BY_CURATOR, IN_WORDS, is_playable, song_set_available, song_settle
from recommender.spread_tasks import PAUSE, spread_ask

# A song has a dozen tags; the list has room for these.
IN_LIST = (Tag.Kind.GENRE, Tag.Kind.SITUATION)


class NameInline(admin.TabularInline):  # type: ignore[type-arg]
    """A song's titles, one a language at least."""

    model = SongName
    fields = ("language", "kind", "text")
    extra = 0
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Ask for one row at least."""
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class SongArtistInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who made it, the main artist first."""

    model = SongArtist
    autocomplete_fields = ("artist",)
    extra = 0
    verbose_name, verbose_name_plural = _("artist"), _("artists")


class SongTagInline(admin.TabularInline):  # type: ignore[type-arg]
    """Its tags and how much each fits."""

    model = SongTag
    autocomplete_fields = ("tag",)
    extra = 0
    verbose_name, verbose_name_plural = _("tag"), _("tags")


@admin.register(Song)
class SongAdmin(NameSearch, TableAdmin):
    """The catalogue, song by song."""

    form = SongForm
    resource_classes = (SongResource,)
    inlines = (NameInline, SongArtistInline, SongTagInline, EvidenceInline)
    list_display = ("name", "artist_line", "mood_name", "listen", "available", "tag_line")
    list_filter = ("available", MoodFilter, DisagreementFilter, TagFilter, "source")
    list_per_page = 50
    search_fields = ("names__normalised__contains", "artists__names__normalised__contains")
    search_help_text = _("Title or artist, in any language")
    actions = ("mark_unavailable", "mark_available", "read_lyrics_again")
    readonly_fields = ("listen", "measured", "why_not", "torn")

    class Media:
        """What the list of songs looks like."""

        css: ClassVar = {"all": ("css/admin-songs.css",)}

    fieldsets = (
        (None, {"fields": ("listen", "audio", "measured", "stream_url", "available",
                           "why_not")}),
        (_("Mood"), {
            "fields": (
                "torn", MOODS[:3], MOODS[3:], ("valence", "arousal"), ("energy", "familiar"),
            ),
            "description": _(
                "Shares of a whole: they are brought to a sum of 1. What you enter here counts "
                "alone; clear all six to go back to what tags, lyrics and sound say."
            ),
        }),
        (_("About"), {"fields": (("tempo", "key"), "album", "year", "licence", "source_note_en",
                                 "source_note_ko", "lyrics", "sung", "description")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Song]:
        """Fetch names, artists, tags and evidence at once."""
        songs: QuerySet[Song] = super().get_queryset(request)
        return songs.prefetch_related("names", "artists__names", "tags", "evidence")

    @admin.display(description=_("title"))
    def name(self, song: Song) -> str:
        """Return the title in the curator's language."""
        return str(song)

    @admin.display(description=_("artists"))
    def artist_line(self, song: Song) -> str:
        """Return the artists' names."""
        return song.artist_line

    @admin.display(description=_("mood"))
    def mood_name(self, song: Song) -> str:
        """Return the leading mood and its share, and a mark where lyrics and sound disagree."""
        mood = song.mood
        if mood is None:
            return "-"
        leads = f"{MoodName(mood.top).label} {mood.confidence:.0%}"
        found = disagreement(song.evidence.all())
        return f"{leads} {disagreement_mark(found)}" if found else leads

    @admin.display(description=_("lyrics and sound"))
    def torn(self, song: Song) -> str:
        """Return how the song's lyrics and sound disagree, if they do."""
        found = disagreement(song.evidence.all()) if song.pk else None
        return disagreement_in_words(found) if found else "-"

    @admin.display(description=_("tags"))
    def tag_line(self, song: Song) -> str:
        """Return the tags that the other columns do not say already."""
        return ", ".join(str(tag) for tag in song.tags.all() if tag.kind in IN_LIST)

    @admin.display(description=_("why it is not in lists"))
    def why_not(self, song: Song) -> str:
        """Return why the song is out of the lists."""
        reason = song.unavailable_reason
        return "-" if song.available else str(IN_WORDS.get(reason, reason))

    @admin.display(description=_("listen"))
    def listen(self, song: Song) -> SafeString | str:
        """Return a player that loads nothing before it is started."""
        return player(song)

    @admin.display(description=_("measured"))
    def measured(self, song: Song) -> str:
        """Return length and loudness."""
        numbers = ((song.duration, "s"), (song.loudness, "LUFS"), (song.true_peak, "dBTP"))
        return ", ".join(f"{value:.1f} {unit}" for value, unit in numbers if value is not None)

    def save_model(self, request: HttpRequest, obj: Song, form: SongForm, change: bool) -> None:
        """Take over what was measured, and replace the file that a new upload stands for."""
        before = Song.objects.get(pk=obj.pk).audio if change else None
        if form.facts:
            obj.duration, obj.content_type = form.facts.duration, form.facts.content_type
            obj.loudness, obj.true_peak = form.facts.loudness, form.facts.true_peak
        super().save_model(request, obj, form, change)
        if before and before.name != obj.audio.name:
            forget_file(before)
        asked = obj.available if "available" in form.changed_data else None
        if not song_settle(song=obj, asked=asked):
            text = _("There is nothing to play yet, so the song stays out of the lists.")
            self.message_user(request, text, messages.WARNING)

    def save_related(
        self, request: HttpRequest, form: SongForm, formsets: Any, change: bool
    ) -> None:
        """Save names, artists and tags, then work out the mood from all evidence."""
        super().save_related(request, form, formsets, change)
        song = form.instance
        if form.mood_changed:
            curator_says(song, form.mood)
            spread_ask(after=PAUSE)
        elif song.evidence.exists() or took_evidence_back(formsets):
            refresh_moods([song.pk])
        catalogue_changed()
        if form.facts:
            analysis_ask()
        if not change or set(form.changed_data) & {"lyrics", "sung", "description"}:
            self._read(request, [song.pk])

    def delete_model(self, request: HttpRequest, obj: Song) -> None:
        """Delete a song and the file that was uploaded for it."""
        self.delete_queryset(request, Song.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        """Delete songs, the files that were uploaded for them, and covers that no other uses."""
        with transaction.atomic():
            files = [song.audio for song in queryset if song.audio]
            super().delete_queryset(request, queryset)
            for file in files:
                forget_file(file)
            transaction.on_commit(covers_sweep, robust=True)
            catalogue_changed()

    @admin.action(description=_("Take out of the lists"), permissions=["change"])
    def mark_unavailable(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        """Keep songs out of lists; their history stays."""
        songs = list(queryset.filter(available=True))
        for song in songs:
            song_set_available(song=song, available=False, reason=BY_CURATOR)
        self._report(request, songs)

    @admin.action(description=_("Let into the lists"), permissions=["change"])
    def mark_available(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        """Let songs into lists again, but for those with nothing to play."""
        songs = [song for song in queryset.filter(available=False) if is_playable(song)]
        for song in songs:
            song_set_available(song=song, available=True)
        self._report(request, songs)
        silent = queryset.filter(available=False).count()
        if silent:
            text = ngettext(
                "%(count)s song has no file to play and stays out.",
                "%(count)s songs have no file to play and stay out.",
                silent,
            )
            self.message_user(request, text % {"count": silent}, messages.WARNING)

    @admin.action(description=_("Read the lyrics again"), permissions=["change"])
    def read_lyrics_again(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        """Read the songs' words anew, as after another text model."""
        self._read(request, list(queryset.values_list("pk", flat=True)), again=True)

    def _read(self, request: HttpRequest, keys: Sequence[int], *, again: bool = False) -> None:
        """Read songs' words for their moods, and have their lines gathered in the background."""
        report = songs_read(keys, again=again)
        if report.read or report.emptied or report.unread:
            lyrics_ask()
        if report.read:
            text = ngettext(
                "The words of %(count)s song were read.",
                "The words of %(count)s songs were read.",
                report.read,
            )
            self.message_user(request, text % {"count": report.read})
        if report.unread:
            text = ngettext(
                "The words of %(count)s song wait: no text model is usable.",
                "The words of %(count)s songs wait: no text model is usable.",
                report.unread,
            )
            self.message_user(request, text % {"count": report.unread}, messages.WARNING)

    def _report(self, request: HttpRequest, songs: Sequence[Song]) -> None:
        """Say what was done, and note it in the admin's log."""
        if songs:
            text = "Availability changed."
            LogEntry.objects.log_actions(int(request.user.pk or 0), songs, CHANGE, text)
        text = ngettext("%(count)s song changed.", "%(count)s songs changed.", len(songs))
        self.message_user(request, text % {"count": len(songs)})


def took_evidence_back(formsets: Any) -> bool:
    """Tell whether a row of evidence was ticked for deletion."""
    return any(f.model is MoodEvidence and f.deleted_objects for f in formsets)


def forget_file(file: FieldFile) -> None:
    """Delete a file once the transaction that stopped using it is through."""
    name = str(file.name)
    transaction.on_commit(lambda: file.storage.delete(name))
