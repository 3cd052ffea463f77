"""The addresses of the search."""

from django.urls import path

from recommender.views import search

urlpatterns = [
    path("", search.search, name="search"),
    path("suggest/", search.suggest, name="search_suggest"),
    path("artists/<uuid:key>/", search.artist, name="search_artist"),
    path("artists/<uuid:key>/list/", search.artist_list, name="search_artist_list"),
    path("tags/<str:slug>/", search.tag, name="search_tag"),
    path("tags/<str:slug>/list/", search.tag_list, name="search_tag_list"),
]
