"""What must be there before a proposal can be offered, and what is better to have (R8, R9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluations.models.frozen import Content
    from evaluations.models.proposal import PolicyProposal

REQUIRED_TEXTS = (
    "rationale",
    "consequences_staff",
    "consequences_parents",
    "consequences_pupils",
    "measures",
)


@dataclass(frozen=True)
class Check:
    """One line of the list before offering; a blocking one must be done first."""

    label: str
    is_done: bool
    is_blocking: bool
    advice: str = ""


def checks_for(proposal: PolicyProposal) -> list[Check]:
    shown = proposal.shown
    return [*_parts(proposal, shown), *_advice(proposal, shown)]


def missing_parts(proposal: PolicyProposal) -> list[str]:
    """The fixed parts that are not there yet, by name."""
    return [
        check.label for check in checks_for(proposal) if check.is_blocking and not check.is_done
    ]


def _parts(proposal: PolicyProposal, shown: Content) -> list[Check]:
    changes = shown["items"]
    return [
        Check("minstens één wijziging", bool(changes), True),
        Check(
            "bij elke wijziging wat er straks geldt",
            bool(changes) and all(_says_what(item) for item in changes),
            True,
        ),
        *[
            Check(
                proposal.label_of(name),
                bool(getattr(proposal, name).strip()),
                True,
            )
            for name in REQUIRED_TEXTS
        ],
        Check("ingangsdatum", proposal.starts_on is not None, True),
    ]


def _says_what(item: Content) -> bool:
    return item["new"] != item["old"] and any(item["new"].values())


def _advice(proposal: PolicyProposal, shown: Content) -> list[Check]:
    return [
        Check(
            "objectieve maatstaven",
            bool(proposal.criteria.strip()),
            False,
            "Noem maatstaven die iedereen kan nagaan. Een geschil draait daar vaak om.",
        ),
        Check(
            "bij elke wijziging een reden",
            all(item["reason"].strip() for item in shown["items"]),
            False,
            "Een reden per wijziging helpt de pmr om te beoordelen.",
        ),
        Check(
            "de uren sluiten",
            shown["balance"]["closes"],
            False,
            "De uren sluiten niet. Zeg waar de uren vandaan komen, of leg uit waarom dat kan.",
        ),
        Check(
            "andere mogelijkheden en belangenafweging",
            bool(proposal.alternatives.strip() and proposal.interest_balancing.strip()),
            False,
            "Laat zien wat u ook hebt bekeken en hoe u de belangen hebt gewogen.",
        ),
    ]
