"""Who sits where: filling seats, the four agreements, and advice set aside."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db import IntegrityError, transaction

from core.choosing import choose_from
from people.models import Role, StaffMember, User
from trajects.forms.dates import DayInput
from trajects.forms.versioned import VersionedForm
from trajects.models import OverruledAdvice, Seat, SeatRole, Traject
from trajects.models.template import seat_texts

ONE_LEADER = (
    "Er is al een projectleider. Draag de leiding over op de pagina van die plaats, "
    "of kies een andere rol."
)


class SeatForm(VersionedForm):
    """The four agreements of one seat."""

    button = "Afspraken opslaan"

    class Meta:
        model = Seat
        fields = ["mandate", "responsibilities", "division_of_work", "reporting", "is_champion"]
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
        }

    def agree(self, *, by: User) -> None:
        self.instance.agree(by=by, version=self.version_seen, **self.texts)


class HolderForm(forms.Form):
    """Somebody of the staff list, or another account at the school."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    holder = forms.ChoiceField(label="Wie komt op deze plaats?")
    ends_on = forms.DateField(
        label="Tot en met",
        required=False,
        widget=DayInput(),
        help_text="Laat leeg als er geen einddatum is.",
    )

    def __init__(self, *args: Any, seat: Seat, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["version"].initial = seat.version
        choose_from(self, "holder", holder_choices(seat.traject))
        self.fields["ends_on"].required = seat.role == SeatRole.PROCESS_COACH
        if seat.role == SeatRole.PROCESS_COACH:
            self.fields["ends_on"].help_text = "Hulp van buiten is voor een vaste periode."
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", button))

    @property
    def person(self) -> dict[str, Any]:
        """Account and colleague as the seat keeps them, with the last day."""
        kind, number = self.cleaned_data["holder"].split("-")
        ends_on = self.cleaned_data["ends_on"]
        if kind == "account":
            return {"user": User.objects.get(pk=number), "ends_on": ends_on}
        member = self.seat.traject.school.staff.select_related("user").get(pk=number)
        return {"user": member.user, "staff_member": member, "ends_on": ends_on}

    def fill(self, *, by: User) -> None:
        self.seat.fill(by=by, version=self.cleaned_data["version"], **self.person)

    def hand_over(self, *, by: User) -> Seat:
        return self.seat.hand_over(by=by, version=self.cleaned_data["version"], **self.person)


def holder_choices(traject: Traject) -> list[tuple[str, Any]]:
    """Everybody employed now, and accounts with a role here who are not on the list."""
    staff = traject.school.staff.employed()
    on_the_list = StaffMember.objects.filter(school=traject.school, user__isnull=False)
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
