"""An item of the library: the words about it, and the file or address itself."""

from typing import Any
from urllib.parse import urlsplit

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator

from core.choosing import choose_among
from core.spreadsheets import SpreadsheetRefused, plain, read_table
from core.uploads import SafeFile, SafeFileField, UploadRefused
from people.models import User
from trajects.forms.dates import DayField
from trajects.forms.versioned import VersionedForm
from trajects.models import LibraryItem, LibraryVersion, Theme, Traject
from trajects.models.library import FIGURES, LibraryAudience, LibrarySubject

LINK = (
    "Vul een link in die met https:// begint, bijvoorbeeld https://www.voorbeeld.nl/werkdruk. "
    "Begint de pagina anders? Sla haar op als PDF en kies dat bestand."
)
NAMED_LINK = (
    "In deze link staat een naam of wachtwoord. Haal dat deel weg, of sla de pagina op als PDF "
    "en kies dat bestand."
)
BOTH = "Kies een bestand of vul een link in, niet allebei. Maak voor het tweede een nieuw stuk."
NEITHER = "Kies een bestand of vul een link in."
AGAIN = "Kies het bestand nog een keer: uw browser onthoudt het niet. Wat u typte, staat er nog."
UNCHECKED = (
    "Bij dit onderwerp horen alleen totalen, en dit stuk is daar niet op nagekeken. Laat het "
    "onderwerp zoals het was en maak voor de cijfers een nieuw stuk."
)
CHECK = "Kijk het stuk na en zet dit vinkje: er staan alleen totalen in."
# Columns that are about one person; a list that has one is no list of totals.
ABOUT_PEOPLE = {
    "naam",
    "voornaam",
    "achternaam",
    "medewerker",
    "personeelsnummer",
    "medewerkernummer",
    "bsn",
    "geboortedatum",
    "burgerservicenummer",
    "email",
    "emailadres",
    "diagnose",
    "klacht",
    "redenverzuim",
    "redenziekte",
    "ziektereden",
    "verzuimreden",
    "ziekmelding",
}
MOST_ROWS_OF_HEADERS = 20


def clean_link(given: str) -> str:
    """An address of the open web, by https, without a name or password in it."""
    link = given.strip()
    if link and "://" not in link and ":" not in link.split("/")[0]:
        link = f"https://{link}"
    try:
        URLValidator(schemes=["https"], message=LINK)(link)
        parts = urlsplit(link)
        has_secret = bool(parts.username or parts.password or "@" in parts.netloc)
    except ValueError as error:
        raise ValidationError(LINK) from error
    if has_secret:
        raise ValidationError(NAMED_LINK)
    return link


def column_about_people(file: SafeFile) -> str:
    """The first column of a list that is about one person; nothing when there is none."""
    if file.kind not in {"csv", "xlsx"}:
        return ""
    try:
        table = read_table(ContentFile(file.content, file.name))
    except SpreadsheetRefused:
        return ""
    cells = [cell for row in table.rows[:MOST_ROWS_OF_HEADERS] for cell in row]
    texts = (cell for cell in cells if isinstance(cell, str))
    return next((cell for cell in texts if plain(cell) in ABOUT_PEOPLE), "")


class SourceForm(forms.Form):
    """A file or a link. Whoever uploads is counted; figures have to be looked at first."""

    link = forms.CharField(
        label="Link",
        required=False,
        max_length=500,
        help_text="Een pagina op het open web, met https.",
        widget=forms.URLInput(attrs={"inputmode": "url"}),
    )
    file = SafeFileField(
        label="Of een bestand",
        required=False,
        help_text="PDF, PNG, JPEG, Excel (.xlsx) of CSV, hoogstens 10 MB.",
    )
    is_checked = forms.BooleanField(
        label="Ik heb het nagekeken: geen namen, geen gezondheid van iemand, geen kleine groepen.",
        required=False,
        help_text="Nodig bij cijfers over de eigen school.",
    )

    def count_files_of(self, user: User) -> None:
        field: Any = self.fields["file"]
        field.by = user

    def clean_link(self) -> str:
        return clean_link(self.cleaned_data["link"]) if self.cleaned_data["link"] else ""

    @property
    def is_about_figures(self) -> bool:
        return self.cleaned_data.get("subject") in FIGURES

    @property
    def source(self) -> SafeFile | str:
        file: SafeFile | None = self.cleaned_data.get("file")
        link: str = self.cleaned_data.get("link", "")
        return file or link

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("file") and values.get("link"):
            self.add_error("file", BOTH)
        if self.is_about_figures and self.source:
            self._check_figures(values.get("file"), is_checked=values.get("is_checked", False))
        if self.errors and values.get("file"):
            self.add_error("file", AGAIN)
        return values

    def _check_figures(self, file: SafeFile | None, *, is_checked: bool) -> None:
        column = column_about_people(file) if file else ""
        if column:
            self.add_error(
                "file",
                f"In de lijst staat een kolom ‘{column}’. Hier horen alleen totalen. Bewaar de "
                "cijfers per jaar of voor de hele school en kies dat bestand.",
            )
        if not is_checked:
            self.add_error("is_checked", CHECK)

    def not_kept(self, refused: UploadRefused) -> None:
        """The file could not be kept after all; what was typed stays."""
        self.add_error("file", str(refused))


