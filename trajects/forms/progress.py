"""Writing in the log, and correcting what stands there."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone

from core.choosing import choose_among
from people.models import User
from trajects.forms.dates import DayField
from trajects.models import ProgressEntry, RunSheetItem, Traject

NO_PERSONS = "Schrijf over het werk, zonder namen en zonder gezondheid of vakbond."


class ProgressForm(forms.ModelForm):
    """One note: what happened, what was adjusted, and why."""

    class Meta:
        model = ProgressEntry
        fields = ["noted_on", "went", "adjusted", "reason", "phase", "run_sheet_item"]
        field_classes = {"noted_on": DayField}
        widgets = {
            "went": forms.Textarea(attrs={"rows": 3}),
            "adjusted": forms.Textarea(attrs={"rows": 2}),
            "reason": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "went": f"Wat ging goed, wat liep anders? {NO_PERSONS}",
            "adjusted": "Laat leeg als er niets is bijgesteld.",
            "reason": "Nodig als u iets hebt bijgesteld.",
            "run_sheet_item": "Mag leeg blijven.",
        }

    def __init__(self, *args: Any, traject: Traject, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = choose_among(self, "run_sheet_item", RunSheetItem.objects.filter(traject=traject))
        lines.empty_label = "Geen regel"
        self.helper = FormHelper()
        self.helper.attrs = {"data-guard": ""}
        self.helper.add_input(Submit("opslaan", button))

    def clean_noted_on(self) -> date:
        day: date = self.cleaned_data["noted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of eerder.")
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("adjusted", "").strip() and not values.get("reason", "").strip():
            self.add_error("reason", "Zeg waarom u dit hebt bijgesteld.")
        return values

    def write(self, traject: Traject, *, by: User) -> ProgressEntry:
        return ProgressEntry.objects.write(traject, by=by, **self.cleaned_data)

    def correct(self, entry: ProgressEntry, *, by: User) -> ProgressEntry:
        return entry.correct(by=by, **self.cleaned_data)
