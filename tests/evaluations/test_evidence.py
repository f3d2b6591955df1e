"""The checklists see by themselves what dialogues and evaluations know (P10)."""

import pytest

from evaluations.models import Conclusion
from tests.factories import (
    ClosedSessionFactory,
    DialogueTableFactory,
    OfferedProposalFactory,
    OutcomeFactory,
    PolicyCategoryFactory,
    PolicyItemFactory,
    TaskPolicyFactory,
)
from trajects.models import evidence_for

pytestmark = pytest.mark.django_db


def seen(traject, key):
    return evidence_for(traject, {key})[key]


@pytest.fixture
def outcome(traject):
    table = DialogueTableFactory(session=ClosedSessionFactory(traject=traject), status="closed")
    category = PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=traject))
    return OutcomeFactory(table=table, policy_item=PolicyItemFactory(category=category))


@pytest.mark.parametrize(
    "key",
    [
        "session_closed",
        "outcomes_have_direction",
        "tables_confirmed",
        "session_has_theme_and_kit",
        "conclusions_drawn",
        "consent_recorded",
        "system_change_tested",
        "decision_frozen",
    ],
)
def test_nothing_is_true_before_it_happened(traject, key):
    assert not seen(traject, key).done


def test_an_unconfirmed_outcome_stays_visible(traject, outcome):
    assert seen(traject, "tables_confirmed").sentence.startswith("0 van 1")


def test_conclusions_are_complete_when_each_discussed_item_has_one(traject, outcome, anna):
    assert not seen(traject, "conclusions_drawn").done

    Conclusion.objects.draw(
        outcome.policy_item,
        by=anna,
        version=0,
        verdict="revise",
        direction="less",
        reasoning="Eén tafel.",
    )

    assert seen(traject, "conclusions_drawn").done


def test_an_offer_alone_is_no_consent(traject):
    proposal = OfferedProposalFactory(traject=traject)

    assert not seen(traject, "consent_recorded").done

    type(proposal).objects.filter(pk=proposal.pk).update(status="granted")
    assert seen(traject, "consent_recorded").done
