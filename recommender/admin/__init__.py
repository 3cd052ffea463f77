"""The curator's pages in the admin, one subject a module."""

from recommender.admin import (  # noqa: F401
    analysis,
    by_ear,
    catalogue,
    music,
    playlists,
    questions,
    songs,
    training,
)
