"""What the offering side fills in: a proposal, its changes, and offering it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.models import model_to_dict

from core.choosing import choose_among
from evaluations.forms.numbers import DutchDecimalField
from evaluations.models import PolicyProposal, ProposalItem, group_size
from trajects.models import PolicyCategory, PolicyItem

if TYPE_CHECKING:
    from trajects.models import Traject

DAY = {"type": "date"}
MOST_HOURS = Decimal(5000)
CHOICES_SYSTEM = [
    ("", "de berekening volgen"),
    ("True", "wel een systeemwijziging"),
    ("False", "geen systeemwijziging"),
]


def helper_with(*layout: Any, button: str) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        *layout, Div(Submit("save", button, css_class="btn-primary"), css_class="td-form-foot")
    )
    return helper


class NewProposalForm(forms.Form):
    """The first line of a new proposal."""

    title = forms.CharField(
        label="Waar gaat het voorstel over?",
        max_length=150,
        help_text="Bijvoorbeeld: meer tijd voor het mentoraat.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper_with("title", button="Voorstel beginnen")


class ProposalTextsForm(forms.ModelForm):
    """All texts of the request; an unfinished text may be saved."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PolicyProposal
        fields = ["title", "starts_on", *PolicyProposal.TEXTS]
        widgets = {"starts_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d")}
        help_texts = {
            "starts_on": "De dag waarop de nieuwe afspraken gaan gelden. Bijvoorbeeld 1 augustus.",
            "rationale": "Waarom stelt u dit voor? Verwijs naar wat de tafels zeiden.",
            "consequences_staff": "Wat merkt wie ervan, ook in deeltijd en als OOP?",
            "consequences_parents": "Merken ouders niets? Schrijf dat dan op.",
            "consequences_pupils": "Merken leerlingen niets? Schrijf dat dan op.",
            "measures": "Wat doet de school om nadelen op te vangen?",
            "criteria": "Maatstaven die iedereen kan nagaan, zoals uren, aantallen of datums.",
            "alternatives": "Wat hebt u nog meer bekeken, en waarom koos u dat niet?",
            "interest_balancing": "Welke belangen botsen, en hoe zijn ze gewogen?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.helper = helper_with(
            "version",
            Div("title", "starts_on"),
            Fieldset("Waarom", "rationale", "criteria", css_class="td-group"),
            Fieldset(
                "Gevolgen",
                "consequences_staff",
                "consequences_parents",
                "consequences_pupils",
                "measures",
                css_class="td-group",
            ),
            Fieldset("Afweging", "alternatives", "interest_balancing", css_class="td-group"),
            button="Teksten opslaan",
        )

    def _post_clean(self) -> None:
        """The action saves, if nobody did meanwhile; the instance keeps what is stored."""


