"""Inviting somebody, and what a new colleague fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from people.forms.fields import OneLine
from people.forms.layouts import helper
from people.models import Invitation, Role, RoleKind, School, User
from people.models.account import normalised_address

NOT_TOGETHER = {RoleKind.SCHOOL_LEADERSHIP, RoleKind.COMPETENT_AUTHORITY}

YOURSELF = "U kunt uzelf geen rol geven. Vraag een collega die dat ook mag."
HAS_ROLE = "{} heeft deze rol al. Kijk in de lijst hieronder."
WAITS = "Voor dit adres loopt al een uitnodiging met deze rol. Stuur die opnieuw."
NOT_BOTH = (
    "Wie de school leidt of het bevoegd gezag is, kan geen pmr-lid zijn. "
    "Trek eerst de andere rol in."
)


class InviteForm(forms.Form):
    """A role for somebody by mail address; the role begins when the invitation is accepted."""

    email = forms.EmailField(label="E-mailadres", max_length=254)
    name = OneLine(label="Naam", max_length=150, required=False)
    kind = forms.ChoiceField(label="Rol", choices=[("", "Kies een rol"), *RoleKind.choices])
    title = OneLine(
        label="Functie in die rol",
        max_length=60,
        required=False,
        help_text="Bijvoorbeeld: voorzitter.",
    )

    def __init__(self, *args: Any, school: School, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.by = school, by
        self.helper = helper("email", "name", "kind", "title", button="Uitnodiging versturen")

    def clean_email(self) -> str:
        address = normalised_address(self.cleaned_data["email"])
        if address == self.by.email:
            raise forms.ValidationError(YOURSELF)
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        address, kind = cleaned.get("email"), cleaned.get("kind")
        if address and kind:
            self._check_roles(address, kind)
        return cleaned

    def _check_roles(self, address: str, kind: str) -> None:
        held = Role.objects.active().at(self.school).filter(user__email=address)
        kinds = set(held.values_list("kind", flat=True))
        if kind in kinds:
            self.add_error("kind", HAS_ROLE.format(address))
        if self._are_not_together(kinds, kind):
            self.add_error("kind", NOT_BOTH)
        waiting = Invitation.objects.waiting().filter(school=self.school, email=address)
        if waiting.filter(kind=kind).exists():
            self.add_error("email", WAITS)

    def _are_not_together(self, kinds: set[str], kind: str) -> bool:
        both = kinds | {kind}
        return RoleKind.PMR_MEMBER in both and bool(both & NOT_TOGETHER)


class WelcomeForm(forms.Form):
    """A new account: how others see you, and a password."""

    name = OneLine(label="Uw naam", max_length=150, help_text="Zo zien collega’s wie u bent.")
    password = forms.CharField(
        label="Wachtwoord",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=128,
        strip=False,
        required=False,
        help_text=(
            "Ten minste 8 tekens; een zin van vier woorden is sterk en makkelijk te onthouden. "
            "Laat dit leeg om steeds in te loggen met een code per mail."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = helper("name", "password", button="Account opslaan")

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password, self.user)
        return password

    def save(self) -> User:
        self.user.name = self.cleaned_data["name"]
        if self.cleaned_data["password"]:
            self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["name", "password"])
        return self.user


class NameForm(forms.ModelForm):
    """How colleagues see your name."""

    name = OneLine(label="Naam", max_length=150)

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("name", button="Naam opslaan")
