"""Starting a traject: from the answers of the wizard to everything a project needs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.models import record
from core.verbs import Verb
from people.models import RoleKind, SchoolCalendar
from trajects.actions.approach import begin_approach
from trajects.actions.like_last_cycle import (
    messages_again,
    new_seat,
    reword_themes,
    seats_again,
)
from trajects.models import (
    ChecklistItem,
    CommunicationItem,
    RunSheetItem,
    Seat,
    SeatRole,
    Theme,
    Traject,
    WizardDraft,
)
from trajects.models.communication_template import planned_messages
from trajects.models.last_cycle import LastCycle
from trajects.models.schedule import Placed, plan
from trajects.models.template import (
    SESSION,
    Line,
    run_sheet_lines,
    shipped_items,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import School, StaffMember, User

TEAM_SEATS = 3


@dataclass(frozen=True)
class Answers:
    """What the wizard asked, checked and complete. Sessions and tables are counts."""

    school: School
    school_year: int
    cao_edition: str
    leader_user: User | None
    leader_staff: StaffMember | None
    leader_owns_content: bool
    starts_on: date
    target_on: date
    shape: str
    sessions: int
    tables: int
    study_afternoons: list[date] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    reason_not_chosen: str = ""
    own_themes: list[str] = field(default_factory=list)
    like: Traject | None = None
    keeps_people: bool = False

    @property
    def title(self) -> str:
        return f"Herbeoordeling taakbeleid {self.school_year}-{self.school_year + 1}"

    @cached_property
    def last_cycle(self) -> LastCycle | None:
        return LastCycle(self.like) if self.like else None

    def lines(self) -> list[Line]:
        """The draaiboek to be, like last cycle or in the shape that was chosen."""
        if self.last_cycle:
            return self.last_cycle.lines(self.sessions, self.study_afternoons)
        return run_sheet_lines(self.sessions, self.study_afternoons, self.shape)

    def calendar(self) -> SchoolCalendar:
        return SchoolCalendar.of(self.school, self.starts_on, self.target_on)


def planned(answers: Answers) -> list[tuple[Line, Placed]]:
    """The lines of the draaiboek with their dates; raises what `plan` raises."""
    lines = answers.lines()
    placed = plan(
        [line.activity for line in lines],
        calendar=answers.calendar(),
        starts_on=answers.starts_on,
        target_on=answers.target_on,
    )
    return [(line, placed[line.key]) for line in lines]


@dataclass
class Row:
    """A line with its days, as the page shows it before it is saved."""

    key: str
    phase: str
    kind: str
    title: str
    starts_on: date
    ends_on: date
    is_session: bool
    is_own: bool
    is_short: bool


def rows_of(placed: list[tuple[Line, Placed]]) -> list[Row]:
    return [
        Row(
            key=line.key,
            phase=line.fields["phase"],
            kind=line.fields["kind"],
            title=line.title,
            starts_on=place.starts_on,
            ends_on=place.ends_on,
            is_session=line.template == SESSION,
            is_own=line.is_own,
            is_short=place.days < line.fields["duration_days"],
        )
        for line, place in placed
    ]


def fingerprint(draft: WizardDraft, rows: list[Row]) -> str:
    """The same only while starting does what the page showed."""
    days = "|".join(f"{row.key}:{row.starts_on}:{row.ends_on}" for row in rows)
    shown = f"{draft.key}:{draft.version}:{days}"
    return hashlib.sha256(shown.encode()).hexdigest()[:20]


@transaction.atomic
def start_traject(answers: Answers, *, draft: WizardDraft, by: User) -> Traject | None:
    """Write the whole plan; None when these answers were used or changed already.

    Of two at once the second waits for the first, and then finds no draft any more.
    """
    if not draft.use_up():
        return None
    traject = _traject(answers, draft, by)
    seats = _seats(traject, answers, by)
    items = _run_sheet(traject, planned(answers), seats)
    _themes(traject, answers)
    _checklist(traject)
    _communication(traject, items, answers)
    begin_approach(traject, by=by)
    record(Verb.TRAJECT_STARTED, traject, by=by, detail=f"{len(items)} regels in het draaiboek")
    return traject


def _traject(answers: Answers, draft: WizardDraft, by: User) -> Traject:
    return Traject.objects.create(
        school=answers.school,
        title=answers.title,
        school_year=answers.school_year,
        cao_edition=answers.cao_edition,
        shape=answers.shape,
        planned_sessions=answers.sessions,
        planned_tables=answers.tables,
        starts_on=answers.starts_on,
        target_on=answers.target_on,
        leader_owns_content=answers.leader_owns_content,
        like=answers.like,
        started_from=draft.key,
        created_by=by,
    )


def _seats(traject: Traject, answers: Answers, by: User) -> dict[str, Seat]:
    """The leader's seat, and empty ones or those of last time; the first of each role."""
    seats = seats_again(traject, answers.like, answers.keeps_people) if answers.like else []
    for role, number in _numbers(answers).items():
        there = sum(seat.role == role for seat in seats)
        seats += [new_seat(traject, role) for _ in range(number - there)]
    first: dict[str, Seat] = {}
    for seat in seats:
        first.setdefault(seat.role, seat)
    leader = first[SeatRole.PROJECT_LEADER]
    leader.user, leader.staff_member = answers.leader_user, answers.leader_staff
    if _has_no_way_in(answers, seats, by):
        first[SeatRole.TEAM_MEMBER].user = by
    Seat.objects.bulk_create(seats)
    for seat in seats:
        if seat.is_filled:
            record(Verb.SEAT_FILLED, seat, by=by, detail=seat.get_role_display())
    return first


