"""Deeds on proposals and decisions that change several things, or tell people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from core.frozen import hash_of
from core.models import record
from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from core.verbs import Verb
from evaluations import emails
from evaluations.models import (
    ConsentQuestion,
    Decision,
    PolicyProposal,
    ProposalItem,
    ProposalStatus,
    StaffConsultation,
)
from evaluations.models.decision import chained, written
from evaluations.models.frozen import content_of
from evaluations.models.readiness import missing_parts
from evaluations.models.terms import term_for
from evaluations.rules import council_capacity, offering_capacity
from trajects.models import Traject

if TYPE_CHECKING:
    from datetime import date

    from people.models import User

ANSWERED_ALREADY = "Een collega heeft deze vraag al beantwoord. Bekijk het antwoord op de pagina."
DECIDED_ALREADY = "Een collega was u voor: dit besluit is al vastgelegd of vervangen."


# The proposal.


@transaction.atomic
def draft_proposal(traject: Traject, *, by: User, title: str) -> PolicyProposal:
    Traject.objects.select_for_update().get(pk=traject.pk)
    last = traject.proposals.aggregate(last=Max("number"))["last"] or 0
    proposal = PolicyProposal.objects.create(
        traject=traject,
        number=last + 1,
        title=title,
        consent_body=traject.school.consent_body,
        changed_at=timezone.now(),
        changed_by=by,
    )
    record(Verb.PROPOSAL_DRAFTED, proposal, by=by)
    return proposal


@transaction.atomic
def change_proposal(
    proposal: PolicyProposal, *, by: User, version: int, **fields: Any
) -> PolicyProposal:
    """Change its texts; refused once somebody offered it."""
    _must_be_draft(proposal)
    proposal.save_if_unchanged(version=version, by=by, **fields)
    record(Verb.PROPOSAL_CHANGED, proposal, by=by, detail=", ".join(sorted(fields)))
    return proposal


@transaction.atomic
def save_item(item: ProposalItem, *, by: User, version: int, **fields: Any) -> ProposalItem:
    """Add an item (it has no pk yet), or change it if nobody did meanwhile."""
    _must_be_draft(item.proposal)
    if item.pk:
        item.save_if_unchanged(version=version, by=by, **fields)
    else:
        for name, value in fields.items():
            setattr(item, name, value)
        item.save(force_insert=True)
    record(Verb.PROPOSAL_CHANGED, item.proposal, by=by, detail=str(item))
    return item


@transaction.atomic
def remove_item(item: ProposalItem, *, by: User) -> None:
    _must_be_draft(item.proposal)
    record(Verb.PROPOSAL_CHANGED, item.proposal, by=by, detail=f"{item} eruit gehaald")
    item.delete()


@transaction.atomic
def override_system_change(
    proposal: PolicyProposal, *, by: User, version: int, override: bool | None, reason: str
) -> None:
    """Follow the computed systeemtoets (None), or depart from it with a reason (R25)."""
    _must_be_draft(proposal)
    proposal.save_if_unchanged(
        version=version, by=by, system_change_override=override, system_change_reason=reason
    )
    is_departure = override is not None
    verb = Verb.SYSTEM_CHANGE_OVERRIDDEN if is_departure else Verb.SYSTEM_CHANGE_TESTED
    record(verb, proposal, by=by)


def _must_be_draft(proposal: PolicyProposal) -> None:
    """Lock the proposal, so that nobody offers it while its text is being saved."""
    rows = PolicyProposal.objects.select_for_update().filter(pk=proposal.pk)
    if rows.values_list("status", flat=True).get() != ProposalStatus.DRAFT:
        raise StepNotAllowed(proposal, ProposalStatus.DRAFT)


@transaction.atomic
def offer_proposal(proposal: PolicyProposal, *, by: User, informed: list[str]) -> None:
    """Freeze it, start the term, ask the council and inform the other geledingen (R8 to R11)."""
    proposal = (
        PolicyProposal.objects.for_page().select_for_update(of=("self",)).get(pk=proposal.pk)
    )
    if missing := missing_parts(proposal):
        raise WrongMoment(f"Dit ontbreekt nog: {', '.join(missing)}.", proposal)
    capacity = offering_capacity(by, proposal)
    term = term_for(proposal.traject.school, timezone.localdate())
    content = content_of(proposal) | {
        "offered_on": timezone.localdate().isoformat(),
        "offered_by": str(by),
        "capacity": capacity,
        "informed": informed,
        "term": {
            "last_on": term.last_on.isoformat(),
            "source": term.source,
            "skipped": list(term.skipped),
        },
    }
    proposal.offer(by=by, capacity=capacity, term=term, content=content, sha256=hash_of(content))
    emails.request_consent(proposal)
    emails.inform_constituencies(proposal, informed)


@transaction.atomic
def withdraw_proposal(proposal: PolicyProposal, *, by: User, text: str) -> None:
    was_offered = proposal.is_frozen
    proposal.withdraw(by=by, capacity=offering_capacity(by, proposal), text=text)
    if was_offered:
        emails.tell_council(proposal, "withdrawn")


@transaction.atomic
def renew_proposal(proposal: PolicyProposal, *, by: User) -> PolicyProposal:
    """A new version in draft, with the texts of this one; this one stays as it is (R11)."""
    fields = {name: getattr(proposal, name) for name in (*PolicyProposal.TEXTS, "title")}
    highest = PolicyProposal.objects.filter(
        traject=proposal.traject_id, number=proposal.number
    ).aggregate(last=Max("edition"))["last"]
    try:
        with transaction.atomic():
            new = PolicyProposal.objects.create(
                traject=proposal.traject,
                number=proposal.number,
                edition=highest + 1,
                previous=proposal,
                starts_on=proposal.starts_on,
                consent_body=proposal.consent_body,
                changed_at=timezone.now(),
                changed_by=by,
                **fields,
            )
    except IntegrityError as somebody_was_first:
        raise StepNotAllowed(proposal, ProposalStatus.DRAFT) from somebody_was_first
    for item in proposal.items.all():
        item.pk, item.proposal, item.version, item._state.adding = None, new, 1, True
        item.save(force_insert=True)
    record(Verb.PROPOSAL_RENEWED, new, by=by)
    return new


# The council.


@transaction.atomic
def ask_question(proposal: PolicyProposal, *, by: User, question: str) -> ConsentQuestion:
    asked = proposal.questions.create(
        question=question,
        asked_by=by,
        asked_by_name=str(by),
        capacity=council_capacity(by, proposal),
    )
    record(Verb.QUESTION_ASKED, proposal, by=by, capacity=asked.capacity[:60])
    emails.tell_offering_side(proposal, "question", key=f"question:{asked.pk}", text=question)
    return asked


@transaction.atomic
def answer_question(question: ConsentQuestion, *, by: User, answer: str) -> None:
    """An answer is given once; it is dated and stays (R13)."""
    capacity = offering_capacity(by, question)
    rows = ConsentQuestion.objects.filter(pk=question.pk, answered_at__isnull=True)
    if not rows.update(
        answer=answer,
        answered_at=timezone.now(),
        answered_by=by,
        answered_by_name=str(by),
        answer_capacity=capacity,
    ):
        raise WrongMoment(ANSWERED_ALREADY, question.proposal)
    record(Verb.QUESTION_ANSWERED, question.proposal, by=by, capacity=capacity[:60])
    emails.tell_council(question.proposal, "answer", key=f"answer:{question.pk}", text=answer)


def review_proposal(proposal: PolicyProposal, *, by: User, text: str) -> None:
    proposal.review(by=by, capacity=council_capacity(by, proposal), text=text)


@transaction.atomic
def request_information(proposal: PolicyProposal, *, by: User, text: str) -> None:
    proposal.request_information(by=by, capacity=council_capacity(by, proposal), text=text)
    emails.tell_offering_side(proposal, "information", text=text)


def resume_review(proposal: PolicyProposal, *, by: User, text: str) -> None:
    proposal.resume(by=by, capacity=council_capacity(by, proposal), text=text)


@transaction.atomic
def extend_term(proposal: PolicyProposal, *, by: User, text: str, term_ends_on: date) -> None:
    """Both parties agreed on a later last day; the text says with whom (R13)."""
    proposal.extend(
        by=by,
        capacity=council_capacity(by, proposal),
        text=text,
        term_ends_on=term_ends_on,
    )
    emails.tell_offering_side(proposal, "extended", text=text)


@transaction.atomic
def grant_consent(proposal: PolicyProposal, *, by: User, text: str, agreements: str) -> None:
    proposal.grant(
        by=by, capacity=council_capacity(by, proposal), text=text, agreements=agreements
    )
    emails.tell_offering_side(proposal, "granted", text=text)


@transaction.atomic
def withhold_consent(proposal: PolicyProposal, *, by: User, text: str) -> None:
    proposal.withhold(by=by, capacity=council_capacity(by, proposal), text=text)
    emails.tell_offering_side(proposal, "withheld", text=text)


# The competent authority, after silence or a refusal.


@transaction.atomic
def treat_silence(proposal: PolicyProposal, *, by: User, text: str) -> None:
    proposal.treat_silence(by=by, capacity=offering_capacity(by, proposal), text=text)
    emails.tell_offering_side(proposal, "silence", text=text)
    emails.tell_council(proposal, "silence", text=text)


@transaction.atomic
def announce_dispute(proposal: PolicyProposal, *, by: User, text: str) -> None:
    proposal.announce_dispute(by=by, capacity=offering_capacity(by, proposal), text=text)
    emails.tell_council(proposal, "dispute", text=text)


@transaction.atomic
def file_dispute(proposal: PolicyProposal, *, by: User, text: str) -> None:
    proposal.file_dispute(by=by, capacity=offering_capacity(by, proposal), text=text)
    emails.tell_council(proposal, "dispute_filed", text=text)


@transaction.atomic
def record_ruling(proposal: PolicyProposal, *, by: User, text: str, is_for: bool) -> None:
    rule = proposal.rule_for if is_for else proposal.rule_against
    rule(by=by, capacity=offering_capacity(by, proposal), text=text)
    emails.tell_council(proposal, "ruling", text=text)


# Staff, and the decision.


@transaction.atomic
def record_consultation(proposal: PolicyProposal, *, by: User, **totals: Any) -> StaffConsultation:
    consultation = StaffConsultation.objects.create(
        proposal=proposal, recorded_by=by, capacity=offering_capacity(by, proposal), **totals
    )
    detail = f"{consultation.yes} van {consultation.whole}"
    record(Verb.CONSULTATION_RECORDED, proposal, by=by, detail=detail)
    return consultation


@transaction.atomic
def record_decision(
    traject: Traject,
    *,
    by: User,
    capacity: str,
    proposal: PolicyProposal | None = None,
    replaces: Decision | None = None,
    **fields: Any,
) -> Decision:
    """Freeze a decision and chain it to the one before; everybody at work here is told."""
    Traject.objects.select_for_update().get(pk=traject.pk)
    _must_be_undecided(proposal, replaces)
    before = traject.decisions.order_by("number").last()
    decision = Decision(
        traject=traject,
        proposal=proposal,
        replaces=replaces,
        number=before.number + 1 if before else 1,
        previous_sha256=before.sha256 if before else "",
        capacity=capacity,
        frozen_by=by,
        **fields,
    )
    decision.content = {name: written(getattr(decision, name)) for name in Decision.COVERED} | {
        "traject": traject.title,
        "school": traject.school.name,
        "decided_by": str(by),
        "proposal": proposal.code if proposal else None,
        "proposal_sha256": proposal.sha256 if proposal else None,
        "replaces": replaces.number if replaces else None,
    }
    decision.sha256 = chained(decision.content, decision.previous_sha256)
    decision.save(force_insert=True)
    record(Verb.DECISION_RECORDED, decision, by=by, capacity=capacity[:60])
    emails.announce_decision(decision)
    return decision


def _must_be_undecided(proposal: PolicyProposal | None, replaces: Decision | None) -> None:
    """Asked again with the traject locked: two people may press the button at once."""
    is_late = (
        Decision.objects.filter(replaces=replaces).exists()
        if replaces
        else proposal is not None and Decision.objects.filter(proposal=proposal).exists()
    )
    if is_late:
        raise WrongMoment(DECIDED_ALREADY, proposal or replaces)
