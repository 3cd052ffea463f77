"""The forms of the list pages, one for each action."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from emotion.models import MoodName
from recommender.models import Answer, Question, Song

PREFIX = "q_"
# Tokens are about 120 characters; whatever is much longer was not made here.
TOKEN_LONGEST = 1000
SEARCH_LONGEST = 100


class StartForm(forms.Form):
    """A door's result: a signed reading, or a mood by hand, or a reading and its correction."""

    token = forms.CharField(required=False, max_length=TOKEN_LONGEST)
    mood = forms.ChoiceField(
        required=False,
        choices=MoodName.choices,
        error_messages={"invalid_choice": _("Please choose one of the six moods.")},
    )

    def clean(self) -> dict[str, str]:
        """Ask for a mood where there is no reading."""
        data: dict[str, str] = super().clean() or {}
        if not self.errors and not data.get("token") and not data.get("mood"):
            raise ValidationError(_("Please choose a mood."))
        return data


class RowByUuid(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A row named by its UUID; whatever names none, in whichever way, is the same error."""

    def __init__(self, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(queryset, to_field_name="uuid", **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the row."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from error


class HintByUuid(RowByUuid):
    """A row that helps if it is there: a name that no longer fits is as good as none."""

    def to_python(self, value: Any) -> Any:
        """Return the row, or None."""
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class SongForm(forms.Form):
    """One playable song, named by its UUID."""

    song = RowByUuid(Song.objects.playable())


class LikesForm(forms.Form):
    """What a page of likes is asked for.

    q: words to look for. off: the song that was just taken off the page; was: what had been said
    of it, so that it can be undone.
    """

    q = forms.CharField(
        required=False,
        max_length=SEARCH_LONGEST,
        error_messages={"max_length": _("Please use fewer words, 100 characters at most.")},
    )
    off = HintByUuid(Song.objects.all(), required=False)
    was = forms.CharField(required=False)


class SaveForm(forms.Form):
    """The name under which a list is kept; empty leaves it its title."""

    name = forms.CharField(
        required=False,
        max_length=120,
        error_messages={"max_length": _("Please choose a shorter name, 120 characters at most.")},
    )


class QuestionsForm(forms.Form):
    """At most one answer to each question that was asked; at least one in all."""

    now_playing = HintByUuid(Song.objects.all(), required=False)

    def __init__(self, questions: Sequence[Question], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.questions = questions
        for question in questions:
            self.fields[field_of(question)] = RowByUuid(
                Answer.objects.filter(question=question),
                required=False,
                error_messages={
                    "invalid_choice": _("That answer does not belong to this question.")
                },
            )

    def clean(self) -> dict[str, object]:
        """Refuse questions that were not asked, and an empty sheet."""
        data: dict[str, object] = super().clean() or {}
        if any(name.startswith(PREFIX) and name not in self.fields for name in self.data):
            raise ValidationError(_("One of these questions was not asked for this list."))
        if not self.errors and not self.answers:
            raise ValidationError(_("Please choose at least one answer."))
        return data

    @property
    def answers(self) -> list[Answer]:
        """Return the answers that were given, in the order of the questions."""
        given = [self.cleaned_data.get(field_of(question)) for question in self.questions]
        return [answer for answer in given if answer]

    @property
    def chosen(self) -> set[uuid.UUID]:
        """Return the answers to show as chosen again after an error."""
        return {answer.uuid for answer in self.answers} if self.is_bound else set()

    @property
    def messages(self) -> list[str]:
        """Return every error as one sentence."""
        return list(dict.fromkeys(str(text) for texts in self.errors.values() for text in texts))


def field_of(question: Question) -> str:
    """Return the name of a question's field."""
    return f"{PREFIX}{question.uuid}"
