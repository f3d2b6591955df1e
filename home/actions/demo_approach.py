"""What the example school agreed beforehand: go or no-go, and two versions of the approach."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from home.actions.demo_traject import Stage
from trajects.actions.approach import (
    begin_approach,
    put_forward_approach,
    take_position,
    turn_key,
)
from trajects.models import Approach, ApproachKey, Side, StartPosition
from trajects.models.approach_text import example_of


def agree(story: dict[str, Any], stage: Stage) -> None:
    """Tell it in the order in which it happened; the second version waits for the pmr."""
    told = story["approach"]
    for row in told["positions"]:
        _position(row, stage)
    first = Approach.objects.of(stage.traject).being_made().get()
    _write(first, told, stage)
    _put_forward(first, told, stage, sides=list(Side), story=told)
    following = told["next"]
    second = begin_approach(stage.traject, by=_leader(stage))
    second.choose(
        version=second.version, by=_leader(stage), feedback_days=following["feedback_days"]
    )
    _write(second, following, stage)
    _put_forward(second, following, stage, sides=[Side.LEADERSHIP], story=told)


def _position(row: dict[str, Any], stage: Stage) -> None:
    names = ("signals", "time", "expectations", "stance", "reason")
    last = StartPosition.objects.filter(traject=stage.traject, party=row["party"]).first()
    position = take_position(
        stage.traject,
        party=row["party"],
        by=stage.cast.users[row["person"]],
        seen=last.pk if last else None,
        **{name: row[name] for name in names},
    )
    if position:
        at = _at(stage, row["day"])
        StartPosition.objects.filter(pk=position.pk).update(at=at)


def _write(approach: Approach, told: dict[str, Any], stage: Stage) -> None:
    """The words of the story, else the shipped example, as a school would."""
    days = told.get("days", {})
    for part in approach.sections.all():
        text = told["texts"].get(part.key) or part.text or example_of(part.key).get("text", "")
        day = stage.cast.day(days[part.key]) if part.key in days else part.agreed_on
        if (text, day) != (part.text, part.agreed_on):
            part.change(version=part.version, by=_leader(stage), text=text, agreed_on=day)
            part.changed_at = _at(stage, told["put_forward_day"])
            part.save(update_fields=["changed_at"])


def _put_forward(
    approach: Approach,
    told: dict[str, Any],
    stage: Stage,
    *,
    sides: list[Side],
    story: dict[str, Any],
) -> None:
    put_forward_approach(approach, by=_leader(stage))
    approach.refresh_from_db()
    for side in sides:
        user = stage.cast.users[story[side.value]]
        turn_key(approach, side=side, by=user, sha256=approach.sha256)
    rows = Approach.objects.filter(pk=approach.pk)
    signed = _at(stage, told["signed_day"])
    rows.update(submitted_at=_at(stage, told["put_forward_day"]))
    rows.filter(signed_at__isnull=False).update(signed_at=signed + timedelta(hours=1))
    ApproachKey.objects.filter(approach=approach).update(at=signed)


def _leader(stage: Stage) -> Any:
    return stage.traject.created_by


def _at(stage: Stage, day: int) -> datetime:
    """In the afternoon of a day of the story, and never still to come."""
    afternoon = timezone.make_aware(datetime.combine(stage.cast.day(day), time(15, 10)))
    return min(afternoon, timezone.now())
