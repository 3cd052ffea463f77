"""The addresses of songs and of what is made from their likeness."""

from django.urls import path

from recommender.views import song, station

urlpatterns = [
    path("songs/<uuid:key>/", song.song, name="song"),
    path("songs/<uuid:key>/list/", song.song_list, name="song_list"),
    path("songs/<uuid:key>/station/", station.station, name="station"),
    path("lists/<uuid:key>/on/", station.station_on, name="station_on"),
]
