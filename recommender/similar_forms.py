"""The forms of songs and their like."""

from django import forms

from recommender.similar_lists import MIDDLE


class LeanForm(forms.Form):
    """How far a listener leans, in per cent: 0 the same genre, 100 the same sound."""

    lean = forms.IntegerField(required=False, min_value=0, max_value=100)

    @property
    def percent(self) -> int:
        """Return the lean in per cent; half way where none was named, or none that can be."""
        found = self.cleaned_data.get("lean") if self.is_valid() else None
        return round(100 * MIDDLE) if found is None else int(found)
