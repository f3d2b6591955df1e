"""Every component with sample content on one page; only routed while developing."""

import datetime
from types import SimpleNamespace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.charts.clock import clock
from core.charts.diverging import Counts, diverging
from core.charts.tally import tally
from core.charts.timeline import Shade, Task, timeline


class SampleForm(forms.Form):
    """One of each field."""

    name = forms.CharField(
        label="Naam van de sessie", help_text="Kort, zoals collega’s die noemen."
    )
    day = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.DecimalField(
        label="Uren per persoon",
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    why = forms.CharField(label="Waarom", widget=forms.Textarea, required=False)
    room = forms.ChoiceField(label="Lokaal", choices=[("", "Kies een lokaal"), ("a", "Aula")])
    direction = forms.ChoiceField(
        label="Wat wil de tafel?",
        help_text="Kies wat de tafel samen vindt.",
        widget=forms.RadioSelect,
        choices=[
            ("more", "Meer"),
            ("less", "Minder"),
            ("different", "Anders"),
            ("keep", "Houden zo"),
        ],
    )
    agreed = forms.BooleanField(label="De tafel heeft deze opbrengst teruggelezen")
    file = forms.FileField(label="Personeelslijst", help_text="Een bestand uit Excel of een CSV.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("save", "Sessie opslaan"))


@login_not_required
def style_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "core/style_guide.html", sample(timezone.localdate()))


FIGURES = [
    {"label": "Draaiboek op tijd", "value": 31, "of": 38, "note": "stand van vandaag"},
    {"label": "Collega’s aan tafel", "value": 74, "of": 110, "note": "67%, sessie 1"},
    {"label": "Onderdelen met een conclusie", "value": 5, "of": 12},
]
STEPS = [
    {"state": "done", "label": "Traject starten", "count": "3 van 3", "url": "#fasen"},
    {"state": "busy", "label": "Team vormen", "count": "4 van 6", "url": "#fasen"},
    {"state": "waiting", "label": "Werkwijze vastleggen", "note": "wacht op pmr"},
]
LATER = [
    {"state": "todo", "label": "Sessie 1: onderwijstaken", "count": "0 van 4"},
    {"state": "blocked", "label": "Opbrengsten delen", "note": "na de eerste sessie"},
]
NOTES = [
    Message(20, "De uitnodiging gaat morgen om 7.30 uur weg."),
    Message(25, "De sessie is opgeslagen."),
    Message(30, "Twee tafels hebben nog geen gespreksbegeleider."),
    Message(40, "Het bestand is beveiligd. Sla het op zonder wachtwoord."),
]
TRAJECT = SimpleNamespace(
    pk=1,
    school={"name": "Voorbeeldschool Het Kompas"},
    phases=[{"done": 6, "total": 6}, {"done": 1, "total": 5}, {"done": 0, "total": 4}],
)


def sample(today: datetime.date) -> dict[str, Any]:
    later = today + datetime.timedelta(days=12)
    received = today - datetime.timedelta(days=30)
    holiday = Shade("Vakantie", later, later + datetime.timedelta(days=8))
    return {
        "traject": TRAJECT,
        "directions": ["more", "less", "different", "keep", "none"],
        "figures": FIGURES,
        "steps": STEPS,
        "later": LATER,
        "notes": NOTES,
        "diverging": diverging(items()),
        "timeline": timeline(tasks(today), [holiday], today=today),
        "rows": rows(today, later),
        "clock": clock(received, later, today),
        "received": received,
        "last_day": later,
        "tally": tally(58, 96, 64),
        "stations": stations(today),
        "events": [event()],
        "now": timezone.now(),
        "form": SampleForm({"name": "", "hours": "12,5"}),
    }


def rows(today: datetime.date, later: datetime.date) -> list[dict[str, Any]]:
    return [
        {
            "name": "Team vormen",
            "on": today,
            "who": "Anna de Vries",
            "status": "late",
            "word": "te laat",
            "hours": 12.5,
            "late": True,
        },
        {
            "name": "Tafels samenstellen",
            "on": later,
            "who": "Bas Okafor",
            "status": "busy",
            "word": "bezig",
            "hours": 4,
        },
    ]


def stations(today: datetime.date) -> list[dict[str, Any]]:
    return [
        {"label": "Huidige regel", "text": "50 klokuren per klas", "icon": "journal-text"},
        {"label": "Tafels", "on": today, "text": "6 van 9 tafels: meer", "icon": "people"},
        {"label": "Besluit", "icon": "flag"},
    ]


def event() -> SimpleNamespace:
    return SimpleNamespace(
        at=timezone.now(),
        actor_name="Anna de Vries",
        capacity="projectleider",
        get_verb_display="startte het traject",
        detail="",
    )


def items() -> list[Counts]:
    return [
        Counts("Mentoraat", less=0, keep=1, more=7, different=1),
        Counts("Toezicht in pauzes", less=4, keep=2, more=1, different=2, unknown=1),
        Counts("Maximum aantal lesuren per week", less=6, keep=3, more=0, different=0),
        Counts("Excursies", less=1, keep=5, more=2, different=1),
        Counts("Werkgroepen", less=1, keep=1, more=0, different=0),
    ]


def tasks(today: datetime.date) -> list[Task]:
    def day(number: int) -> datetime.date:
        return today + datetime.timedelta(days=number)

    return [
        Task(1, "Go of no-go met schoolleiding en pmr", day(-40), day(-30), "done"),
        Task(2, "Team vormen", day(-25), day(-5), "late", after=(1,)),
        Task(3, "Uitnodigingen versturen", day(-2), day(6), "busy", after=(2,)),
        Task(4, "Sessie 1: onderwijstaken", day(28), day(28), after=(3,)),
        Task(5, "Terugkoppeling aan alle collega’s", day(30), day(40), after=(4,)),
    ]
