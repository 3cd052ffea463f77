"""The addresses of playlists and songs."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from recommender.views import (
    covers,
    events,
    export,
    home,
    lists,
    photo,
    refine,
    songs,
    tiles,
    words,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("diary/", include("recommender.diary.urls")),
    path("sentence/", words.sentence, name="sentence"),
    path("sentence/mood/", words.words_mood, name="words_mood"),
    path("photo/", photo.photo, name="photo"),
    path("tiles/", tiles.tiles, name="tiles"),
    path("likes/", include("recommender.likes_urls")),
    path("lists/", lists.lists, name="lists"),
    path("lists/start/", tiles.list_start, name="list_start"),
    path("lists/<uuid:key>/", lists.playlist, name="playlist"),
    path("lists/<uuid:key>/questions/", refine.questions, name="playlist_questions"),
    path("lists/<uuid:key>/more/", refine.more, name="playlist_more"),
    path("lists/<uuid:key>/less/", refine.less, name="playlist_less"),
    path("lists/<uuid:key>/whole/", words.words_more, name="words_more"),
    path("lists/<uuid:key>/save/", lists.save, name="playlist_save"),
    path("lists/<uuid:key>/delete/", lists.delete, name="playlist_delete"),
    path("lists/<uuid:key>/export/<slug:form>/", export.playlist_export, name="playlist_export"),
    path("map/", include("recommender.song_map.urls")),
    path("search/", include("recommender.search_urls")),
    path("", include("recommender.similar.urls")),
    path("songs/<uuid:key>/audio", songs.song_audio, name="song_audio"),
    re_path(r"^covers/(?P<mark>[0-9a-f]{32})\.webp$", covers.cover, name="cover"),
    path("songs/<uuid:key>/rate/", songs.song_rate, name="song_rate"),
    path("events/", events.events, name="events"),
]
