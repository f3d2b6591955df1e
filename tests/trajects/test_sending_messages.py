"""Mail of the communication plan goes out on its day, once, to who it is for (C1, XN3 to XN8)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Message, Optout
from core.outbox import is_still_needed
from dialogues.models import SessionInvitation
from tests.factories import (
    DialogueSessionFactory,
    RunSheetItemFactory,
    StaffMemberFactory,
    TeamFactory,
)
from trajects import tasks
from trajects.models import CommunicationItem, ConstituencyAddress
from trajects.models.dispatch import CATEGORY, Dispatch
from trajects.models.support import Stakeholder
from trajects.tasks import send_message, send_messages

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 10, 6, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
NEXT_MONDAY = date(2026, 10, 12)
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


def names():
    return [address.split("@")[0] for address in addresses()]


def fresh(item):
    return CommunicationItem.objects.select_related("traject__school", "run_sheet_item").get(
        pk=item.pk
    )


def two_letters_this_week(address):
    for number in range(2):
        Message.objects.create(
            key=f"eerder-{address}-{number}",
            message_id=f"<{number}-{address}>",
            to=address,
            subject="Eerder",
            body="Tekst",
            template="x",
            due_at=TUESDAY - timedelta(hours=number + 1),
            status="sent",
        )


# Once, on its day.


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
def test_only_what_stands_ready_goes_out(approved, status):
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
def test_of_two_senders_one_succeeds(approved):
    same = fresh(approved)
    send_message(fresh(approved), now=TUESDAY)

    send_message(same, now=TUESDAY)

    assert len(addresses()) == 3


@time_machine.travel(TUESDAY)
def test_a_worker_killed_halfway_leaves_nothing_behind_and_the_next_sends_it_all(
    approved, monkeypatch
):
    real = tasks.post_message

    def dies_at_the_second(*args, **kwargs):
        if Message.objects.exists():
            raise SystemExit
        return real(*args, **kwargs)

    monkeypatch.setattr(tasks, "post_message", dies_at_the_second)
    with pytest.raises(SystemExit):
        send_messages()
    assert addresses() == []
    assert fresh(approved).status == Status.APPROVED

    monkeypatch.setattr(tasks, "post_message", real)
    send_messages()

    assert len(addresses()) == len(set(addresses())) == 3


@time_machine.travel(TUESDAY)
def test_what_the_day_has_overtaken_stays_here(approved, traject):
    """Two days too late nobody wants to hear that the start is tomorrow."""
    start = RunSheetItemFactory(
        traject=traject, starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 5)
    )
    CommunicationItem.objects.update(planned_on=date(2026, 10, 2), run_sheet_item=start)

    send_messages()

    assert not addresses()
    assert fresh(approved).is_late


@time_machine.travel(TUESDAY)
def test_a_message_of_a_skipped_line_does_not_leave(approved, traject):
    line = RunSheetItemFactory(traject=traject, status="skipped", skip_reason="Niet nodig.")
    CommunicationItem.objects.update(run_sheet_item=line)

    send_messages()

    assert not addresses()


@time_machine.travel(TUESDAY)
def test_a_closed_traject_sends_nothing(approved, traject):
    traject.status = "closed"
    traject.save()

    send_messages()

    assert not addresses()


# Every audience is somebody.


@time_machine.travel(TUESDAY)
@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("pmr", ["carla"]),
        ("facilitators", ["bas"]),
        ("project_team", ["anna"]),
        ("leadership", ["dirk"]),
    ],
)
def test_each_audience_is_who_it_says(approved, dirk, audience, who):
    CommunicationItem.objects.update(audience=audience)

    send_messages()

    assert names() == who


@time_machine.travel(TUESDAY)
def test_team_leaders_get_it_once_even_with_two_teams(approved, traject, els):
    leader = els.staff_memberships.get()
    for _ in range(2):
        TeamFactory(school=traject.school, leader=leader)
    CommunicationItem.objects.update(audience="team_leaders")

    send_messages()

    assert addresses() == [els.email]


@time_machine.travel(TUESDAY)
def test_key_figures_are_those_on_the_list_of_support(approved, traject, els):
    Stakeholder.objects.create(
        traject=traject,
        number=1,
        name="Els van Dam",
        staff_member=els.staff_memberships.get(),
    )
    CommunicationItem.objects.update(audience="key_figures")

    send_messages()

    assert addresses() == [els.email]


@time_machine.travel(TUESDAY)
def test_other_constituencies_are_the_addresses_that_the_project_leader_keeps(approved, traject):
    ConstituencyAddress.objects.create(
        traject=traject, name="Oudergeleding", email="ouders@school.example"
    )
    CommunicationItem.objects.update(audience="other_constituencies")

    send_messages()

    assert addresses() == ["ouders@school.example"]


@time_machine.travel(TUESDAY)
@pytest.mark.parametrize("audience", ["other_constituencies", "key_figures"])
def test_without_addresses_a_group_is_left_to_people(client, anna, approved, audience):
    CommunicationItem.objects.update(audience=audience)

    send_messages()

    assert not addresses()
    assert fresh(approved).status == Status.APPROVED


@pytest.fixture
def session(traject, anna, bas, carla):
    """Anna comes, Bas does not, Carla has not answered."""
    session = DialogueSessionFactory(traject=traject)
    for user, answer in ((anna, "yes"), (bas, "no"), (carla, "")):
        invitation = SessionInvitation.for_colleague(session, user.staff_memberships.get())
        invitation.answer = answer
        invitation.save()
    return session


@time_machine.travel(TUESDAY)
def test_participants_are_known_to_the_session_of_the_line(approved, traject, session):
    line = RunSheetItemFactory(traject=traject, key="session_hold-1")
    CommunicationItem.objects.update(audience="participants", run_sheet_item=line)

    send_messages()

    assert names() == ["anna", "carla"]


@time_machine.travel(TUESDAY)
def test_a_session_that_is_not_there_has_no_participants(approved, traject, session):
    line = RunSheetItemFactory(traject=traject, key="session_hold-2")
    CommunicationItem.objects.update(audience="participants", run_sheet_item=line)

    assert Dispatch(fresh(approved)).number == 0


@time_machine.travel(TUESDAY)
def test_who_answers_meanwhile_is_not_reminded(approved, traject, session, carla):
    CommunicationItem.objects.update(audience="not_answered")
    send_messages()
    [letter] = Message.objects.all()
    assert letter.to == carla.email
    assert is_still_needed(letter.recheck)

    SessionInvitation.objects.filter(staff_member__user=carla).update(answer="yes")

    assert not is_still_needed(letter.recheck)


@time_machine.travel(TUESDAY)
def test_nobody_reads_who_did_not_answer(client, anna, approved, session, carla, traject):
    """Not on the page of the message, not in the outbox, not among what bounced: a number."""
    CommunicationItem.objects.update(audience="not_answered")
    send_messages()
    Message.objects.update(status="bounced", reason="Adres onbekend.")
    client.force_login(anna)

    page = client.get(approved.get_absolute_url()).text
    post = client.get(reverse("core:outbox", args=[traject.scope])).text

    assert "Carla" not in page
    assert carla.email not in page
    assert "Carla" not in post
    assert Dispatch(fresh(approved)).number == 1


# Who gets it, how many, and when.


@time_machine.travel(TUESDAY)
def test_a_colleague_without_address_stops_nobody(approved, traject):
    StaffMemberFactory(school=traject.school, email="")

    send_messages()

    assert len(addresses()) == 3


@time_machine.travel(TUESDAY)
def test_who_unsubscribed_is_left_out_and_counted(client, anna, approved, bas):
    Optout.objects.create(email=bas.email, category=CATEGORY)
    client.force_login(anna)

    page = client.get(approved.get_absolute_url()).text
    send_messages()

    assert "<strong>2 mensen</strong> mail" in page
    assert "Afgemeld" in page
    assert bas.email not in addresses()


@time_machine.travel(TUESDAY)
def test_mandatory_mail_says_why_nobody_can_unsubscribe(approved, bas):
    Optout.objects.create(email=bas.email, category=CATEGORY)
    CommunicationItem.objects.update(is_mandatory=True)

    send_messages()

    letter = Message.objects.get(to=bas.email)
    assert letter.category == ""
    assert "Daarom kunt u zich hiervoor niet afmelden." in letter.body


@time_machine.travel(TUESDAY)
def test_a_third_mail_in_a_week_waits_for_the_next_and_the_page_says_so(
    client, anna, approved, bas
):
    two_letters_this_week(bas.email)
    client.force_login(anna)

    page = client.get(approved.get_absolute_url()).text
    send_messages()

    late = Message.objects.get(to=bas.email, key__startswith="communication")
    assert timezone.localdate(late.due_at) == NEXT_MONDAY
    assert "1 persoon krijgt het op maandag 12 oktober 2026" in page
    assert timezone.localdate(Message.objects.get(to=anna.email).due_at) == TUESDAY.date()


@time_machine.travel(TUESDAY)
def test_mandatory_mail_does_not_wait(approved, bas):
    two_letters_this_week(bas.email)
    CommunicationItem.objects.update(is_mandatory=True)

    assert Dispatch(fresh(approved)).later == []


@time_machine.travel(TUESDAY)
def test_a_letter_never_waits_beyond_the_last_day_to_answer(approved, bas):
    two_letters_this_week(bas.email)
    CommunicationItem.objects.update(answer_by=date(2026, 10, 9))

    assert Dispatch(fresh(approved)).later == []


@time_machine.travel(TUESDAY)
def test_stopped_letters_and_codes_do_not_fill_the_week(approved, bas):
    two_letters_this_week(bas.email)
    Message.objects.update(status="stopped")
    assert Dispatch(fresh(approved)).later == []

    Message.objects.update(status="sent", is_secret=True)
    assert Dispatch(fresh(approved)).later == []


@time_machine.travel(TUESDAY)
def test_a_day_in_the_holidays_becomes_the_first_school_day_after(client, anna, approved):
    CommunicationItem.objects.update(planned_on=date(2026, 12, 28))
    client.force_login(anna)

    page = client.get(approved.get_absolute_url()).text

    assert "verstuurd op maandag 4 januari 2027" in page
    assert "maandag 28 december 2026 is het Kerstvakantie" in page


@time_machine.travel(TUESDAY)
def test_counting_people_costs_the_same_whatever_the_size_of_the_school(approved, traject):
    def queries():
        item = fresh(approved)
        with CaptureQueriesContext(connection) as found:
            assert Dispatch(item).by_moment
        return len(found)

    few = queries()
    for _ in range(30):
        StaffMemberFactory(school=traject.school)

    assert queries() == few


# Stopping, until the last letter is gone.


@time_machine.travel(TUESDAY)
def test_stopping_halfway_holds_what_is_not_gone_yet(client, anna, approved, bas, carla):
    send_messages()
    Message.objects.filter(to=anna.email).update(status="sent")
    item = fresh(approved)
    client.force_login(anna)

    client.post(reverse("trajects:communication_stop", args=[item.pk]), {"version": item.version})

    assert fresh(approved).status == Status.STOPPED
    assert Message.objects.filter(status="stopped").count() == 2
    assert Message.objects.get(to=anna.email).status == "sent"


@time_machine.travel(TUESDAY)
def test_a_letter_in_hand_is_asked_whether_its_message_stands(approved, anna):
    send_messages()
    letter = Message.objects.first()
    assert is_still_needed(letter.recheck)

    item = fresh(approved)
    item.stop(version=item.version, by=anna)

    assert not is_still_needed(letter.recheck)


@time_machine.travel(TUESDAY)
def test_opened_again_it_skips_who_has_it_already(approved, anna, bas, carla):
    send_messages()
    Message.objects.filter(to=anna.email).update(status="sent")
    item = fresh(approved)
    item.stop(version=item.version, by=anna)
    item.reopen(version=item.version, by=anna)
    item.approve(version=item.version, by=anna)

    send_messages()

    waiting = Message.objects.filter(status="waiting").values_list("to", flat=True)
    assert sorted(waiting) == sorted([bas.email, carla.email])
    assert Message.objects.filter(to=anna.email).count() == 1


@time_machine.travel(TUESDAY)
def test_when_all_is_gone_stopping_is_refused_with_the_reason(client, anna, approved):
    send_messages()
    Message.objects.update(status="sent")
    item = fresh(approved)
    client.force_login(anna)

    response = client.post(
        reverse("trajects:communication_stop", args=[item.pk]), {"version": item.version}
    )

    assert response.status_code == 409
    assert "Alles van dit bericht is al weg" in response.text


@time_machine.travel(TUESDAY)
def test_what_bounced_is_named_and_goes_again(client, anna, approved, bas):
    send_messages()
    Message.objects.filter(to=bas.email).update(status="bounced", reason="Adres onbekend.")
    client.force_login(anna)

    page = client.get(approved.get_absolute_url()).text
    client.post(reverse("trajects:communication_resend", args=[approved.pk]))

    assert "Bas Yilmaz: Adres onbekend." in page
    assert Message.objects.get(to=bas.email).status == "waiting"


# The example to oneself.


@time_machine.travel(datetime(2026, 10, 10, 22, 0, tzinfo=ZoneInfo("Europe/Amsterdam")))
def test_the_example_is_the_real_letter_marked_and_only_to_who_asked(client, anna, approved):
    client.force_login(anna)
    url = reverse("trajects:communication_example", args=[approved.pk])

    client.post(url)
    client.post(url)

    [letter] = Message.objects.all()
    assert letter.to == anna.email
    assert letter.subject == "Voorbeeld: We gaan beginnen"
    assert "Morgen is de start." in letter.body
    assert letter.due_at <= timezone.now()


@time_machine.travel(TUESDAY)
def test_examples_do_not_fill_the_week(client, anna, approved):
    client.force_login(anna)
    for version in range(3):
        CommunicationItem.objects.update(version=version + 10)
        client.post(reverse("trajects:communication_example", args=[approved.pk]))

    assert Message.objects.count() == 3
    assert Dispatch(fresh(approved)).later == []


# Texts are texts.


def test_a_text_cannot_dress_up_as_a_button(client, anna, approved):
    client.force_login(anna)
    url = reverse("trajects:communication_edit", args=[approved.pk])

    response = client.post(url, {"body": "[Klik hier](https://elders.example)", "version": 1})

    assert "Schrijf een webadres voluit" in response.text


@time_machine.travel(TUESDAY)
def test_template_language_in_a_text_is_just_text(approved):
    typed = "Som: {{7*7}} {% load td %} {0.__class__} %s <script>x</script>"
    CommunicationItem.objects.update(body=typed)

    send_messages()

    assert typed in Message.objects.first().body


@time_machine.travel(TUESDAY)
def test_words_between_braces_are_filled_in_for_each_reader(approved, traject, anna, bas):
    line = RunSheetItemFactory(
        traject=traject, starts_on=date(2026, 10, 8), ends_on=date(2026, 10, 8)
    )
    CommunicationItem.objects.update(
        run_sheet_item=line, body="Beste {naam}, kom op {wanneer}. Groet, {projectleider}"
    )

    send_messages()

    body = Message.objects.get(to=bas.email).body
    assert "Beste Bas Yilmaz, kom op donderdag 8 oktober 2026. Groet, Anna de Wit" in body


@time_machine.travel(TUESDAY)
def test_the_sender_is_a_person_of_the_school(approved, anna):
    send_messages()

    letter = Message.objects.first()
    assert letter.sender.startswith("Anna de Wit, ")
    assert letter.reply_to == anna.email
