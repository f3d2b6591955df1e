"""The dossier of a proposal: everything a council or a disputes committee needs (E10)."""

from __future__ import annotations

from typing import Any, NamedTuple

from core.documents import paper
from core.models import Message
from dialogues.models import Outcome
from evaluations.charts import directions_chart
from evaluations.models import PolicyProposal
from evaluations.models.tally import tallies

LONGEST_APPENDIX = 200


class Part(NamedTuple):
    """One part of the dossier: where it stands, and whether it is there."""

    key: str
    title: str
    is_there: bool
    when_missing: str = ""


def parts_of_dossier(proposal: PolicyProposal) -> list[Part]:
    """Every part of a decision dossier (domain 3), present or missing."""
    shown = proposal.shown
    texts = shown["texts"]
    has_decision = proposal.decisions.exists()
    needs_vote = shown["system_change"]["is_system_change"]
    return [
        Part("changes", "Wijzigingen: nu en straks", bool(shown["items"]), "geen wijzigingen"),
        Part("reasons", "Beweegredenen", bool(texts["rationale"]), "niet ingevuld"),
        Part(
            "consequences",
            "Gevolgen voor medewerkers, ouders en leerlingen",
            all(texts[f"consequences_{who}"] for who in ("staff", "parents", "pupils")),
            "niet volledig ingevuld",
        ),
        Part("measures", "Maatregelen", bool(texts["measures"]), "niet ingevuld"),
        Part("criteria", "Objectieve maatstaven", bool(texts["criteria"]), "niet ingevuld"),
        Part("alternatives", "Andere mogelijkheden", bool(texts["alternatives"]), "niet ingevuld"),
        Part("balancing", "Belangenafweging", bool(texts["interest_balancing"]), "niet ingevuld"),
        Part("hours", "Urenbalans", bool(shown["items"]), "geen wijzigingen"),
        Part("system", "Systeemtoets", True),
        Part("outcomes", "Opbrengsten van de tafels", _has_outcomes(proposal), "geen opbrengsten"),
        Part("term", "Aanbieding en termijn", proposal.is_frozen, "nog niet aangeboden"),
        Part("steps", "Vragen, antwoorden en stappen", proposal.is_frozen, "nog niet aangeboden"),
        Part(
            "outcome",
            "Oordeel van de pmr",
            proposal.concluded_at is not None,
            "nog geen uitkomst",
        ),
        Part(
            "consultation",
            "Raadpleging van het personeel",
            not needs_vote or proposal.consultations.exists(),
            "nodig bij een systeemwijziging, nog niet vastgelegd",
        ),
        Part("decision", "Besluit", has_decision, "nog niet genomen"),
        Part("announced", "Bekendmaking", has_decision, "nog niet bekendgemaakt"),
    ]


def missing_from_dossier(proposal: PolicyProposal) -> list[Part]:
    return [part for part in parts_of_dossier(proposal) if not part.is_there]


@paper(
    "evaluations.dossier",
    model=PolicyProposal,
    title=lambda proposal: f"Besluitdossier voorstel {proposal.code}: {proposal.title}",
)
def dossier(proposal: PolicyProposal) -> tuple[str, dict[str, Any]]:
    found = PolicyProposal.objects.for_page().get(pk=proposal.pk)
    shown = found.shown
    concerned = {item["policy_item"] for item in shown["items"]}
    spoken = [
        tally
        for tally in tallies(found.traject)
        if tally.policy_item.pk in concerned and tally.tables
    ]
    outcomes = [outcome for tally in spoken for outcome in tally.outcomes]
    decision = found.decisions.order_by("-number").first()
    return "documents/dossier.html", {
        "proposal": found,
        "school": found.traject.school,
        "shown": shown,
        "texts": {
            name: (found.label_of(name).capitalize(), text)
            for name, text in shown["texts"].items()
        },
        "parts": parts_of_dossier(found),
        "missing": missing_from_dossier(found),
        "chart": directions_chart(spoken, minimum=found.traject.school.minimum_group),
        "outcomes": outcomes[:LONGEST_APPENDIX],
        "outcomes_left": max(len(outcomes) - LONGEST_APPENDIX, 0),
        "questions": found.questions.all(),
        "steps": found.steps.all(),
        "consultations": found.consultations.all(),
        "decision": decision,
        "told": _told(decision) if decision else 0,
        "content_hash": found.sha256,
    }


def _has_outcomes(proposal: PolicyProposal) -> bool:
    items = [item["policy_item"] for item in proposal.shown["items"]]
    return Outcome.objects.of(proposal.traject).filter(policy_item__in=items).exists()


def _told(decision: Any) -> int:
    """How many people got a letter about the decision."""
    return Message.objects.filter(key__startswith=f"evaluations:decision:{decision.pk}:").count()
