"""The question what is done with input, asked the same way in every form (R36)."""

from typing import cast

from django import forms

from trajects.models import InputStatus


def explain_input_status(form: forms.BaseForm, name: str = "input_status") -> None:
    """Show each choice with the sentence that people will read who are asked."""
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = [(str(s.value), f"{s.label.capitalize()}. {s.meaning}") for s in InputStatus]
