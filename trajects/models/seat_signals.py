"""What stands out about one seat: its end, its work, and whose team sits at the table (P3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

from core.words import datum
from people.models import Team
from trajects.models.run_sheet import RunSheetItem
from trajects.models.seat import SeatRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trajects.models.seat import Seat
    from trajects.models.traject import Traject

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Signal:
    """One thing to look at, with a key that stays the same; `seat` when it is about one."""

    key: str
    text: str
    seat: int | None = None


def seat_signals(traject: Traject, seats: list[Seat]) -> list[Signal]:
    """Signals per seat, in two queries whatever their number."""
    filled = [seat for seat in seats if seat.is_filled]
    return [
        *_over(filled),
        *_coach_without_end(filled),
        *_work_after_the_end(traject, filled),
        *_facilitates_own_team(traject, filled),
    ]


def _over(seats: list[Seat]) -> Iterator[Signal]:
    """Nothing opens any more for these people, while their name still stands here."""
    for seat in seats:
        role, name = seat.get_role_display(), seat.holder_name
        left_on = seat.staff_member.ends_on if seat.staff_member else None
        if seat.has_left_school and left_on:
            yield Signal(
                f"left-{seat.pk}",
                f"{name} ({role}) is sinds {datum(left_on)} uit dienst en kan er niet meer in. "
                "Draag de plaats over, of maak haar vrij.",
                seat.pk,
            )
        elif seat.has_ended and seat.ends_on:
            yield Signal(
                f"ended-{seat.pk}",
                f"De toegang van {name} ({role}) stopte na {datum(seat.ends_on)}. "
                "Kies een nieuwe einddatum, draag de plaats over, of maak haar vrij.",
                seat.pk,
            )


def _coach_without_end(seats: list[Seat]) -> Iterator[Signal]:
    for seat in seats:
        if seat.role == SeatRole.PROCESS_COACH and seat.ends_on is None:
            yield Signal(
                f"coach-without-end-{seat.pk}",
                f"{seat.holder_name} helpt van buiten, maar heeft geen einddatum. "
                "Spreek af tot wanneer de toegang duurt.",
                seat.pk,
            )


def _work_after_the_end(traject: Traject, seats: list[Seat]) -> Iterator[Signal]:
    """Lines that are still this person's after the last day here or at the school."""
    ends = {seat.pk: day for seat in seats if (day := _last_day(seat))}
    late: dict[int, list[str]] = defaultdict(list)
    lines = RunSheetItem.objects.filter(traject=traject, responsible__in=list(ends)).open()
    for holder, title, day in lines.values_list("responsible", "title", "ends_on"):
        if holder and day > ends[holder]:
            late[holder].append(title)
    for seat in seats:
        if titles := late[seat.pk]:
            more = len(titles) - NAMED_AT_MOST
            rest = f" en nog {more}" if more > 0 else ""
            yield Signal(
                f"work-after-end-{seat.pk}",
                f"{seat.holder_name} is er tot en met {datum(ends[seat.pk])}, maar heeft daarna "
                f"nog werk: {', '.join(titles[:NAMED_AT_MOST])}{rest}.",
                seat.pk,
            )


def _last_day(seat: Seat) -> date | None:
    days = [seat.ends_on, seat.staff_member.ends_on if seat.staff_member else None]
    return min((day for day in days if day), default=None)


def _facilitates_own_team(traject: Traject, seats: list[Seat]) -> Iterator[Signal]:
    """Who leads a team and keeps a table is manager and facilitator at once."""
    keepers = [seat for seat in seats if seat.role == SeatRole.FACILITATOR]
    led = list(
        Team.objects.filter(school=traject.school)
        .filter(
            models.Q(leader__in=[seat.staff_member_id for seat in keepers])
            | models.Q(leader__user__in=[seat.account_id for seat in keepers])
        )
        .values_list("name", "leader", "leader__user")
    )
    for seat in keepers:
        names = [
            name
            for name, leader, user in led
            if leader == seat.staff_member_id or (user and user == seat.account_id)
        ]
        if names:
            yield Signal(
                f"own-team-{seat.pk}",
                f"{seat.holder_name} begeleidt een gesprek en geeft leiding aan "
                f"{' en '.join(names)}. Dat botst: laat een ander de tafels met dat team "
                "begeleiden.",
                seat.pk,
            )
