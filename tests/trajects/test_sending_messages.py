"""Approved mail of the communication plan goes out on its day, once, to who it is for (C1)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from core.models import Message
from tests.factories import StaffMemberFactory
from trajects.models import CommunicationItem
from trajects.tasks import send_message, send_messages

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 10, 6, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
Status = CommunicationItem.Status


@pytest.fixture
def approved(traject, anna, bas, carla):
    return CommunicationItem.objects.create(
        traject=traject,
        key="bericht",
        audience="all_staff",
        channel="mail",
        planned_on=date(2026, 10, 6),
        sender="projectleider",
        subject="We gaan beginnen",
        body="Beste collega's,\n\nMorgen is de start.",
        status=Status.APPROVED,
    )


def addresses():
    return sorted(Message.objects.values_list("to", flat=True))


@time_machine.travel(TUESDAY)
def test_it_goes_to_everybody_on_the_staff_list_once(approved, anna, bas, carla):
    send_messages()
    send_messages()

    approved.refresh_from_db()
    assert approved.status == Status.SENT
    assert addresses() == sorted([anna.email, bas.email, carla.email])
    assert "Morgen is de start." in Message.objects.first().body


@time_machine.travel(TUESDAY)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.STOPPED, Status.DONE])
def test_only_what_is_approved_goes_out(approved, status):
    CommunicationItem.objects.update(status=status)

    send_messages()

    assert not addresses()


@time_machine.travel(TUESDAY)
def test_it_waits_for_its_day(approved):
    CommunicationItem.objects.update(planned_on=date(2026, 10, 7))

    send_messages()

    assert not addresses()


@time_machine.travel(datetime(2026, 10, 10, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam")))
def test_nothing_goes_out_on_a_saturday(approved):
    send_messages()

    assert not addresses()


@time_machine.travel(TUESDAY)
@pytest.mark.parametrize(
    ("audience", "names"),
    [("pmr", ["carla"]), ("facilitators", ["bas"]), ("project_team", ["anna"])],
)
def test_each_audience_is_who_it_says(approved, audience, names):
    CommunicationItem.objects.update(audience=audience)

    send_messages()

    assert [address.split("@")[0] for address in addresses()] == names


@time_machine.travel(TUESDAY)
def test_a_poster_and_an_unknown_group_are_left_to_people(approved):
    CommunicationItem.objects.update(audience="participants")

    send_messages()

    assert not addresses()


@time_machine.travel(TUESDAY)
def test_a_colleague_without_address_stops_nobody(approved, traject):
    StaffMemberFactory(school=traject.school, email="")

    send_messages()

    assert len(addresses()) == 3


@time_machine.travel(TUESDAY)
def test_of_two_senders_one_succeeds(approved):
    same = CommunicationItem.objects.select_related("traject__school").get(pk=approved.pk)
    send_message(approved, now=TUESDAY)

    send_message(same, now=TUESDAY)

    assert len(addresses()) == 3


def test_a_text_cannot_dress_up_as_a_button(client, anna, approved):
    client.force_login(anna)
    url = reverse("trajects:communication_edit", args=[approved.pk])

    response = client.post(url, {"body": "[Klik hier](https://elders.example)", "version": 1})

    assert "Schrijf een webadres voluit" in response.text
