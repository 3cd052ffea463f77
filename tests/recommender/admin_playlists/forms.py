"""Fill the admin's forms in as a browser does."""

from typing import Any

from django.forms.formsets import BaseFormSet
from django.test import Client


def values_of(client: Client, url: str) -> dict[str, Any]:
    """Return what an admin page's form, with its inlines, would send if nothing were changed."""
    context = client.get(url).context
    data = fields_of(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        formset: BaseFormSet[Any] = inline.formset
        data |= fields_of(formset.management_form)
        for form in formset.forms:
            data |= fields_of(form)
    return data


def fields_of(form: Any) -> dict[str, Any]:
    """Return a form's initial values by the names under which they are sent."""
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


def errors_of(response: Any) -> str:
    """Return all that a page finds wrong, as text."""
    context = response.context
    errors = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        errors += [str(inline.formset.errors), str(inline.formset.non_form_errors())]
    return " ".join(errors)
