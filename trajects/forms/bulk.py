"""One change for several lines of the draaiboek."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from core.choosing import choose_from
from trajects.forms.responsible import NOBODY, people_of, responsible_for
from trajects.models import Phase, RunSheetItem

if TYPE_CHECKING:
    from trajects.models import Traject

AS_IT_IS = ("", "Laat zoals het is")


class BulkForm(forms.Form):
    """What stays empty, stays as it is."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[AS_IT_IS, *RunSheetItem.Status.choices]
    )
    skip_reason = forms.CharField(
        label="Waarom slaat u deze regels over?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alleen nodig als u ‘overgeslagen met reden’ kiest.",
    )
    who = forms.ChoiceField(label="Wie is verantwoordelijk?", required=False)
    place = forms.CharField(label="Waar", required=False, max_length=120)
    phase = forms.ChoiceField(label="Fase", required=False, choices=[AS_IT_IS, *Phase.choices])
    is_fixed = forms.ChoiceField(
        label="Datum staat vast",
        required=False,
        choices=[AS_IT_IS, ("ja", "Ja, de datum staat vast"), ("nee", "Nee, mag verschuiven")],
    )

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats, groups = people_of(traject)
        choose_from(self, "who", [AS_IT_IS, (NOBODY, "Nog niemand"), *groups])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Div("status", "phase", css_class="td-beside"),
            "skip_reason",
            "who",
            Div("place", "is_fixed", css_class="td-beside"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        skips = cleaned.get("status") == RunSheetItem.Status.SKIPPED
        if skips and not cleaned.get("skip_reason"):
            self.add_error("skip_reason", "Schrijf op waarom u deze regels overslaat.")
        if not self.errors and not self.changes:
            raise forms.ValidationError("Kies eerst wat u wilt wijzigen.")
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """The fields to save, with the values they get."""
        given = self.cleaned_data
        saved = {name: given[name] for name in ("place", "phase") if given.get(name)}
        if given.get("status"):
            skips = given["status"] == RunSheetItem.Status.SKIPPED
            saved["status"] = given["status"]
            saved["skip_reason"] = given.get("skip_reason", "") if skips else ""
        if given.get("is_fixed"):
            saved["is_fixed"] = given["is_fixed"] == "ja"
        if given.get("who"):
            saved |= responsible_for(self.seats, given["who"])
        return saved
