"""The example school's traject: plan, seats, themes and the present taakbeleid."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.db.models.functions import Least

from core.steps import StepNotAllowed
from home.actions.demo_school import Cast
from people.models import User
from trajects.actions.start import Answers, start_traject
from trajects.models import (
    PolicyCategory,
    PolicyItem,
    RunSheetItem,
    Seat,
    TaskPolicy,
    Theme,
    Traject,
    WizardDraft,
)
from trajects.models.schedule import CannotBePlanned, FixedTooEarly

Status = RunSheetItem.Status
# Days by which the story may begin earlier, tried a week at a time.
EARLIEST_START, A_WEEK = 64, 7


@dataclass
class Stage:
    """The traject of the story, with its policy items and seats by key."""

    cast: Cast
    traject: Traject
    items: dict[str, PolicyItem] = field(default_factory=dict)
    facilitators: dict[str, Seat] = field(default_factory=dict)


def make_traject(story: dict[str, Any], cast: Cast) -> Stage:
    """Start the traject as its leader would, then tell how far it has come."""
    stage = Stage(cast, _start(story, cast))
    _seats(stage, story["seats"])
    _policy(stage, story["policy"], by=cast.users[story["accounts"][0]["person"]])
    _progress(stage, story)
    return stage


def _start(story: dict[str, Any], cast: Cast) -> Traject:
    """Plan around the sessions of the story: begin earlier and end later until they fit."""
    sessions = [cast.day(row["day"]) for row in story["sessions"]]
    target_on = cast.day(story["traject"]["target_day"])
    for earlier in range(0, EARLIEST_START, A_WEEK):
        starts_on = cast.day(story["traject"]["start_day"] - earlier)
        try:
            return _until(story, cast, sessions, starts_on, target_on)
        except FixedTooEarly:
            continue
    return _until(story, cast, [], cast.day(story["traject"]["start_day"]), target_on)


def _until(
    story: dict[str, Any], cast: Cast, sessions: list[date], starts_on: date, target_on: date
) -> Traject:
    """With this target, or with the first that can be met."""
    try:
        return _started(story, cast, sessions, starts_on, target_on)
    except CannotBePlanned as too_soon:
        return _started(story, cast, sessions, starts_on, too_soon.earliest)


def _started(
    story: dict[str, Any], cast: Cast, fixed: list[date], starts_on: date, target_on: date
) -> Traject:
    leader = story["accounts"][0]["person"]
    draft, _ = WizardDraft.objects.get_or_create(user=cast.users[leader])
    answers = Answers(
        school=cast.school,
        school_year=starts_on.year if starts_on.month >= 8 else starts_on.year - 1,
        cao_edition=story["traject"]["cao_edition"],
        leader_user=cast.users[leader],
        leader_staff=cast.staff[leader],
        leader_owns_content=story["traject"]["leader_owns_content"],
        starts_on=starts_on,
        target_on=target_on,
        shape=story["traject"]["shape"],
        sessions=len(story["sessions"]),
        tables=max(len(row["tables"]) for row in story["sessions"]),
        study_afternoons=fixed,
        themes=sorted({item["theme"] for item in story["policy"]["items"]}),
    )
    traject = start_traject(answers, draft=draft, by=cast.users[leader])
    if traject is None:
        raise StepNotAllowed(draft, "started")
    return traject


def _seats(stage: Stage, rows: list[dict[str, Any]]) -> None:
    """Fill the empty seats; what the story has more of gets a seat of its own."""
    for row in rows:
        person = row["person"]
        if row["role"] == "project_leader" or not person:
            continue
        empty = stage.traject.seats.filter(role=row["role"], user=None, staff_member=None)
        seat = empty.first() or Seat(traject=stage.traject, role=row["role"])
        seat.user = stage.cast.users[person]
        seat.staff_member = stage.cast.staff.get(person)
        seat.is_champion = row.get("is_champion", False)
        seat.division_of_work = row.get("division_of_work", "")
        seat.save()
        if row["role"] == "facilitator":
            stage.facilitators[person] = seat
    stage.traject.seats.filter(role="facilitator", user=None, staff_member=None).delete()


def _policy(stage: Stage, story: dict[str, Any], *, by: User) -> None:
    """A first version as it was, and the one that holds now made out of it."""
    first = TaskPolicy.objects.begin(stage.traject, origin=TaskPolicy.Origin.FILE)
    categories = {name: PolicyCategory.named(name, first) for name in story["categories"]}
    themes = {theme.key: theme for theme in Theme.objects.filter(traject=stage.traject)}
    for position, row in enumerate(story["items"]):
        PolicyItem.objects.create(
            category=categories[row["category"]],
            theme=themes[row["theme"]],
            position=position,
            **_as_told({**row, **row.get("earlier", {})}),
        )
    present = first.copy(by=by, note=story["note"])
    by_title = {item.title: item for item in present.items()}
    for row in story["items"]:
        stage.items[row["key"]] = item = by_title[row["title"]]
        if "earlier" in row:
            item.change(version=item.version, by=by, **_as_told(row))


def _as_told(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in ITEM_FIELDS if name in row}
    return {**told, "value": _number(row["value"]), "hours": _number(row["hours"])}


ITEM_FIELDS = [
    "title",
    "unit",
    "applies_to",
    "staff_category",
    "is_pro_rata",
    "quantity",
    "is_within_other",
    "term_key",
    "text",
    "question",
]


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text not in (None, "") else None


def _progress(stage: Stage, story: dict[str, Any]) -> None:
    """What the story calls done is done, and lies behind us."""
    yesterday = stage.cast.calendar.previous_school_day(stage.cast.day(-1))
    held = sum(row["status"] == "closed" for row in story["sessions"])
    done = set(story["run_sheet"]["done"]) | {
        f"{key}-{number}" for key in PER_SESSION for number in range(1, held + 1)
    }
    items = stage.traject.run_sheet
    items.filter(key__in=done).update(status=Status.DONE)
    items.filter(key__in=story["run_sheet"]["busy"]).update(status=Status.BUSY)
    items.filter(key="pmr_term").update(status=Status.WAITING_FOR_PMR)
    items.filter(key__in=done, ends_on__gt=yesterday).update(
        starts_on=Least(F("starts_on"), yesterday), ends_on=yesterday
    )


PER_SESSION = [
    "session_invite",
    "session_tables",
    "session_hold",
    "session_minutes",
    "session_review",
    "session_feedback",
]
