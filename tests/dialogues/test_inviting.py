"""Each colleague gets one letter with the appointment, and answers without an account."""

from datetime import date, datetime

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from core.delivery import deliver_due
from core.models import Job, Message
from core.work import work_due
from dialogues import actions
from dialogues.models import SessionInvitation
from dialogues.tasks import plan_reminders
from people.models import StaffMember
from tests.dialogues.conftest import invite
from tests.factories import AMSTERDAM, StaffMemberFactory, TeamFactory


def deliver() -> list:
    work_due()
    deliver_due()
    return mail.outbox


def appointment_in(letter):
    (name, content, kind) = next(
        (part.get_filename(), part.get_content(), part.get_content_type())
        for part in letter.message().walk()
        if part.get_content_type() == "text/calendar"
    )
    assert (name, kind) == ("sessie.ics", "text/calendar")
    text = content if isinstance(content, str) else content.decode()
    return Calendar.from_ical(text)


def answer_url(invitation) -> str:
    return reverse("dialogues:answer", args=[invitation.link_token()])


def main_of(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def staff(school, bas):
    return StaffMemberFactory.create_batch(3, school=school)


def test_everybody_employed_is_invited_by_default(client, anna, session, staff, school):
    StaffMemberFactory(school=school, ends_on=date(2026, 12, 31))
    client.force_login(anna)

    response = client.get(reverse("dialogues:invite", args=[session.pk]))

    assert response.status_code == 200
    assert {person.pk for person in response.context["people"]} == set(
        StaffMember.objects.employed(session.day)
        .filter(school=school)
        .values_list("pk", flat=True)
    )
    assert "Laat weten of u komt" in response.content.decode()
    assert not SessionInvitation.objects.exists()


def test_a_team_or_function_group_may_be_chosen(client, anna, session, staff, school):
    team = TeamFactory(school=school)
    chosen = StaffMemberFactory(school=school, team=team, staff_category="oop")
    client.force_login(anna)

    client.post(
        reverse("dialogues:invite", args=[session.pk]),
        {"teams": [team.pk], "categories": ["oop"]},
    )

    assert SessionInvitation.objects.get().staff_member == chosen


def test_inviting_again_reaches_only_who_is_new(anna, session, staff):
    actions.invite(session, staff=staff[:2], by=anna)

    number = actions.invite(session, staff=staff, by=anna)

    assert number == 1
    assert SessionInvitation.objects.count() == 3
    deliver()
    assert len(mail.outbox) == 3


def test_the_letter_carries_an_appointment_that_calendars_accept(anna, session, staff):
    actions.invite(session, staff=staff[:1], by=anna)

    (letter,) = deliver()

    calendar = appointment_in(letter)
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "REQUEST"
    assert int(event["SEQUENCE"]) == 0
    assert event.decoded("DTSTART") == session.starts_at
    assert str(event["LOCATION"]) == "aula"
    assert "mailto:" in str(event["ATTENDEE"]).lower()
    invitation = SessionInvitation.objects.get()
    assert invitation.link_token() in letter.body


def test_the_letter_comes_from_who_leads_the_project(anna, session, staff):
    actions.invite(session, staff=staff[:1], by=anna)

    (letter,) = deliver()

    assert "Anna de Wit, " in letter.from_email
    assert letter.reply_to == [anna.email]


def test_a_moved_session_moves_the_same_event(client, anna, session, staff):
    actions.invite(session, staff=staff[:1], by=anna)
    (first,) = deliver()
    moved = datetime(2027, 1, 19, 15, 30, tzinfo=AMSTERDAM)
    session.refresh_from_db()
    actions.change_session(
        session,
        version=session.version,
        by=anna,
        themes=session.themes.all(),
        starts_at=moved,
        ends_at=moved.replace(hour=17),
    )

    second = deliver()[-1]

    (before,) = appointment_in(first).walk("VEVENT")
    (after,) = appointment_in(second).walk("VEVENT")
    assert str(before["UID"]) == str(after["UID"])
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert after.decoded("DTSTART") == moved
    assert second.subject.startswith("Gewijzigd")


def test_a_cancelled_session_leaves_the_calendar(anna, session, staff):
    actions.invite(session, staff=staff[:1], by=anna)
    deliver()
    session.refresh_from_db()
    actions.cancel_session(session, by=anna, reason="Storm; de school is dicht")

    letter = deliver()[-1]

    (event,) = appointment_in(letter).walk("VEVENT")
    assert str(appointment_in(letter)["METHOD"]) == "CANCEL"
    assert str(event["STATUS"]) == "CANCELLED"
    assert "Storm; de school is dicht" in letter.body


def test_an_invitation_that_waited_is_not_sent_after_the_cancellation(anna, session, staff):
    actions.invite(session, staff=staff[:1], by=anna)
    work_due()
    session.refresh_from_db()
    actions.cancel_session(session, by=anna, reason="Storm")

    letters = deliver()

    assert [letter.subject[:16] for letter in letters] == ["Gaat niet door: "]


def test_hostile_words_stay_words_in_the_appointment(anna, session, staff):
    session.title = "Gesprek; DROP, \\n {{ 7 }} <b>"
    session.save()
    actions.invite(session, staff=staff[:1], by=anna)

    (letter,) = deliver()

    (event,) = appointment_in(letter).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Gesprek; DROP, \\n {{ 7 }} <b>"


def test_who_has_no_mail_gets_a_letter_on_paper(client, anna, session, school):
    person = StaffMemberFactory(school=school, email="", given_name="Truus")
    actions.invite(session, staff=[person], by=anna)
    client.force_login(anna)

    page = client.get(reverse("dialogues:letters", args=[session.pk])).content.decode()

    assert not deliver()
    assert "Truus" in page
    assert "<svg" in page
    assert SessionInvitation.objects.get().link_token() in page


def test_looking_at_the_link_changes_nothing(client, session, django_assert_num_queries):
    (invitation,) = invite(session, 1)
    for method in (client.head, client.get, client.get, client.get):
        assert method(answer_url(invitation)).status_code == 200

    invitation.refresh_from_db()
    assert invitation.answer == ""


@pytest.mark.parametrize("answer", ["yes", "maybe", "no"])
def test_one_press_answers_without_an_account(client, session, answer):
    (invitation,) = invite(session, 1)

    response = client.post(answer_url(invitation), {"answer": answer}, follow=True)

    invitation.refresh_from_db()
    assert invitation.answer == answer
    assert "Ontvangen" in response.content.decode()


def test_an_answer_may_change_until_the_session_begins(client, session, today):
    (invitation,) = invite(session, 1)
    client.post(answer_url(invitation), {"answer": "yes"})
    client.post(answer_url(invitation), {"answer": "no"})
    today.move_to(datetime(2027, 1, 12, 15, 31, tzinfo=AMSTERDAM))

    response = client.post(answer_url(invitation), {"answer": "yes"})

    invitation.refresh_from_db()
    assert response.status_code == 404
    assert invitation.answer == "no"


def test_unknown_ended_and_cancelled_links_look_the_same(client, session, anna):
    (invitation,) = invite(session, 1)
    unknown = client.get(reverse("dialogues:answer", args=["A" * 43]))
    session.cancel(by=anna, reason="Storm")

    ended = client.get(answer_url(invitation))

    assert unknown.status_code == ended.status_code == 404
    assert main_of(unknown) == main_of(ended)
    assert b"Ronde 1" not in ended.content


def test_an_unknown_answer_is_refused(client, session):
    (invitation,) = invite(session, 1)

    response = client.post(answer_url(invitation), {"answer": "perhaps"})

    invitation.refresh_from_db()
    assert (response.status_code, invitation.answer) == (422, "")


def test_the_database_alone_opens_no_link(session, settings):
    (invitation,) = invite(session, 1)

    stored = f"{invitation.nonce} {invitation.token_hash}"

    assert invitation.link_token() not in stored
    assert invitation.hash_of(invitation.nonce) != invitation.token_hash


def test_a_link_survives_a_new_secret_key(client, session, settings):
    (invitation,) = invite(session, 1)
    token = invitation.link_token()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + settings.SECRET_KEY

    assert invitation.link_token() == token
    assert client.get(reverse("dialogues:answer", args=[token])).status_code == 200


def test_a_lost_key_gives_the_next_letter_a_new_link(client, session, settings):
    (invitation,) = invite(session, 1)
    settings.SECRET_KEY = "another-" + settings.SECRET_KEY

    token = invitation.link_token()

    assert client.get(reverse("dialogues:answer", args=[token])).status_code == 200


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((2027, 1, 5, 10), []),
        ((2027, 1, 6, 10), ["Komt u", "Komt u"]),
        ((2027, 1, 11, 10), ["Uw plaats", "Uw plaats", "Uw plaats"]),
        ((2027, 1, 12, 16), []),
    ],
)
def test_reminders_go_on_their_day_to_who_must_still_answer(session, today, now, expected):
    first, *_ = invite(session, 4)
    first.give_answer("yes")
    SessionInvitation.objects.filter(pk=first.pk + 1).update(answer="no")
    today.move_to(datetime(*now, tzinfo=AMSTERDAM))

    for _ in range(3):
        plan_reminders()

    letters = deliver()
    assert sorted(letter.subject[: len("Komt u")] for letter in letters) == sorted(
        word[: len("Komt u")] for word in expected
    )


