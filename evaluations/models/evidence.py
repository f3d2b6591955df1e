"""What the checklists can see of conclusions, proposals and decisions (domain 4.3)."""

from __future__ import annotations

from evaluations.models.conclusion import Conclusion
from evaluations.models.decision import Decision
from evaluations.models.proposal import PolicyProposal
from evaluations.models.states import ProposalStatus
from evaluations.models.tally import tallies
from trajects.models import Evidence, Traject, evidence
from trajects.models.evidence import Facts

ENDED = {
    ProposalStatus.GRANTED,
    ProposalStatus.WITHHELD,
    ProposalStatus.RULED_FOR,
    ProposalStatus.RULED_AGAINST,
    ProposalStatus.LAPSED,
}


@evidence("conclusions_drawn")
def conclusions_drawn(facts: Facts) -> Evidence:
    spoken = {tally.policy_item.pk for tally in tallies(facts.traject) if tally.tables}
    drawn = Conclusion.objects.filter(traject=facts.traject, policy_item__in=spoken).count()
    if not spoken:
        return Evidence(False, "Er zijn nog geen opbrengsten.", "evaluations:conclusions")
    return Evidence(
        drawn == len(spoken),
        f"{drawn} van {len(spoken)} besproken onderdelen hebben een conclusie.",
        "evaluations:conclusions",
    )


@evidence("consent_recorded")
def consent_recorded(facts: Facts) -> Evidence:
    ended = [p for p in _proposals(facts) if p.status in ENDED]
    if not ended:
        return Evidence(False, "De pmr heeft nog geen uitspraak gedaan.", "evaluations:proposals")
    last = ended[-1]
    return Evidence(True, f"{last}: {last.get_status_display()}.", "evaluations:proposal", last.pk)


@evidence("system_change_tested")
def system_change_tested(facts: Facts) -> Evidence:
    offered = [p for p in _proposals(facts) if p.status != ProposalStatus.DRAFT]
    if not offered:
        return Evidence(
            False,
            "De systeemtoets ligt vast zodra u een voorstel aanbiedt.",
            "evaluations:proposals",
        )
    last = offered[-1]
    return Evidence(
        True, f"De systeemtoets van {last} ligt vast.", "evaluations:proposal", last.pk
    )


@evidence("decision_frozen")
def decision_frozen(facts: Facts) -> Evidence:
    last = Decision.objects.filter(traject=facts.traject).order_by("-number").first()
    if last is None:
        return Evidence(False, "Er is nog geen besluit vastgelegd.", "evaluations:proposals")
    return Evidence(True, f"{last} ligt vast.", "evaluations:decision", last.pk)


def _proposals(facts: Facts) -> list[PolicyProposal]:
    found: list[PolicyProposal] = facts.once("proposals", _read_proposals)
    return found


def _read_proposals(traject: Traject) -> list[PolicyProposal]:
    return list(PolicyProposal.objects.filter(traject=traject).order_by("number", "edition"))
