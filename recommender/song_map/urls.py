"""The addresses of the map."""

from django.urls import path

from recommender.views import map as views

urlpatterns = [
    path("", views.page, name="map"),
    path("points", views.points, name="map_points"),
    path("songs/", views.told, name="map_songs"),
    path("table/", views.table, name="map_table"),
    path("list/", views.region_list, name="map_list"),
]
