"""Page three: the day of consent, and whether a plan fits before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from core.words import datum
from trajects.forms.dates import DayField
from trajects.forms.wizard.layout import helper
from trajects.models.schedule import CannotBePlanned, FixedTooEarly, plan
from trajects.models.school_days import NoSchoolDays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from people.models import SchoolCalendar
    from trajects.models.schedule import Placed
    from trajects.models.template import Line

LONGEST_TRAJECT = 4 * 366
NO_ROOM = (
    "De schoolkalender laat meer dan een jaar lang geen ruimte. "
    "Pas eerst de vrije dagen en de toetsweken aan."
)


class Feasible(forms.Form):
    """A page whose answers decide whether the plan fits; `earliest` is offered as a button."""

    earliest: date | None = None
    calendar: SchoolCalendar

    def check_plan(self, lines: Iterable[Line], starts_on: date, target_on: date) -> None:
        try:
            fitted(lines, self.calendar, starts_on, target_on)
        except CannotBePlanned as refusal:
            self.earliest = refusal.earliest
            self.refuse_target(target_on, refusal.earliest)
        except FixedTooEarly as refusal:
            self.refuse_fixed(refusal.earliest)
        except NoSchoolDays:
            self.add_error(None, NO_ROOM)

    def refuse_target(self, target_on: date, earliest: date) -> None:
        raise NotImplementedError

    def refuse_fixed(self, earliest: date) -> None:
        raise NotImplementedError


def fitted(
    lines: Iterable[Line], calendar: SchoolCalendar, starts_on: date, target_on: date
) -> dict[str, Placed]:
    """The lines with their days; raises what `plan` raises."""
    activities = [line.activity for line in lines]
    return plan(activities, calendar=calendar, starts_on=starts_on, target_on=target_on)


class TargetForm(Feasible):
    starts_on = DayField(label="Wanneer begint u?")
    target_on = DayField(
        label="Wanneer moet de instemming van de pmr er zijn?",
        help_text=(
            "Vaak is dat een paar weken voor de zomervakantie. "
            "Dan kan het besluit nog voor het nieuwe schooljaar ingaan."
        ),
    )

    def __init__(
        self,
        *args: Any,
        calendar: SchoolCalendar,
        school_year: int,
        ways: Sequence[Sequence[Line]],
        **kwargs: Any,
    ) -> None:
        """`ways`: the draaiboeken that may still be chosen; the date must suit one of them."""
        super().__init__(*args, **kwargs)
        self.calendar, self.ways = calendar, ways
        self.fields["starts_on"].initial = self._first_day(school_year)
        self.helper = helper("starts_on", "target_on")

    def _first_day(self, school_year: int) -> date:
        today = timezone.localdate()
        first = max(today, today.replace(year=school_year, month=8, day=1))
        if self.calendar.is_closed(first):
            return self.calendar.next_school_day(first)
        return first

    def clean_starts_on(self) -> date:
        """A day that went by since the page was kept becomes today: nobody has to come back."""
        day: date = self.cleaned_data["starts_on"]
        today = timezone.localdate()
        if day >= today:
            return day
        if day.isoformat() < self.data.get("kept_on", today.isoformat()):
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        return today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, target_on = cleaned.get("starts_on"), cleaned.get("target_on")
        if not starts_on or not target_on:
            return cleaned
        if (target_on - starts_on).days > LONGEST_TRAJECT:
            self.add_error(
                "target_on", "Dit is meer dan vier jaar na de start. Kies een eerdere datum."
            )
        else:
            self._check_ways(starts_on, target_on)
        return cleaned

    def _check_ways(self, starts_on: date, target_on: date) -> None:
        """Refused only if no way fits; then the earliest day of all of them is offered."""
        refused: list[date] = []
        for lines in self.ways:
            try:
                fitted(lines, self.calendar, starts_on, target_on)
            except CannotBePlanned as refusal:
                refused.append(refusal.earliest)
            except NoSchoolDays:
                continue
            else:
                return
        if refused:
            self.earliest = min(refused)
            self.refuse_target(target_on, self.earliest)
        else:
            self.add_error(None, NO_ROOM)

    def refuse_target(self, target_on: date, earliest: date) -> None:
        self.add_error(
            "target_on",
            f"{datum(target_on).capitalize()} lukt niet: er zijn te weinig schooldagen. "
            f"De vroegste datum is {datum(earliest)}.",
        )
