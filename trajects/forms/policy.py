"""The present taakbeleid: bringing it in from a file, and changing one item by hand."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms

from core.choosing import choose_among, choose_from
from core.spreadsheets import SpreadsheetRefused, Table, read_table
from people.models import User
from trajects.forms.versioned import VersionedForm
from trajects.models import PolicyImport, PolicyItem, TaskPolicy, Theme, Traject
from trajects.models.policy import shortest
from trajects.models.policy_import import COLUMNS, NEEDED


def beside(*names: str) -> Div:
    """Fields that belong together, on one line where there is room."""
    return Div(*(Div(name, css_class="col-sm") for name in names), css_class="row g-2")


class UploadForm(forms.Form):
    """A spreadsheet with one item a line."""

    file = forms.FileField(
        label="Bestand",
        help_text="Excel (.xlsx) of CSV, hoogstens 2 MB. Eén onderdeel per rij.",
    )

    table: Table

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Bestand lezen"))

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        try:
            self.table = read_table(given)
        except SpreadsheetRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return given

    def upload(self, traject: Traject, *, by: User) -> PolicyImport:
        name = self.cleaned_data["file"].name
        return PolicyImport.objects.upload(traject, self.table, name=name, by=by)


class ColumnsForm(forms.Form):
    """Which column of the file holds what; guessed first, then yours to change."""

    def __init__(self, *args: Any, given: PolicyImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = given
        choices = [("", "staat niet in het bestand")] + [
            (str(place), name or f"kolom {place + 1}") for place, name in enumerate(given.header)
        ]
        for column, label in COLUMNS.items():
            self.fields[column] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=column in NEEDED,
                initial=str(given.mapping.get(column, "")),
            )
        self.helper = FormHelper()
        self.helper.add_input(Submit("kolommen", "Kolommen toepassen", css_class="btn-secondary"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        places = [place for place in values.values() if place]
        twice = [name for name, place in values.items() if place and places.count(place) > 1]
        for column in twice:
            self.add_error(column, "Deze kolom koos u twee keer. Kies een andere.")
        return values

    def apply(self) -> None:
        self.given.match_columns(
            {column: int(place) for column, place in self.cleaned_data.items() if place}
        )


class PolicyItemForm(VersionedForm):
    """One rule or value: what it is, for whom, and how many hours."""

    button = "Onderdeel opslaan"
    category_name = forms.ChoiceField(label="Categorie", required=False)
    new_category = forms.CharField(
        label="Nieuwe categorie",
        required=False,
        max_length=80,
        help_text="Alleen als de categorie nog niet in de lijst staat.",
    )
    value = forms.DecimalField(
        label="Waarde", required=False, localize=True, min_value=0, decimal_places=4
    )
    hours = forms.DecimalField(
        label="Uren bij wtf 1,0",
        required=False,
        localize=True,
        min_value=0,
        max_value=99_999,
        decimal_places=2,
        help_text="Klokuren per jaar bij een volle baan, bijvoorbeeld 82,5.",
    )

    term_key = forms.ChoiceField(
        label="Uitgangspunt in de CAO",
        required=False,
        help_text="Dan leggen we de uren naast dit getal uit de CAO.",
    )

    class Meta:
        model = PolicyItem
        fields = [
            "title",
            "unit",
            "value",
            "hours",
            "applies_to",
            "staff_category",
            "is_pro_rata",
            "quantity",
            "is_within_other",
            "term_key",
            "theme",
            "text",
            "question",
        ]
        labels = {"theme": "Thema"}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "question": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "unit": "Bijvoorbeeld: klokuren per jaar, factor, klokuren per klas.",
            "applies_to": "Laat leeg als het voor iedereen geldt.",
            "question": "Wat vraagt de begeleider aan tafel over dit onderdeel?",
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = bool(self.instance.pk)
        choose_among(self, "theme", Theme.objects.filter(traject=traject))
        policy = TaskPolicy.objects.of(traject).first()
        terms = policy.terms.values_list("key", "title") if policy else []
        choose_from(self, "term_key", [("", "geen"), *terms])
        names = list(policy.categories.values_list("name", flat=True)) if policy else []
        known = [(name, name) for name in names]
        choose_from(self, "category_name", [("", "Kies een categorie"), *known])
        if self.instance.pk:
            self.initial["category_name"] = self.instance.category.name
        for name in ("value", "hours"):
            if self.initial.get(name) is not None:
                self.initial[name] = shortest(self.initial[name])
        self.helper.layout = Layout(
            "version",
            beside("category_name", "new_category"),
            "title",
            beside("unit", "value", "hours"),
            beside("applies_to", "staff_category"),
            "is_pro_rata",
            beside("quantity", "term_key"),
            "is_within_other",
            "theme",
            "text",
            "question",
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("category_name") and not values.get("new_category", "").strip():
            self.add_error("category_name", "Kies een categorie, of vul een nieuwe in.")
        return values

    @property
    def category(self) -> str:
        new: str = self.cleaned_data["new_category"].strip()
        return new or str(self.cleaned_data["category_name"])

    def change(self, *, by: User) -> None:
        self.instance.change(
            by=by, version=self.version_seen, category=self.category, **self.texts
        )

    def add(self, traject: Traject, *, by: User) -> PolicyItem:
        return PolicyItem.objects.add(traject, category=self.category, by=by, **self.texts)
