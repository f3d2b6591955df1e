"""The text of a decision, looked at once more before it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations.models import Decision

if TYPE_CHECKING:
    from datetime import date

DAY = {"type": "date"}


class DecisionForm(forms.ModelForm):
    """`with_mandate`: school leadership decides on behalf of the competent authority (R32)."""

    class Meta:
        model = Decision
        fields = [
            "title",
            "text",
            "reasons",
            "not_taken_over",
            "council_view",
            "decided_on",
            "starts_on",
            "review_on",
            "mandate",
        ]
        widgets = {
            name: forms.DateInput(attrs=DAY, format="%Y-%m-%d")
            for name in ("decided_on", "starts_on", "review_on")
        }
        help_texts = {
            "text": "Wat is besloten? Eén besluit per zin.",
            "reasons": "Waarom? Noem ook wat de tafels en de pmr hebben gezegd.",
            "not_taken_over": "Wat is gevraagd maar niet overgenomen, en waarom niet?",
            "council_view": "Wat vond de pmr van dit besluit? Vraag het haar vooraf.",
            "review_on": "De dag waarop u bekijkt of het werkt zoals bedoeld.",
            "mandate": "Waaruit blijkt dat u namens het bevoegd gezag mag besluiten? Bijvoorbeeld:"
            " managementstatuut, artikel 4.",
        }

    def __init__(
        self, *args: Any, with_mandate: bool, with_council_view: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mandate"].required = with_mandate
        self.fields["council_view"].required = with_council_view
        for name, is_wanted in (("mandate", with_mandate), ("council_view", with_council_view)):
            if not is_wanted:
                del self.fields[name]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[name for name in self.fields if not name.endswith("_on") and name != "mandate"],
            Fieldset(
                "Wanneer en namens wie",
                *[name for name in self.fields if name.endswith("_on") or name == "mandate"],
                css_class="td-group",
            ),
            Div(
                Submit("preview", "Besluit nalezen", css_class="btn-primary"),
                css_class="td-form-foot",
            ),
        )

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError("Een besluit krijgt de datum van vandaag of eerder.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, review_on = cleaned.get("starts_on"), cleaned.get("review_on")
        if starts_on and review_on and review_on <= starts_on:
            self.add_error("review_on", "Kies een dag na de ingangsdatum.")
        return cleaned

    def _post_clean(self) -> None:
        """The action makes the row; a form never holds a half decision."""

    def preview_fields(self) -> list[tuple[str, Any]]:
        """Label and value of each field, to read once more."""
        return [
            (str(self.fields[name].label), value)
            for name, value in self.cleaned_data.items()
            if value not in ("", None)
        ]
