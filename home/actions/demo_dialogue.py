"""The example school's sessions: two behind us, one ahead."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import chain, repeat
from typing import Any

from django.utils import timezone

from dialogues.actions import close_session, close_table, compose_tables, invite, plan_session
from dialogues.models import (
    Agreement,
    DialogueSession,
    DialogueTable,
    Minutes,
    Outcome,
    SessionInvitation,
)
from home.actions.demo_traject import Stage
from trajects.models import Theme

Answer = SessionInvitation.Answer


def hold_sessions(story: dict[str, Any], stage: Stage) -> None:
    """Plan, invite and seat each session; hold the ones that lie behind us."""
    for row in story["sessions"]:
        session = _planned(row, stage)
        _invited(session, row, stage)
        if row["status"] == "closed":
            _held(session, row, stage)


def _planned(row: dict[str, Any], stage: Stage) -> DialogueSession:
    hour, minute = map(int, row["start"].split("."))
    day = stage.cast.day(row["day"])
    starts_at = datetime.combine(day, time(hour, minute), timezone.get_current_timezone())
    return plan_session(
        traject=stage.traject,
        by=_leader(stage),
        themes=Theme.objects.filter(traject=stage.traject, key__in=row["themes"]),
        title=row["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=row["duration_minutes"]),
        place=row["place"],
        seats_per_table=12,
    )


def _leader(stage: Stage) -> Any:
    return stage.traject.seats.get(role="project_leader").user


def _invited(session: DialogueSession, row: dict[str, Any], stage: Stage) -> None:
    """Everybody is asked; the answers are shared out in the order of the list."""
    invite(session, staff=stage.cast.staff.values(), by=_leader(stage))
    counts = row.get("answers") or {"yes": row["present_count"], "no": 99}
    answers = chain(
        repeat(Answer.YES, counts["yes"]),
        repeat(Answer.MAYBE, counts.get("maybe", 0)),
        repeat(Answer.NO, counts["no"]),
    )
    given = list(zip(session.invitations.order_by("pk"), answers, strict=False))
    for invitation, answer in given:
        invitation.answer = answer
        invitation.answered_on = min(stage.cast.day(row["day"] - 10), stage.cast.today)
    SessionInvitation.objects.bulk_update([one for one, _ in given], ["answer", "answered_on"])
    compose_tables(session, number=len(row["tables"]), by=_leader(stage))
    for table in row["tables"]:
        DialogueTable.objects.filter(session=session, number=table["number"]).update(
            facilitator=stage.facilitators[table["facilitator"]],
            theme=Theme.objects.get(traject=stage.traject, key=table["theme"]),
        )


def _held(session: DialogueSession, row: dict[str, Any], stage: Stage) -> None:
    leader = _leader(stage)
    session.open(by=leader)
    for table_row in row["tables"]:
        table = session.tables.get(number=table_row["number"])
        _outcomes(table, table_row, stage)
        DialogueTable.objects.filter(pk=table.pk).update(present_count=table_row["present_count"])
        close_table(table, by=_keeper(table))
    _agreements(session, row["agreements"], stage)
    close_session(session, by=leader)
    _minutes(session, row["minutes"], leader)


def _keeper(table: DialogueTable) -> Any:
    """Who keeps the table; in the story every table has somebody with an account."""
    return table.facilitator.user if table.facilitator else None


def _outcomes(table: DialogueTable, row: dict[str, Any], stage: Stage) -> None:
    confirmed_at = table.session.ends_at if row["confirmed"] else None
    Outcome.objects.bulk_create(
        Outcome(
            table=table,
            policy_item=stage.items[said["policy_item"]],
            confirmed_at=confirmed_at,
            **{name: said[name] for name in Outcome.WORDS},
        )
        for said in row["outcomes"]
    )


def _agreements(session: DialogueSession, rows: list[dict[str, Any]], stage: Stage) -> None:
    for row in rows:
        Agreement.objects.create(
            session=session,
            table=session.tables.get(number=row["table"]),
            text=row["text"],
            owner=row["owner"],
            due_on=stage.cast.day(row["due_day"]),
            status=row["status"],
        )


def _minutes(session: DialogueSession, row: dict[str, Any], leader: Any) -> None:
    minutes, _ = Minutes.objects.get_or_create(session=session)
    minutes.write(row["body"], version=minutes.version, by=leader)
    minutes.open_for_correction(by=leader)
    if row["status"] == Minutes.Status.FINAL:
        minutes.finalise(version=minutes.version, by=leader)
