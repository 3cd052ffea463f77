"""The addresses of playlists and songs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
