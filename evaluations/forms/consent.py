"""One text per step of the consent, with words that say what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluations.models import StaffConsultation

if TYPE_CHECKING:
    from datetime import date

LONGEST_TEXT = 5000


class StepForm(forms.Form):
    """The text that goes with a step; `label`, `hint` and `button` come from the step."""

    text = forms.CharField(widget=forms.Textarea, max_length=LONGEST_TEXT)

    def __init__(
        self,
        *args: Any,
        label: str,
        hint: str,
        button: str,
        is_required: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.help_text, text.required = label, hint, is_required
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.fields,
            Div(Submit("save", button, css_class="btn-primary"), css_class="td-form-foot"),
        )


class GrantForm(StepForm):
    """Consent, perhaps with agreements; never with conditions (R7)."""

    agreements = forms.CharField(
        label="Afspraken bij de instemming",
        widget=forms.Textarea,
        required=False,
        max_length=LONGEST_TEXT,
        help_text="Afspraken zijn geen voorwaarden: de instemming staat er los van. Wilt u"
        " voorwaarden stellen? Onthoud dan instemming en doe een tegenvoorstel.",
    )


class ExtendForm(StepForm):
    """A later last day, agreed by both parties (R13)."""

    term_ends_on = forms.DateField(
        label="Nieuwe laatste dag",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Bijvoorbeeld 14-5-2027.",
    )
    field_order = ["term_ends_on", "text"]

    def clean_term_ends_on(self) -> date:
        day: date = self.cleaned_data["term_ends_on"]
        if day <= timezone.localdate():
            raise ValidationError("Kies een dag die nog komt.")
        return day


class ConsultationForm(forms.ModelForm):
    """The totals of a vote that was held elsewhere (R31)."""

    class Meta:
        model = StaffConsultation
        fields = ["held_on", "base", "electorate", "yes", "no", "blank", "evidence"]
        widgets = {"held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "base": "Zoals u dat vóór de stemming hebt bekendgemaakt.",
            "electorate": "Iedereen die mocht stemmen, ook wie niet heeft gestemd.",
            "evidence": "Waar ligt de uitslag vast? Bijvoorbeeld: proces-verbaal, getekend"
            " door twee tellers. Schrijf geen namen van stemmers op.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.fields,
            Div(
                Submit("save", "Uitslag vastleggen", css_class="btn-primary"),
                css_class="td-form-foot",
            ),
        )

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(
                "De raadpleging is nog niet geweest. Leg de uitslag daarna vast."
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        votes = [cleaned.get(name) for name in ("yes", "no", "blank")]
        electorate = cleaned.get("electorate")
        if electorate is not None and sum(vote or 0 for vote in votes) > electorate:
            self.add_error(
                "electorate", "Er zijn meer stemmen dan stemgerechtigden. Controleer de aantallen."
            )
        return cleaned
