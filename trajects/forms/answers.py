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
from trajects.models import WizardDraft

if TYPE_CHECKING:
    from django.forms import Form

    from people.models import User

STEPS = {
    "school": "School en schooljaar",
    "leiding": "Wie leidt",
    "datum": "Datum van instemming",
    "bijeenkomsten": "Sessies en tafels",
    "themas": "Thema’s",
}
SESSION_COUNTS = {str(number) for number in range(1, MOST_SESSIONS + 1)}
NOT_AN_ANSWER = {"csrfmiddlewaretoken", "take"}


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

    def keep(self, step: str, posted: QueryDict) -> None:
        """Store what was typed, right or wrong: leaving and returning loses nothing."""
        self.draft.answers[step] = {
            name: values for name, values in posted.lists() if name not in NOT_AN_ANSWER
        }
        WizardDraft.objects.update_or_create(
            user=self.user, defaults={"answers": self.draft.answers}
        )
        self._forms.clear()

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
                return SchoolForm(typed, schools=self.schools)
            case "leiding":
                return LeaderForm(typed, school=self.school, user=self.user)
            case "datum":
                return TargetForm(typed, calendar=self.calendar, **self._about_target())
            case "bijeenkomsten":
                dates = self._said("datum")
                return SessionsForm(typed, school=self.school, calendar=self.calendar, **dates)
        return ThemesForm(typed)

    def _said(self, step: str) -> dict[str, Any]:
        form = self.form(step)
        form.is_valid()
        said: dict[str, Any] = form.cleaned_data
        return said

    def _about_target(self) -> dict[str, Any]:
        """Its own page counts the sessions given; later pages blame their number, not the day."""
        typed = self.stored("bijeenkomsten") if self.at == "datum" else None
        number = typed.get("sessions", "") if typed else ""
        return {
            "school_year": self._said("school")["school_year"],
            "sessions": int(number) if number in SESSION_COUNTS else 1,
        }

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
            study_afternoons=self.form("bijeenkomsten").days,
            **about["themas"],
        )
