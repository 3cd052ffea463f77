"""The curator's pages in the admin, one subject a module."""

from recommender.admin import catalogue, music, playlists, questions, songs, training  # noqa: F401
