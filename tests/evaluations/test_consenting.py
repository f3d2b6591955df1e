"""The pmr consents or withholds, in its own name and time; silence is never consent."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import Event, Message
from core.outbox import is_still_needed
from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from evaluations import actions, tasks
from evaluations.models import DEEDS, ConsentQuestion, PolicyProposal, ProposalStatus
from people.models import ConsentBody, RoleKind
from tests.evaluations.conftest import put
from tests.factories import RoleFactory, UserFactory

COUNCIL = ["review", "ask", "request_information", "resume", "extend", "grant", "withhold"]
AUTHORITY = ["treat_silence", "announce_dispute", "file_dispute", "rule_for", "rule_against"]
SINCE = {"ask": "under_review"}
TEXT = {"text": "Dit is de motivering."}


def post(client, name, proposal, data=None):
    return client.post(reverse(f"evaluations:{name}", args=[proposal.pk]), data or TEXT)


def before(name):
    return SINCE.get(name) or next(iter(DEEDS[name].since))


def later():
    return (timezone.localdate() + timedelta(days=20)).isoformat()


def fields(name):
    return TEXT | ({"term_ends_on": later()} if name == "extend" else {})


@pytest.mark.parametrize("name", COUNCIL)
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("carla", 302),
        ("anna", 403),
        ("bas", 403),
        ("dirk", 403),
        ("gerda", 403),
        ("els", 404),
        ("farid", 404),
        ("hugo", 404),
        ("root", 404),
    ],
)
def test_only_the_council_takes_its_own_steps(client, request, offered, name, person, status):
    put(offered, before(name))
    client.force_login(request.getfixturevalue(person))

    assert post(client, name, offered, fields(name)).status_code == status


@pytest.mark.parametrize("name", AUTHORITY)
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("gerda", 302),
        ("dirk", 302),
        ("anna", 403),
        ("carla", 403),
        ("bas", 403),
        ("els", 404),
        ("farid", 404),
        ("hugo", 404),
        ("root", 404),
    ],
)
def test_only_the_competent_authority_takes_the_steps_after_refusal(
    client, request, offered, name, person, status
):
    put(offered, before(name))
    client.force_login(request.getfixturevalue(person))

    assert post(client, name, offered).status_code == status


@pytest.mark.parametrize(
    "kind", [RoleKind.SCHOOL_LEADERSHIP, RoleKind.SCHOOL_ADMIN, RoleKind.COMPETENT_AUTHORITY]
)
def test_a_member_who_also_leads_or_administers_does_not_record_the_outcome(
    client, carla, school, offered, kind
):
    RoleFactory(user=carla, school=school, kind=kind)
    put(offered, "under_review")
    client.force_login(carla)

    assert post(client, "grant", offered).status_code == 403


def test_a_member_of_another_body_does_not_record_the_outcome(client, carla, offered):
    PolicyProposal.objects.update(consent_body=ConsentBody.PGMR, status="under_review")
    client.force_login(carla)

    assert post(client, "grant", offered).status_code == 403


def test_the_pgmr_of_the_board_consents_to_what_is_common_to_its_schools(client, board, offered):
    member = UserFactory()
    RoleFactory(user=member, school=None, board=board, kind=RoleKind.PMR_MEMBER)
    PolicyProposal.objects.update(consent_body=ConsentBody.PGMR, status="under_review")
    client.force_login(member)

    assert post(client, "grant", offered).status_code == 302


def test_the_table_of_deeds_is_the_table_of_steps():
    by_deed = {}
    for deed in DEEDS.values():
        for status in deed.since:
            by_deed.setdefault(status, set()).add(deed.to)

    assert by_deed == PolicyProposal.STEPS


WALKED = [
    (status, name)
    for name in DEEDS
    if name not in {"pass_term", "lapse"}
    for status in ProposalStatus
    if status not in DEEDS[name].since
]


@pytest.mark.parametrize(("status", "name"), WALKED)
def test_every_step_outside_the_table_is_a_409(client, request, offered, status, name):
    person = "carla" if name in COUNCIL else "dirk"
    proposal = put(offered, status)
    client.force_login(request.getfixturevalue(person))

    assert post(client, name, proposal, fields(name)).status_code == 409
    assert PolicyProposal.objects.get().status == status


def test_consent_is_recorded_with_agreements_and_never_with_conditions(client, carla, offered):
    put(offered, "under_review")
    client.force_login(carla)

    page = client.get(reverse("evaluations:grant", args=[offered.pk])).text
    post(client, "grant", offered, {"text": "Goed plan.", "agreements": "Na een jaar evalueren."})

    offered.refresh_from_db()
    assert "Afspraken zijn geen voorwaarden" in page
    assert offered.status == "granted"
    assert offered.agreements == "Na een jaar evalueren."
    assert offered.steps.last().capacity == "voorzitter van de pmr"


@pytest.mark.parametrize("text", ["", "   "])
def test_withholding_without_reasons_is_refused(client, carla, offered, text):
    put(offered, "under_review")
    client.force_login(carla)

    assert post(client, "withhold", offered, {"text": text}).status_code == 422
    assert PolicyProposal.objects.get().status == "under_review"


def test_withholding_without_reasons_is_refused_by_the_database(offered):
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyProposal.objects.update(status="withheld", conclusion_text="")


def test_project_leader_and_leadership_hear_the_outcome(client, anna, dirk, carla, offered):
    put(offered, "under_review")
    client.force_login(carla)
    Message.objects.all().delete()

    post(client, "withhold", offered)

    told = Message.objects.filter(template="evaluations/proposal_news")
    assert {letter.to for letter in told} == {anna.email, dirk.email}
    assert "onthoudt instemming" in told.first().body


def test_questions_and_answers_are_dated_and_kept(client, anna, carla, offered):
    client.force_login(carla)
    post(client, "ask", offered, {"text": "Wie vangt de open dag op?"})
    question = ConsentQuestion.objects.get()
    client.force_login(anna)

    answered = client.post(
        reverse("evaluations:answer", args=[question.pk]), {"text": "Het team onderbouw."}
    )
    again = client.post(reverse("evaluations:answer", args=[question.pk]), {"text": "Toch niet."})

    question.refresh_from_db()
    assert answered.status_code == 302
    assert again.status_code == 409
    assert question.answer == "Het team onderbouw."
    assert question.answered_at > question.asked_at
    assert question.capacity == "voorzitter van de pmr"


def test_a_passed_term_is_never_consent(offered):
    PolicyProposal.objects.update(term_ends_on=timezone.localdate() - timedelta(days=1))

    for _ in range(3):
        tasks.watch_terms()

    offered.refresh_from_db()
    assert offered.status == "term_passed"
    assert offered.concluded_at is None
    assert offered.steps.filter(to_status="term_passed").count() == 1


@pytest.mark.parametrize("status", ["granted", "withheld", "withdrawn", "draft", "ruled_for"])
def test_the_clock_leaves_what_is_settled_alone(offered, status):
    put(offered, status)
    PolicyProposal.objects.update(term_ends_on=timezone.localdate() - timedelta(days=1))

    tasks.watch_terms()

    assert PolicyProposal.objects.get().status == status


def test_the_last_day_itself_still_counts(offered):
    PolicyProposal.objects.update(term_ends_on=timezone.localdate())

    tasks.watch_terms()

    assert PolicyProposal.objects.get().status == "offered"


def test_the_pmr_may_still_answer_after_the_term(client, carla, offered):
    put(offered, "term_passed")
    client.force_login(carla)

    assert post(client, "grant", offered).status_code == 302
    assert PolicyProposal.objects.get().status == "granted"


def test_silence_is_taken_for_refusal_only_by_a_named_person_with_a_reason(client, gerda, offered):
    put(offered, "term_passed")
    client.force_login(gerda)

    without = post(client, "treat_silence", offered, {"text": ""})
    post(client, "treat_silence", offered)

    offered.refresh_from_db()
    step = offered.steps.last()
    assert without.status_code == 422
    assert (offered.status, offered.is_silence) == ("withheld", True)
    assert (step.by_name, step.capacity) == ("Gerda Smit", "bevoegd gezag")


def test_extending_needs_a_day_to_come(client, carla, offered):
    put(offered, "term_passed")
    client.force_login(carla)
    past = TEXT | {"term_ends_on": "2020-01-01"}

    assert post(client, "extend", offered, past).status_code == 422
    assert post(client, "extend", offered, fields("extend")).status_code == 302
    assert PolicyProposal.objects.get().status == "under_review"


def test_a_changed_proposal_is_a_new_version_with_a_new_term(client, anna, carla, offered):
    put(offered, "withheld")
    client.force_login(anna)

    client.post(reverse("evaluations:renew", args=[offered.pk]))
    twice = client.post(reverse("evaluations:renew", args=[offered.pk]))

    new = PolicyProposal.objects.get(edition=2)
    assert (new.status, new.number, new.previous) == ("draft", 1, offered)
    assert new.term_ends_on is None
    assert new.rationale == offered.rationale
    assert new.items.count() == 1
    assert twice.status_code == 409
    actions.offer_proposal(new, by=anna, informed=["mr@school.example"])
    assert PolicyProposal.objects.get(edition=2).sha256 != offered.sha256


@time_machine.travel("2026-11-30 12:00 +0100")
def test_a_refusal_lapses_after_three_calendar_months(carla, offered):
    put(offered, "under_review")
    actions.withhold_consent(offered, by=carla, text="De werkdruk daalt niet.")

    with time_machine.travel("2027-02-28 23:00 +0100"):
        tasks.watch_terms()
        on_the_last_day = PolicyProposal.objects.get().status
    with time_machine.travel("2027-03-01 00:30 +0100"):
        tasks.watch_terms()

    assert on_the_last_day == "withheld"
    assert PolicyProposal.objects.get().status == "lapsed"


@time_machine.travel("2027-01-04 12:00 +0100")
def test_a_dispute_is_filed_within_six_weeks_or_lapses(dirk, offered):
    proposal = put(offered, "withheld")
    actions.announce_dispute(proposal, by=dirk, text="Wij zien het anders.")

    with time_machine.travel("2027-02-15 12:00 +0100"):
        tasks.watch_terms()
        in_time = PolicyProposal.objects.get().status
    with time_machine.travel("2027-02-16 12:00 +0100"):
        tasks.watch_terms()

    assert in_time == "dispute_announced"
    assert PolicyProposal.objects.get().status == "lapsed"


def test_a_filed_dispute_does_not_lapse(dirk, offered):
    proposal = put(offered, "dispute_announced")
    PolicyProposal.objects.update(lapses_after=timezone.localdate() + timedelta(days=1))
    actions.file_dispute(proposal, by=dirk, text="Ingediend, kenmerk 12.")

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        tasks.watch_terms()

    assert PolicyProposal.objects.get().status == "dispute_filed"


@time_machine.travel("2027-03-10 09:00 +0100")
def test_the_council_is_reminded_once_five_school_days_before_the_end(carla, offered):
    PolicyProposal.objects.update(term_ends_on="2027-03-18")
    Message.objects.all().delete()

    tasks.watch_terms()
    too_early = Message.objects.count()
    with time_machine.travel("2027-03-11 09:00 +0100"):
        tasks.watch_terms()
        tasks.watch_terms()

    reminder = Message.objects.get()
    assert too_early == 0
    assert reminder.to == carla.email
    assert is_still_needed(reminder.recheck)
    put(offered, "granted")
    assert not is_still_needed(reminder.recheck)


def test_withdrawing_tells_the_council(client, anna, carla, offered):
    Message.objects.all().delete()
    client.force_login(anna)

    post(client, "withdraw", offered)

    assert "ingetrokken" in Message.objects.get(to=carla.email).body


def test_every_step_is_in_the_record_with_actor_capacity_and_text(client, carla, offered):
    client.force_login(carla)
    post(client, "review", offered, {"text": "Wij vergaderen op 3 mei."})

    step = offered.steps.last()
    event = Event.objects.about(offered).first()

    assert (step.from_status, step.to_status) == ("offered", "under_review")
    assert (step.by_name, step.text) == ("Carla Jansen", "Wij vergaderen op 3 mei.")
    assert event.verb == "proposal_reviewed"
    assert event.capacity == "voorzitter van de pmr"
    assert "3 mei" not in event.detail


def test_a_second_outcome_from_an_old_page_is_refused(carla, offered):
    put(offered, "under_review")
    seen_earlier = PolicyProposal.objects.for_page().get()
    actions.grant_consent(offered, by=carla, text="", agreements="")

    with pytest.raises(StepNotAllowed):
        actions.withhold_consent(seen_earlier, by=carla, text="Toch niet.")


def test_an_answer_is_given_once(anna, carla, offered):
    question = actions.ask_question(offered, by=carla, question="Waarom nu?")
    actions.answer_question(question, by=anna, answer="Vanwege de CAO.")

    with pytest.raises(WrongMoment):
        actions.answer_question(question, by=anna, answer="Toch anders.")
