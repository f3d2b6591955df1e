"""Who gets which answer around conclusions, proposals, consent and decisions."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from evaluations import actions
from evaluations.models import Decision, PolicyProposal, ProposalItem
from tests.factories import (
    OfferedProposalFactory,
    PolicyCategoryFactory,
    PolicyItemFactory,
    PolicyProposalFactory,
    TaskPolicyFactory,
)
from trajects.models import PolicyItem

type Cast = SimpleNamespace
type Kwargs = dict[str, int]


def traject(cast: Cast) -> Kwargs:
    return {"pk": cast.traject.pk}


def policy_item(cast: Cast) -> PolicyItem:
    policy = TaskPolicyFactory(traject=cast.traject)
    return PolicyItemFactory(category=PolicyCategoryFactory(task_policy=policy))


def a_policy_item(cast: Cast) -> Kwargs:
    return {"pk": policy_item(cast).pk}


def draft(cast: Cast) -> PolicyProposal:
    return PolicyProposalFactory(traject=cast.traject)


def a_draft(cast: Cast) -> Kwargs:
    return {"pk": draft(cast).pk}


def an_item(cast: Cast) -> Kwargs:
    item = ProposalItem.objects.create(proposal=draft(cast), policy_item=policy_item(cast))
    return {"pk": item.pk}


def proposal(cast: Cast, status: str, *, is_system_change: bool = False) -> PolicyProposal:
    """As if everything before had happened."""
    started = draft(cast)
    content = started.shown | {"system_change": {"is_system_change": is_system_change}}
    return OfferedProposalFactory(
        traject=cast.traject,
        number=started.number + 1000,
        status=status,
        content=content,
        conclusion_text="De werkdruk daalt niet.",
    )


def standing(status: str):
    """A maker of the address of a proposal that stands like this."""
    return lambda cast: {"pk": proposal(cast, status).pk}


def a_system_change(cast: Cast) -> Kwargs:
    return {"pk": proposal(cast, "granted", is_system_change=True).pk}


def a_question(cast: Cast) -> Kwargs:
    asked = proposal(cast, "under_review").questions.create(question="Waarom nu?")
    return {"pk": asked.pk}


def a_decision(cast: Cast) -> Kwargs:
    today = timezone.localdate()
    found: Decision = actions.record_decision(
        cast.traject,
        by=cast.dirk,
        capacity="schoolleiding",
        verdict="confirm",
        title="Alles blijft",
        text="Het taakbeleid blijft.",
        reasons="De tafels zijn tevreden.",
        decided_on=today,
        starts_on=today,
        review_on=today + timedelta(days=365),
    )
    return {"pk": found.pk}


def only(code: int, people: str, *, inside: int = 403, board: int = 404) -> dict[str, int]:
    """`code` for these people; `inside` for the rest of the workspace, `board` for Gerda."""
    row = {
        "visitor": 302,
        **dict.fromkeys(["anna", "bas", "carla", "dirk"], inside),
        "gerda": board,
        **dict.fromkeys(["els", "farid", "hugo", "root"], 404),
    }
    return row | dict.fromkeys(people.split(), code)


def at_school(code: int, people: str, *, others: int) -> dict[str, int]:
    """For what everybody at the school and its board may know of."""
    known = dict.fromkeys(["anna", "bas", "carla", "dirk", "els", "farid", "gerda"], others)
    return {
        "visitor": 302,
        "hugo": 404,
        "root": 404,
        **known,
        **dict.fromkeys(people.split(), code),
    }


DRAFTERS = "anna dirk"
INSIDE = "anna bas carla dirk"
DECIDERS = "dirk gerda"

PERMISSIONS = {
    "evaluations:outcomes": {"make": traject, **only(200, INSIDE)},
    "evaluations:conclusions": {"make": traject, **only(200, INSIDE)},
    "evaluations:conclusion": {"make": a_policy_item, **only(200, DRAFTERS)},
    "evaluations:golden_threads": {
        "make": traject,
        **at_school(200, "anna bas carla dirk els farid gerda", others=200),
    },
    "evaluations:golden_thread": {
        "make": a_policy_item,
        **at_school(200, "anna bas carla dirk els farid gerda", others=200),
    },
    # The proposal.
    "evaluations:proposals": {"make": traject, **only(200, INSIDE)},
    "evaluations:propose": {"make": traject, **only(200, DRAFTERS)},
    "evaluations:proposal": {"make": a_draft, **only(200, INSIDE)},
    "evaluations:proposal_texts": {"make": a_draft, **only(200, DRAFTERS)},
    "evaluations:item_add": {"make": a_draft, **only(200, DRAFTERS)},
    "evaluations:item_change": {"make": an_item, **only(200, DRAFTERS)},
    "evaluations:item_remove": {"make": an_item, "method": "post", **only(302, DRAFTERS)},
    "evaluations:system_change": {"make": a_draft, **only(200, DRAFTERS)},
    "evaluations:offer": {"make": a_draft, **only(200, DRAFTERS)},
    "evaluations:renew": {
        "make": standing("withheld"),
        "method": "post",
        **only(302, DRAFTERS, board=403),
    },
    "evaluations:withdraw": {"make": standing("offered"), **only(200, DRAFTERS, board=403)},
    # The council.
    "evaluations:review": {"make": standing("offered"), **only(200, "carla", board=403)},
    "evaluations:ask": {"make": standing("under_review"), **only(200, "carla", board=403)},
    "evaluations:answer": {"make": a_question, **only(200, DRAFTERS, board=403)},
    "evaluations:request_information": {
        "make": standing("under_review"),
        **only(200, "carla", board=403),
    },
    "evaluations:resume": {"make": standing("info_requested"), **only(200, "carla", board=403)},
    "evaluations:extend": {"make": standing("term_passed"), **only(200, "carla", board=403)},
    "evaluations:grant": {"make": standing("under_review"), **only(200, "carla", board=403)},
    "evaluations:withhold": {"make": standing("under_review"), **only(200, "carla", board=403)},
    # After silence or a refusal.
    "evaluations:treat_silence": {"make": standing("term_passed"), **only(200, DECIDERS)},
    "evaluations:announce_dispute": {"make": standing("withheld"), **only(200, DECIDERS)},
    "evaluations:file_dispute": {"make": standing("dispute_announced"), **only(200, DECIDERS)},
    "evaluations:rule_for": {"make": standing("dispute_filed"), **only(200, DECIDERS)},
    "evaluations:rule_against": {"make": standing("dispute_filed"), **only(200, DECIDERS)},
    # Staff, decision, dossier.
    "evaluations:consultation": {"make": a_system_change, **only(200, DRAFTERS, board=403)},
    "evaluations:decide": {"make": standing("granted"), **only(200, DECIDERS)},
    "evaluations:confirm_policy": {"make": traject, **at_school(200, DECIDERS, others=403)},
    "evaluations:decision": {
        "make": a_decision,
        **at_school(200, "anna bas carla dirk els farid gerda", others=200),
    },
    "evaluations:correct_decision": {"make": a_decision, **at_school(200, DECIDERS, others=403)},
    "evaluations:dossier": {"make": standing("offered"), **only(200, INSIDE, board=200)},
}
