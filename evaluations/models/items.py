"""From this to that: one changed policy item of a proposal, and what it does to the hours."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models

from core.versions import Versioned
from evaluations.models.hours import EVERYBODY, HoursChange
from evaluations.models.proposal import PolicyProposal
from people.models import StaffCategory, StaffMember
from trajects.models import PolicyCategory, PolicyItem, Traject

if TYPE_CHECKING:
    from people.models import School, User


class ProposalItemQuerySet(models.QuerySet["ProposalItem"]):
    def visible_to(self, user: User) -> ProposalItemQuerySet:
        return self.filter(proposal__in=PolicyProposal.objects.visible_to(user))

    def for_page(self) -> ProposalItemQuerySet:
        return self.select_related("policy_item__category", "taken_from").fetch_mode(
            models.FETCH_RAISE
        )


class ProposalItem(Versioned):
    """From this to that for one policy item.

    Hours are clock hours a year at a working time factor of 1,0. `fte` is the sum of the
    working time factors of the group it is for; `persons` counts heads when not pro rata.
    """

    proposal = models.ForeignKey(PolicyProposal, models.CASCADE, related_name="items")
    policy_item = models.ForeignKey(
        PolicyItem,
        models.PROTECT,
        related_name="proposal_items",
        verbose_name="beleidsonderdeel",
    )
    old_text = models.TextField("nu", blank=True)
    old_value = models.DecimalField(
        "waarde nu", max_digits=10, decimal_places=4, null=True, blank=True
    )
    old_hours = models.DecimalField(
        "uren nu bij wtf 1,0", max_digits=8, decimal_places=2, null=True, blank=True
    )
    new_text = models.TextField("straks", blank=True)
    new_value = models.DecimalField(
        "nieuwe waarde", max_digits=10, decimal_places=4, null=True, blank=True
    )
    new_hours = models.DecimalField(
        "nieuwe uren bij wtf 1,0", max_digits=8, decimal_places=2, null=True, blank=True
    )
    taken_from = models.ForeignKey(
        PolicyCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="de uren komen uit (of gaan naar)",
        help_text="Laat leeg als een andere wijziging in dit voorstel de uren vrijmaakt.",
    )
    fte = models.DecimalField(
        "fte in deze groep", max_digits=8, decimal_places=4, null=True, blank=True
    )
    persons = models.PositiveIntegerField("personen in deze groep", null=True, blank=True)
    reason = models.TextField("reden", blank=True)

    objects = ProposalItemQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering = ["policy_item__category__position", "policy_item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "policy_item"], name="proposal_item_once")
        ]

    def __str__(self) -> str:
        return str(self.policy_item)

    @property
    def traject(self) -> Traject:
        return self.proposal.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.proposal.traject_id}"

    @property
    def hours_delta(self) -> Decimal:
        return (self.new_hours or Decimal(0)) - (self.old_hours or Decimal(0))

    @property
    def hours_change(self) -> HoursChange:
        """This item as a line of the Urenbalans."""
        item = self.policy_item
        return HoursChange(
            title=item.title,
            group=group_of(item),
            category=item.category.name,
            delta=self.hours_delta,
            taken_from=self.taken_from.name if self.taken_from else "",
            fte=self.fte or Decimal(0),
            persons=self.persons or 0,
            is_pro_rata=item.is_pro_rata,
        )


def group_of(item: PolicyItem) -> str:
    """For whom an item is, in words."""
    return item.applies_to or item.get_staff_category_display() or EVERYBODY


def group_size(item: PolicyItem, school: School) -> dict[str, Decimal | int | None]:
    """A suggestion from the staff list: the sum of working time factors, and heads."""
    category = item.staff_category or item.applies_to.lower()
    kinds = (
        [category] if category in StaffCategory.values else [StaffCategory.OP, StaffCategory.OOP]
    )
    staff = StaffMember.objects.filter(school=school, staff_category__in=kinds).employed()
    found = staff.aggregate(fte=models.Sum("working_time_factor"), persons=models.Count("pk"))
    return {"fte": found["fte"], "persons": found["persons"] or None}
