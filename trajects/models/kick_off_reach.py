"""What the kick-off adds to the reach of a traject: who was invited, how many were there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from trajects.models.kick_off import KickoffMeeting
from trajects.models.reach import Presence, counts_present, reaches

if TYPE_CHECKING:
    from trajects.models.traject import Traject


@reaches("kick_off")
def who_was_invited_to_kick_off(traject: Traject) -> set[int]:
    kickoffs = KickoffMeeting.objects.filter(traject=traject, invited_at__isnull=False)
    return set(kickoffs.filter(invited__isnull=False).values_list("invited", flat=True))


@counts_present("kick_off")
def who_was_at_kick_off(traject: Traject) -> list[Presence]:
    """The total only; groups that were counted stand on the page of the kick-off itself."""
    held = KickoffMeeting.objects.filter(traject=traject, held_on__isnull=False)
    counted = held.annotate(heads=Sum("presence__present")).values_list("held_on", "heads")
    return [Presence("Startbijeenkomst", day, heads) for day, heads in counted if day and heads]
