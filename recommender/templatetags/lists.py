"""Speak of lists in templates."""

from django import template

from recommender.models import Playlist
from recommender.selectors import mood_of

register = template.Library()


@register.filter
def list_mood(playlist: Playlist) -> str:
    """Return the leading mood of a list; every list has one, also one that nobody gave a mood."""
    return mood_of(playlist).top
