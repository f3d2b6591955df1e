"""Starting a traject: from the answers of the wizard to everything a project needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.models import record
from core.verbs import Verb
from people.models import RoleKind, SchoolCalendar
from trajects.models import (
    ChecklistItem,
    CommunicationItem,
    RunSheetItem,
    Seat,
    SeatRole,
    Theme,
    Traject,
    WizardDraft,
    role_names,
)
from trajects.models.schedule import Placed, plan
from trajects.models.template import Line, run_sheet_lines, seat_texts, shipped_items

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import School, StaffMember, User

TEAM_SEATS = 3
CHANNELS = {"email": "mail"}


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

    @property
    def title(self) -> str:
        return f"Herbeoordeling taakbeleid {self.school_year}-{self.school_year + 1}"

    def lines(self) -> list[Line]:
        return run_sheet_lines(self.sessions, self.study_afternoons)

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


@transaction.atomic
def start_traject(answers: Answers, *, draft: WizardDraft, by: User) -> Traject | None:
    """Write the whole plan; None when the same answers were used already."""
    if not WizardDraft.objects.filter(pk=draft.pk).delete()[0]:
        return None
    traject = _traject(answers, by)
    seats = _seats(traject, answers, by)
    items = _run_sheet(traject, planned(answers), seats)
    _themes(traject, answers)
    _checklist(traject)
    _communication(traject, items, answers.calendar())
    record(Verb.TRAJECT_STARTED, traject, by=by, detail=f"{len(items)} regels in het draaiboek")
    return traject


def _traject(answers: Answers, by: User) -> Traject:
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
        created_by=by,
    )


def _seats(traject: Traject, answers: Answers, by: User) -> dict[str, Seat]:
    """The leader's seat, and empty ones; answers the first seat of each role."""
    numbers = {
        SeatRole.SPONSOR: 1,
        SeatRole.PROJECT_LEADER: 1,
        SeatRole.TEAM_MEMBER: TEAM_SEATS,
        SeatRole.FACILITATOR: answers.tables,
        SeatRole.PROCESS_COACH: 1,
        SeatRole.PMR_REPRESENTATIVE: 1,
        SeatRole.SOUNDING_BOARD: 1,
    }
    seats = [_seat(traject, role) for role, number in numbers.items() for _ in range(number)]
    first: dict[str, Seat] = {}
    for seat in seats:
        first.setdefault(seat.role, seat)
    leader = first[SeatRole.PROJECT_LEADER]
    leader.user, leader.staff_member = answers.leader_user, answers.leader_staff
    if _has_no_way_in(answers, by):
        first[SeatRole.TEAM_MEMBER].user = by
    Seat.objects.bulk_create(seats)
    record(Verb.SEAT_FILLED, leader, by=by, detail="projectleider")
    return first


def _has_no_way_in(answers: Answers, by: User) -> bool:
    """Whoever starts for a colleague keeps a place in the team."""
    if answers.leader_user == by:
        return False
    return not by.has_role(RoleKind.SCHOOL_LEADERSHIP, answers.school)


def _seat(traject: Traject, role: str) -> Seat:
    texts = seat_texts()[role]
    return Seat(
        traject=traject,
        role=role,
        mandate=texts["assignment"],
        responsibilities="\n".join(texts["responsibilities"]),
        reporting=texts["reporting"],
    )


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


def _communication(
    traject: Traject, items: dict[str, RunSheetItem], calendar: SchoolCalendar
) -> None:
    messages = []
    for shipped in shipped_items("communication"):
        for key, item in items.items():
            if key == shipped["run_sheet_item"] or key.startswith(shipped["run_sheet_item"] + "-"):
                messages.append(_message(traject, shipped, item, calendar))
    CommunicationItem.objects.bulk_create(messages)


def _message(
    traject: Traject, shipped: dict[str, Any], item: RunSheetItem, calendar: SchoolCalendar
) -> CommunicationItem:
    """One planned message; those about a session come back for each of them."""
    session = item.key.removeprefix(shipped["run_sheet_item"])
    anchor = item.starts_on if shipped["moment"] == "start" else item.ends_on
    return CommunicationItem(
        traject=traject,
        key=f"{shipped['key']}{session}",
        run_sheet_item=item,
        audience=shipped["audience"],
        channel=CHANNELS.get(shipped["channel"], shipped["channel"]),
        input_status=shipped["input_status"],
        planned_on=calendar.add_school_days(anchor, shipped["offset_days"]),
        sender=role_names()[shipped["sender"]],
        purpose=shipped["purpose"],
        subject=shipped["subject"],
        body=shipped["body"],
        source=shipped["source"],
    )
