"""C4: the draaiboek in one's own calendar, by a private address, without names of people."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.factories import RunSheetItemFactory
from trajects.models import CalendarFeed, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(traject, anna):
    seat = Seat.objects.get(traject=traject, role="project_leader")
    mine = RunSheetItemFactory(
        traject=traject, title="Team vragen; zie agenda, regel 2", responsible=seat
    )
    shared = RunSheetItemFactory(traject=traject, title="Dialoogsessie", kind="session")
    RunSheetItemFactory(traject=traject, title="Van een ander")
    return mine, shared


def read(client, token) -> dict:
    response = client.get(reverse("trajects:feed_file", args=[token]))
    assert response.status_code == 200
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["summary"]): event for event in events}


def test_the_feed_shows_what_i_do_and_what_we_all_keep(client, anna, rows):
    events = read(client, CalendarFeed.renew(anna))

    assert set(events) == {"Team vragen; zie agenda, regel 2", "Dialoogsessie"}
    event = events["Dialoogsessie"]
    assert event["dtstart"].dt == date(2026, 9, 21)
    assert event["dtend"].dt == date(2026, 9, 26)


def test_a_row_keeps_its_uid_when_it_moves(client, anna, rows):
    token = CalendarFeed.renew(anna)
    before = read(client, token)["Dialoogsessie"]

    rows[1].shift(date(2026, 10, 1), date(2026, 10, 1), by=anna)

    after = read(client, token)["Dialoogsessie"]
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == date(2026, 10, 1)


def test_there_are_no_names_of_people_in_it(client, anna, rows):
    token = CalendarFeed.renew(anna)

    text = client.get(reverse("trajects:feed_file", args=[token])).content.decode()

    assert "Anna" not in text
    assert "@school" not in text


def test_the_address_is_shown_once_and_renewing_ends_the_old_one(client, anna, rows):
    old = CalendarFeed.renew(anna)
    client.force_login(anna)

    page = client.post(reverse("trajects:feed_renew"), follow=True)

    address = page.context["address"]
    assert address in page.content.decode()
    assert not client.get(reverse("trajects:feed")).context["address"]
    assert client.get(reverse("trajects:feed_file", args=[old])).status_code == 404
    client.logout()
    assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_who_lost_seat_or_account_sees_nothing_any_more(client, anna, rows):
    token = CalendarFeed.renew(anna)
    anna.seats.update(released_at=timezone.now())
    assert read(client, token) == {}

    anna.is_active = False
    anna.save()
    assert client.get(reverse("trajects:feed_file", args=[token])).status_code == 404


def test_only_the_hash_of_the_address_is_kept(anna):
    token = CalendarFeed.renew(anna)

    assert token not in str(CalendarFeed.objects.values().get())
