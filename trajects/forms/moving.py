"""Which lines shift, by how much, and the day of consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from core.choosing import choose_from
from core.words import datum
from trajects.forms.dates import DayField
from trajects.models import Phase
from trajects.models.course import OTHER, SCREENS
from trajects.models.moving import school_days_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import SchoolCalendar
    from trajects.models.lines import Line

MOST_DAYS = 200


class TargetForm(forms.Form):
    """`earliest` is set when the day asked for cannot be met."""

    earliest: date | None = None
    target_on = DayField(label="Nieuwe datum van instemming")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ShiftForm(forms.Form):
    """A group of lines and a distance; what does not belong to the choice may stay empty."""

    wat = forms.ChoiceField(label="Welke regels verschuift u?", widget=forms.RadioSelect)
    fase = forms.ChoiceField(
        label="Fase", required=False, choices=[("", "Kies een fase"), *Phase.choices]
    )
    stap = forms.ChoiceField(label="Stap", required=False)
    vanaf = DayField(label="Alles dat begint op of na", required=False)
    hoe = forms.ChoiceField(
        label="Hoe ver?",
        widget=forms.RadioSelect,
        choices=[("dagen", "Een aantal schooldagen"), ("datum", "Naar een datum")],
    )
    dagen = forms.IntegerField(
        label="Schooldagen",
        required=False,
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text="Later: 5. Eerder: -5.",
    )
    datum = DayField(label="De eerste regel begint op", required=False)
    mee = forms.BooleanField(label="Laat meeschuiven wat op deze regels wacht", required=False)

    def __init__(
        self,
        *args: Any,
        items: Sequence[Line],
        chosen: Sequence[int],
        calendar: SchoolCalendar,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.picked, self.calendar = items, chosen, calendar
        groups = [("fase", "Een fase"), ("stap", "Een stap"), ("vanaf", "Alles na een dag")]
        if chosen:
            number = len(chosen)
            words = "De regel die u koos" if number == 1 else f"De {number} regels die u koos"
            groups.insert(0, ("gekozen", words))
        choose_from(self, "wat", groups)
        links = dict.fromkeys(item.link for item in items)
        steps = [(link or "-", SCREENS.get(link, OTHER)[0]) for link in links]
        choose_from(self, "stap", [("", "Kies een stap"), *steps])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "wat",
            Div("fase", "stap", "vanaf", css_class="td-beside"),
            "hoe",
            Div("dagen", "datum", css_class="td-beside"),
            "mee",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("wat", "")
        if kind in GROUPS and not cleaned.get(kind) and kind not in self.errors:
            self.add_error(kind, GROUPS[kind])
        way = cleaned.get("hoe", "")
        if way and not cleaned.get(way) and way not in self.errors:
            self.add_error(way, DISTANCES[way])
        return cleaned

    def clean_datum(self) -> date | None:
        day: date | None = self.cleaned_data["datum"]
        if day and self.calendar.is_closed(day):
            after = self.calendar.next_school_day(day)
            raise forms.ValidationError(
                f"{datum(day).capitalize()} is vrij ({self.calendar.reason(day)}). "
                f"De eerste schooldag erna is {datum(after)}."
            )
        return day

    @property
    def lines(self) -> list[Line]:
        """The lines of the group that was chosen."""
        asked = self.cleaned_data
        match asked["wat"]:
            case "gekozen":
                return [item for item in self.items if item.pk in self.picked]
            case "fase":
                return [item for item in self.items if item.phase == asked["fase"]]
            case "stap":
                return [item for item in self.items if (item.link or "-") == asked["stap"]]
        return [item for item in self.items if item.starts_on >= asked["vanaf"]]

    @property
    def distance(self) -> int:
        """School days, below zero for earlier; to a date it is counted from the first line."""
        if self.cleaned_data["hoe"] == "dagen":
            days: int = self.cleaned_data["dagen"]
            return days
        moving = [item for item in self.lines if item.is_open and not item.is_target]
        first = min((item.starts_on for item in moving), default=self.cleaned_data["datum"])
        return school_days_to(first, self.cleaned_data["datum"], calendar=self.calendar)


GROUPS = {
    "fase": "Kies de fase die u verschuift.",
    "stap": "Kies de stap die u verschuift.",
    "vanaf": "Kies een dag. Alles dat dan of later begint, verschuift.",
}
DISTANCES = {
    "dagen": "Vul in hoeveel schooldagen: 5 is later, -5 is eerder.",
    "datum": "Kies de dag waarop de eerste regel begint.",
}
