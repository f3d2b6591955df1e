"""Who sits where: filling seats, the four agreements, and advice set aside."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.choosing import choose_from
from people.forms.fields import OneLine
from people.models import Role, User
from trajects.actions.team import Holder, hand_over, let_in
from trajects.forms.dates import DayField
from trajects.forms.versioned import VersionedForm
from trajects.models import OverruledAdvice, Seat, SeatRole, Traject
from trajects.models.template import seat_texts

ONE_LEADER = (
    "Er is al een projectleider. Draag de leiding over op de pagina van die plaats, "
    "of kies een andere rol."
)


PAST = "Deze dag is al voorbij. Kies een dag die nog komt."
COACH_END = "Hulp van buiten is voor een vaste periode. Na deze dag stopt de toegang vanzelf."


class SeatForm(VersionedForm):
    """The four agreements of one seat, and until when somebody sits here."""

    button = "Afspraken opslaan"

    class Meta:
        model = Seat
        fields = [
            "mandate",
            "responsibilities",
            "division_of_work",
            "reporting",
            "is_champion",
            "ends_on",
        ]
        field_classes = {"ends_on": DayField}
        labels = {"reporting": "Terugkoppeling: hoe en aan wie"}
        widgets = {
            "mandate": forms.Textarea(attrs={"rows": 2}),
            "responsibilities": forms.Textarea(attrs={"rows": 4}),
            "division_of_work": forms.Textarea(attrs={"rows": 3}),
            "reporting": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "mandate": "Wat is de bedoeling van deze plaats?",
            "responsibilities": "Waar mag u deze persoon op aanspreken?",
            "division_of_work": "Welk deel van het werk doet deze persoon?",
            "is_champion": "Een kartrekker trekt het traject in de school zichtbaar mee.",
            "ends_on": "Na deze dag stopt de toegang. Laat leeg als er geen einddatum is.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.role == SeatRole.PROCESS_COACH and self.instance.is_filled:
            self.fields["ends_on"].required = True
            self.fields["ends_on"].help_text = COACH_END

    def clean_ends_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data["ends_on"]
        if "ends_on" in self.changed_data:
            _require_to_come(ends_on)
        return ends_on

    def agree(self, *, by: User) -> None:
        self.instance.agree(by=by, version=self.version_seen, **self.texts)


def _require_to_come(day: date | None) -> None:
    if day and day < timezone.localdate():
        raise forms.ValidationError(PAST)


class HolderForm(forms.Form):
    """Somebody of the staff list, or another account at the school."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    holder = forms.ChoiceField(label="Wie komt op deze plaats?")
    ends_on = DayField(
        label="Tot en met",
        required=False,
        help_text="Laat leeg als er geen einddatum is.",
    )

    def __init__(self, *args: Any, seat: Seat, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["version"].initial = seat.version
        choose_from(self, "holder", holder_choices(seat.traject))
        if seat.role == SeatRole.PROCESS_COACH:
            self.fields["ends_on"].required = True
            self.fields["ends_on"].help_text = COACH_END
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", button))

    def clean_ends_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data["ends_on"]
        _require_to_come(ends_on)
        return ends_on

    @property
    def chosen(self) -> Holder:
        """Account and colleague as the seat keeps them, with the last day."""
        kind, number = self.cleaned_data["holder"].split("-")
        ends_on = self.cleaned_data["ends_on"]
        if kind == "account":
            return Holder(user=User.objects.get(pk=number), ends_on=ends_on)
        member = self.seat.traject.school.staff.select_related("user").get(pk=number)
        return Holder(user=member.user, staff_member=member, ends_on=ends_on)

    def fill(self, *, by: User) -> None:
        self.seat.fill(
            by=by,
            version=self.cleaned_data["version"],
            user=self.chosen.user,
            staff_member=self.chosen.staff_member,
            ends_on=self.chosen.ends_on,
        )


class HandOverForm(HolderForm):
    """Who takes over; asked once more after showing what goes along."""

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_holder(self) -> str:
        chosen: str = self.cleaned_data["holder"]
        kind, number = chosen.split("-")
        held = self.seat.account_id if kind == "account" else self.seat.staff_member_id
        if held == int(number):
            raise forms.ValidationError("Deze persoon zit al op deze plaats. Kies een ander.")
        return chosen

    @property
    def is_confirmed(self) -> bool:
        return bool(self.cleaned_data["confirmed"])

    def hand_over(self, *, by: User) -> Seat:
        return hand_over(self.seat, self.chosen, by=by, version=self.cleaned_data["version"])


class OutsiderForm(forms.Form):
    """Somebody from outside the school, by name and mail address, until a last day."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = OneLine(label="Naam", max_length=150)
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Op dit adres komt de uitnodiging, en straks de code om in te loggen.",
    )
    ends_on = DayField(label="Tot en met", help_text=COACH_END)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["version"].initial = seat.version
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Toegang geven"))

    def clean_ends_on(self) -> date:
        ends_on: date = self.cleaned_data["ends_on"]
        _require_to_come(ends_on)
        return ends_on

    def let_in(self, *, by: User) -> None:
        let_in(self.seat, by=by, **self.cleaned_data)


def holder_choices(traject: Traject) -> list[tuple[str, Any]]:
    """Everybody employed now, and accounts with a role here who are not on the list."""
    staff = traject.school.staff.employed()
    on_the_list = staff.filter(user__isnull=False)
    others = (
        User.objects.filter(
            pk__in=Role.objects.active().at(traject.school).values("user"), is_active=True
        )
        .exclude(pk__in=on_the_list.values("user"))
        .order_by("name")
    )
    return [
        ("", "Kies een naam"),
        ("Personeelslijst", [(f"staff-{one.pk}", one.full_name) for one in staff]),
        ("Andere accounts bij de school", [(f"account-{one.pk}", str(one)) for one in others]),
    ]


class AddSeatForm(forms.Form):
    """One more place; a second project leader is not possible."""

    role = forms.ChoiceField(label="Rol", choices=SeatRole)

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        self.fields["role"].initial = SeatRole.TEAM_MEMBER
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Plaats toevoegen"))

    def add(self) -> Seat | None:
        """The new seat with the shipped texts; None when the form now says what is wrong."""
        role = self.cleaned_data["role"]
        texts = seat_texts()[role]
        try:
            with transaction.atomic():
                return Seat.objects.create(
                    traject=self.traject,
                    role=role,
                    mandate=texts["assignment"],
                    responsibilities="\n".join(texts["responsibilities"]),
                    reporting=texts["reporting"],
                )
        except IntegrityError:
            self.add_error("role", ONE_LEADER)
            return None


class ContentForm(VersionedForm):
    """Does the project leader answer for the content too? It must be chosen."""

    button = "Keuze opslaan"

    class Meta:
        model = Traject
        fields = ["leader_owns_content"]
        field_classes = {"leader_owns_content": forms.TypedChoiceField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.leader_owns_content
        self.fields["leader_owns_content"] = forms.TypedChoiceField(
            label="Waar gaat de projectleider over?",
            choices=[("yes", "Over het verloop én de inhoud"), ("no", "Alleen over het verloop")],
            coerce=lambda value: value == "yes",
            widget=forms.RadioSelect,
            initial=None,
        )
        if chosen is not None:
            self.initial["leader_owns_content"] = "yes" if chosen else "no"

    def choose(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)


class OverruleForm(forms.ModelForm):
    """Set an advice aside; the reason is kept with your name."""

    class Meta:
        model = OverruledAdvice
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"reason": "Uw naam en de reden blijven bij het advies staan."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Reden opslaan"))

    def keep(self, traject: Traject, key: str, *, by: User) -> OverruledAdvice:
        return OverruledAdvice.keep(traject, key, self.cleaned_data["reason"], by=by)
