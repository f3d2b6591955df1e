"""What the checklists can see of conclusions, proposals and decisions (domain 4.3)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from dialogues.models import DialogueSession, DialogueTable, Outcome
from evaluations.models.conclusion import Conclusion, Verdict
from evaluations.models.decision import Decision
from evaluations.models.items import ProposalItem
from evaluations.models.proposal import PolicyProposal
from evaluations.models.states import ProposalStatus
from trajects.models import Evidence, PolicyItem, TaskPolicy, evidence
from trajects.models.evidence import Facts, Reading, figure, number_of, row_of

ENDED = [
    ProposalStatus.GRANTED,
    ProposalStatus.WITHHELD,
    ProposalStatus.RULED_FOR,
    ProposalStatus.RULED_AGAINST,
    ProposalStatus.LAPSED,
]


def _proposals() -> QuerySet[PolicyProposal]:
    """The newest first."""
    found = PolicyProposal.objects.filter(traject=OuterRef("pk"))
    return found.order_by("-number", "-edition")


def _spoken() -> QuerySet[PolicyItem]:
    """Items of the newest taakbeleid about which a closed session spoke."""
    newest = TaskPolicy.objects.filter(traject=OuterRef(OuterRef("pk"))).order_by("-number")
    said = Outcome.objects.recorded().filter(
        policy_item=OuterRef("pk"), table__session__status=DialogueSession.Status.CLOSED
    )
    return PolicyItem.objects.filter(
        Exists(said), category__task_policy=Subquery(newest.values("pk")[:1])
    )


@figure("items_spoken")
def _items_spoken() -> Reading:
    return number_of(_spoken())


@figure("items_concluded")
def _items_concluded() -> Reading:
    return number_of(_spoken().filter(conclusion__isnull=False))


@figure("outcomes_ended")
def _outcomes_ended() -> Reading:
    """In a proposal that was offered, or answered by a conclusion with its reason (R35)."""
    offered = ProposalItem.objects.filter(policy_item=OuterRef("policy_item")).exclude(
        proposal__status__in=[ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN]
    )
    answered = Conclusion.objects.filter(
        policy_item=OuterRef("policy_item"), verdict=Verdict.CONFIRM
    ).exclude(reasoning="")
    rows = Outcome.objects.recorded().filter(
        table__session__traject=OuterRef("pk"), table__status=DialogueTable.Status.CLOSED
    )
    return number_of(rows.filter(Q(Exists(offered)) | Q(Exists(answered))))


@figure("proposal_ended")
def _proposal_ended() -> Reading:
    return row_of(_proposals().filter(status__in=ENDED), *SHOWN)


@figure("proposal_offered")
def _proposal_offered() -> Reading:
    return row_of(_proposals().exclude(status=ProposalStatus.DRAFT), *SHOWN)


@figure("decision")
def _decision() -> Reading:
    decisions = Decision.objects.filter(traject=OuterRef("pk")).order_by("-number")
    return row_of(decisions, "id", "number", "title")


SHOWN = ("id", "number", "edition", "title", "status")


def _proposal(facts: Facts, name: str) -> PolicyProposal | None:
    """The proposal of a figure, with no more than what its name needs."""
    row = facts.figures[name]
    return PolicyProposal(**row) if row else None


@evidence("conclusions_drawn")
def conclusions_drawn(facts: Facts) -> Evidence:
    spoken, drawn = facts.figures["items_spoken"], facts.figures["items_concluded"]
    if not spoken:
        return Evidence(False, "Er zijn nog geen opbrengsten.", "evaluations:conclusions")
    return Evidence(
        drawn == spoken,
        f"{drawn} van {spoken} besproken onderdelen hebben een conclusie.",
        "evaluations:conclusions",
    )


@evidence("outcomes_ended")
def outcomes_ended(facts: Facts) -> Evidence:
    """R35, as far as the system sees: parking with a date is still ticked by hand."""
    total, ended = facts.figures["outcomes"], facts.figures["outcomes_ended"]
    if not total:
        return Evidence(False, "Er zijn nog geen opbrengsten.", "evaluations:outcomes")
    return Evidence(
        ended == total,
        f"{ended} van {total} opbrengsten zitten in een voorstel of zijn beantwoord.",
        "evaluations:conclusions",
    )


@evidence("consent_recorded")
def consent_recorded(facts: Facts) -> Evidence:
    last = _proposal(facts, "proposal_ended")
    if last is None:
        return Evidence(False, "De pmr heeft nog geen uitspraak gedaan.", "evaluations:proposals")
    return Evidence(True, f"{last}: {last.get_status_display()}.", "evaluations:proposal", last.pk)


@evidence("system_change_tested")
def system_change_tested(facts: Facts) -> Evidence:
    last = _proposal(facts, "proposal_offered")
    if last is None:
        return Evidence(
            False,
            "De systeemtoets ligt vast zodra u een voorstel aanbiedt.",
            "evaluations:proposals",
        )
    return Evidence(
        True, f"De systeemtoets van {last} ligt vast.", "evaluations:proposal", last.pk
    )


@evidence("decision_frozen")
def decision_frozen(facts: Facts) -> Evidence:
    row = facts.figures["decision"]
    if row is None:
        return Evidence(False, "Er is nog geen besluit vastgelegd.", "evaluations:proposals")
    return Evidence(True, f"{Decision(**row)} ligt vast.", "evaluations:decision", row["id"])
