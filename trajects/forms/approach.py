"""What leadership and pmr agree beforehand, and what each of them answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from trajects.forms.dates import DayField
from trajects.forms.input_status import explain_input_status
from trajects.forms.versioned import VersionedForm
from trajects.models import Approach, ApproachSection, StartPosition
from trajects.models.approach import INPUTS
from trajects.models.approach_text import example_of, label_of

if TYPE_CHECKING:
    from datetime import date

    from people.models import User

MOST_DAYS = 30


class SectionForm(VersionedForm):
    """One part of the approach; an empty one begins with the shipped example."""

    button = "Onderdeel opslaan"

    class Meta:
        model = ApproachSection
        fields = ["text", "agreed_on"]
        field_classes = {"agreed_on": DayField}
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {"text": "Schrijf het zo op dat elke collega het begrijpt."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = example_of(self.instance.key)
        self.fields["text"].required = self.instance.is_required
        if not self.instance.text:
            self.initial["text"] = example.get("text", "")
        if label := example.get("date_label"):
            self.fields["agreed_on"].label = label
            self.fields["agreed_on"].help_text = "Bijvoorbeeld 20-10-2026. Leeg laten mag."
        elif not self.instance.agreed_on:
            del self.fields["agreed_on"]

    def clean_agreed_on(self) -> date | None:
        day: date | None = self.cleaned_data["agreed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                "Deze dag komt nog. Vul de datum in zodra het is afgesproken."
            )
        return day

    @property
    def texts(self) -> dict[str, Any]:
        """Only what was asked: a part without a day keeps none."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}

    def change(self, *, by: User) -> None:
        self.instance.change(version=self.version_seen, by=by, **self.texts)


class ChoicesForm(VersionedForm):
    """What is done with input at each occasion, and the days for feedback."""

    button = "Keuzes opslaan"

    class Meta:
        model = Approach
        fields = [*INPUTS, "feedback_days"]
        widgets = dict.fromkeys(INPUTS, forms.RadioSelect)
        help_texts = {
            "feedback_days": "Binnen hoeveel schooldagen horen alle medewerkers de uitkomst?"
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in INPUTS:
            explain_input_status(self, name)
            self.fields[name].label = f"Inbreng {label_of(name)}"
        days = self.fields["feedback_days"]
        days.label = "Terugkoppeling binnen (schooldagen)"
        days.validators += [
            MinValueValidator(1, "Kies minstens 1 schooldag."),
            MaxValueValidator(MOST_DAYS, f"Kies hooguit {MOST_DAYS} schooldagen."),
        ]

    def change(self, *, by: User) -> None:
        self.instance.choose(version=self.version_seen, by=by, **self.texts)


class SignForm(forms.Form):
    """The reader confirms exactly the hash that stood above the text."""

    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label="Ik heb deze tekst gelezen en teken precies deze versie.",
        error_messages={"required": "Zet eerst het vinkje: u tekent precies deze tekst."},
    )

    def __init__(self, *args: Any, approach: Approach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sha256"].initial = approach.sha256
        self.helper = FormHelper()
        self.helper.add_input(Submit("tekenen", "Aanpak ondertekenen"))


class ReasonForm(forms.Form):
    """Why the text goes back to the table."""

    reason = forms.CharField(
        label="Waarom?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf op waarom. Dan kan de ander iets met uw antwoord."},
    )

    def __init__(self, *args: Any, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"data-guard": ""}
        self.helper.add_input(Submit("terug", button))


class PositionForm(forms.ModelForm):
    """The three questions and the position of one party; `seen` is the last one that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = StartPosition
        fields = ["signals", "time", "expectations", "stance", "reason"]
        widgets = {
            "signals": forms.Textarea(attrs={"rows": 4}),
            "time": forms.Textarea(attrs={"rows": 3}),
            "expectations": forms.Textarea(attrs={"rows": 3}),
            "stance": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "signals": "Bijvoorbeeld cijfers uit een onderzoek, verzuim als totaal, of wat u vaak "
            "hoort. Noem geen namen.",
            "time": "Wat loopt er nog meer, en wat kan wachten?",
            "expectations": "Wat is er na dit traject anders?",
            "reason": "Verplicht bij ‘nog niet’ en ‘no-go’. Noem ook wat er nodig is om wel te "
            "beginnen.",
        }

    def __init__(self, *args: Any, last: StartPosition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last
        self.fields["seen"].initial = last.pk if last else None
        stance = self.fields["stance"]
        stance.choices = StartPosition.Stance.choices  # type: ignore[attr-defined]
        for name in ("signals", "time", "expectations", "reason"):
            self.initial.setdefault(name, getattr(last, name, ""))
        self.helper = FormHelper()
        self.helper.attrs = {"data-guard": ""}
        self.helper.add_input(Submit("opslaan", "Standpunt vastleggen"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        needs_reason = values.get("stance") not in (None, "", StartPosition.Stance.GO)
        if needs_reason and not values.get("reason", "").strip():
            self.add_error("reason", "Schrijf op waarom, en wat er nodig is om wel te beginnen.")
        return values

    @property
    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
