"""One message of the communication plan, and the addresses of other constituencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms

from trajects.forms.dates import DayField
from trajects.forms.input_status import explain_input_status
from trajects.forms.versioned import VersionedForm
from trajects.models import Channel, CommunicationItem, ConstituencyAddress, RunSheetItem
from trajects.models.placeholders import TEXTS, faults_in

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Traject

ONE_LINE = ("subject", "sender", "asks", "afterwards", "purpose")
MOST_MARKS = 12_000
FIELDS = (
    "subject",
    "asks",
    "body",
    "afterwards",
    "button",
    "audience",
    "channel",
    "planned_on",
    "answer_by",
    "sender",
    "input_status",
    "run_sheet_item",
    "purpose",
)


class CommunicationForm(VersionedForm):
    """The text, and who gets it when. Words between braces come from a fixed list (T27)."""

    button = "Bericht opslaan"
    planned_on = DayField(label="Wanneer gaat het uit?")
    answer_by = DayField(
        label="Uiterlijk antwoord op",
        required=False,
        help_text="Alleen als u iets vraagt. In de tekst schrijft u {uiterlijk}.",
    )

    class Meta:
        model = CommunicationItem
        fields = FIELDS
        widgets = {
            "body": forms.Textarea(attrs={"rows": 9, "maxlength": MOST_MARKS}),
            "input_status": forms.RadioSelect,
        }
        labels = {
            "audience": "Wie krijgt het?",
            "channel": "Hoe gaat het?",
            "asks": "Eerste regel: wat vraagt u en hoe lang kost het?",
            "afterwards": "Wat gebeurt er daarna, en wie ziet het?",
            "sender": "Namens wie?",
            "run_sheet_item": "Hoort bij deze regel in het draaiboek",
        }
        help_texts = {
            "subject": "Begin met een werkwoord en noem de datum: "
            "Geef uw mening vóór vrijdag 15 januari.",
            "asks": "Bijvoorbeeld: Wij vragen u dit te lezen. Dat kost 2 minuten.",
            "input_status": "Zo weten mensen vooraf wat er met hun inbreng gebeurt.",
            "sender": "Bij projectleider of schoolleiding zetten wij de naam erbij.",
            "run_sheet_item": "Verschuift die regel, dan verschuift het bericht mee.",
            "button": "Eén knop onder de mail, naar een pagina in Taakdialoog.",
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: Any = self.fields["run_sheet_item"]
        lines.queryset = RunSheetItem.objects.filter(traject=traject)
        lines.empty_label = "geen regel"
        explain_input_status(self)
        self._offer_news(traject)
        news = ("included",) if "included" in self.fields else ()
        self.helper.layout = Layout(
            "subject",
            "asks",
            "body",
            "afterwards",
            *news,
            _beside("audience", "channel", "button"),
            _beside("planned_on", "answer_by"),
            "input_status",
            _beside("sender", "run_sheet_item"),
            "purpose",
            "version",
        )

    def _offer_news(self, traject: Traject) -> None:
        """Which messages a newsletter tells again; asked only of a newsletter."""
        if self.instance.channel != Channel.NEWSLETTER:
            return
        others = CommunicationItem.objects.filter(traject=traject).exclude(pk=self.instance.pk)
        self.fields["included"] = forms.ModelMultipleChoiceField(
            others,
            label="Berichten in deze nieuwsbrief",
            help_text="Kiest u niets, dan komen de laatste drie berichten aan allen erin.",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if self.instance.pk:
            self.initial["included"] = list(self.instance.included.all())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ONE_LINE:
            self._refuse_line_breaks(name)
        for name in TEXTS:
            for fault in faults_in(name, cleaned.get(name) or ""):
                self.add_error(name, fault)
        self._check_days(cleaned)
        return cleaned

    def _refuse_line_breaks(self, name: str) -> None:
        """What becomes a header is refused with a break in it, not silently repaired (B11)."""
        typed = str(self.data.get(self.add_prefix(name), ""))
        if any(mark in typed for mark in "\r\n\x0b\x0c\x85\u2028\u2029"):
            self.add_error(name, "Dit veld is één regel. Haal de nieuwe regel weg.")

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("planned_on"), cleaned.get("answer_by")
        if first and last and last < first:
            self.add_error(
                "answer_by", "Deze dag ligt vóór het bericht zelf. Kies een latere dag."
            )

    def change(self, *, by: User) -> None:
        """Save what was typed if nobody was first; a newsletter keeps its choice too."""
        self.instance.change(by=by, version=self.version_seen, **self.texts)
        if "included" in self.cleaned_data:
            self.instance.included.set(self.cleaned_data["included"])

    def add_to(self, traject: Traject, *, by: User) -> CommunicationItem:
        return CommunicationItem.objects.add(traject, by=by, **self.texts)


def _beside(*names: str) -> Div:
    return Div(*names, css_class="td-beside")


class ConstituencyForm(forms.ModelForm):
    """One address that reads along for parents, pupils or the whole council."""

    class Meta:
        model = ConstituencyAddress
        fields = ("name", "email")

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        self.helper = FormHelper()
        self.helper.attrs = {"data-guard": ""}
        self.helper.layout = Layout(_beside("name", "email"))
        self.helper.add_input(Submit("opslaan", "Adres toevoegen"))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(name.splitlines()) > 1:
            raise forms.ValidationError("Dit veld is één regel. Haal de nieuwe regel weg.")
        return name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        known = ConstituencyAddress.objects.filter(traject=self.traject, email__iexact=email)
        if known.exists():
            raise forms.ValidationError("Dit adres staat al in de lijst. Kies een ander adres.")
        return email

    def add(self, *, by: User) -> ConstituencyAddress:
        return ConstituencyAddress.objects.add(self.traject, by=by, **self.cleaned_data)
