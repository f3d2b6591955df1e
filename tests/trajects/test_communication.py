"""Every message has a reader, a day, a sender and a status (P8)."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Event
from core.steps import StepNotAllowed
from trajects.models import CommunicationItem

pytestmark = pytest.mark.django_db
Status = CommunicationItem.Status


def planned(traject, **fields):
    values = {
        "key": f"bericht-{traject.communication.count()}",
        "audience": "all_staff",
        "channel": "mail",
        "planned_on": date(2026, 10, 1),
        "sender": "projectleider",
        "subject": "We gaan beginnen",
        "body": "Beste collega's,",
    }
    return CommunicationItem.objects.create(traject=traject, **values | fields)


@pytest.fixture
def item(traject):
    return planned(traject)


def press(client, name, item):
    """The button of a page that was opened just now."""
    item.refresh_from_db()
    url = reverse(f"trajects:communication_{name}", args=[item.pk])
    return client.post(url, {"version": item.version})


def status_of(item):
    item.refresh_from_db()
    return item.status


@time_machine.travel(date(2026, 9, 21))
def test_messages_stand_in_the_order_of_their_days(client, anna, traject):
    planned(traject, subject="Later bericht", planned_on=date(2027, 1, 5))
    planned(traject, subject="Eerder bericht", planned_on=date(2026, 10, 5))
    client.force_login(anna)

    text = client.get(reverse("trajects:communication", args=[traject.pk])).text

    assert text.index("Week 41") < text.index("Eerder bericht")
    assert text.index("Eerder bericht") < text.index("Week 1 <") < text.index("Later bericht")


def test_the_project_leader_approves_and_a_change_asks_for_it_again(client, anna, item):
    client.force_login(anna)
    press(client, "approve", item)
    assert status_of(item) == Status.APPROVED

    client.post(
        reverse("trajects:communication_edit", args=[item.pk]),
        {
            "subject": "We gaan echt beginnen",
            "body": "Tekst",
            "audience": "all_staff",
            "channel": "mail",
            "planned_on": "2026-10-02",
            "sender": "projectleider",
            "input_status": "explore",
            "version": item.version,
        },
    )

    assert status_of(item) == Status.DRAFT
    assert item.subject == "We gaan echt beginnen"


def test_a_facilitator_reads_the_plan_but_approves_nothing(client, bas, traject, item):
    client.force_login(bas)

    assert client.get(reverse("trajects:communication", args=[traject.pk])).status_code == 200
    assert press(client, "approve", item).status_code == 403


def test_a_stopped_message_goes_nowhere_until_it_is_opened_again(client, anna, item):
    client.force_login(anna)
    press(client, "stop", item)

    refused = press(client, "approve", item)
    press(client, "reopen", item)

    assert refused.status_code == 409
    assert status_of(item) == Status.DRAFT


def test_a_poster_is_reported_as_done(client, anna, traject):
    poster = planned(traject, channel="poster")
    client.force_login(anna)

    press(client, "done", poster)

    assert status_of(poster) == Status.DONE
    assert Event.objects.about(poster).get().verb == "communication_done"


def test_two_cannot_both_approve(anna, item):
    same = CommunicationItem.objects.get(pk=item.pk)

    item.approve(version=item.version, by=anna)

    with pytest.raises(StepNotAllowed):
        same.approve(version=same.version, by=anna)


def test_what_was_sent_is_not_changed_any_more(client, anna, item):
    CommunicationItem.objects.filter(pk=item.pk).update(status=Status.SENT)
    client.force_login(anna)

    response = client.post(reverse("trajects:communication_edit", args=[item.pk]), {})

    assert response.status_code == 409


def test_the_page_costs_the_same_whatever_its_length(client, anna, traject, item):
    client.force_login(anna)
    url = reverse("trajects:communication", args=[traject.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(10):
        planned(traject)

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)
