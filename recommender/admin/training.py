"""Trainings in the admin: their history, the models' state, retraining and going back."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from recommender import publication
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.model_states import FIGURES, LABELS
from recommender.models import TrainingRun
from recommender.models.training import figure
from recommender.tasks import training_enqueue
from recommender.training import TrainingRefused


@admin.register(TrainingRun)
class TrainingRunAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The history of trainings, read-only.

    "May add trainings" is the permission to ask for one with the button, and "may change
    trainings" to put a version into service; there are no forms for either.
    """

    # What became of it comes first: the last columns are out of sight on a small desk.
    list_display = ("asked", "outcome", "mix", "state", "trigger", "took")
    list_filter = ("state", "verdict", "trigger")
    fields = (
        "state", "trigger", "percent", "asked", "started", "finished", "took", "outcome", "served",
        "error", "version", "figures",
    )  # fmt: skip
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        """Add the models' page, its panel alone, and the buttons' addresses."""
        view = self.admin_site.admin_view
        name = "recommender_trainingrun_"
        own = [
            path("models/", view(self.models_view), name=name + "models"),
            path("models/panel/", view(self.panel_view), name=name + "panel"),
            path("retrain/", view(require_POST(self.retrain_view)), name=name + "retrain"),
            path("serve/", view(require_POST(self.serve_view)), name=name + "serve"),
        ]
        return own + super().get_urls()

    def models_view(self, request: HttpRequest) -> HttpResponse:
        """Show every model with version, date, source and figures."""
        self._need_view(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Models"),
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "admin/recommender/trainingrun/models.html", context)

    def panel_view(self, request: HttpRequest) -> HttpResponse:
        """Give the panel alone, for the page that shows a training's progress."""
        self._need_view(request)
        return render(request, "admin/panel_only.html")

    def retrain_view(self, request: HttpRequest) -> HttpResponse:
        """Ask the background worker for a training, and show the models."""
        if not request.user.has_perm("recommender.add_trainingrun"):
            raise PermissionDenied
        try:
            training_enqueue()
        except TrainingRefused as refused:
            self.message_user(request, str(refused), messages.WARNING)
        else:
            self.message_user(request, _("Asked for. The models of before serve until it is done."))
        seen = self.has_view_permission(request)
        return redirect("admin:recommender_trainingrun_models" if seen else "admin:index")

    def serve_view(self, request: HttpRequest) -> HttpResponse:
        """Put a version that is on disk into service, write that into the log, show the models."""
        if not request.user.has_perm("recommender.change_trainingrun"):
            raise PermissionDenied
        version = request.POST.get("version", "")
        if version not in {row.version for row in publication.kept()}:
            self.message_user(request, _("That version is not there any more."), messages.WARNING)
            return redirect("admin:recommender_trainingrun_models")
        try:
            publication.serve_by_hand(version)
        except (ArtefactMissing, ArtefactDamaged, OSError) as error:
            text = _("That version cannot serve: %(reason)s") % {"reason": error}
            self.message_user(request, text, messages.ERROR)
        else:
            self._log_served(request, version)
            self.message_user(request, _("In service now: %(version)s") % {"version": version})
        return redirect("admin:recommender_trainingrun_models")

    def _log_served(self, request: HttpRequest, version: str) -> None:
        """Write down who put a version into service, also one without a row of its own."""
        run = TrainingRun.objects.filter(version=version).first()
        LogEntry.objects.create(
            user_id=str(request.user.pk),
            content_type=ContentType.objects.get_for_model(TrainingRun),
            object_id=None if run is None else str(run.pk),
            object_repr=(str(run) if run else version)[:200],
            action_flag=CHANGE,
            change_message=f"Put into service: {version}",
        )

    def _need_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a training is asked for by the button."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: history is not rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nor is it deleted."""
        return False

    @admin.display(description=gettext_lazy("done"))
    def percent(self, run: TrainingRun) -> str:
        """Show the progress."""
        return f"{round(100 * run.progress)} %"

    @admin.display(description=gettext_lazy("took"))
    def took(self, run: TrainingRun) -> str:
        """Show how long it ran."""
        if run.started is None or run.finished is None:
            return "–"
        return _("%(seconds)d s") % {"seconds": round((run.finished - run.started).total_seconds())}

    @admin.display(description=gettext_lazy("hit in the first 10"))
    def mix(self, run: TrainingRun) -> str:
        """Show how good the whole mix is."""
        share = run.metrics.get("mix", {}).get("hit_rate@10")
        return "–" if share is None else f"{share:.3f}"

    @admin.display(description=gettext_lazy("result"))
    def outcome(self, run: TrainingRun) -> str:
        """Show what became of the models, how far it is, or why it failed."""
        if run.state == TrainingRun.State.RUNNING:
            return self.percent(run)
        return run.result or (_(run.error) if run.error else "–")

    @admin.display(description=gettext_lazy("figures"))
    def figures(self, run: TrainingRun) -> SafeString:
        """Show every figure of every engine, one line an engine."""
        lines = (
            (LABELS.get(name, name), ", ".join(figures_in_words(figures)))
            for name, figures in run.metrics.items()
        )
        return format_html_join("", "<div><strong>{}</strong>: {}</div>", lines)


def figures_in_words(figures: Mapping[str, float]) -> Iterator[str]:
    """Yield each figure with its name for people; all but counts have the same form."""
    for key, value in figures.items():
        if key == "n":
            yield ngettext("%(n)d hidden song", "%(n)d hidden songs", int(value)) % {"n": value}
        else:
            yield f"{FIGURES.get(key, key)} {figure(value)}"
