"""The addresses of songs and of what is made from their likeness."""

from django.urls import path

from recommender.views import blend, song, station
from recommender.views import path as path_view

urlpatterns = [
    path("songs/<uuid:key>/", song.song, name="song"),
    path("songs/<uuid:key>/list/", song.song_list, name="song_list"),
    path("songs/<uuid:key>/station/", station.station, name="station"),
    path("lists/<uuid:key>/on/", station.station_on, name="station_on"),
    path("path/", path_view.path, name="path"),
    path("blend/", blend.blend, name="blend"),
    path("blend/put/", blend.blend_put, name="blend_put"),
    path("blend/clear/", blend.blend_clear, name="blend_clear"),
    path("blend/list/", blend.blend_list, name="blend_list"),
]
