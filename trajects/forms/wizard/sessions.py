"""Page four: how the dialogue is divided, and on which days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.utils.html import format_html

from core.choosing import choose_from
from core.words import datum
from people.models import School, SchoolCalendar, StaffMember, Team
from trajects.forms.dates import DayField
from trajects.forms.wizard.layout import beside, helper
from trajects.forms.wizard.target import Feasible, fitted
from trajects.models import TrajectShape
from trajects.models.schedule import CannotBePlanned
from trajects.models.school_days import NoSchoolDays
from trajects.models.template import Shape, run_sheet_lines, shape_of, shapes

if TYPE_CHECKING:
    from datetime import date

    from trajects.models.last_cycle import LastCycle
    from trajects.models.template import Line

MOST_SESSIONS = 12
MOST_TABLES = 40
TABLE_SIZE = 9
AFTERNOONS = ("afternoon_1", "afternoon_2", "afternoon_3")


class SessionsForm(Feasible):
    shape = forms.ChoiceField(
        label="Hoe verdeelt u de gesprekken?",
        choices=TrajectShape,
        widget=forms.RadioSelect,
        initial=TrajectShape.WEEKS,
    )
    sessions = forms.IntegerField(
        label="Hoeveel dialoogsessies?",
        min_value=1,
        max_value=MOST_SESSIONS,
        required=False,
        help_text="Leeg laten mag: dan nemen wij het aantal dat bij de vorm staat.",
    )
    tables = forms.IntegerField(
        label="Hoeveel tafels per sessie?", min_value=1, max_value=MOST_TABLES
    )
    afternoon_1 = DayField(label="Eerste", required=False)
    afternoon_2 = DayField(label="Tweede", required=False)
    afternoon_3 = DayField(label="Derde", required=False)

    def __init__(
        self,
        *args: Any,
        school: School,
        calendar: SchoolCalendar,
        starts_on: date,
        target_on: date,
        last_cycle: LastCycle | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.calendar, self.last_cycle = school, calendar, last_cycle
        self.starts_on, self.target_on = starts_on, target_on
        self._advise_tables()
        if last_cycle:
            self._as_last_time(last_cycle)
        self.helper = helper(
            *(["shape"] if "shape" in self.fields else []),
            beside("sessions", "tables"),
            Fieldset(
                "Liggen er al studiemiddagen vast?",
                HTML(
                    '<p class="form-text">Vul de dagen in waarop een sessie past. '
                    "Leeg laten mag: dan kiezen wij dagen die passen.</p>"
                ),
                beside(*AFTERNOONS),
            ),
        )

    def _advise_tables(self) -> None:
        staff = StaffMember.objects.filter(school=self.school).employed().count()
        self.fields["tables"].initial = max(1, min(-(-staff // TABLE_SIZE), MOST_TABLES))
        self.fields["tables"].help_text = (
            f"Op de personeelslijst staan {staff} medewerkers. "
            "Reken op zes tot tien mensen aan een tafel."
        )

    def _as_last_time(self, last_cycle: LastCycle) -> None:
        del self.fields["shape"]
        like = last_cycle.traject
        self.fields["sessions"].initial = min(last_cycle.sessions, MOST_SESSIONS)
        self.fields["sessions"].required = True
        self.fields["sessions"].help_text = f"Vorige keer: {last_cycle.sessions}."
        self.fields["tables"].initial = min(like.planned_tables, MOST_TABLES)

    def usual_sessions(self, shape: Shape) -> int:
        """By team there are as many as the school has teams, as far as that can be."""
        if shape.key != TrajectShape.BY_TEAM:
            return shape.sessions
        teams = Team.objects.filter(school=self.school).count()
        return min(teams, shape.most_sessions) or shape.sessions

    def explain(self) -> None:
        """Tell beside each shape what it comes to with these dates; three plans of work."""
        if "shape" in self.fields:
            choose_from(self, "shape", [(key, self._offer(shapes()[key])) for key in shapes()])

    def _offer(self, shape: Shape) -> str:
        """What it is, what it brings, and what it takes between start and consent."""
        return format_html(
            '<strong>{}</strong> <span class="td-choice-result">{}</span>'
            '<span class="td-choice-gain">{} {}</span>',
            str(TrajectShape(shape.key).label).capitalize(),
            self._result(shape),
            shape.gain,
            shape.suits,
        )

    def _result(self, shape: Shape) -> str:
        number = self.usual_sessions(shape)
        lines = run_sheet_lines(number, shape=shape.key)
        try:
            placed = fitted(lines, self.calendar, self.starts_on, self.target_on)
        except CannotBePlanned as refusal:
            return f"{_sessions(number)}: past pas vanaf {datum(refusal.earliest)}"
        except NoSchoolDays:
            return _sessions(number)
        held = [placed[line.key] for line in lines if line.fields["phase"] == "execution"]
        days = (max(each.ends_on for each in held) - min(each.starts_on for each in held)).days
        return f"{_weeks(days)}, {_sessions(number)}, {len(lines)} regels"

    @property
    def days(self) -> list[date]:
        found = (self.cleaned_data.get(name) for name in AFTERNOONS)
        return sorted(day for day in found if day)

    @property
    def lines(self) -> list[Line]:
        """The draaiboek of these answers."""
        sessions = self.cleaned_data["sessions"]
        if self.last_cycle:
            return self.last_cycle.lines(sessions, self.days)
        return run_sheet_lines(sessions, self.days, self.cleaned_data["shape"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.last_cycle:
            cleaned["shape"] = self.last_cycle.traject.shape
        if cleaned.get("shape"):
            self._count_sessions(cleaned)
        self._check_afternoons()
        if not self.errors:
            self.check_plan(self.lines, self.starts_on, self.target_on)
        return cleaned

    def _count_sessions(self, cleaned: dict[str, Any]) -> None:
        """Left empty, the usual number; one afternoon is one session."""
        shape = shape_of(cleaned["shape"])
        if "sessions" in self.errors:
            return
        if cleaned.get("sessions") is None:
            usual = self.last_cycle.sessions if self.last_cycle else self.usual_sessions(shape)
            cleaned["sessions"] = max(min(usual, MOST_SESSIONS), len(self.days))
        if cleaned["sessions"] > shape.most_sessions and not self.last_cycle:
            self.add_error(
                "sessions",
                "Een grote studiemiddag is één sessie. Vul 1 in, of kies een andere vorm.",
            )

    def _check_afternoons(self) -> None:
        seen: set[date] = set()
        for name in AFTERNOONS:
            day = self.cleaned_data.get(name)
            if not day:
                continue
            if problem := self._problem_with(day, seen):
                self.add_error(name, problem)
            seen.add(day)
        if len(self.days) > (self.cleaned_data.get("sessions") or MOST_SESSIONS):
            self.add_error(
                "sessions", "Er zijn meer studiemiddagen dan sessies. Kies meer sessies."
            )

    def _problem_with(self, day: date, seen: set[date]) -> str:
        if day in seen:
            return "Deze dag staat er al. Kies een andere dag of laat dit leeg."
        if not self.starts_on < day < self.target_on:
            return "Kies een dag tussen de start en de datum van instemming."
        if self.calendar.is_closed(day):
            return f"Deze dag is vrij ({self.calendar.reason(day)}). Kies een schooldag."
        return ""

    def refuse_target(self, target_on: date, earliest: date) -> None:
        self.add_error(
            "sessions",
            f"Zo komt de instemming later dan {datum(target_on)}. "
            f"De vroegste datum is dan {datum(earliest)}. "
            "Kies minder sessies of een latere datum.",
        )

    def refuse_fixed(self, earliest: date) -> None:
        self.add_error(
            AFTERNOONS[0],
            "Een studiemiddag valt te vroeg: de voorbereiding is dan niet klaar. "
            f"Het kan vanaf {datum(earliest)}.",
        )


def _sessions(number: int) -> str:
    return "1 sessie" if number == 1 else f"{number} sessies"


def _weeks(days: int) -> str:
    """Whole weeks from the first to the last day, rounded up."""
    weeks = days // 7 + 1
    return "1 week" if weeks == 1 else f"{weeks} weken"
