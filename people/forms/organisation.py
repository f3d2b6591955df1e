"""What a school decides for itself, and the first school on an empty database."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from people.forms.fields import OneLine
from people.forms.layouts import helper
from people.models import RoleKind, School
from people.models.account import normalised_address

SETTINGS = [
    "name", "brin", "region", "cao_edition", "consent_body", "term_length", "term_unit",
    "term_skips_holidays", "term_source", "minimum_group", "norm_hours",
]  # fmt: skip


class SchoolForm(forms.ModelForm):
    """The rules of one school; later steps take them from here."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = OneLine(label="Naam van de school", max_length=120)
    cao_edition = OneLine(label="Editie van de CAO", max_length=40)
    term_source = OneLine(label="Bron van de termijn", max_length=200)

    class Meta:
        model = School
        fields = SETTINGS
        help_texts = {
            "minimum_group": "Groepen onder dit aantal worden nooit getoond. 5 tot en met 20.",
            "region": "De regio bepaalt welke vakanties we invullen.",
        }

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.helper = helper(
            "version",
            ("name", "brin"),
            ("region", "cao_edition"),
            ("consent_body", "minimum_group"),
            ("term_length", "term_unit"),
            "term_skips_holidays",
            "term_source",
            "norm_hours",
            button="Instellingen opslaan",
            cancel=cancel,
        )

    def clean_brin(self) -> str:
        return str(self.cleaned_data["brin"]).strip().upper()

    def kept(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS}


class SetupForm(forms.ModelForm):
    """The first school and the account that keeps it."""

    board_name = OneLine(
        label="Bestuur",
        max_length=120,
        help_text="De stichting of vereniging waar de school bij hoort.",
    )
    name = OneLine(label="Naam van de school", max_length=120)
    your_name = OneLine(label="Uw naam", max_length=150)
    email = forms.EmailField(label="Uw e-mailadres", max_length=254)
    password = forms.CharField(
        label="Wachtwoord",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=128,
        strip=False,
        help_text="Ten minste 8 tekens. Een zin van vier woorden is sterk en makkelijk.",
    )
    also_leads = forms.BooleanField(label="Ik ben ook projectleider", required=False)

    class Meta:
        model = School
        fields = ["name", "brin", "region"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(
            "board_name",
            "name",
            ("brin", "region"),
            ("your_name", "email"),
            "password",
            "also_leads",
            button="School inrichten",
        )

    def clean_brin(self) -> str:
        return str(self.cleaned_data["brin"]).strip().upper()

    def clean_email(self) -> str:
        return normalised_address(self.cleaned_data["email"])

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def kinds(self) -> list[str]:
        also = [RoleKind.PROJECT_LEADER] if self.cleaned_data["also_leads"] else []
        return [RoleKind.SCHOOL_ADMIN, *also]
