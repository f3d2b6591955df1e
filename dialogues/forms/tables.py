"""Tables: composing, moving, and what a table yields."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator

from core.choosing import choose_among
from dialogues.forms.sessions import DayInput
from dialogues.models import Agreement, DialogueSession, DialogueTable, Outcome
from dialogues.models.seating import tables_needed
from trajects.models import Seat, SeatRole

MOST_TABLES = 500


class ComposeForm(forms.Form):
    number = forms.IntegerField(label="Aantal tafels", min_value=1, max_value=MOST_TABLES)

    def __init__(
        self, *args: Any, session: DialogueSession, people: int, tables: int, **kwargs: Any
    ) -> None:
        """`people` get a seat; so many tables there are now."""
        super().__init__(*args, **kwargs)
        self.needed = max(1, tables_needed(people, session.seats_per_table))
        self.fields["number"].initial = max(self.needed, tables)
        self.fields["number"].help_text = (
            f"{people} collega's, {session.seats_per_table} plaatsen per tafel: "
            f"minstens {self.needed}."
        )
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number < self.needed:
            raise forms.ValidationError(
                f"Zo past niet iedereen. Kies minstens {self.needed} tafels, "
                "of meer plaatsen per tafel."
            )
        return number


class MoveForm(forms.Form):
    table = forms.ModelChoiceField(
        queryset=DialogueTable.objects.none(),
        error_messages={"invalid_choice": "Deze tafel is er niet meer. Kies een andere."},
    )

    def __init__(self, *args: Any, session: DialogueSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "table", session.tables.all())


LONGEST = 4000


class FacilitatorField(forms.ModelChoiceField):
    """A seat, under the name of who holds it."""

    def label_from_instance(self, seat: Seat) -> str:
        return seat.holder_name


class TableForm(forms.ModelForm):
    class Meta:
        model = DialogueTable
        fields = ["facilitator", "theme"]
        field_classes = {"facilitator": FacilitatorField}
        help_texts = {
            "facilitator": "Alleen wie als gespreksbegeleider in het projectteam zit.",
            "theme": "Geen keuze betekent: alle thema's van de sessie.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = self.instance.session
        seats = Seat.objects.filled().filter(traject=session.traject_id, role=SeatRole.FACILITATOR)
        held = seats.select_related("user", "staff_member")
        facilitator = choose_among(self, "facilitator", held)
        facilitator.empty_label = "Nog niemand: de projectleider legt vast"
        theme = choose_among(self, "theme", session.themes.all())
        theme.empty_label = "Alle thema's van de sessie"
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("save", "Tafel opslaan"))

    def clean_facilitator(self) -> Seat | None:
        facilitator: Seat | None = self.cleaned_data["facilitator"]
        others = self.instance.session.tables.exclude(pk=self.instance.pk)
        other = others.filter(facilitator=facilitator).first() if facilitator else None
        if facilitator and other:
            raise forms.ValidationError(
                f"{facilitator.holder_name} begeleidt al {other}. Kies iemand anders."
            )
        return facilitator


class OutcomeForm(forms.ModelForm):
    """Half a thought may be saved; what is missing is said, not refused."""

    version = forms.IntegerField(min_value=0)

    class Meta:
        model = Outcome
        fields = Outcome.WORDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Outcome.WORDS:
            self.fields[name].required = False
        for name in ("reasons", "condition", "minority_view"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))

    def clean(self) -> dict[str, Any]:
        """Text wins over the tick "geen ander geluid"; an empty count is nobody."""
        cleaned = super().clean() or {}
        if cleaned.get("minority_view"):
            cleaned["has_no_minority_view"] = False
        cleaned["support"] = cleaned.get("support") or "broad"
        for name in Outcome.WORDS:
            if name.startswith("count_"):
                cleaned[name] = min(cleaned.get(name) or 0, 999)
        return cleaned

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in Outcome.WORDS}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Waarom verandert deze opbrengst?",
        max_length=200,
        help_text="De eerdere tekst en deze reden blijven bewaard.",
    )


class AttendanceForm(forms.Form):
    present_count = forms.IntegerField(
        label="Hoeveel mensen zaten er aan tafel?", min_value=0, max_value=99
    )


class AgreementForm(forms.ModelForm):
    class Meta:
        model = Agreement
        fields = ["text", "owner", "due_on"]
        labels = {
            "text": "Wat spreken we af?",
            "owner": "Wie doet het?",
            "due_on": "Wanneer klaar?",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "due_on": DayInput}
        help_texts = {"owner": "Een rol of groep, of wie het zelf aanbood."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "text",
            Div(
                Div("owner", css_class="col-12 col-sm-6"),
                Div("due_on", css_class="col-12 col-sm-6"),
                css_class="row g-3",
            ),
        )
