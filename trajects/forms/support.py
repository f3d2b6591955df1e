"""Key figures, what was done, and counts by hand; in neutral words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db import transaction
from django.utils import timezone

from core.choosing import choose_among, choose_from
from people.models import User
from trajects.forms.dates import DayField
from trajects.forms.versioned import VersionedForm
from trajects.models import ReachCount, Seat, Stakeholder, StakeholderContact, Traject
from trajects.models.reach import EVERYBODY, Group
from trajects.models.support import TEAM_SEATS, Candidate

NEUTRAL = (
    "Schrijf neutraal: wat is van belang in het werk? Geen oordeel over de persoon, en niets "
    "over gezondheid, privé of vakbond."
)
TO_COME = "Deze dag moet nog komen. Kies vandaag of eerder."


def not_to_come(day: date) -> date:
    if day > timezone.localdate():
        raise forms.ValidationError(TO_COME)
    return day


class SeatField(forms.ModelChoiceField):
    """A seat, under the name of who holds it."""

    def label_from_instance(self, seat: Seat) -> str:
        return f"{seat.holder_name} ({seat.get_role_display()})"


class StakeholderForm(VersionedForm):
    """Somebody whose support matters, or a group."""

    button = "Opslaan"

    class Meta:
        model = Stakeholder
        fields = ["name", "kind", "is_group", "needs", "talks_by"]
        field_classes = {"talks_by": SeatField}
        labels = {"name": "Wie is het?", "needs": "Wat is voor haar of hem van belang?"}
        widgets = {"needs": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": "Een naam of een groep, bijvoorbeeld: sectie Nederlands.",
            "needs": NEUTRAL,
            "talks_by": "Iemand uit het projectteam.",
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filled().filter(traject=traject, role__in=TEAM_SEATS)
        field = choose_among(self, "talks_by", seats.for_overview())
        field.empty_label = "Nog niet gekozen"

    def add(self, traject: Traject, *, by: User) -> Stakeholder:
        return Stakeholder.objects.add(traject, by=by, **self.texts)

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)


class ContactForm(forms.ModelForm):
    """What was done or agreed, on a day; sent to its own address, `to`."""

    class Meta:
        model = StakeholderContact
        fields = ["held_on", "done"]
        field_classes = {"held_on": DayField}
        widgets = {"done": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"done": NEUTRAL}

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = to
        self.helper.add_input(Submit("opslaan", "Gesprek noteren"))

    def clean_held_on(self) -> date:
        return not_to_come(self.cleaned_data["held_on"])

    def note(self, stakeholder: Stakeholder, *, by: User) -> StakeholderContact:
        return stakeholder.note_contact(by=by, **self.cleaned_data)


class SuggestionForm(forms.Form):
    """Tick who of the staff list belongs on the list."""

    chosen = forms.MultipleChoiceField(
        label="Wie komen op de lijst?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vink aan wie u op de lijst wilt, of ga terug.",
            "invalid_choice": "Deze keuze is er niet meer. Kijk de lijst nog eens na.",
        },
    )

    def __init__(self, *args: Any, found: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        words = [(one.key, f"{one.name} ({one.kind.label})") for one in found]
        choose_from(self, "chosen", words)
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Op de lijst zetten"))

    @transaction.atomic
    def add(self, traject: Traject, *, by: User) -> int:
        chosen = set(self.cleaned_data["chosen"])
        picked = [one for one in self.found if one.key in chosen]
        for one in picked:
            Stakeholder.objects.add(
                traject,
                by=by,
                name=one.name,
                kind=one.kind,
                is_group=one.is_group,
                staff_member=one.staff_member,
            )
        return len(picked)


class ReachCountForm(forms.ModelForm):
    """So many colleagues of a group heard about it; a group that is too small is not offered."""

    class Meta:
        model = ReachCount
        fields = ["counted_on", "what", "group", "number"]
        field_classes = {"counted_on": DayField}
        widgets = {"group": forms.Select}
        help_texts = {
            "what": "Bijvoorbeeld: teamoverleg bovenbouw.",
            "group": "Kleine groepen staan er niet bij, zodat niemand herkenbaar is.",
            "number": "Alleen het aantal. Wij bewaren geen namen.",
        }

    def __init__(self, *args: Any, groups: Iterable[Group], school_size: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sizes = {EVERYBODY: school_size}
        choices = [(EVERYBODY, "Hele school")]
        for group in groups:
            (key,) = group.keys
            self.sizes[key] = len(group)
            choices.append((key, group.name))
        self.fields["group"] = forms.ChoiceField(
            label="Welke groep?", choices=choices, help_text=self.fields["group"].help_text
        )
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Telling opslaan"))

    def clean_counted_on(self) -> date:
        return not_to_come(self.cleaned_data["counted_on"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        size = self.sizes.get(values.get("group", ""))
        number = values.get("number")
        if size is not None and number is not None and number > size:
            self.add_error("number", f"Deze groep telt {size} mensen. Vul een lager aantal in.")
        return values

    def keep(self, traject: Traject, *, by: User) -> ReachCount:
        return ReachCount.keep(traject, by=by, **self.cleaned_data)
