"""What comes back from the page of a door of words."""

from django import forms

from emotion.forms import WORDS_LONGEST
from emotion.models import MoodName
from emotion.written import WordsField
from recommender.forms import TOKEN_LONGEST

# The doors whose words a page can send back, by the names of their addresses.
DOORS = ("sentence", "photo")


class WordsMoodForm(forms.Form):
    """The listener's own word on what was read, and what was read."""

    token = forms.CharField(max_length=TOKEN_LONGEST)
    mood = forms.ChoiceField(choices=MoodName.choices)
    text = WordsField(longest=WORDS_LONGEST, required=False)
    door = forms.ChoiceField(choices=[(door, door) for door in DOORS])
