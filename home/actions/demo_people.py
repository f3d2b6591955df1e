"""The example school's people: team leaders, log, key figures, reach and the set-up."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from people.models import Team
from trajects.models import DialogueSetup, ProgressEntry, ReachCount, Seat, Stakeholder

if TYPE_CHECKING:
    from home.actions.demo_traject import Stage


def gather_people(story: dict[str, Any], stage: Stage) -> None:
    """What the project team wrote down about the work with people."""
    for row in story["team_leaders"]:
        team = Team.objects.filter(school=stage.cast.school, name=row["team"])
        team.update(leader=stage.cast.staff[row["person"]])
    for row in story["log"]:
        _note(row, stage)
    for row in story["stakeholders"]:
        _stakeholder(row, stage)
    for row in story["reach_counts"]:
        ReachCount.keep(
            stage.traject,
            by=stage.cast.users[row["person"]],
            counted_on=stage.cast.day(row["day"]),
            what=row["what"],
            group="all",
            number=row["number"],
        )
    _set_up(story["dialogue_setup"], stage)


def _note(row: dict[str, Any], stage: Stage) -> None:
    day = min(stage.cast.day(row["day"]), timezone.localdate())
    entry = ProgressEntry.objects.write(
        stage.traject,
        by=stage.cast.users[row["person"]],
        noted_on=day,
        **{name: row[name] for name in ("phase", "went", "adjusted", "reason")},
    )
    written_at = timezone.make_aware(datetime.combine(day, time(15, 0)))
    ProgressEntry.objects.filter(pk=entry.pk).update(written_at=written_at)


def _stakeholder(row: dict[str, Any], stage: Stage) -> None:
    users = stage.cast.users
    keeper = Seat.objects.filter(traject=stage.traject, user=users[row["talks_by"]]).first()
    figure = Stakeholder.objects.add(
        stage.traject,
        by=users["anneke"],
        name=row["name"],
        kind=row["kind"],
        is_group=not row["person"],
        staff_member=stage.cast.staff.get(row["person"]),
        needs=row["needs"],
        talks_by=keeper,
    )
    for talk in row["contacts"]:
        day = min(stage.cast.day(talk["day"]), timezone.localdate())
        figure.note_contact(by=users[talk["person"]], held_on=day, done=talk["done"])


def _set_up(row: dict[str, Any], stage: Stage) -> None:
    names = ("form", "form_reason", "coach", "coach_when", "coach_reason")
    DialogueSetup(traject=stage.traject, version=0).choose(
        version=0, by=stage.cast.users[row["person"]], **{name: row[name] for name in names}
    )
