"""Plan, change, cancel and close a session."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout, Submit
from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone

from core.choosing import choose_among
from core.words import datum
from dialogues.models import DialogueSession
from people.models import SchoolCalendar
from trajects.forms.input_status import explain_input_status
from trajects.models import DialogueSetup, Theme, Traject

CLOCK_CHANGES = "Kies een andere tijd: de klok gaat dan om."


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SessionForm(forms.ModelForm):
    """A day and two times in the school's own clock."""

    day = forms.DateField(
        label="Op welke dag",
        widget=DayInput,
        help_text="Bijvoorbeeld 12-01-2027.",
        error_messages={"invalid": "Vul een dag in die bestaat, bijvoorbeeld 12-01-2027."},
    )
    starts = forms.TimeField(
        label="Begint om",
        widget=ClockInput,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        help_text="Bijvoorbeeld 15:30.",
        error_messages={"invalid": "Vul een tijd in, bijvoorbeeld 15:30."},
    )
    ends = forms.TimeField(
        label="Eindigt om",
        widget=ClockInput,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        help_text="Gebruikelijk is 60 tot 90 minuten.",
        error_messages={"invalid": "Vul een tijd in, bijvoorbeeld 17:00."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = DialogueSession
        fields = ["title", "place", "seats_per_table", "themes", "input_status"]
        widgets = {"themes": forms.CheckboxSelectMultiple, "input_status": forms.RadioSelect}
        help_texts = {
            "title": "Staat in de uitnodiging. Bijvoorbeeld: Gesprek over taken, ronde 1.",
            "place": "Waar melden collega's zich? Bijvoorbeeld: aula.",
            "themes": "Per tafel kunt u straks één thema kiezen.",
        }
        error_messages = {
            "themes": {"required": "Kies minstens één thema waarover de tafels praten."}
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        choose_among(self, "themes", Theme.objects.filter(traject=traject).chosen())
        self.fields["version"].initial = self.instance.version
        explain_input_status(self)
        if self.instance.pk:
            self._show_moment()
        elif DialogueSetup.objects.of(traject):
            self.fields["themes"].initial = Theme.objects.filter(traject=traject).chosen()
        self.helper = self._layout()

    def _show_moment(self) -> None:
        start = timezone.localtime(self.instance.starts_at)
        self.fields["day"].initial = start.date()
        self.fields["starts"].initial = start.time()
        self.fields["ends"].initial = timezone.localtime(self.instance.ends_at).time()

    def _layout(self) -> FormHelper:
        helper = FormHelper()
        helper.form_class = "td-form"
        helper.layout = Layout(
            Field("title"),
            Fieldset(
                "Wanneer en waar",
                "day",
                Div(
                    Div("starts", css_class="col-6 col-sm-4"),
                    Div("ends", css_class="col-6 col-sm-4"),
                    css_class="row g-3",
                ),
                "place",
                css_class="td-group",
            ),
            Fieldset(
                "Waarover en met hoeveel",
                "themes",
                "input_status",
                "seats_per_table",
                css_class="td-group",
            ),
            "version",
        )
        label = "Wijzigingen opslaan" if self.instance.pk else "Sessie plannen"
        helper.add_input(Submit("save", label))
        return helper

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError("Deze dag is voorbij. Kies een dag die nog komt.")
        if day.year > self.traject.school_year + 5:
            raise forms.ValidationError("Kies een dag binnen vijf jaar, bijvoorbeeld 12-01-2027.")
        self._refuse_closed(day)
        return day

    def _refuse_closed(self, day: date) -> None:
        calendar = SchoolCalendar.of(self.traject.school, day, day)
        if calendar.is_closed(day):
            reason = calendar.reason(day)
            following = datum(calendar.next_school_day(day))
            raise forms.ValidationError(
                f"Op {datum(day)} kan het niet: {reason}. De eerstvolgende dag is {following}."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("day")
        for field in ("starts", "ends"):
            if day and cleaned.get(field):
                cleaned[f"{field}_at"] = self._moment(field, day, cleaned[field])
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends", "Het einde ligt voor het begin. Kies een latere tijd.")
        if start and start <= timezone.now():
            self.add_error("starts", "Dit tijdstip is al voorbij. Kies een later begin.")
        return cleaned

    def _moment(self, field: str, day: date, clock: time) -> datetime | None:
        """The moment, unless the clock skips it or shows it twice that night."""
        try:
            return from_current_timezone(datetime.combine(day, clock))
        except forms.ValidationError:
            self.add_error(field, CLOCK_CHANGES)
            return None

    def deed(self) -> dict[str, Any]:
        """What the action keeps."""
        return {
            name: self.cleaned_data[name] for name in (*self.Meta.fields, "starts_at", "ends_at")
        }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Waarom gaat de sessie niet door?",
        max_length=200,
        help_text="Deze zin staat in het bericht aan iedereen die is uitgenodigd.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("cancel", "Sessie afzeggen", css_class="btn-danger"))


class CloseForm(forms.Form):
    """A reason is asked only while tables are still open."""

    reason = forms.CharField(
        label="Waarom sluit u tafels die nog open zijn?",
        max_length=200,
        help_text="Wat niet bevestigd is, blijft zo gemarkeerd. De reden staat in het verslag.",
    )

    def __init__(self, *args: Any, tables_open: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not tables_open:
            del self.fields["reason"]
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("close", "Sessie afsluiten"))
