"""The competent authority decides, with the consent it rests on; what is decided stays."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from core.models import Message
from core.permissions import WrongMoment
from evaluations import actions
from evaluations.models import Decision, DecisionIsPermanent, PolicyProposal, StaffConsultation
from tests.evaluations.conftest import put

FIELDS = {
    "title": "Meer tijd rond de les",
    "text": "De opslagfactor wordt 0,65.",
    "reasons": "De tafels en de pmr steunen dit.",
    "not_taken_over": "Kleinere klassen: te duur.",
    "decided_on": "2026-05-20",
    "starts_on": "2026-08-01",
    "review_on": "2027-05-01",
    "mandate": "managementstatuut, artikel 4",
}


@pytest.fixture(autouse=True)
def after_the_decision(time_machine_at):
    return time_machine_at


@pytest.fixture
def time_machine_at():
    import time_machine

    with time_machine.travel("2026-06-01 12:00 +0200"):
        yield


def decide(client, proposal, **more):
    return client.post(
        reverse("evaluations:decide", args=[proposal.pk]), FIELDS | {"record": "1"} | more
    )


def vote(client, proposal, **more):
    fields = {
        "held_on": "2026-05-12",
        "base": "electorate",
        "electorate": 99,
        "yes": 66,
        "no": 20,
        "blank": 2,
        "evidence": "Proces-verbaal van 12 mei.",
    }
    return client.post(reverse("evaluations:consultation", args=[proposal.pk]), fields | more)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("dirk", 302),
        ("gerda", 302),
        ("anna", 403),
        ("carla", 403),
        ("bas", 403),
        ("els", 404),
        ("farid", 404),
        ("hugo", 404),
        ("root", 404),
    ],
)
def test_who_may_decide(client, request, granted, person, status):
    client.force_login(request.getfixturevalue(person))

    assert decide(client, granted).status_code == status


@pytest.mark.parametrize(
    "status",
    ["draft", "offered", "under_review", "term_passed", "withheld", "withdrawn", "ruled_against"],
)
def test_without_consent_there_is_no_decision(client, dirk, offered, status):
    put(offered, status)
    client.force_login(dirk)

    assert decide(client, offered).status_code == 409
    assert not Decision.objects.exists()


def test_a_ruling_for_the_competent_authority_counts_as_consent(client, dirk, granted):
    put(granted, "ruled_for")
    client.force_login(dirk)

    assert decide(client, granted).status_code == 302


def test_a_system_change_is_not_decided_without_a_passed_consultation(client, dirk, offered):
    put(offered, "granted")
    client.force_login(dirk)

    without = decide(client, offered)
    vote(client, offered, yes=65)
    not_enough = decide(client, offered)
    vote(client, offered, yes=66)
    enough = decide(client, offered)

    assert (without.status_code, not_enough.status_code, enough.status_code) == (409, 409, 302)


def test_the_page_says_that_staff_votes_before_the_decision(client, dirk, offered):
    put(offered, "granted")
    client.force_login(dirk)

    page = client.get(offered.get_absolute_url()).content.decode()

    assert "Eerst stemmen de medewerkers" in page


def test_more_votes_than_people_are_refused(client, dirk, offered):
    put(offered, "granted")
    client.force_login(dirk)

    assert vote(client, offered, electorate=50).status_code == 422
    assert not StaffConsultation.objects.exists()


def test_a_consultation_is_recorded_only_where_it_belongs(client, dirk, granted):
    client.force_login(dirk)

    assert vote(client, granted).status_code == 409


def test_the_decision_is_read_once_more_before_it_is_recorded(client, dirk, granted):
    client.force_login(dirk)
    url = reverse("evaluations:decide", args=[granted.pk])

    preview = client.post(url, FIELDS | {"preview": "1"})

    assert "Lees het besluit na" in preview.text
    assert "Besluit vastleggen" in preview.text
    assert not Decision.objects.exists()
    again = client.post(url, FIELDS | {"change": "1"})
    assert "De opslagfactor wordt 0,65." in again.text


def test_school_leadership_names_its_mandate(client, dirk, granted):
    client.force_login(dirk)

    assert decide(client, granted, mandate="").status_code == 422
    assert not Decision.objects.exists()


def test_capacity_and_mandate_are_kept(client, dirk, granted):
    client.force_login(dirk)
    decide(client, granted)

    decision = Decision.objects.get()
    assert decision.capacity == "schoolleiding, namens het bevoegd gezag"
    assert decision.mandate == "managementstatuut, artikel 4"
    assert decision.content["proposal_sha256"] == granted.sha256


def test_everybody_at_the_school_reads_the_decision(client, dirk, els, hugo, granted):
    client.force_login(dirk)
    url = decide(client, granted).url
    client.force_login(els)
    page = client.get(url)
    client.force_login(hugo)

    assert "De opslagfactor wordt 0,65." in page.text
    assert "Kleinere klassen: te duur." in page.text
    assert f"/voorstel/{granted.pk}/" not in page.text
    assert client.get(url).status_code == 404


def test_everybody_at_work_on_it_gets_mail(client, anna, bas, carla, dirk, els, gerda, granted):
    client.force_login(dirk)
    decide(client, granted)

    told = {letter.to for letter in Message.objects.filter(template="evaluations/decision")}
    assert told == {person.email for person in (anna, bas, carla, dirk, gerda)}


def test_a_second_decision_on_the_same_proposal_is_refused(client, dirk, gerda, granted):
    client.force_login(dirk)
    decide(client, granted)
    client.force_login(gerda)

    assert decide(client, granted).status_code == 409
    assert Decision.objects.count() == 1


@pytest.fixture
def decision(granted, dirk) -> Decision:
    return record(granted.traject, dirk, proposal=granted)


def record(traject, by, **more) -> Decision:
    days = {"decided_on": date(2026, 5, 20), "starts_on": date(2026, 8, 1)}
    fields = {
        "verdict": "revise",
        "title": "Meer tijd",
        "text": "De factor wordt 0,65.",
        "reasons": "Steun.",
        "review_on": date(2027, 5, 1),
        "capacity": "schoolleiding, namens het bevoegd gezag",
    }
    return actions.record_decision(traject, by=by, **(fields | days | more))


def test_a_decision_never_changes(decision):
    decision.text = "Iets anders."

    for change in (
        decision.save,
        lambda: decision.save(update_fields=["text"]),
        decision.delete,
        lambda: Decision.objects.update(text="Iets anders."),
        lambda: Decision.objects.filter(pk=decision.pk).delete(),
        lambda: Decision.objects.bulk_update([decision], ["text"]),
        lambda: Decision._base_manager.filter(pk=decision.pk).update(text="Iets anders."),
    ):
        with pytest.raises(DecisionIsPermanent), transaction.atomic():
            change()

    assert Decision.objects.get().text == "De factor wordt 0,65."


def tamper(sql, *values):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_correction_is_a_new_decision_that_names_the_old_one(client, dirk, decision):
    client.force_login(dirk)

    response = client.post(
        reverse("evaluations:correct_decision", args=[decision.pk]),
        FIELDS | {"record": "1", "title": "Verbeterd"},
    )

    new = Decision.objects.get(number=2)
    assert response.url == new.get_absolute_url()
    assert new.replaces == decision
    assert "Dit besluit is vervangen" in client.get(decision.get_absolute_url()).text
    again = client.get(reverse("evaluations:correct_decision", args=[decision.pk]))
    assert again.status_code == 409


def test_two_corrections_at_once_leave_one(dirk, decision):
    record(decision.traject, dirk, proposal=decision.proposal, replaces=decision)

    with pytest.raises(WrongMoment):
        record(decision.traject, dirk, proposal=decision.proposal, replaces=decision)


def test_the_chain_is_intact(dirk, decision):
    record(decision.traject, dirk, verdict="confirm")

    assert Decision.chain_is_intact(decision.traject)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evaluations_decision SET text = 'Stiekem.' WHERE number = 1",
        "UPDATE evaluations_decision SET decided_on = '2026-01-01' WHERE number = 1",
        "UPDATE evaluations_decision SET sha256 = 'abc' WHERE number = 1",
        "UPDATE evaluations_decision SET previous_sha256 = 'abc' WHERE number = 2",
        "DELETE FROM evaluations_decision WHERE number = 1",
    ],
)
def test_a_change_anywhere_in_the_chain_shows(dirk, decision, change):
    record(decision.traject, dirk, verdict="confirm")
    tamper(change)

    assert not Decision.chain_is_intact(decision.traject)


def test_a_confirmation_needs_no_consent_but_keeps_the_view_of_the_pmr(client, dirk, traject):
    client.force_login(dirk)
    url = reverse("evaluations:confirm_policy", args=[traject.pk])

    without = client.post(url, FIELDS | {"record": "1"})
    with_view = client.post(
        url, FIELDS | {"record": "1", "council_view": "De pmr vindt dit verstandig."}
    )

    decision = Decision.objects.get()
    assert without.status_code == 422
    assert with_view.status_code == 302
    assert (decision.verdict, decision.proposal) == ("confirm", None)
    assert decision.council_view == "De pmr vindt dit verstandig."


def test_a_decision_is_not_dated_in_the_future(client, dirk, granted):
    client.force_login(dirk)

    assert decide(client, granted, decided_on="2026-06-02").status_code == 422
    assert decide(client, granted, review_on="2026-07-01").status_code == 422
    assert PolicyProposal.objects.get().status == "granted"