def _numbers(answers: Answers) -> dict[SeatRole, int]:
    """How many places of each role there are at least."""
    if answers.like:
        return {
            SeatRole.PROJECT_LEADER: 1,
            SeatRole.TEAM_MEMBER: 1,
            SeatRole.FACILITATOR: answers.tables,
            SeatRole.PMR_REPRESENTATIVE: 1,
        }
    return {
        SeatRole.SPONSOR: 1,
        SeatRole.PROJECT_LEADER: 1,
        SeatRole.TEAM_MEMBER: TEAM_SEATS,
        SeatRole.FACILITATOR: answers.tables,
        SeatRole.PROCESS_COACH: 1,
        SeatRole.PMR_REPRESENTATIVE: 1,
        SeatRole.SOUNDING_BOARD: 1,
    }


def _has_no_way_in(answers: Answers, seats: list[Seat], by: User) -> bool:
    """Whoever starts for a colleague keeps a place in the team."""
    if any(seat.user == by for seat in seats):
        return False
    return not by.has_role(RoleKind.SCHOOL_LEADERSHIP, answers.school)


def _run_sheet(
    traject: Traject, placed: list[tuple[Line, Placed]], seats: dict[str, Seat]
) -> dict[str, RunSheetItem]:
    items = [
        _item(traject, line, place, position, seats)
        for position, (line, place) in enumerate(placed)
    ]
    RunSheetItem.objects.bulk_create(items)
    by_key = {item.key: item for item in items}
    _link(by_key, [line for line, _ in placed])
    return by_key


def _item(
    traject: Traject, line: Line, place: Placed, position: int, seats: dict[str, Seat]
) -> RunSheetItem:
    fields, activity = line.fields, line.activity
    return RunSheetItem(
        traject=traject,
        key=line.key,
        phase=fields["phase"],
        kind=fields["kind"],
        title=line.title,
        about=line.about,
        responsible_role=fields["who"],
        responsible=seats.get(fields["who"]),
        participants=fields.get("participants", ""),
        place=fields.get("where", ""),
        manner=fields.get("how", ""),
        starts_on=place.starts_on,
        ends_on=place.ends_on,
        duration_days=place.days,
        usual_days=activity.days if activity.days > place.days else None,
        minimum_days=min(activity.minimum, place.days),
        before_target=activity.before_target,
        is_target=activity.is_target,
        is_fixed=activity.fixed is not None,
        link=fields.get("link", ""),
        position=position,
        evidence=fields.get("evidence", ""),
        source=fields.get("source", ""),
    )


def _link(items: dict[str, RunSheetItem], lines: Sequence[Line]) -> None:
    through = RunSheetItem.waits_for.through
    through.objects.bulk_create(
        through(from_runsheetitem=items[line.key], to_runsheetitem=items[wait.key])
        for line in lines
        for wait in line.waits
    )


def _themes(traject: Traject, answers: Answers) -> None:
    cao = [_cao_theme(traject, answers, item) for item in shipped_items("themes")]
    own = [
        Theme(traject=traject, title=title, source="eigen thema") for title in answers.own_themes
    ]
    themes = cao + own
    if answers.like:
        reword_themes(themes, answers.like)
    for position, theme in enumerate(themes):
        theme.position = position
    Theme.objects.bulk_create(themes)


def _cao_theme(traject: Traject, answers: Answers, item: dict[str, Any]) -> Theme:
    is_chosen = item["key"] in answers.themes
    return Theme(
        traject=traject,
        key=item["key"],
        title=item["title"],
        explanation=item["explanation"],
        question="\n".join(item["questions"]),
        is_cao=True,
        is_chosen=is_chosen,
        reason_not_chosen="" if is_chosen else answers.reason_not_chosen,
        source=f"{answers.cao_edition}, artikel {item['article']}",
    )


def _checklist(traject: Traject) -> None:
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            traject=traject,
            key=item["key"],
            phase=item["phase"],
            text=item["text"],
            help=item["help"],
            evidence=item["evidence"],
            is_ours=item["added_by_us"],
            source=item["source"],
            position=position,
        )
        for position, item in enumerate(shipped_items("checklists"))
    )


def _communication(traject: Traject, items: dict[str, RunSheetItem], answers: Answers) -> None:
    calendar = answers.calendar()
    if answers.last_cycle:
        made = messages_again(traject, answers.last_cycle, items, calendar)
    else:
        made = planned_messages(traject, items.values(), calendar)
    CommunicationItem.objects.bulk_create(made)