def test_an_answer_given_meanwhile_stops_the_reminder(session, today):
    (invitation,) = invite(session, 1)
    today.move_to(datetime(2027, 1, 6, 20, 0, tzinfo=AMSTERDAM))
    plan_reminders()
    assert Message.objects.get().due_at == datetime(2027, 1, 7, 7, 30, tzinfo=AMSTERDAM)
    invitation.give_answer("yes")
    today.move_to(datetime(2027, 1, 7, 8, 0, tzinfo=AMSTERDAM))

    assert deliver() == []
    assert Message.objects.get().status == Message.Status.CANCELLED


def test_the_day_before_tells_where_you_sit(session, table, today):
    invite(session, 1)
    SessionInvitation.objects.update(table=table, answer="yes")
    today.move_to(datetime(2027, 1, 11, 10, 0, tzinfo=AMSTERDAM))
    plan_reminders()

    (letter,) = deliver()

    assert "Tafel 1, begeleid door Bas Yilmaz" in letter.body


def test_three_hundred_letters_are_written_in_the_background(anna, session, school):
    people = StaffMemberFactory.create_batch(30, school=school)

    actions.invite(session, staff=people, by=anna)

    assert not Message.objects.exists()
    assert Job.objects.get().kind == "dialogues.write_letters"
    work_due()
    assert Message.objects.count() == 30
