"""The agreements that the whole traject rests on."""

from typing import Any

from django import forms

from people.models import User
from trajects.forms.dates import DayInput
from trajects.forms.versioned import VersionedForm
from trajects.models import Traject


class TrajectForm(VersionedForm):
    """Title, jaarplan, how to record (R38) and what the evaluation is for (R39)."""

    button = "Afspraken opslaan"

    class Meta:
        model = Traject
        fields = [
            "title",
            "in_year_plan_on",
            "recording_agreement",
            "recording_agreed_on",
            "evaluation_goal",
            "evaluation_goal_on",
        ]
        widgets = {
            "in_year_plan_on": DayInput(),
            "recording_agreed_on": DayInput(),
            "evaluation_goal_on": DayInput(),
            "recording_agreement": forms.Textarea(attrs={"rows": 5}),
            "evaluation_goal": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "in_year_plan_on": "De dag waarop het traject in het jaarplan kwam.",
            "recording_agreement": "Wat schrijft een tafel op? Wie leest het, en wanneer "
            "hoort iedereen de uitkomst? Noem geen namen.",
            "recording_agreed_on": "Liefst vóór de eerste sessie.",
            "evaluation_goal": "Waaraan ziet u straks of dit traject gelukt is?",
            "evaluation_goal_on": "Liefst voordat fase 3 begint.",
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for day, text, what in (
            ("recording_agreed_on", "recording_agreement", "de afspraken"),
            ("evaluation_goal_on", "evaluation_goal", "het doel"),
        ):
            if values.get(day) and not values.get(text, "").strip():
                self.add_error(text, f"Schrijf {what} op, of maak de datum leeg.")
        return values

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)
