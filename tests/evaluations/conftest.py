"""A school with a taakbeleid, and a proposal in each state that the tests need."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluations import actions
from evaluations.models import DEEDS, PolicyProposal, ProposalItem
from people.models import StaffCategory
from tests.factories import (
    PolicyCategoryFactory,
    PolicyItemFactory,
    PolicyProposalFactory,
    TaskPolicyFactory,
)

TEXTS = {
    "rationale": "De tafels vragen meer tijd rond de les.",
    "consequences_staff": "Leraren doen minder overige taken.",
    "consequences_parents": "Ouders merken er niets van.",
    "consequences_pupils": "Leerlingen krijgen lessen die beter zijn voorbereid.",
    "measures": "De open dag wordt kleiner.",
    "criteria": "De opslagfactor in uren per fte.",
    "alternatives": "Kleinere klassen; dat kost te veel formatie.",
    "interest_balancing": "Rust in het werk weegt hier zwaarder dan een brede open dag.",
}


@pytest.fixture
def policy(traject):
    return TaskPolicyFactory(traject=traject)


@pytest.fixture
def prep(policy):
    return PolicyCategoryFactory(task_policy=policy, name="Voor- en nawerk", position=2)


@pytest.fixture
def other_tasks(policy):
    return PolicyCategoryFactory(task_policy=policy, name="Overige taken", position=4)


@pytest.fixture
def factor_item(prep):
    return PolicyItemFactory(
        category=prep,
        title="Opslagfactor",
        unit="factor",
        value=Decimal("0.60"),
        hours=Decimal(432),
        applies_to="OP",
        staff_category=StaffCategory.OP,
        text="Per lesuur telt de factor 0,60.",
    )


@pytest.fixture
def draft(traject, anna):
    return PolicyProposalFactory(
        traject=traject,
        number=1,
        title="Meer tijd rond de les",
        starts_on=date(2027, 8, 1),
        **TEXTS,
    )


@pytest.fixture
def item(draft, factor_item, other_tasks):
    return ProposalItem.objects.create(
        proposal=draft,
        policy_item=factor_item,
        old_text=factor_item.text,
        old_value=Decimal("0.60"),
        old_hours=Decimal(432),
        new_text="Per lesuur telt de factor 0,65.",
        new_value=Decimal("0.65"),
        new_hours=Decimal(468),
        taken_from=other_tasks,
        fte=Decimal(60),
        persons=77,
        reason="De tafels noemen dit het vaakst.",
    )


@pytest.fixture
def offered(draft, item, anna, carla):
    actions.offer_proposal(draft, by=anna, informed=["mr@school.example"])
    draft.refresh_from_db()
    return draft


@pytest.fixture
def inside_system(item):
    """The same hours stay in their category: no staff consultation is needed."""
    item.taken_from = None
    item.new_hours = item.old_hours
    item.save()
    return item


@pytest.fixture
def granted(inside_system, offered, carla):
    put(offered, "granted")
    return offered


def put(proposal: PolicyProposal, status: str) -> PolicyProposal:
    """Set the scene: the proposal as if everything before had happened."""
    fields = {
        "status": status,
        "offered_at": proposal.offered_at or timezone.now(),
        "term_ends_on": proposal.term_ends_on or timezone.localdate() + timedelta(days=42),
        "sha256": proposal.sha256 or "0" * 64,
        "content": proposal.content or proposal.shown,
        "conclusion_text": "De werkdruk daalt niet." if status == "withheld" else "",
    }
    PolicyProposal.objects.filter(pk=proposal.pk).update(**fields)
    return PolicyProposal.objects.for_page().get(pk=proposal.pk)


def statuses_from_where(deed: str) -> set[str]:
    return {str(status) for status in DEEDS[deed].since}
