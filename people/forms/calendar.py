"""Own days of a school, by hand or from an agenda file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from people.forms.fields import DayInput, OneLine
from people.forms.layouts import helper
from people.models import CalendarDay, DayKind

LONGEST = timedelta(days=120)
ENDS_BEFORE = "De laatste dag ligt vóór de eerste. Verbeter een van de twee."
TOO_LONG = "Een periode duurt hier hooguit vier maanden. Verdeel hem in stukken."


class DayForm(forms.ModelForm):
    title = OneLine(label="Wat is er", max_length=120, help_text="Bijvoorbeeld: toetsweek 2.")

    class Meta:
        model = CalendarDay
        fields = ["title", "first_on", "last_on", "kind"]
        widgets = {"first_on": DayInput, "last_on": DayInput}
        help_texts = {"kind": "Op vrije dagen wacht ook de mail."}

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_on"].required = False
        self.fields["last_on"].help_text = "Leeg laten als het één dag is."
        self.helper = helper(
            "title", ("first_on", "last_on"), "kind", button="Dag opslaan", cancel=cancel
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first_on = cleaned.get("first_on")
        last_on = cleaned["last_on"] = cleaned.get("last_on") or first_on
        if first_on and last_on < first_on:
            self.add_error("last_on", ENDS_BEFORE)
        elif first_on and last_on - first_on > LONGEST:
            self.add_error("last_on", TOO_LONG)
        return cleaned


class AgendaForm(forms.Form):
    file = forms.FileField(
        label="Agendabestand (.ics)",
        help_text="Hooguit 1 MB. Vaak te vinden bij exporteren in uw agenda.",
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("file", button="Agenda bekijken", action=action)


class KindsForm(forms.Form):
    """What each event of an agenda file means for planning."""

    def __init__(self, *args: Any, days: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        for number, day in enumerate(days):
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=f"Betekenis van {day['title']}",
                choices=[*DayKind.choices, ("skip", "niet overnemen")],
                initial=day["kind"],
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    def chosen(self) -> list[dict[str, Any]]:
        kinds = [self.cleaned_data[f"kind_{number}"] for number in range(len(self.days))]
        return [
            {**day, "kind": kind}
            for day, kind in zip(self.days, kinds, strict=True)
            if kind != "skip"
        ]
