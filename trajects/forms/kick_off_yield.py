"""After the startbijeenkomst: how many were there, and what came out of it."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone

from core.choosing import choose_among
from core.words import datum
from people.models import User
from trajects.forms.dates import DayField
from trajects.forms.versioned import VersionedForm
from trajects.models import KickoffMeeting, KickoffYield, RunSheetItem, Theme
from trajects.models.kick_off_yield import StaffGroup, missing_with

MOST = 5000


class HoldForm(forms.Form):
    """The day, and a total per group; groups that are small are asked together."""

    held_on = DayField(label="Op welke dag is de bijeenkomst gehouden?")

    def __init__(
        self, *args: Any, groups: list[StaffGroup], day: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        today = timezone.localdate()
        self.fields["held_on"].initial = min(day, today) if day else today
        for group in self.groups:
            self.fields[group.key] = self._field(group)
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("gehouden", "Vastleggen dat de bijeenkomst is gehouden"))

    def _field(self, group: StaffGroup) -> forms.IntegerField:
        most = group.employed or MOST
        base = f"Van de {group.employed} in dienst." if group.employed else "Een telling volstaat."
        return forms.IntegerField(
            label=f"Aanwezig: {group.label}",
            min_value=0,
            max_value=most,
            help_text=base,
            error_messages={
                "invalid": "Vul een heel aantal in, bijvoorbeeld 74.",
                "min_value": "Een aantal is nul of meer.",
                "max_value": f"Dat zijn er meer dan er in dienst zijn ({most}).",
            },
        )

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                f"{datum(day).capitalize()} moet nog komen. Vul de dag in waarop het was."
            )
        return day

    @property
    def present(self) -> dict[StaffGroup, int]:
        return {group: self.cleaned_data[group.key] for group in self.groups}


class YieldForm(VersionedForm):
    """What was said, and what is done with it; the chosen ending says what must be filled in."""

    parked_until = DayField(
        label="Bewaard tot", required=False, help_text="Alleen bij ‘bewaard tot een datum’."
    )

    class Meta:
        model = KickoffYield
        fields = ["kind", "text", "ending", "answer", "theme", "run_sheet_item", "parked_until"]
        widgets = {
            "kind": forms.RadioSelect,
            "ending": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "text": "Schrijf op wat er is gezegd, niet wie het zei. Geen namen.",
            "answer": "Iedereen die was uitgenodigd, leest dit antwoord.",
            "theme": "Alleen bij ‘naar een thema aan tafel’.",
            "run_sheet_item": "Alleen bij ‘naar het draaiboek’.",
        }

    def __init__(self, *args: Any, kickoff: KickoffMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kickoff = kickoff
        themes = Theme.objects.filter(traject=kickoff.traject_id).chosen()
        choose_among(self, "theme", themes)
        lines = RunSheetItem.objects.filter(traject=kickoff.traject_id).open()
        choose_among(self, "run_sheet_item", lines)

    def clean_parked_until(self) -> date | None:
        day: date | None = self.cleaned_data["parked_until"]
        if day and "parked_until" in self.changed_data and day <= timezone.localdate():
            raise forms.ValidationError("Deze dag is voorbij. Kies een dag die nog komt.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, words = missing_with(cleaned.get("ending", ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, words)
        return cleaned

    def save_for(self, kickoff: KickoffMeeting, *, by: User) -> None:
        if self.instance.pk:
            self.instance.change(by=by, version=self.version_seen, **self.texts)
            return
        position = KickoffYield.objects.next_position(kickoff)
        KickoffYield(kickoff=kickoff, position=position, **self.texts).add(by=by)