VISIT_BEGINS = (
    '<details class="td-details" {}><summary>{{% load td %}}{{% icon "chevron-right" %}}'
    'Was het een bezoek aan een andere school?</summary><div class="td-details-body">'
)
WORDS = ["subject", "title", "summary", "audience", "themes"]
VISIT = ["visited_on", "other_school", "what_we_saw", "contact"]


class ItemForm(VersionedForm):
    """The words about an item."""

    button = "Stuk opslaan"
    visited_on = DayField(label="Wanneer", required=False)

    class Meta:
        model = LibraryItem
        fields = [*WORDS, *VISIT]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5}),
            "what_we_saw": forms.Textarea(attrs={"rows": 4}),
            "themes": forms.CheckboxSelectMultiple,
        }
        labels = {"themes": "Bij welke thema's"}
        help_texts = {
            "summary": "Wat moet iemand weten die het stuk niet leest? Twee tot vijf zinnen.",
            "audience": "Pas na publiceren kan deze groep het lezen.",
            "themes": "Het stuk staat dan bij de uitnodiging en aan de tafel over dit thema. "
            "Kiest u niets, dan hoort het bij het hele gesprek.",
            "contact": "Alleen het projectteam ziet dit.",
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        self.fields["version"].required = bool(self.instance.pk)
        choose_among(self, "themes", Theme.objects.filter(traject=traject))
        self.helper.layout = Layout("version", *WORDS, self._visit())

    def _visit(self) -> Layout:
        """Folded away, unless it is a visit or something in it has to be put right."""
        is_visit = self.instance.is_visit or self.is_bound
        return Layout(
            HTML(VISIT_BEGINS.format("open" if is_visit else "")), *VISIT, HTML("</div></details>")
        )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("subject") == LibrarySubject.OTHER_SCHOOL and not values.get("other_school"):
            self.add_error("other_school", "Schrijf op welke school het was.")
        if values.get("subject") in FIGURES and not self.instance.figures_are_checked:
            self.add_error("subject", UNCHECKED)
        return values

    @property
    def words(self) -> dict[str, Any]:
        return {name: value for name, value in self.texts.items() if name != "themes"}

    def change(self, *, by: User) -> None:
        self.instance.change(
            version=self.version_seen, by=by, themes=self.cleaned_data["themes"], **self.words
        )


class AddForm(SourceForm, ItemForm):
    """A new item with its file or link."""

    button = "In de bibliotheek zetten"

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count_files_of(by)
        self.helper.layout = Layout(
            "version",
            *WORDS,
            Fieldset("Het stuk zelf", "link", "file", "is_checked"),
            self._visit(),
        )

    def put(self, *, by: User) -> LibraryItem:
        return LibraryItem.objects.put(
            self.traject,
            by=by,
            source=self.source,
            themes=self.cleaned_data["themes"],
            is_checked=self.cleaned_data["is_checked"],
            **self.words,
        )


class VersionForm(SourceForm):
    """A newer file or link of the same item."""

    summary = LibraryItem._meta.get_field("summary").formfield(
        label="Samenvatting van deze versie",
        help_text="Pas de tekst aan. De oude samenvatting blijft bij de oude versie staan.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ["version", "summary", "link", "file", "is_checked"]

    def __init__(self, *args: Any, item: LibraryItem, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.count_files_of(by)
        self.fields["version"].initial = item.version
        self.fields["summary"].initial = item.summary
        self.helper = FormHelper()
        self.helper.attrs = {"data-guard": ""}
        self.helper.add_input(Submit("opslaan", "Nieuwe versie plaatsen"))
        if not item.is_figures:
            del self.fields["is_checked"]

    @property
    def is_about_figures(self) -> bool:
        return self.item.is_figures

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.source and not self.errors:
            self.add_error("file", NEITHER)
        return values

    def add(self, *, by: User) -> LibraryVersion:
        return self.item.add_version(
            self.source,
            version=self.cleaned_data["version"],
            by=by,
            summary=self.cleaned_data["summary"],
            is_checked=self.cleaned_data.get("is_checked", False),
        )


class WithdrawForm(forms.Form):
    """Why an item is taken back."""

    reason = forms.CharField(
        label="Waarom trekt u dit stuk in?",
        max_length=200,
        help_text="Het projectteam ziet de reden. Het stuk verdwijnt voor alle lezers.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("intrekken", "Stuk intrekken", css_class="btn-secondary"))


class SearchForm(forms.Form):
    """Words, a subject and a group of readers; what is not understood does not narrow."""

    q = forms.CharField(label="Zoek", required=False, max_length=100)
    onderwerp = forms.ChoiceField(
        label="Onderwerp",
        required=False,
        choices=[("", "alle onderwerpen"), *LibrarySubject.choices],
    )
    voor = forms.ChoiceField(
        label="Voor wie", required=False, choices=[("", "alle"), *LibraryAudience.choices]
    )
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "alle, zonder ingetrokken"), *LibraryItem.Status.choices],
    )

    def __init__(self, *args: Any, is_team: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_team:
            del self.fields["voor"], self.fields["stand"]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "q" else "form-select"
        self.is_valid()

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())

    def narrow(self, items: Any) -> Any:
        """The items that fit what was asked."""
        asked = self.cleaned_data
        found = items.search(asked.get("q", ""))
        for field, column in (("onderwerp", "subject"), ("voor", "audience"), ("stand", "status")):
            if asked.get(field):
                found = found.filter(**{column: asked[field]})
        if not asked.get("stand"):
            found = found.exclude(status=LibraryItem.Status.WITHDRAWN)
        return found
