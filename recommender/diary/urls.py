"""The addresses of the diary."""

from django.urls import URLPattern, path, re_path

from recommender.views import diary, diary_months

urlpatterns: list[URLPattern] = [
    path("", diary.diary, name="diary"),
    path("search/", diary.search, name="diary_search"),
    path("stats/", diary_months.stats, name="diary_stats"),
    path("export.json", diary_months.export_json, name="diary_json"),
    path("export.md", diary_months.export_markdown, name="diary_markdown"),
    path("calendar/", diary_months.this_month, name="diary_this_month"),
    re_path(
        r"^calendar/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$",
        diary_months.month,
        name="diary_calendar",
    ),
    path("<uuid:key>/", diary.entry, name="diary_entry"),
    path("<uuid:key>/edit/", diary.edit, name="diary_edit"),
    path("<uuid:key>/mood/", diary.mood, name="diary_mood"),
    path("<uuid:key>/read/", diary.read, name="diary_read"),
    path("<uuid:key>/more/", diary.more, name="diary_more"),
    path("<uuid:key>/delete/", diary.delete, name="diary_delete"),
]
