"""The example school's conclusions, proposals, consent and decision."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.frozen import hash_of
from evaluations.actions import (
    answer_question,
    ask_question,
    draft_proposal,
    offer_proposal,
    record_decision,
    review_proposal,
    save_item,
)
from evaluations.models import (
    Conclusion,
    ConsentQuestion,
    ConsentStep,
    PolicyProposal,
    ProposalItem,
)
from evaluations.models.terms import term_for
from home.actions.demo_traject import Stage
from trajects.models import PolicyCategory


def weigh(story: dict[str, Any], stage: Stage) -> None:
    """Draw the conclusions, write and offer the proposals, record the decision."""
    leader = stage.cast.users[story["accounts"][0]["person"]]
    for row in story["conclusions"]:
        Conclusion.objects.draw(
            stage.items[row["policy_item"]],
            by=leader,
            version=0,
            verdict=row["verdict"],
            direction=row["direction"],
            reasoning=row["reasoning"],
        )
    for row in story["proposals"]:
        _proposal(row, stage, leader)
    for row in story["decisions"]:
        _decision(row, stage)


def _proposal(row: dict[str, Any], stage: Stage, leader: Any) -> None:
    proposal = draft_proposal(stage.traject, by=leader, title=row["title"])
    starts_on = _starts_on(row["starts_school_year"], stage)
    PolicyProposal.objects.filter(pk=proposal.pk).update(
        starts_on=starts_on, **{name: row[name] for name in PolicyProposal.TEXTS}
    )
    for item in row["items"]:
        _change(proposal, item, stage, leader)
    if row["status"] != PolicyProposal.Status.DRAFT:
        _at_the_pmr(proposal, row, stage)


def _starts_on(school_year: str, stage: Stage) -> date:
    year = stage.traject.school_year + (school_year == "next")
    return date(year, 8, 1)


def _change(proposal: PolicyProposal, row: dict[str, Any], stage: Stage, by: Any) -> None:
    item = stage.items[row["policy_item"]]
    category = PolicyCategory.objects.filter(
        task_policy=item.category.task_policy_id, name=row["taken_from"]
    ).first()
    save_item(
        ProposalItem(proposal=proposal, policy_item=item),
        by=by,
        version=1,
        old_text=item.text,
        old_value=item.value,
        old_hours=item.hours,
        new_text=row["new_text"],
        new_value=Decimal(row["new_value"]),
        new_hours=Decimal(row["new_hours"]),
        taken_from=category,
        fte=Decimal(row["fte"]) if row["fte"] else None,
        persons=row["persons"],
        reason=row["reason"],
    )


def _at_the_pmr(proposal: PolicyProposal, row: dict[str, Any], stage: Stage) -> None:
    users = stage.cast.users
    offer_proposal(proposal, by=users["ruben"], informed=[])
    proposal.refresh_from_db()
    chair = users[row["steps"][-1]["person"]]
    review_proposal(proposal, by=chair, text=row["steps"][-1]["text"])
    for said in row["questions"]:
        asked = ask_question(proposal, by=users[said["asked_by"]], question=said["question"])
        if said["answer"]:
            answer_question(asked, by=users[said["answered_by"]], answer=said["answer"])
    _move_back(proposal, row, stage)


def _move_back(proposal: PolicyProposal, row: dict[str, Any], stage: Stage) -> None:
    """The story began some days ago: first the offer and its term, then the questions."""
    offered_at = (proposal.offered_at or timezone.now()) + timedelta(days=row["offered_day"])
    term = term_for(stage.traject.school, timezone.localdate(offered_at))
    content = proposal.content | {
        "offered_on": timezone.localdate(offered_at).isoformat(),
        "term": proposal.content["term"]
        | {"last_on": term.last_on.isoformat(), "skipped": list(term.skipped)},
    }
    PolicyProposal.objects.filter(pk=proposal.pk).update(
        offered_at=offered_at,
        term_ends_on=term.last_on,
        content=content,
        sha256=hash_of(content),
    )
    for step, told in zip(proposal.steps.order_by("pk"), row["steps"], strict=True):
        ConsentStep.objects.filter(pk=step.pk).update(at=step.at + timedelta(days=told["day"]))
    _move_questions_back(proposal, row["questions"])


def _move_questions_back(proposal: PolicyProposal, questions: list[dict[str, Any]]) -> None:
    for asked, said in zip(proposal.questions.order_by("pk"), questions, strict=True):
        moved = {"asked_at": asked.asked_at + timedelta(days=said["day"])}
        if asked.answered_at:
            moved["answered_at"] = asked.answered_at + timedelta(days=said["answered_day"])
        ConsentQuestion.objects.filter(pk=asked.pk).update(**moved)


def _decision(row: dict[str, Any], stage: Stage) -> None:
    record_decision(
        stage.traject,
        by=stage.cast.users["josephine"],
        capacity="bestuurder, bevoegd gezag",
        verdict=row["verdict"],
        title=row["title"],
        text=row["text"],
        reasons=row["reasons"],
        not_taken_over=row["not_taken_over"],
        decided_on=stage.cast.day(row["decided_day"]),
        starts_on=_starts_on(row["starts_school_year"], stage),
        review_on=stage.cast.day(row["review_day"]),
    )
