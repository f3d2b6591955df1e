"""The answers of one person's wizard: kept between pages, read back through the forms."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils import timezone

from core.permissions import can
from people.models import School, SchoolCalendar
from trajects.actions.start import Answers
from trajects.forms.wizard import (
    MOST_SESSIONS,
    LeaderForm,
    SchoolForm,
    SessionsForm,
    TargetForm,
    ThemesForm,
)
from trajects.models import Traject, WizardDraft
from trajects.models.last_cycle import LastCycle
from trajects.models.template import run_sheet_lines, shapes

if TYPE_CHECKING:
    from django.forms import Form

    from people.models import User
    from trajects.models.template import Line

STEPS = {
    "school": "School en schooljaar",
    "leiding": "Wie leidt",
    "datum": "Datum van instemming",
    "bijeenkomsten": "Sessies en tafels",
    "themas": "Thema’s",
}
SESSION_COUNTS = {str(number) for number in range(1, MOST_SESSIONS + 1)}
NOT_AN_ANSWER = {"csrfmiddlewaretoken", "take", "back", "draft", "kept_on"}
EARLIER_CYCLES = 5


class Wizard:
    """A page needs the answers of the pages before it; `form` may be asked from there on."""

    def __init__(self, user: User, *, at: str = "") -> None:
        self.user, self.at = user, at
        self.draft = WizardDraft.objects.filter(user=user).first() or WizardDraft(user=user)
        self._forms: dict[str, Any] = {}

    @cached_property
    def schools(self) -> list[School]:
        """Where this person may start a traject."""
        known = School.objects.visible_to(self.user)
        return [school for school in known if can(self.user, "trajects.start", school)]

    @cached_property
    def school(self) -> School:
        chosen: School = self._said("school")["school"]
        return chosen

    @cached_property
    def calendar(self) -> SchoolCalendar:
        today = timezone.localdate()
        return SchoolCalendar.of(self.school, today, today)

    @cached_property
    def earlier(self) -> list[Traject]:
        """Trajects that this one can follow: of the own schools, with a consent to plan for."""
        known = Traject.objects.visible_to(self.user).filter(
            school__in=[school.pk for school in self.schools], run_sheet__is_target=True
        )
        newest = known.order_by("-school_year", "-pk").select_related("school")
        return list(newest.distinct()[:EARLIER_CYCLES])

    @property
    def like(self) -> Traject | None:
        found: Traject | None = self._said("school").get("like")
        return found

    @cached_property
    def last_cycle(self) -> LastCycle | None:
        return LastCycle(self.like) if self.like else None

    def keep(self, step: str, posted: QueryDict) -> None:
        """Store what was typed, right or wrong: leaving and returning loses nothing."""
        typed = {name: values for name, values in posted.lists() if name not in NOT_AN_ANSWER}
        typed["kept_on"] = [timezone.localdate().isoformat()]
        self.draft = WizardDraft.keep(self.user, step, typed)
        self._forget()

    def throw_away(self) -> None:
        WizardDraft.objects.filter(user=self.user).delete()

    def _forget(self) -> None:
        """What rested on earlier answers is asked again."""
        self._forms.clear()
        for name in ("school", "calendar", "last_cycle"):
            self.__dict__.pop(name, None)

    def put(self, step: str, name: str, value: str) -> None:
        """Change one answer, as a button of another page offers."""
        typed = self.stored(step) or QueryDict(mutable=True)
        typed[name] = value
        self.keep(step, typed)

    def stored(self, step: str) -> QueryDict | None:
        if step not in self.draft.answers:
            return None
        typed = QueryDict(mutable=True)
        for name, values in self.draft.answers[step].items():
            typed.setlist(name, values)
        return typed

    def form(self, step: str) -> Any:
        """The form of this page with what was typed there."""
        if step not in self._forms:
            self._forms[step] = self._made(step, self.stored(step))
        return self._forms[step]

    def _made(self, step: str, typed: QueryDict | None) -> Form:
        match step:
            case "school":
                return SchoolForm(typed, schools=self.schools, earlier=self.earlier)
            case "leiding":
                return LeaderForm(typed, school=self.school, user=self.user, like=self.like)
            case "datum":
                return TargetForm(
                    typed,
                    calendar=self.calendar,
                    school_year=self._said("school")["school_year"],
                    ways=self._ways(),
                )
            case "bijeenkomsten":
                return SessionsForm(
                    typed,
                    school=self.school,
                    calendar=self.calendar,
                    last_cycle=self.last_cycle,
                    **self._said("datum"),
                )
        return ThemesForm(typed, like=self.like)

    def _said(self, step: str) -> dict[str, Any]:
        form = self.form(step)
        form.is_valid()
        said: dict[str, Any] = form.cleaned_data
        return said

    def _ways(self) -> list[list[Line]]:
        """The draaiboeken that the date has to suit: what was chosen, or anything that can be.

        Only the page of the date itself looks at the sessions; on later pages their number
        is to blame, not the day.
        """
        typed = self.stored("bijeenkomsten") if self.at == "datum" else None
        number, shape = (typed.get("sessions", ""), typed.get("shape", "")) if typed else ("", "")
        sessions = int(number) if number in SESSION_COUNTS else 1
        if self.last_cycle:
            return [self.last_cycle.lines(sessions)]
        possible = [shape] if shape in shapes() else list(shapes())
        return [run_sheet_lines(sessions, shape=each) for each in possible]

    def first_open(self, before: str = "") -> str:
        """The first page (before the one named) that still needs an answer; empty if none."""
        for step in STEPS:
            if step == before:
                return ""
            form = self.form(step)
            if not (form.is_bound and form.is_valid()):
                return step
        return ""

    def answers(self) -> Answers:
        """All of it, once no page is open any more."""
        about = {step: self._said(step) for step in STEPS}
        leader_user, leader_staff = self.form("leiding").leader
        return Answers(
            **about["school"],
            **about["datum"],
            leader_user=leader_user,
            leader_staff=leader_staff,
            leader_owns_content=about["leiding"]["owns_content"],
            shape=about["bijeenkomsten"]["shape"],
            sessions=about["bijeenkomsten"]["sessions"],
            tables=about["bijeenkomsten"]["tables"],
            keeps_people=about["leiding"].get("people", False),
            study_afternoons=self.form("bijeenkomsten").days,
            **about["themas"],
        )
