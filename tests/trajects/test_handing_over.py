"""Whoever takes over a seat takes over everything that hangs on it, once and at once (P3)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Document, Event, Message
from core.outbox import post
from core.steps import StepNotAllowed
from tests.factories import (
    DialogueSessionFactory,
    DialogueTableFactory,
    PolicyProposalFactory,
    RunSheetItemFactory,
    StaffMemberFactory,
)
from trajects.actions.team import Holder, hand_over, what_moves
from trajects.models import CommunicationItem, RunSheetItem, RunSheetReminder, SeatRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(anna, traject):
    return traject.seats.get(role=SeatRole.PROJECT_LEADER)


@pytest.fixture
def heir(els):
    member = els.staff_memberships.get()
    return Holder(user=els, staff_member=member)


def choose(client, seat, member, **values):
    values = {"holder": f"staff-{member.pk}", "version": seat.version, "ends_on": "", **values}
    return client.post(reverse("trajects:seat_hand_over", args=[seat.pk]), values)


def message(traject, sender, **values):
    return CommunicationItem.objects.create(
        traject=traject,
        key=f"bericht-{CommunicationItem.objects.count()}",
        audience="all_staff",
        planned_on=timezone.localdate(),
        sender=sender,
        subject=f"Bericht van {sender}",
        **values,
    )


def letter(traject, anna, key="brief", **values):
    return post(
        key=key,
        to="els@11aa.example",
        name="Els",
        template="trajects/message",
        context={"item": {"subject": "Kom je?", "body": "Tot dan."}, "school": traject.school},
        scope=traject.scope,
        sender="Anna de Wit, Het Voorbeeld",
        reply_to=anna.email,
        **values,
    )


def test_what_moves_is_shown_before_anything_moves(client, anna, els, leader, traject):
    RunSheetItemFactory(traject=traject, responsible=leader, title="Aanpak bespreken")
    message(traject, "projectleider")
    DialogueSessionFactory(traject=traject)
    PolicyProposalFactory(traject=traject)
    letter(traject, anna)
    client.force_login(anna)

    before = client.get(reverse("trajects:seat_hand_over", args=[leader.pk]))
    asked = choose(client, leader, els.staff_memberships.get())

    assert {one.label for one in before.context["moving"]} == {
        "open regels in het draaiboek",
        "berichten uit het communicatieplan die nog komen",
        "sessies die nog komen",
        "voorstellen die nog niet klaar zijn",
        "brieven die nog weg moeten, met antwoord aan de projectleider",
    }
    assert "Aanpak bespreken" in before.text
    assert "Ja, overdragen aan Els van Dam" in asked.text
    leader.refresh_from_db()
    assert leader.released_at is None


def test_after_a_yes_the_open_work_moves_and_what_is_done_stays(
    client, anna, els, leader, traject
):
    open_line = RunSheetItemFactory(traject=traject, responsible=leader)
    done = RunSheetItemFactory(traject=traject, responsible=leader, status="done")
    client.force_login(anna)

    response = choose(client, leader, els.staff_memberships.get(), confirmed="on")

    successor = traject.seats.active().get(role=SeatRole.PROJECT_LEADER)
    open_line.refresh_from_db()
    done.refresh_from_db()
    assert response.status_code == 302
    assert (successor.user, successor.succeeds) == (els, leader)
    assert (open_line.responsible, done.responsible) == (successor, leader)


def test_the_old_leader_is_out_at_the_next_request(client, anna, els, leader, traject):
    client.force_login(anna)
    choose(client, leader, els.staff_memberships.get(), confirmed="on")

    assert client.get(reverse("trajects:team", args=[traject.pk])).status_code == 404
    client.force_login(els)
    page = client.get(reverse("trajects:seat_add", args=[traject.pk]))
    assert page.status_code == 200


def test_both_get_a_letter(anna, els, leader, heir):
    hand_over(leader, heir, by=anna, version=leader.version)

    told = {one.to: one.subject for one in Message.objects.all()}
    assert told == {
        anna.email: "Uw plaats als projectleider is overgedragen",
        els.email: "U bent nu projectleider in het traject over taakbeleid",
    }


def test_messages_to_come_go_out_in_the_new_name(anna, els, leader, heir, traject):
    by_name = message(traject, "Anna de Wit, projectleider")
    sent = message(traject, "Anna de Wit", status="sent")
    waiting, gone = letter(traject, anna), letter(traject, anna, key="weg")
    Message.objects.filter(pk=gone.pk).update(status=Message.Status.SENT)

    hand_over(leader, heir, by=anna, version=leader.version)

    for row in (by_name, sent, waiting, gone):
        row.refresh_from_db()
    assert by_name.sender == "Els van Dam, projectleider"
    assert sent.sender == "Anna de Wit"
    assert (waiting.sender, waiting.reply_to) == ("Els van Dam, Het Voorbeeld", els.email)
    assert gone.reply_to == anna.email


def test_papers_that_are_still_made_reach_the_new_leader(anna, els, leader, heir, traject):
    asked = Document.objects.request("trajects.run_sheet", subject=traject, by=anna)
    assert "documenten die nog worden gemaakt" in {one.label for one in what_moves(leader)}

    hand_over(leader, heir, by=anna, version=leader.version)

    asked.refresh_from_db()
    assert asked.requested_by == els


def test_reminders_that_did_not_leave_are_made_anew_for_the_next(anna, leader, heir, traject):
    line = RunSheetItemFactory(traject=traject, responsible=leader)
    waiting = letter(traject, anna, category="run_sheet", person=anna)
    RunSheetReminder.objects.create(item=line, key="k", occasion="due", message=waiting)

    hand_over(leader, heir, by=anna, version=leader.version)

    waiting.refresh_from_db()
    assert waiting.status == Message.Status.CANCELLED
    assert not RunSheetReminder.objects.exists()


def test_a_facilitator_hands_over_the_open_tables(anna, bas, heir, traject):
    seat = traject.seats.get(role=SeatRole.FACILITATOR)
    session = DialogueSessionFactory(traject=traject)
    open_table = DialogueTableFactory(session=session, facilitator=seat)
    closed = DialogueTableFactory(session=session, facilitator=seat, status="closed")

    successor = hand_over(seat, heir, by=anna, version=seat.version)

    open_table.refresh_from_db()
    closed.refresh_from_db()
    assert (open_table.facilitator, closed.facilitator) == (successor, seat)


def test_the_calendar_follows(anna, els, leader, heir, traject):
    line = RunSheetItemFactory(traject=traject, responsible=leader)

    hand_over(leader, heir, by=anna, version=leader.version)

    assert line in RunSheetItem.objects.in_calendar_of(els)
    assert line not in RunSheetItem.objects.in_calendar_of(anna)


def test_history_keeps_who_sat_here_before(client, anna, dirk, leader, heir):
    successor = hand_over(leader, heir, by=anna, version=leader.version)
    client.force_login(dirk)

    page = client.get(successor.get_absolute_url())

    assert "Wie hier eerder zat" in page.text
    assert "Anna de Wit" in page.text
    verbs = set(Event.objects.about(successor).values_list("verb", flat=True))
    assert verbs == {"seat_filled", "seat_handed_over"}


def test_school_leadership_replaces_a_leader_who_left(client, anna, dirk, els, leader, traject):
    anna.staff_memberships.update(ends_on=timezone.localdate() - timedelta(days=3))
    client.force_login(anna)
    assert client.get(reverse("trajects:team", args=[traject.pk])).status_code == 404
    client.force_login(dirk)

    choose(client, leader, els.staff_memberships.get(), confirmed="on")

    assert traject.seats.active().get(role=SeatRole.PROJECT_LEADER).user == els


def test_nobody_takes_over_from_oneself(client, anna, leader):
    client.force_login(anna)

    response = choose(client, leader, anna.staff_memberships.get(), confirmed="on")

    assert response.status_code == 422
    assert "zit al op deze plaats" in response.text


def test_a_newcomer_without_account_is_said_beforehand(client, anna, leader, traject):
    member = StaffMemberFactory(school=traject.school)
    client.force_login(anna)

    asked = choose(client, leader, member)

    assert "heeft nog geen account" in asked.text


def test_when_one_thing_fails_nothing_has_moved(anna, heir, leader, traject, monkeypatch):
    line = RunSheetItemFactory(traject=traject, responsible=leader)

    def breaks(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("trajects.actions.team.post_handed_over", breaks)

    with pytest.raises(ConnectionError):
        hand_over(leader, heir, by=anna, version=leader.version)

    leader.refresh_from_db()
    line.refresh_from_db()
    assert leader.released_at is None
    assert line.responsible == leader
    assert not Event.objects.exists()


def test_the_same_seat_is_handed_over_once(anna, bas, heir, leader):
    version = leader.version
    same = type(leader).objects.get(pk=leader.pk)

    hand_over(leader, heir, by=anna, version=version)

    with pytest.raises(StepNotAllowed):
        hand_over(same, Holder(user=bas), by=anna, version=version)


def test_counting_what_moves_costs_the_same_whatever_there_is(
    anna, leader, traject, django_assert_max_num_queries
):
    RunSheetItemFactory.create_batch(30, traject=traject, responsible=leader)

    with django_assert_max_num_queries(16):
        what_moves(leader)
