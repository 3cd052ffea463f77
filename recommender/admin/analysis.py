"""The analysis of the songs' sound in the admin: how far it is, what failed and why."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from recommender.admin.tables import NameSearch
from recommender.analysis.problems import PROBLEMS, in_words
from recommender.analysis.tasks import analysis_ask
from recommender.analysis.work import progress, waits
from recommender.hearing.harmony import key_name
from recommender.models import SongAnalysis
from recommender.song_showing import key_words


class ProblemFilter(admin.SimpleListFilter):
    """Songs that could not be heard for this reason."""

    title = _("problem")
    parameter_name = "problem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the reasons that some song has."""
        there = SongAnalysis.objects.exclude(problem="").order_by().values_list("problem")
        return [(code, PROBLEMS.get(code, code)) for (code,) in there.distinct()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[SongAnalysis]
    ) -> QuerySet[SongAnalysis]:
        """Keep the songs with the reason that was chosen."""
        return queryset.filter(problem=self.value()) if self.value() else queryset


@admin.register(SongAnalysis)
class SongAnalysisAdmin(NameSearch, admin.ModelAdmin):  # type: ignore[type-arg]
    """What was heard in each song, read-only.

    "May change sound analyses" is the permission to have songs analysed again.
    """

    change_list_template = "admin/recommender/songanalysis/change_list.html"
    list_display = ("name", "state", "why", "tempo_column", "key_column", "loudness", "analysed")
    list_display_links = ("name",)
    list_filter = ("state", ProblemFilter, "mode")
    list_per_page = 50
    search_fields = ("song__names__normalised__contains",)
    fields = (
        "name", "state", "why", "analysed", "seconds", "tempo_column", "tempo_confidence",
        "key_column", "key_confidence", "loudness", "loudness_range", "true_peak",
        "dynamic_range", "brightness", "onset_rate",
    )  # fmt: skip
    readonly_fields = fields
    actions = ("analyse_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SongAnalysis]:
        """Fetch the songs' titles at once."""
        rows: QuerySet[SongAnalysis] = super().get_queryset(request)
        return rows.select_related("song").prefetch_related("song__names")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show how far the analysis is above the list."""
        context = {"progress": progress(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a row without buttons that would save nothing, or delete what comes back."""
        buttons = ("show_save", "show_save_and_continue", "show_delete")
        context = {**dict.fromkeys(buttons, False), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a song that comes has a row by itself."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow it to those who may delete the song, with which a row goes."""
        return request.user.has_perm("recommender.delete_song")

    def get_actions(self, request: HttpRequest) -> Any:
        """Leave deletion out: a row that is deleted alone comes back with the next look."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_analyse_permission(self, request: HttpRequest) -> bool:
        """Tell who may ask for an analysis."""
        return self.has_change_permission(request)

    @admin.action(description=_("Analyse again"), permissions=["analyse"])
    @transaction.atomic
    def analyse_again(self, request: HttpRequest, queryset: QuerySet[SongAnalysis]) -> None:
        """Have songs heard again in the background; what was found stays until then."""
        keys = list(queryset.order_by().values_list("pk", flat=True))
        count = waits(SongAnalysis.objects.filter(pk__in=keys))
        analysis_ask()
        text = ngettext(
            "%(count)d song will be analysed in the background.",
            "%(count)d songs will be analysed in the background.",
            count,
        )
        self.message_user(request, text % {"count": count})

    @admin.display(description=_("title"))
    def name(self, row: SongAnalysis) -> str:
        """Return the song's title in the curator's language."""
        return str(row.song)

    @admin.display(description=_("problem"), ordering="problem")
    def why(self, row: SongAnalysis) -> str:
        """Return why it could not be heard."""
        return in_words(row.problem) or "–"

    @admin.display(description=_("tempo"), ordering="tempo")
    def tempo_column(self, row: SongAnalysis) -> str:
        """Return the tempo in whole beats."""
        return "–" if row.tempo is None else f"{row.tempo:.0f}"

    @admin.display(description=_("key"), ordering="key")
    def key_column(self, row: SongAnalysis) -> str:
        """Return the key as the song's page writes it."""
        return key_words(key_name(row.key, row.mode)) or "–"
