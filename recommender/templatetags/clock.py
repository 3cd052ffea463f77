"""Write durations in templates."""

from django import template

register = template.Library()


@register.filter
def clock(seconds: float | None) -> str:
    """Return ``seconds`` as minutes and seconds (``m:ss``), an empty string where unknown."""
    if seconds is None:
        return ""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
