"""Changing, adding, skipping and filtering rows of the draaiboek."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from core.choosing import choose_among, choose_from
from core.words import datum
from trajects.forms.dates import DayField
from trajects.forms.responsible import people_of, responsible_for
from trajects.forms.versioned import VersionedForm
from trajects.models import Phase, RunSheetItem, Traject, role_names
from trajects.models.planning import waits_of
from trajects.models.schedule import Activity, GoesInCircles, Wait, in_order

if TYPE_CHECKING:
    from datetime import date

    from people.models import SchoolCalendar

DATES = ("starts_on", "ends_on", "is_fixed", "not_before", "not_after")


def beside(*names: str) -> Div:
    return Div(*names, css_class="td-beside")


class ItemForm(VersionedForm):
    """All fields of a row. The consent itself has no dates here: it moves by planning again."""

    who = forms.ChoiceField(
        label="Wie is verantwoordelijk?",
        required=False,
        help_text="Kies een plaats in het team, of een rol in de school.",
    )
    starts_on = DayField(label="Van")
    ends_on = DayField(label="Tot en met", help_text="Op één dag? Kies twee keer dezelfde dag.")
    not_before = DayField(label="Niet eerder dan", required=False)
    not_after = DayField(
        label="Niet later dan",
        required=False,
        help_text="Binnen deze dagen zoekt Taakdialoog bij opnieuw plannen een plek.",
    )
    waits_for = forms.ModelMultipleChoiceField(
        RunSheetItem.objects.none(),
        label="Deze regel wacht op",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = RunSheetItem
        fields = (
            "title",
            "phase",
            "kind",
            "about",
            "participants",
            "place",
            "manner",
            "starts_on",
            "ends_on",
            "is_fixed",
            "not_before",
            "not_after",
            "evidence",
        )
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("about", "manner", "evidence")
        }

    def __init__(
        self, *args: Any, traject: Traject, calendar: SchoolCalendar, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.traject, self.calendar = traject, calendar
        self._offer_people()
        self._offer_rows()
        self._lay_out()

    def _offer_people(self) -> None:
        self.seats, groups = people_of(self.traject)
        choose_from(self, "who", [("", "Nog niemand"), *groups])
        item = self.instance
        if item.responsible_id:
            self.fields["who"].initial = f"seat:{item.responsible_id}"
        elif item.responsible_role:
            self.fields["who"].initial = f"role:{item.responsible_role}"

    def _offer_rows(self) -> None:
        self.rows = list(self.traject.run_sheet.exclude(pk=self.instance.pk))
        others = self.traject.run_sheet.exclude(pk=self.instance.pk)
        field = choose_among(self, "waits_for", others)
        field.choices = [(row.pk, row.title) for row in self.rows]
        if self.instance.pk:
            field.initial = [row.pk for row in self.instance.waits_for.all()]

    def _lay_out(self) -> None:
        dates: list[Any] = [
            beside("starts_on", "ends_on"),
            "is_fixed",
            beside("not_before", "not_after"),
        ]
        if self.instance.is_target:
            dates = []
            for name in DATES:
                del self.fields[name]
        self.helper.form_class = "td-form"
        self.helper.layout = Layout(
            "version",
            "title",
            beside("phase", "kind"),
            *dates,
            "who",
            "participants",
            "place",
            "about",
            "manner",
            "evidence",
            HTML('<details class="td-details"><summary>Waar wacht deze regel op?</summary>'),
            "waits_for",
            HTML("</details>"),
        )

    def clean_starts_on(self) -> date:
        return self._school_day("starts_on")

    def clean_ends_on(self) -> date:
        return self._school_day("ends_on")

    def _school_day(self, name: str) -> date:
        """A day that was not touched stays good, whatever the calendar says by now."""
        day: date = self.cleaned_data[name]
        if name in self.changed_data and self.calendar.is_closed(day):
            after = self.calendar.next_school_day(day)
            raise forms.ValidationError(
                f"{datum(day).capitalize()} is vrij ({self.calendar.reason(day)}). "
                f"De eerste schooldag erna is {datum(after)}."
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste. Kies een latere dag.")
        self._refuse_outside_window(cleaned)
        if self.instance.pk and "waits_for" in cleaned:
            self._refuse_circles(cleaned["waits_for"])
        return cleaned

    def _refuse_outside_window(self, cleaned: dict[str, Any]) -> None:
        """Days and window have to agree; a window may have one side."""
        opens, closes = cleaned.get("not_before"), cleaned.get("not_after")
        if opens and closes and closes < opens:
            self.add_error("not_after", f"Kies een dag op of na {datum(opens)}.")
            return
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if opens and starts_on and starts_on < opens:
            self.add_error("starts_on", f"Deze regel mag niet eerder beginnen dan {datum(opens)}.")
        if closes and ends_on and ends_on > closes:
            self.add_error("ends_on", f"Deze regel moet klaar zijn op {datum(closes)}.")

    def _refuse_circles(self, chosen: Any) -> None:
        waits = waits_of(self.traject) | {self.instance.key: [row.key for row in chosen]}
        try:
            in_order(Activity(key, waits=tuple(map(Wait, after))) for key, after in waits.items())
        except GoesInCircles as circle:
            titles = {row.key: row.title for row in [*self.rows, self.instance]}
            chain = " wacht op ".join(f"‘{titles.get(key, key)}’" for key in circle.keys[::-1])
            self.add_error(
                "waits_for",
                f"Deze regels wachten dan op elkaar: {chain}. Haal een van de vinkjes weg.",
            )

    @property
    def responsible(self) -> dict[str, Any]:
        """The seat or the role that was chosen."""
        return responsible_for(self.seats, self.cleaned_data["who"])

    @property
    def fields_to_save(self) -> dict[str, Any]:
        names = [name for name in self._meta.fields or () if name in self.fields]
        saved = {name: self.cleaned_data[name] for name in names}
        if "starts_on" in saved:
            days = self.calendar.school_days_between(saved["starts_on"], saved["ends_on"])
            saved["duration_days"] = max(days, 1)
        return saved | self.responsible

    @property
    def moves(self) -> bool:
        return bool({"starts_on", "ends_on"} & set(self.changed_data))


class SkipForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Waarom slaat u deze regel over?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Iedereen die aan het traject werkt, leest deze reden.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class FilterForm(forms.Form):
    """What the list shows; wrong values show everything."""

    fase = forms.ChoiceField(
        label="Fase", required=False, choices=[("", "Alle fasen"), *Phase.choices]
    )
    wie = forms.ChoiceField(label="Wie", required=False)
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "Alles"),
            ("open", "Nog open"),
            ("late", "Te laat"),
            ("week", "Deze week klaar"),
            ("risk", "Te weinig tijd"),
            ("waits", "Kan nog niet beginnen"),
            ("mine", "Van mij"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "wie", [("", "Iedereen"), *role_names().items()])
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select form-select-sm"

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
