"""The curator's pages in the admin, one subject a module."""

from recommender.admin import questions, training  # noqa: F401
