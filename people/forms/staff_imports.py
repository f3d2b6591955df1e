"""Uploading a staff list, naming its columns, and confirming what it does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from people.forms.fields import DayInput
from people.forms.layouts import helper
from people.models import StaffCategory, StaffImport
from people.resources.columns import COLUMNS, choices

COLUMN_TWICE = "Deze kolom koos u al bij {}. Kies een andere, of “niet in dit bestand”."
NAME_NEEDED = "Kies de kolom met de naam, of de kolommen met roepnaam én achternaam."
NUMBER_NEEDED = "Kies de kolom met het personeelsnummer. Daaraan herkennen we elke collega."
CHOOSE_FIRST = "Vink aan dat u de rijen met fouten wilt overslaan, of verbeter eerst het bestand."


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Bestand met de personeelslijst",
        help_text="Excel (.xlsx), CSV of TXT, hooguit 2 MB en 5.000 rijen.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("file", button="Bestand bekijken")


class ColumnsForm(forms.Form):
    """Which column holds what. Guessed from the names, or remembered from the last time."""

    def __init__(self, *args: Any, staff_import: StaffImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = choices(staff_import.header, staff_import.rows)
        chosen = staff_import.mapping.get("columns", {})
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                choices=options,
                required=False,
                initial=str(chosen.get(column.name, "")),
            )
        self.fields["default_category"] = forms.ChoiceField(
            label="Categorie als de cel leeg is",
            choices=[("", "niets invullen"), *StaffCategory.choices],
            required=False,
            initial=staff_import.mapping.get("default_category", ""),
        )
        self.helper = helper(
            ("employee_number", "full_name"),
            ("given_name", "infix", "family_name"),
            ("email", "job_title"),
            ("staff_category", "default_category"),
            ("working_time_factor", "location"),
            ("team", "subject_department"),
            ("starts_on", "ends_on"),
            button="Vergelijken met de lijst",
        )
        self.helper.hide_optional = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("employee_number"):
            self.add_error("employee_number", NUMBER_NEEDED)
        has_parts = cleaned.get("given_name") and cleaned.get("family_name")
        if not cleaned.get("full_name") and not has_parts:
            self.add_error("full_name", NAME_NEEDED)
        self._each_column_once(cleaned)
        return cleaned

    def _each_column_once(self, cleaned: dict[str, Any]) -> None:
        first: dict[str, str] = {}
        for column in COLUMNS:
            at = cleaned.get(column.name)
            if at and first.setdefault(at, column.label) != column.label:
                self.add_error(column.name, COLUMN_TWICE.format(first[at]))

    def mapping(self) -> dict[str, Any]:
        chosen = {column.name: self.cleaned_data[column.name] for column in COLUMNS}
        return {
            "columns": {name: int(at) for name, at in chosen.items() if at},
            "default_category": self.cleaned_data["default_category"],
        }


class ConfirmForm(forms.Form):
    """What to do with rows in error, with people who are missing, and with namesakes."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    skip_wrong = forms.BooleanField(label="Rijen met fouten overslaan", required=False)
    everyone_left = forms.BooleanField(required=False)
    left_on = forms.DateField(label="Laatste dag in dienst", widget=DayInput, required=False)

    def __init__(self, *args: Any, has_wrong: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_wrong = has_wrong

    def clean_skip_wrong(self) -> bool:
        skip = bool(self.cleaned_data["skip_wrong"])
        if self.has_wrong and not skip:
            raise forms.ValidationError(CHOOSE_FIRST)
        return skip

    def clean_left_on(self) -> Any:
        return self.cleaned_data["left_on"] or timezone.localdate()
