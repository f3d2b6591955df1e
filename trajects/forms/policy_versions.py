"""A next version of the taakbeleid, and the CAO numbers it is measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from core.choosing import choose_from
from trajects.forms.dates import DayField
from trajects.forms.policy import beside
from trajects.forms.versioned import VersionedForm
from trajects.models import PolicyTerm, TaskPolicy
from trajects.models.policy import shortest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User


class NewVersionForm(forms.Form):
    """Which version to go on from, and why."""

    origin = forms.TypedChoiceField(
        label="Welke versie neemt u over?",
        coerce=int,
        widget=forms.RadioSelect,
        help_text="Een oudere versie kiezen mag. Dan staat die weer vooraan.",
    )
    note = forms.CharField(
        label="Waarom deze versie?",
        max_length=200,
        help_text="Bijvoorbeeld: de nieuwe mentoruren vanaf 1 augustus.",
    )

    def __init__(self, *args: Any, versions: Sequence[TaskPolicy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {version.number: version for version in versions}
        choices = [(number, _described(version)) for number, version in self.versions.items()]
        choose_from(self, "origin", choices)
        self.initial.setdefault("origin", next(iter(self.versions), None))
        self.helper = FormHelper()
        self.helper.add_input(Submit("beginnen", "Versie beginnen"))

    def begin(self, *, by: User) -> TaskPolicy:
        origin = self.versions[self.cleaned_data["origin"]]
        return origin.copy(by=by, note=self.cleaned_data["note"])


def _described(version: TaskPolicy) -> str:
    return f"Versie {version.number}, {version.get_origin_display()}"


class BasisForm(VersionedForm):
    """Edition, norm and the day from which this version holds."""

    button = "Uitgangspunten opslaan"
    norm_hours = forms.IntegerField(
        label="Normjaartaak in klokuren",
        min_value=1,
        max_value=5000,
        help_text="Bij een volle baan (wtf 1,0), per schooljaar.",
    )

    valid_from = DayField(
        label="Geldt vanaf",
        required=False,
        help_text="Vanaf deze dag gelden deze regels op school.",
    )

    class Meta:
        model = TaskPolicy
        fields = ["cao_edition", "norm_hours", "valid_from", "note"]
        help_texts = {"cao_edition": "Zoals hij voor op de CAO staat, met de jaren erbij."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "version", beside("cao_edition", "norm_hours"), "valid_from", "note"
        )

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)


class TermForm(VersionedForm):
    """One number of the CAO, as this school reads it."""

    button = "Getal opslaan"
    value = forms.DecimalField(
        label="Getal",
        localize=True,
        min_value=0,
        max_value=99_999,
        decimal_places=4,
        help_text="Bij een volle baan (wtf 1,0). Bijvoorbeeld 720 of 0,65.",
    )

    class Meta:
        model = PolicyTerm
        fields = ["title", "value", "unit", "bound", "article", "note", "is_certain"]
        help_texts = {
            "article": "Artikel en lid, bijvoorbeeld 8.1 lid 3.",
            "bound": "Hoogstens: meer uren vragen mag niet. Ten minste: minder geven mag niet.",
            "is_certain": "U heeft dit getal zelf in de CAO gelezen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = bool(self.instance.pk)
        if self.instance.pk:
            self.initial["value"] = shortest(self.instance.value)
        self.helper.layout = Layout(
            "version",
            "title",
            beside("value", "unit", "bound"),
            beside("article", "note"),
            "is_certain",
        )

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)

    def add(self, policy: TaskPolicy, *, by: User) -> PolicyTerm:
        return policy.add_term(by=by, **self.texts)