class ItemForm(forms.Form):
    """From this to that, for one policy item."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    policy_item = forms.ModelChoiceField(
        PolicyItem.objects.none(), label="Onderdeel van het taakbeleid"
    )
    new_text = forms.CharField(
        label="Straks",
        widget=forms.Textarea,
        required=False,
        help_text="De nieuwe tekst. U begint met de tekst van nu.",
    )
    new_value = DutchDecimalField(
        label="Nieuwe waarde",
        least=Decimal(0),
        most=Decimal(99999),
        places=4,
        required=False,
        help_text="Bijvoorbeeld 0,65 of 80.",
    )
    new_hours = DutchDecimalField(
        label="Nieuwe uren bij wtf 1,0",
        least=Decimal(0),
        most=MOST_HOURS,
        required=False,
        help_text="Klokuren per jaar bij een volledige baan.",
    )
    taken_from = forms.ModelChoiceField(
        PolicyCategory.objects.none(),
        label="De uren komen uit, of gaan naar",
        required=False,
        empty_label="een andere wijziging in dit voorstel",
        help_text="Gaan er uren naar een andere categorie, dan is het een systeemwijziging.",
    )
    fte = DutchDecimalField(
        label="Fte in deze groep", least=Decimal(0), most=Decimal(5000), places=4, required=False
    )
    persons = forms.IntegerField(
        label="Personen in deze groep", min_value=0, max_value=10000, required=False
    )
    reason = forms.CharField(label="Reden", widget=forms.Textarea, required=False)

    def __init__(
        self,
        *args: Any,
        proposal: PolicyProposal,
        item: ProposalItem | None = None,
        policy_item: PolicyItem | None = None,
        **kwargs: Any,
    ) -> None:
        self.proposal, self.item = proposal, item
        super().__init__(*args, **kwargs)
        self.initial = self._initial(policy_item)
        self._choose_from(proposal.traject)
        fields = [name for name in self.fields if name != "policy_item" or item is None]
        self.helper = helper_with(*fields, button="Wijziging opslaan")

    def _choose_from(self, traject: Traject) -> None:
        items = PolicyItem.objects.of(traject).select_related("category__task_policy")
        used = self.proposal.items.values("policy_item")
        choose_among(self, "policy_item", items.exclude(pk__in=used))
        categories = PolicyCategory.objects.filter(items__in=items).distinct()
        choose_among(self, "taken_from", categories)
        if self.item:
            del self.fields["policy_item"]
        size = "Voorgesteld uit de personeelslijst van nu. Pas aan als de groep anders is."
        self.fields["fte"].help_text = self.fields["persons"].help_text = size

    def _initial(self, policy_item: PolicyItem | None) -> dict[str, Any]:
        if self.item:
            return model_to_dict(self.item) | {"version": self.item.version}
        if policy_item is None:
            return {"version": 0}
        suggested = group_size(policy_item, self.proposal.traject.school)
        return {
            "version": 0,
            "policy_item": policy_item.pk,
            "new_text": policy_item.text,
            "new_value": policy_item.value,
            "new_hours": policy_item.hours,
            **suggested,
        }

    def as_fields(self) -> dict[str, Any]:
        """What to store; a new item also keeps what held until now."""
        fields = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "version"}
        chosen: PolicyItem | None = fields.get("policy_item")
        if chosen:
            old = {"old_text": chosen.text, "old_value": chosen.value, "old_hours": chosen.hours}
            fields |= old
        return fields


class SystemChangeForm(forms.Form):
    """Follow the computed systeemtoets, or depart from it with a reason (R25)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    override = forms.TypedChoiceField(
        label="Wat geldt voor dit voorstel?",
        choices=CHOICES_SYSTEM,
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Waarom anders dan berekend?",
        widget=forms.Textarea,
        required=False,
        help_text="Alleen nodig als u afwijkt van de berekening. De pmr leest dit mee.",
    )

    def __init__(self, *args: Any, proposal: PolicyProposal, **kwargs: Any) -> None:
        override = proposal.system_change_override
        kwargs["initial"] = {
            "version": proposal.version,
            "override": "" if override is None else str(override),
            "reason": proposal.system_change_reason,
        }
        super().__init__(*args, **kwargs)
        self.helper = helper_with(
            "version",
            Div("override", css_class="td-choices"),
            "reason",
            button="Systeemtoets opslaan",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("override") is not None and not cleaned.get("reason"):
            self.add_error("reason", "Schrijf op waarom u afwijkt van de berekening.")
        if cleaned.get("override") is None:
            cleaned["reason"] = ""
        return cleaned


class OfferForm(forms.Form):
    """Who else receives the proposal at the same moment (R10)."""

    informed = forms.CharField(
        label="Mailadressen van de andere geledingen",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Ouders en leerlingen in de MR krijgen de tekst op hetzelfde moment, ter"
        " informatie. Eén adres per regel. Het adres van de secretaris van de MR mag ook.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper_with("informed", button="Voorstel aanbieden")

    def clean_informed(self) -> list[str]:
        typed = self.cleaned_data["informed"].replace(",", "\n").replace(";", "\n")
        addresses = list(dict.fromkeys(line.strip().lower() for line in typed.splitlines()))
        addresses = [address for address in addresses if address]
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError as wrong:
                shown = f"Dit is geen mailadres: {address}. Zet op elke regel één adres."
                raise ValidationError(shown) from wrong
        return addresses
