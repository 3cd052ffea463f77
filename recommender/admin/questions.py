"""The questionnaire in the admin: a question with its answers, an answer with its effects."""

import math
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from emotion.models import MoodName
from emotion.moods import MOODS
from recommender.models import Answer, Effect, Question
from recommender.questionnaire import MOST_QUESTIONS


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A question; its moods are ticked."""

    moods = forms.MultipleChoiceField(
        label=_("Asked for moods"),
        choices=MoodName.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for every mood."),
    )

    class Meta:
        model = Question
        fields = ("slug", "text_en", "text_ko", "moods", "position", "active")

    def clean_moods(self) -> list[str]:
        """Keep the order of the moods."""
        return sorted(self.cleaned_data["moods"], key=MOODS.index)


class AnswerInline(admin.TabularInline):  # type: ignore[type-arg]
    """The answers of a question; the link of each leads to its effects."""

    model = Answer
    fields = ("position", "slug", "text_en", "text_ko")
    # The admin's own inputs are 20 em wide: three of them beside each other leave the page.
    formfield_overrides = {
        models.CharField: {"widget": forms.TextInput(attrs={"size": 20})},
        models.SlugField: {"widget": forms.TextInput(attrs={"size": 14})},
    }
    prepopulated_fields = {"slug": ("text_en",)}
    show_change_link = True
    extra = 1


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The questions, in the order in which they are asked."""

    form = QuestionForm
    inlines = (AnswerInline,)
    list_display = ("text", "asked_for", "position", "active")
    list_editable = ("position", "active")
    list_filter = ("active",)
    search_fields = ("text_en", "text_ko", "slug")
    prepopulated_fields = {"slug": ("text_en",)}
    fieldsets = (
        (
            None,
            {
                "fields": ("text_en", "text_ko", "slug", "moods", "position", "active"),
                "description": _(
                    "A list is asked the first %(most)s active questions of its mood. To put a "
                    "question away for a while, untick “active”."
                )
                % {"most": MOST_QUESTIONS},
            },
        ),
    )

    @admin.display(description=_("text"), ordering="text_en")
    def text(self, question: Question) -> str:
        """Return the question in the curator's language."""
        return question.text

    @admin.display(description=_("asked for moods"))
    def asked_for(self, question: Question) -> str:
        """Show the moods in the curator's language."""
        moods = question.moods or MOODS
        return ", ".join(str(MoodName(mood).label) for mood in moods)


class EffectFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The effects of one answer, judged together."""

    def clean(self) -> None:
        """Refuse moods whose shares are more than the whole list."""
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and form.is_valid()]
        rows = [form.cleaned_data for form in kept if form.cleaned_data]
        shares = sum(row["amount"] for row in rows if row["kind"] == Effect.Kind.MOOD)
        if shares > 1 and not math.isclose(shares, 1):
            raise ValidationError(_("The shares of the moods are more than 1 in all."))


class EffectInline(admin.TabularInline):  # type: ignore[type-arg]
    """What an answer changes."""

    model = Effect
    formset = EffectFormSet
    fields = ("kind", "key", "amount")
    extra = 1


@admin.register(Answer)
class AnswerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One answer with its effects; reached from its question."""

    inlines = (EffectInline,)
    fieldsets = (
        (
            None,
            {
                "fields": ("question", "position", "slug", "text_en", "text_ko"),
                "description": _("What each kind of effect does stands in docs/questionnaire.md."),
            },
        ),
    )
    list_display = ("text", "question", "effects_in_words")
    list_filter = ("question",)
    search_fields = ("text_en", "text_ko", "slug")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch what the list shows."""
        return super().get_queryset(request).select_related("question").prefetch_related("effects")

    @admin.display(description=_("text"), ordering="text_en")
    def text(self, answer: Answer) -> str:
        """Return the answer in the curator's language."""
        return answer.text

    @admin.display(description=_("effects"))
    def effects_in_words(self, answer: Answer) -> str:
        """Show the effects on one line."""
        return ", ".join(str(effect) for effect in answer.effects.all())
