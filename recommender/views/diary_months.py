"""The diary looked back on: months, statistics, and a copy to take along."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from emotion.diary_stats import statistics
from emotion.models import MoodName
from mlfym.clock import today_of
from recommender.diary.export import diary_entries, diary_json, diary_markdown
from recommender.diary.showing import ICONS_FIT, charts, field_context, first_weekday
from recommender.diary.songs import played_in_moods
from recommender.views.common import listener_of, private

# How far back the statistics may look, in weeks; the first is what they show unasked.
SPANS = (12, 26, 52)


@require_safe
@private
def this_month(request: HttpRequest) -> HttpResponse:
    """Lead to the month that it is now."""
    return redirect("diary_calendar", *year_and_month(today_of(request)))


@require_safe
@private
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Show a month as a field of moods, and its pages."""
    try:
        shown = date(int(year), int(month), 1)
    except ValueError as error:
        raise Http404 from error
    context = field_context(listener_of(request), today_of(request), shown)
    days = [day for week in context["weeks"] for day in week if day and day.entries]
    context |= {"before": beside(shown, -1), "after": beside(shown, 1), "days": days}
    return render(request, "diary/calendar.html", context)


@require_safe
@private
def stats(request: HttpRequest) -> HttpResponse:
    """Show the moods of the last weeks, and what was played in them."""
    asked = request.GET.get("weeks", "")
    weeks = next((span for span in SPANS if str(span) == asked), SPANS[0])
    listener = listener_of(request)
    found = statistics(
        listener, weeks=weeks, today=today_of(request), first_weekday=first_weekday()
    )
    first = found.weeks[0].key
    context = {
        "found": found,
        "charts": charts(found),
        "played": played_in_moods(listener, first) if isinstance(first, date) else [],
        "mood_labels": MoodName.labels,
        "spans": SPANS,
        "chosen": weeks,
        "icons_fit": ICONS_FIT,
    }
    return render(request, "diary/stats.html", context)


@require_safe
@private
def export_json(request: HttpRequest) -> HttpResponse:
    """Send the whole diary as JSON."""
    data = diary_json(diary_entries(listener_of(request)))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    return as_file(request, response, "json")


@require_safe
@private
def export_markdown(request: HttpRequest) -> HttpResponse:
    """Send the whole diary as Markdown."""
    text = diary_markdown(diary_entries(listener_of(request)))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    return as_file(request, response, "md")


def as_file(request: HttpRequest, response: HttpResponse, ending: str) -> HttpResponse:
    """Let a browser keep an answer as a file named by the day."""
    name = f"diary-{today_of(request):%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def beside(shown: date, step: int) -> tuple[date, str, str] | None:
    """Return the month `step` months on as a date and as its address has it; None past the end."""
    number = 12 * shown.year + shown.month - 1 + step
    try:
        found = date(number // 12, number % 12 + 1, 1)
    except ValueError:
        return None
    return (found, *year_and_month(found))


def year_and_month(day: date) -> tuple[str, str]:
    """Return a day's year and month as the calendar's address has them."""
    return f"{day.year:04d}", f"{day.month:02d}"
