"""The curator's queue: the songs whose mood is least sure, to be heard and set with one key."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emotion.models import MoodName
from mlfym.accounts.models import User
from recommender.admin.by_ear_session import Desk, Step
from recommender.admin.by_ear_showing import panel, rows_of
from recommender.models import LabelSpread, Song
from recommender.spread_tasks import spread_ask
from recommender.spreading.labelling import LabelRefused, label_set, label_stands, label_undo

QUEUE = "admin:recommender_labelspread_changelist"
# Songs on the page.
SHOWN = 10


@admin.register(LabelSpread)
class LabelSpreadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One page: the queue, and what came of the moods that were set so far.

    "May change songs" is the permission to set moods, as in the songs' own form; "may change
    spreadings of moods" the one to apply a spreading that makes worse.
    """

    def get_urls(self) -> list[URLPattern]:
        """Give the queue and its buttons; there are no forms for single runs."""
        view = self.admin_site.admin_view
        name = "recommender_labelspread_"
        return [
            path("", view(self.changelist_view), name=name + "changelist"),
            path("figures/", view(self.figures_view), name=name + "figures"),
            path("set/", view(require_POST(self.set_view)), name=name + "set"),
            path("skip/", view(require_POST(self.skip_view)), name=name + "skip"),
            path("skipped/", view(require_POST(self.skipped_view)), name=name + "skipped"),
            path("undo/", view(require_POST(self.undo_view)), name=name + "undo"),
            path("spread/", view(require_POST(self.spread_view)), name=name + "spread"),
            path("insist/", view(require_POST(self.insist_view)), name=name + "insist"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the queue and what came of it so far."""
        curator, desk = self._curator(request), Desk(request)
        last = desk.last
        context = {
            **self.admin_site.each_context(request),
            "title": _("Moods by ear"),
            "opts": self.model._meta,
            "rows": rows_of(desk, SHOWN),
            "moods": [(number, *choice) for number, choice in enumerate(MoodName.choices, 1)],
            "step": last.name if last else "",
            "last": last and (Song.objects.filter(pk=last.song).first(), MoodName(last.mood).label),
            "skipped": desk.skipped,
            **panel(curator),
        }
        return TemplateResponse(request, "admin/recommender/labelspread/queue.html", context)

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        """Show what came of it so far, alone.

        The page asks for it while it sends answers, too. Both would write the session, and the
        later one what it read before the other: nothing here touches the desk.
        """
        curator = self._curator(request)
        template = "admin/recommender/labelspread/figures.html"
        return TemplateResponse(request, template, panel(curator))

    def set_view(self, request: HttpRequest) -> HttpResponse:
        """Set a song's mood.

        Where the answer to it was lost on its way, the page says it again: that changes nothing.
        """
        curator, song = self._curator(request), _number(request)
        mood, last = request.POST.get("mood", ""), Desk(request).last
        if last and (last.song, last.mood) == (song, mood) and label_stands(song, last.created):
            return redirect(QUEUE)
        try:
            created = label_set(curator=curator, song=song, mood=mood)
        except LabelRefused as refused:
            self.message_user(request, str(refused), messages.WARNING)
        else:
            Desk(request).note(Step(song, created, mood))
        return redirect(QUEUE)

    def skip_view(self, request: HttpRequest) -> HttpResponse:
        """Leave a song out for now."""
        self._curator(request)
        Desk(request).skip(_number(request))
        return redirect(QUEUE)

    def skipped_view(self, request: HttpRequest) -> HttpResponse:
        """Bring back the songs that were skipped."""
        self._curator(request)
        Desk(request).bring_back()
        return redirect(QUEUE)

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Take back a mood that was set in this session: the one that the page named.

        Where the answer to it was lost on its way, the page says it again: no other is taken back.
        """
        curator, desk = self._curator(request), Desk(request)
        name = request.POST.get("step", "")
        if desk.undone(name):
            return redirect(QUEUE)
        step = desk.step(name)
        if step is None:
            self.message_user(request, _("There is nothing to take back."), messages.WARNING)
            return redirect(QUEUE)
        try:
            song = label_undo(curator=curator, song=step.song, created=step.created)
        except LabelRefused as refused:
            self.message_user(request, str(refused), messages.WARNING)
        else:
            self.message_user(request, _("Taken back: %(song)s") % {"song": song})
        desk.step_back(step)
        return redirect(QUEUE)

    def spread_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a spreading now, in place of the one that is due within the hour."""
        self._curator(request)
        spread_ask()
        return redirect(QUEUE)

    def insist_view(self, request: HttpRequest) -> HttpResponse:
        """Apply the spreading whatever its figures are, or go by its figures again."""
        curator = self._curator(request)
        if not curator.has_perm("recommender.change_labelspread"):
            raise PermissionDenied
        newest = LabelSpread.objects.first()
        if newest is None:
            return redirect(QUEUE)
        newest.insisted = request.POST.get("insist") == "1"
        newest.save(update_fields=["insisted"])
        text = "Applied whatever its figures" if newest.insisted else "Goes by its figures"
        LogEntry.objects.create(
            user_id=curator.pk,
            content_type=ContentType.objects.get_for_model(LabelSpread),
            object_id=str(newest.pk),
            object_repr=str(newest),
            action_flag=CHANGE,
            change_message=text,
        )
        spread_ask()
        return redirect(QUEUE)

    def _curator(self, request: HttpRequest) -> User:
        """Return who asks; PermissionDenied unless they may set moods."""
        user = request.user
        if not isinstance(user, User) or not self.has_view_permission(request):
            raise PermissionDenied
        return user

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the page to those who may use it."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those in who may change songs."""
        return bool(request.user.has_perm("recommender.change_song"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: runs are the background's."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: history is not rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nor is it deleted."""
        return False


def _number(request: HttpRequest) -> int:
    """Return the song that a button is about; -1, which no song has, for what is no number."""
    text = request.POST.get("song", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1
