"""Every message has a reader, a day, a sender and a status (P8)."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Event
from core.steps import StepNotAllowed
from tests.factories import RunSheetItemFactory
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


# Planning and changing.


def typed(item, **fields):
    values = {
        "subject": item.subject,
        "body": item.body,
        "audience": item.audience,
        "channel": item.channel,
        "planned_on": "2026-10-02",
        "sender": "projectleider",
        "input_status": "explore",
        "version": item.version,
    }
    return values | fields


def save(client, item, **fields):
    url = reverse("trajects:communication_edit", args=[item.pk])
    return client.post(url, typed(item, **fields))


def test_somebody_adds_a_message_of_the_school_itself(client, anna, traject, item):
    client.force_login(anna)
    url = reverse("trajects:communication_add", args=[traject.pk])

    client.post(url, typed(item, subject="Kom naar het inloopuur", version=1))
    client.post(url, typed(item, subject="Kom nog eens", version=1))

    own = traject.communication.filter(key__startswith="eigen-bericht")
    assert sorted(own.values_list("key", flat=True)) == [
        "eigen-bericht-nr1",
        "eigen-bericht-nr2",
    ]
    assert Event.objects.about(own[0]).get().verb == "communication_planned"


@pytest.mark.parametrize("text", ["{{7*7}}", "{onbekend}", "{0.__class__}", "{ naam }"])
def test_an_unknown_word_is_refused_with_the_list_and_nothing_typed_is_lost(
    client, anna, item, text
):
    client.force_login(anna)

    response = save(client, item, body=f"Beste collega, {text}")

    assert response.status_code == 422
    assert "kunnen wij niet invullen. Kies uit: {naam}, {school}" in response.text
    assert "Beste collega" in response.text
    assert status_of(item) == Status.DRAFT
    assert item.body == "Beste collega's,"


def test_no_name_stands_in_a_subject(client, anna, item):
    client.force_login(anna)

    assert "Zet geen naam in het onderwerp" in save(client, item, subject="Dag {naam}").text


@pytest.mark.parametrize("field", ["subject", "sender", "asks", "afterwards", "purpose"])
@pytest.mark.parametrize("mark", ["\r\nBcc: x@y.example", "\n", "\u2028x"])
def test_a_line_break_in_one_line_is_refused(client, anna, item, field, mark):
    client.force_login(anna)

    response = save(client, item, **{field: f"Tekst{mark}"})

    assert response.status_code == 422
    assert "Dit veld is één regel" in response.text


def test_an_answer_cannot_be_due_before_the_question(client, anna, item):
    client.force_login(anna)

    assert "Kies een latere dag" in save(client, item, answer_by="2026-10-01").text


@time_machine.travel(date(2026, 9, 21))
def test_days_in_a_holiday_are_flagged_when_they_are_planned(client, anna, item):
    client.force_login(anna)
    url = reverse("trajects:communication_edit", args=[item.pk])

    page = client.post(
        url, typed(item, planned_on="2026-12-28", answer_by="2026-12-30"), follow=True
    ).text

    assert "wordt verstuurd op maandag 4 januari 2027" in page
    assert "valt in: Kerstvakantie" in page


def test_a_line_of_another_traject_is_no_choice(client, anna, item, other_traject):
    foreign = RunSheetItemFactory(traject=other_traject)
    client.force_login(anna)

    response = save(client, item, run_sheet_item=foreign.pk)

    assert response.status_code == 422


def test_two_editors_see_both_texts(client, anna, item):
    client.force_login(anna)
    save(client, item, body="De eerste tekst.")

    response = save(client, item, body="De tweede tekst.")

    assert response.status_code == 409
    assert "eerste" in response.text
    assert "tweede" in response.text


def test_what_was_approved_on_an_old_page_is_refused(client, anna, item):
    client.force_login(anna)
    old = item.version
    save(client, item, body="Andere tekst.")

    url = reverse("trajects:communication_approve", args=[item.pk])
    response = client.post(url, {"version": old})

    assert response.status_code == 409
    assert status_of(item) == Status.DRAFT


def test_a_message_with_an_empty_word_cannot_stand_ready(client, anna, item):
    CommunicationItem.objects.update(body="Kom naar {waar}.")
    client.force_login(anna)

    page = client.get(item.get_absolute_url()).text
    response = press(client, "approve", item)

    assert "Het woord {waar} heeft nog geen waarde." in page
    assert response.status_code == 409


def test_what_was_reported_by_mistake_is_opened_again(client, anna, traject):
    poster = planned(traject, channel="poster")
    client.force_login(anna)
    press(client, "done", poster)

    press(client, "reopen", poster)

    assert status_of(poster) == Status.DRAFT


def test_mail_that_leaves_by_itself_is_not_reported_as_done(client, anna, item):
    client.force_login(anna)

    assert press(client, "done", item).status_code == 409


# The whole plan.


@time_machine.travel(date(2026, 9, 21))
def test_late_and_this_week_stand_on_top(client, anna, traject):
    planned(traject, subject="Later", planned_on=date(2026, 10, 5))
    planned(traject, subject="Deze week nog", planned_on=date(2026, 9, 23))
    planned(traject, subject="Vergeten", planned_on=date(2026, 9, 14))
    client.force_login(anna)

    text = client.get(reverse("trajects:communication", args=[traject.pk])).text

    places = [text.index(word) for word in ("Vergeten", "Deze week nog", "Later")]
    assert places == sorted(places)
    assert "deze hadden weg moeten zijn" in text


def test_by_phase_each_message_stands_under_its_line(client, anna, traject):
    line = RunSheetItemFactory(traject=traject, phase="execution", title="De sessie")
    planned(traject, subject="Bij de sessie", run_sheet_item=line)
    planned(traject, subject="Los bericht")
    client.force_login(anna)

    text = client.get(reverse("trajects:communication", args=[traject.pk]) + "?op=fase").text

    assert text.index("Bij de sessie") < text.index("Niet aan het draaiboek gekoppeld")


def test_several_drafts_stand_ready_at_once_and_only_as_they_were_seen(client, anna, traject):
    first, second, third = (planned(traject, subject=f"Bericht {n}") for n in range(3))
    client.force_login(anna)
    url = reverse("trajects:communication_ready", args=[traject.pk])
    assert "Bericht 0" in client.get(url).text
    save(client, second, body="Intussen gewijzigd.")

    chosen = [f"{item.pk}:1" for item in (first, second)]
    page = client.post(url, {"bericht": [*chosen, "x:y", "999:1"]}, follow=True).text

    assert [status_of(item) for item in (first, second, third)] == ["approved", "draft", "draft"]
    assert "1 bericht staat klaar" in page
    assert "3 berichten zijn intussen veranderd" in page


def test_moving_the_line_moves_the_message_and_its_last_day(traject, anna, item):
    CommunicationItem.objects.update(answer_by=date(2026, 10, 8))
    item.refresh_from_db()

    moved = item.moved_to(date(2026, 10, 8))

    assert moved == {"planned_on": date(2026, 10, 8), "answer_by": date(2026, 10, 15)}


def queries(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["communication", "communication_ready"])
def test_120_messages_page_at_50_and_cost_what_12_cost(client, anna, traject, name):
    client.force_login(anna)
    url = reverse(f"trajects:{name}", args=[traject.pk])
    for _ in range(12):
        planned(traject)
    few = queries(client, url)
    for _ in range(108):
        planned(traject)

    assert queries(client, url) == few
    assert client.get(url).text.count("We gaan beginnen") in range(50, 151)


# Addresses of others.


def test_addresses_of_other_constituencies_are_kept_and_removed(client, anna, traject):
    client.force_login(anna)
    url = reverse("trajects:constituencies", args=[traject.pk])

    client.post(url, {"name": "Oudergeleding", "email": "ouders@school.example"})
    again = client.post(url, {"name": "Nog eens", "email": "OUDERS@school.example"})
    address = traject.constituencies.get()
    client.post(reverse("trajects:constituency_remove", args=[address.pk]))

    assert "Dit adres staat al in de lijst" in again.text
    assert not traject.constituencies.exists()
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"constituency_added", "constituency_removed"} <= verbs
