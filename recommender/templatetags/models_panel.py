"""The panel with the models' state, for the admin's first page and its own."""

from typing import Any

from django import template
from django.template.context import RequestContext

from recommender.heartbeat import runs_expire
from recommender.model_states import model_states
from recommender.models import TrainingRun
from recommender.publication import kept
from recommender.schedule import plan

register = template.Library()

UNDER_WAY = (TrainingRun.State.WAITING, TrainingRun.State.RUNNING)


@register.inclusion_tag("admin/models_panel.html", takes_context=True)
def models_panel(context: RequestContext) -> dict[str, Any]:
    """Show the models and the latest training, to those who may see trainings."""
    user = context["request"].user
    may_see = user.has_perm("recommender.view_trainingrun")
    run = None
    if may_see:
        runs_expire()
        run = TrainingRun.objects.order_by("-asked").first()
    return {
        "may_see": may_see,
        "may_serve": user.has_perm("recommender.change_trainingrun"),
        "kept": kept() if may_see else [],
        "plan": plan() if may_see else None,
        "may_train": user.has_perm("recommender.add_trainingrun"),
        "states": model_states() if may_see else [],
        "run": run,
        "percent": round(100 * run.progress) if run else 0,
        "active": run is not None and run.state in UNDER_WAY,
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }
