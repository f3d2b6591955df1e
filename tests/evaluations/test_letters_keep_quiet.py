"""Letters about consent wait for the hours in which a school reads mail (XN4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from core.models import Message
from evaluations import emails

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SATURDAY_NIGHT = datetime(2027, 3, 13, 23, 0, tzinfo=AMSTERDAM)
MONDAY_MORNING = datetime(2027, 3, 15, 7, 30, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    "letter",
    [
        lambda proposal: emails.request_consent(proposal),
        lambda proposal: emails.tell_council(proposal, "answer"),
        lambda proposal: emails.inform_constituencies(proposal, ["mr@school.example"]),
    ],
)
def test_a_letter_of_saturday_night_leaves_on_monday_morning(offered, carla, letter):
    Message.objects.all().delete()
    with time_machine.travel(SATURDAY_NIGHT):
        letter(offered)

    leaves = set(Message.objects.values_list("due_at", flat=True))
    assert {timezone.localtime(moment) for moment in leaves} == {MONDAY_MORNING}
