"""C4: the draaiboek in one's own calendar, by a private address, without names of people."""

from datetime import date, datetime, timedelta

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from core.logs import masked
from dialogues.models import DialogueSession, SessionInvitation
from tests.factories import (
    AMSTERDAM,
    DialogueSessionFactory,
    DialogueTableFactory,
    RunSheetItemFactory,
)
from trajects.models import CalendarFeed, RunSheetItem, Seat

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

    rows[1].save_if_unchanged(version=1, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 1))

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


def raw(client, token) -> str:
    return client.get(reverse("trajects:feed_file", args=[token])).content.decode()


HOSTILE = [
    "een; twee, drie\\vier",
    "regel een\r\nBEGIN:VEVENT\r\nSUMMARY:vals",
    "<script>alert(1)</script>",
    "{{7*7}} {% now %} {0.__class__} %s",
    "javascript:alert(1)",
    "’t Café „Øğ” \U0001f600 " + "lang " * 25,
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text_for_two_readers(client, anna, rows, title):
    rows[1].title = title[:160]
    rows[1].save()
    text = raw(client, CalendarFeed.renew(anna))

    flat = " ".join(title[:160].split())
    ours = [str(event["summary"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    theirs = [event.summary.value for event in vobject.readOne(text).vevent_list]
    assert len(ours) == len(theirs) == 2
    assert flat in ours
    assert flat in theirs
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_second_reader_sees_the_same_days(client, anna, rows):
    text = raw(client, CalendarFeed.renew(anna))

    calendar = vobject.readOne(text)

    by_uid = {event.uid.value: event for event in calendar.vevent_list}
    event = by_uid[f"draaiboek-{rows[1].pk}@testserver"]
    assert event.dtstart.value == date(2026, 9, 21)
    assert event.dtend.value == date(2026, 9, 26)
    assert event.status.value == "CONFIRMED"
    assert len(by_uid) == len(calendar.vevent_list) == 2


def test_a_skipped_row_is_cancelled_and_keeps_its_uid(client, anna, rows):
    token = CalendarFeed.renew(anna)
    before = read(client, token)["Dialoogsessie"]
    assert before["status"] == "CONFIRMED"

    row = RunSheetItem.objects.get(pk=rows[1].pk)
    row.save_if_unchanged(version=row.version, status="skipped", skip_reason="Niet nodig")

    after = read(client, token)["Dialoogsessie"]
    assert after["uid"] == before["uid"]
    assert after["status"] == "CANCELLED"
    assert after["sequence"] > before["sequence"]


def test_the_address_is_not_in_the_log(anna):
    token = CalendarFeed.renew(anna)

    line = masked(f"GET {reverse('trajects:feed_file', args=[token])}")

    assert token not in line
    assert token[:20] not in line


@pytest.fixture
def session(traject) -> DialogueSession:
    return DialogueSessionFactory(
        traject=traject, title="Ronde 1; de kern", place="aula, eerste", invited_at=timezone.now()
    )


def invite(session, user, answer="") -> SessionInvitation:
    member = user.staff_memberships.get()
    invitation = SessionInvitation.for_colleague(session, member)
    invitation.answer = answer
    invitation.save()
    return invitation


def titles(client, user) -> set[str]:
    return set(read(client, CalendarFeed.renew(user)))


def test_sessions_i_take_part_in_are_in_my_feed_with_their_hours(client, els, bas, session):
    invite(session, els)
    DialogueTableFactory(session=session, facilitator=bas.seats.get())

    for user in (els, bas):
        event = read(client, CalendarFeed.renew(user))["Ronde 1; de kern"]
        assert event["dtstart"].dt == datetime(2027, 1, 12, 15, 30, tzinfo=AMSTERDAM)
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=90)
        assert event["location"] == "aula, eerste"
        seen = vobject.readOne(raw(client, CalendarFeed.renew(user))).vevent
        assert seen.dtstart.value.timestamp() == session.starts_at.timestamp()


def test_sessions_of_others_declined_ones_and_plans_are_not(client, els, dirk, hugo, session):
    invite(session, els, answer="no")
    assert titles(client, els) == set()
    assert titles(client, dirk) == set()
    assert titles(client, hugo) == set()

    SessionInvitation.objects.update(answer="yes")
    DialogueSession.objects.update(invited_at=None)
    assert titles(client, els) == set()


def test_a_moved_and_a_cancelled_session_move_along(client, els, anna, session):
    invite(session, els)
    token = CalendarFeed.renew(els)
    first = read(client, token)["Ronde 1; de kern"]

    later = session.starts_at + timedelta(days=1), session.ends_at + timedelta(days=1)
    session.save_if_unchanged(version=session.version, starts_at=later[0], ends_at=later[1])
    moved = read(client, token)["Ronde 1; de kern"]
    session.cancel(by=anna, reason="Storm")
    cancelled = read(client, token)["Ronde 1; de kern"]

    assert first["uid"] == moved["uid"] == cancelled["uid"]
    assert first["sequence"] < moved["sequence"] < cancelled["sequence"]
    assert moved["dtstart"].dt - first["dtstart"].dt == timedelta(days=1)
    assert cancelled["status"] == "CANCELLED"


@pytest.mark.parametrize("number", [3, 60])
def test_the_feed_takes_as_many_queries_for_3_rows_as_for_60(
    client, traject, anna, rows, session, number, django_assert_max_num_queries
):
    for _ in range(number):
        RunSheetItemFactory(traject=traject, kind="session")
        invite(DialogueSessionFactory(traject=traject, invited_at=timezone.now()), anna)
    token = CalendarFeed.renew(anna)

    with django_assert_max_num_queries(9):
        assert len(raw(client, token).split("BEGIN:VEVENT")) == 2 * number + 3


def test_a_calendar_program_may_ask_for_the_head_only(client, anna, rows):
    url = reverse("trajects:feed_file", args=[CalendarFeed.renew(anna)])

    assert client.head(url).status_code == 200
    assert client.post(url).status_code == 405
