"""Name moods in templates."""

from django import template

from emotion.models import MoodName

register = template.Library()


@register.filter
def mood_label(mood: str) -> str:
    """Return the name of ``mood`` in the active language; raises ValueError for an unknown one."""
    return str(MoodName(mood).label)
