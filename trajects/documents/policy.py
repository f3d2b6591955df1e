"""The taakbeleid on paper: every item, and whether the hours fit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.documents import paper
from trajects.models import TaskPolicy
from trajects.models.policy_hours import EXAMPLE_FACTORS, present_balance, staffing_of
from trajects.models.policy_terms import below_the_cao


@paper(
    "trajects.policy",
    model=TaskPolicy,
    title=lambda policy: f"{policy} van {policy.traject.school}",
)
def policy(version: TaskPolicy) -> tuple[str, dict[str, Any]]:
    """One version with its items by category, its Urenbalans and the CAO numbers beside it."""
    items = list(version.items().for_overview())
    terms = list(version.terms.all())
    context = {
        "policy": version,
        "traject": version.traject,
        "categories": [
            {"name": category.name, "items": [item for item in items if item.category == category]}
            for category in version.categories.all()
        ],
        "balances": present_balance(
            items, staffing_of(version.traject.school), norm=Decimal(version.norm_hours)
        ),
        "factors": EXAMPLE_FACTORS,
        "terms": terms,
        "below_the_cao": list(below_the_cao(items, terms)),
        "total": len(items),
    }
    return "documents/policy.html", context
