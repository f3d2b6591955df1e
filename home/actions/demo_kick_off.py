"""The example school's startbijeenkomst, own point of the checklist and scores."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from trajects.actions.kick_off import hold, invite, start_kickoff, step
from trajects.models import (
    ChecklistItem,
    FactorNote,
    KickoffMeeting,
    KickoffYield,
    LibraryItem,
    RunSheetItem,
    ScoreRound,
    Theme,
)
from trajects.models.kick_off_plan import KickoffPlan
from trajects.models.kick_off_yield import staff_groups
from trajects.models.success_factors import open_round

if TYPE_CHECKING:
    from home.actions.demo_traject import Stage
    from people.models import User


def start_off(story: dict[str, Any], stage: Stage) -> None:
    """The meeting with which the dialogue began, and how the team thinks that it goes."""
    leader = stage.cast.users[story["accounts"][0]["person"]]
    _meet(story["kickoff"], stage, leader)
    for row in story["own_points"]:
        _own_point(row, stage, leader)
    for row in story["score_rounds"]:
        _round(row, stage, leader)
    for row in story["factor_notes"]:
        FactorNote.objects.keep(
            stage.traject, row["factor"], version=0, by=leader, text=row["text"]
        )


def _meet(row: dict[str, Any], stage: Stage, leader: User) -> None:
    """Prepared, told to everybody, held, and followed up as far as the story goes."""
    made = start_kickoff(stage.traject, form=row["form"], by=leader)
    names = ("host", "baseline", "instrument")
    fields = {name: row[name] for name in names}
    begins_at = time.fromisoformat(row["begins_at"])
    made.change(version=made.version, by=leader, begins_at=begins_at, **fields)
    made.materials.update(is_ready=True)
    reading = LibraryItem.objects.of(stage.traject).filter(title=row["reading"]["library"]).first()
    made.materials.filter(title=row["reading"]["title"]).update(library_item=reading)
    step(made, KickoffMeeting.Status.READY, by=leader)
    kickoff = KickoffMeeting.objects.for_page().get(pk=made.pk)
    plan = KickoffPlan(kickoff)
    if plan.begins is None or plan.day is None:
        return
    invite(kickoff, staff=kickoff.staff(plan.day), by=leader)
    told_at = min(plan.begins - timedelta(days=14), timezone.now())
    KickoffMeeting.objects.filter(pk=kickoff.pk).update(invited_at=told_at)
    if plan.day > timezone.localdate():
        return
    present = row["present"]
    groups = {
        group: min(sum(present[each] for each in group.categories), group.employed)
        for group in staff_groups(kickoff)
    }
    hold(kickoff, on=plan.day, present=groups, by=leader)
    for position, said in enumerate(row["yields"], start=1):
        _yield(kickoff, said, position, leader)


def _yield(kickoff: KickoffMeeting, row: dict[str, Any], position: int, leader: User) -> None:
    fields = {name: row[name] for name in ("kind", "text", "ending", "answer")}
    theme = Theme.objects.filter(traject=kickoff.traject, key=row.get("theme", "-")).first()
    line = RunSheetItem.objects.filter(traject=kickoff.traject, key=row.get("line", "-")).first()
    KickoffYield(
        kickoff=kickoff, position=position, theme=theme, run_sheet_item=line, **fields
    ).add(by=leader)


def _own_point(row: dict[str, Any], stage: Stage, leader: User) -> None:
    texts = {name: row[name] for name in ("phase", "text", "help")}
    point = ChecklistItem.objects.add_own(stage.traject, by=leader, **texts)
    point.declare(version=point.version, declared="true", note=row["note"], by=leader)


def _round(row: dict[str, Any], stage: Stage, leader: User) -> None:
    """The team of the story gives one joint score."""
    made = open_round(
        stage.traject,
        by=leader,
        label=row["label"],
        day=stage.cast.day(row["day"]),
        phases=row["phases"],
        manner=ScoreRound.Manner.JOINT,
    )
    made.score_together(row["scores"], version=made.version, by=leader)
    made.close(by=leader)
