"""The example school's communication plan: told up to now, ready for this week, drafts after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from trajects.models import Channel, CommunicationItem, ConstituencyAddress

if TYPE_CHECKING:
    from trajects.models import Traject

Status = CommunicationItem.Status
NEXT_DAYS = timedelta(days=10)


def tell_messages(traject: Traject) -> None:
    """What belongs to a finished line was told on its day; what comes soon stands ready."""
    today = timezone.localdate()
    items = CommunicationItem.objects.filter(traject=traject)
    over = Q(run_sheet_item__status="done", planned_on__lt=today)
    by_mail = When(channel=Channel.MAIL, then=Value(Status.SENT))
    told = list(items.filter(over).values_list("pk", flat=True))
    CommunicationItem.objects.filter(pk__in=told).update(
        status=Case(by_mail, default=Value(Status.DONE)), told_on=F("planned_on")
    )
    soon = items.drafts().filter(planned_on__gt=today, planned_on__lte=today + NEXT_DAYS)
    soon.update(status=Status.APPROVED)
    ConstituencyAddress.objects.get_or_create(
        traject=traject,
        email="oudergeleding@dewending.example",
        defaults={"name": "Oudergeleding van de MR"},
    )
