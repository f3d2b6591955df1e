"""What came out of the startbijeenkomst: how many were there, and what they asked. No names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from people.models import StaffCategory, StaffMember
from trajects.models.kick_off import KickoffMeeting, OfKickoff, OfKickoffQuerySet
from trajects.models.run_sheet import RunSheetItem
from trajects.models.theme import Theme

if TYPE_CHECKING:
    from people.models import User

SHORT = {StaffCategory.OP: "OP", StaffCategory.OOP: "OOP", StaffCategory.DIR: "directie"}


EVERYBODY = ("all",)


@dataclass(frozen=True)
class StaffGroup:
    """Function groups that are counted together, because one of them is small."""

    categories: tuple[str, ...]
    employed: int

    @property
    def key(self) -> str:
        return "_".join(self.categories)

    @property
    def label(self) -> str:
        if self.categories == EVERYBODY:
            return "alle collega's"
        names = [str(SHORT[StaffCategory(each)]) for each in self.categories]
        return " en ".join(names) + (" samen" if len(names) > 1 else "")


def staff_groups(kickoff: KickoffMeeting) -> list[StaffGroup]:
    """The staff on the day, by function group; groups under the minimum are joined (T34).

    A group that stays too small takes the smallest other one with it; one group is left when
    nothing else can be shown. Without a staff list there is one group, of unknown size.
    """
    day = kickoff.held_on or timezone.localdate()
    staff = StaffMember.objects.filter(school=kickoff.traject.school_id).employed(day)
    counts = staff.order_by().values_list("staff_category").annotate(number=models.Count("pk"))
    groups = [StaffGroup((category,), number) for category, number in counts]
    return joined(groups, kickoff.traject.school.minimum_group) or [StaffGroup(EVERYBODY, 0)]


def joined(groups: list[StaffGroup], minimum: int) -> list[StaffGroup]:
    """Join the smallest groups until none is under `minimum`."""
    order = list(StaffCategory.values)
    left = sorted(groups, key=lambda group: group.employed)
    while len(left) > 1 and left[0].employed < minimum:
        first, second, *rest = left
        together = tuple(sorted((*first.categories, *second.categories), key=order.index))
        both = StaffGroup(together, first.employed + second.employed)
        left = sorted([both, *rest], key=lambda group: group.employed)
    return sorted(left, key=lambda group: order.index(group.categories[0]))


class KickoffPresence(OfKickoff):
    """How many of a group were there; the group is joined before anything is stored."""

    kickoff = models.ForeignKey(KickoffMeeting, models.CASCADE, related_name="presence")
    group = models.CharField("groep", max_length=20)
    label = models.CharField("groep in woorden", max_length=60)
    present = models.PositiveSmallIntegerField("aanwezig")
    employed = models.PositiveSmallIntegerField("in dienst")

    objects = OfKickoffQuerySet.as_manager()

    class Meta:
        verbose_name = "aanwezigheid bij de startbijeenkomst"
        verbose_name_plural = "aanwezigheid bij de startbijeenkomst"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kickoff", "group"], name="kickoff_presence_once")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.present} van {self.employed}"


@transaction.atomic
def record_presence(kickoff: KickoffMeeting, present: dict[StaffGroup, int], *, by: User) -> None:
    """Totals only, in place of what was there."""
    kickoff.presence.all().delete()
    KickoffPresence.objects.bulk_create(
        KickoffPresence(
            kickoff=kickoff,
            group=group.key,
            label=group.label,
            present=number,
            employed=group.employed,
        )
        for group, number in present.items()
    )
    total = sum(present.values())
    record(Verb.KICKOFF_PRESENCE_RECORDED, kickoff, by=by, detail=f"{total} aanwezigen")


def missing_with(ending: str) -> tuple[str, str]:
    """Which field belongs to an ending, and how to ask for it; nothing for the others."""
    needs = {
        KickoffYield.Ending.ANSWERED: ("answer", "Schrijf het antwoord op."),
        KickoffYield.Ending.TO_THEME: ("theme", "Kies het thema waaronder dit aan tafel komt."),
        KickoffYield.Ending.TO_RUN_SHEET: ("run_sheet_item", "Kies de regel in het draaiboek."),
        KickoffYield.Ending.PARKED: ("parked_until", "Kies de dag waarop u dit weer bekijkt."),
    }
    found: dict[str, tuple[str, str]] = {str(key): value for key, value in needs.items()}
    return found.get(ending, ("", ""))


class KickoffYield(OfKickoff, Versioned):
    """One question, concern, suggestion or agreement, and what is done with it (R36)."""

    class Kind(models.TextChoices):
        QUESTION = "question", "vraag"
        CONCERN = "concern", "zorg"
        SUGGESTION = "suggestion", "suggestie"
        AGREEMENT = "agreement", "afspraak"

    class Ending(models.TextChoices):
        OPEN = "open", "nog open"
        ANSWERED = "answered", "beantwoord"
        TO_THEME = "to_theme", "naar een thema aan tafel"
        TO_RUN_SHEET = "to_run_sheet", "naar het draaiboek"
        PARKED = "parked", "bewaard tot een datum"

    kickoff = models.ForeignKey(KickoffMeeting, models.CASCADE, related_name="yields")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.QUESTION)
    text = models.TextField("wat werd er gezegd")
    ending = models.CharField(
        "wat doen wij ermee", max_length=12, choices=Ending, default=Ending.OPEN
    )
    answer = models.TextField("antwoord of toelichting", blank=True)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="thema"
    )
    run_sheet_item = models.ForeignKey(
        RunSheetItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="regel in het draaiboek",
    )
    parked_until = models.DateField("bewaard tot", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = OfKickoffQuerySet.as_manager()

    class Meta:
        verbose_name = "opbrengst van de startbijeenkomst"
        verbose_name_plural = "opbrengsten van de startbijeenkomst"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(ending="parked") | models.Q(parked_until__isnull=False),
                name="kickoff_yield_parked_has_date",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("trajects:kickoff_yield", args=[self.pk])

    @property
    def key(self) -> str:
        return f"opbrengst-{self.pk}"

    @transaction.atomic
    def add(self, *, by: User) -> None:
        """Write it down; the history says that, and never what."""
        self.changed_by, self.changed_at = by, timezone.now()
        self.save(force_insert=True)
        record(Verb.KICKOFF_YIELD_ADDED, self.kickoff, by=by, detail=self.get_kind_display())

    @property
    def is_settled(self) -> bool:
        return self.ending != self.Ending.OPEN

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        self.save_if_unchanged(version=version, by=by, **fields)
        record(Verb.KICKOFF_YIELD_CHANGED, self.kickoff, by=by)

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        record(Verb.KICKOFF_YIELD_CHANGED, self.kickoff, by=by, detail="een regel weggehaald")
        self.delete()
