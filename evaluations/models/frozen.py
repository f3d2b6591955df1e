"""What is frozen: the whole proposal as data, in one order, with one hash."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from dialogues.models import Outcome
from evaluations.models.hours import EXAMPLE_FACTORS, GroupBalance, HoursBalance
from trajects.models import TaskPolicy

if TYPE_CHECKING:
    from evaluations.models.items import ProposalItem
    from evaluations.models.proposal import PolicyProposal

type Content = dict[str, Any]
type Tables = list[dict[str, Any]]


def plain(number: Decimal | None) -> str | None:
    """A number as it is kept: without trailing zeros, never as 1E+2."""
    return None if number is None else f"{number.normalize():f}"


def content_of(proposal: PolicyProposal) -> Content:
    """Everything the council reads, as it stands at this moment."""
    policy = TaskPolicy.objects.filter(traject=proposal.traject).first()
    norm = policy.norm_hours if policy else proposal.traject.school.norm_hours
    items = list(proposal.items.for_page())
    balance = HoursBalance.of((item.hours_change for item in items), norm=Decimal(norm))
    tables = table_directions(proposal, items)
    return {
        "school": proposal.traject.school.name,
        "traject": proposal.traject.title,
        "code": proposal.code,
        "title": proposal.title,
        "body": proposal.get_consent_body_display(),
        "cao_edition": policy.cao_edition if policy else proposal.traject.cao_edition,
        "norm_hours": str(norm),
        "starts_on": proposal.starts_on.isoformat() if proposal.starts_on else None,
        "texts": {name: getattr(proposal, name) for name in proposal.TEXTS},
        "items": [item_content(item, tables[item.policy_item_id]) for item in items],
        "balance": balance_content(balance),
        "system_change": system_change_content(proposal, balance),
    }


def table_directions(proposal: PolicyProposal, items: list[ProposalItem]) -> dict[int, Tables]:
    """How many tables went which way, per policy item."""
    rows = (
        Outcome.objects.of(proposal.traject)
        .filter(policy_item__in=[item.policy_item_id for item in items])
        .order_by("policy_item", "direction")
        .values_list("policy_item", "direction")
        .annotate(Count("pk"))
    )
    found: dict[int, Tables] = defaultdict(list)
    for policy_item, direction, count in rows:
        found[policy_item].append({"direction": direction, "tables": count})
    return found


def item_content(item: ProposalItem, tables: Tables) -> Content:
    change = item.hours_change
    has_hours = item.old_hours is not None or item.new_hours is not None
    return {
        "policy_item": item.policy_item_id,
        "title": item.policy_item.title,
        "category": change.category,
        "group": change.group,
        "unit": item.policy_item.unit,
        "is_pro_rata": change.is_pro_rata,
        "old": {
            "text": item.old_text,
            "value": plain(item.old_value),
            "hours": plain(item.old_hours),
        },
        "new": {
            "text": item.new_text,
            "value": plain(item.new_value),
            "hours": plain(item.new_hours),
        },
        "delta": plain(change.delta),
        "taken_from": change.taken_from,
        "fte": plain(item.fte),
        "persons": item.persons,
        "total": plain(change.total),
        "reason": item.reason,
        "examples": examples_of(item) if has_hours else [],
        "tables": tables,
    }


def examples_of(item: ProposalItem) -> list[Content]:
    """What it means for 0,4, 0,8 and 1,0 fte."""
    old, new = item.old_hours or Decimal(0), item.new_hours or Decimal(0)
    pro_rata = item.policy_item.is_pro_rata
    return [
        {
            "factor": plain(factor),
            "old": plain(old * factor if pro_rata else old),
            "new": plain(new * factor if pro_rata else new),
            "delta": plain((new - old) * factor if pro_rata else new - old),
        }
        for factor in EXAMPLE_FACTORS
    ]


def balance_content(balance: HoursBalance) -> Content:
    return {
        "closes": balance.closes,
        "total_gap": plain(balance.total_gap),
        "gap_in_fte": plain(balance.gap_in_fte.quantize(Decimal("0.0001"))),
        "groups": [group_content(group) for group in balance.groups],
    }


def group_content(group: GroupBalance) -> Content:
    return {
        "group": group.group,
        "gap": plain(group.gap),
        "total_gap": plain(group.total_gap),
        "closes": group.closes,
        "categories": [
            {"category": name, "delta": plain(hours)} for name, hours in group.by_category.items()
        ],
    }


def system_change_content(proposal: PolicyProposal, balance: HoursBalance) -> Content:
    """The systeemtoets: computed from the items, unless a person overrides it (R25)."""
    computed = balance.moves_between_categories
    override = proposal.system_change_override
    return {
        "computed": computed,
        "is_overridden": override is not None and override != computed,
        "is_system_change": computed if override is None else override,
        "reason": proposal.system_change_reason,
    }
