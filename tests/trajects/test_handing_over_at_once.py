"""Two people hand over the same seat at once: one succeeds, the other is told (P3, T61)."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import RunSheetItemFactory, SeatFactory, TrajectFactory, UserFactory
from tests.racing import at_once
from trajects.actions.team import Holder, hand_over
from trajects.models import Seat, SeatRole

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def both(role: str) -> tuple[list[str], list[Seat]]:
    """Two people hand over one held seat, each to somebody else."""
    traject, leader = TrajectFactory(), UserFactory()
    seat = SeatFactory(traject=traject, role=role, user=leader)
    RunSheetItemFactory(traject=traject, responsible=seat)
    copies = [Seat.objects.get(pk=seat.pk) for _ in range(2)]
    heirs = [Holder(user=UserFactory()) for _ in range(2)]
    deeds = [
        lambda one=one, heir=heir: hand_over(one, heir, by=leader, version=1)
        for one, heir in zip(copies, heirs, strict=True)
    ]
    outcomes = at_once(*deeds)
    return outcomes, list(traject.seats.kept())


@pytest.mark.parametrize("role", [SeatRole.PROJECT_LEADER, SeatRole.FACILITATOR])
def test_of_two_who_hand_over_at_once_one_is_told(role):
    outcomes, seats = both(role)

    assert connection.vendor == "postgresql"
    assert outcomes == ["done", "told"]
    assert len(seats) == 1
    assert seats[0].run_sheet_items.count() == 1


def test_without_the_condition_the_seat_would_have_two_holders(monkeypatch):
    """The negative control: looking first and writing later lets both through."""
    gate = threading.Barrier(2)

    def look_then_write(self, *, by, version):
        Seat.objects.get(pk=self.pk, version=version, released_at=None)
        gate.wait(timeout=5)
        Seat.objects.filter(pk=self.pk).update(released_at=timezone.now())

    monkeypatch.setattr(Seat, "_end", look_then_write)

    outcomes, seats = both(SeatRole.FACILITATOR)

    assert outcomes == ["done", "done"]
    assert len(seats) == 2
