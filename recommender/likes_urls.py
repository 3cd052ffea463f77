"""The addresses of likes."""

from django.urls import path

from recommender.views import likes

urlpatterns = [
    path("", likes.likes, name="likes"),
    path("aside/", likes.likes_aside, name="likes_aside"),
    path("list/", likes.likes_list, name="likes_list"),
    path("<uuid:key>/back/", likes.likes_back, name="likes_back"),
    path("<uuid:key>/aside/", likes.likes_put_aside, name="likes_put_aside"),
]
