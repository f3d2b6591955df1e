"""The traject: one school's re-assessment of its taakbeleid, from start to lesson."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from people.models import RoleKind, School

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from people.models import User

WORKSPACE_ROLES = [
    RoleKind.SCHOOL_LEADERSHIP,
    RoleKind.PMR_MEMBER,
    RoleKind.COMPETENT_AUTHORITY,
]


class Phase(models.TextChoices):
    """The three phases of the handreiking; a guide, never a lock."""

    PLANNING = "planning", "Planning en organisatie"
    EXECUTION = "execution", "Uitvoering"
    EVALUATION = "evaluation", "Monitoring en evaluatie"


class TrajectShape(models.TextChoices):
    ONE_AFTERNOON = "one_afternoon", "één grote studiemiddag"
    WEEKS = "weeks", "tafels verspreid over enkele weken"
    BY_TEAM = "by_team", "eerst per team, daarna gebundeld"


class TrajectQuerySet(models.QuerySet["Traject"]):
    def visible_to(self, user: User) -> TrajectQuerySet:
        """Trajects this person may know of: a role at the school, or a seat."""
        return self.filter(
            models.Q(school__in=user.schools_as())
            | models.Q(school__board__in=user.boards_as())
            | models.Q(pk__in=self._seated(user))
        )

    def worked_on_by(self, user: User) -> TrajectQuerySet:
        """Trajects whose workspace this person may open.

        A seat opens it, and so do school leadership, pmr and competent authority of the
        school; an employee without a seat and a school admin do not get in.
        """
        return self.filter(
            models.Q(school__in=user.schools_as(*WORKSPACE_ROLES))
            | models.Q(pk__in=self._seated(user))
        )

    def decided_by(self, user: User) -> TrajectQuerySet:
        """Trajects this person works on, or governs from the board: who says go or no-go."""
        governed = user.boards_as(RoleKind.COMPETENT_AUTHORITY)
        return self.filter(
            models.Q(school__board__in=governed)
            | models.Q(school__in=user.schools_as(*WORKSPACE_ROLES))
            | models.Q(pk__in=self._seated(user))
        )

    def _seated(self, user: User) -> list[int]:
        from trajects.models.seat import seats_of

        return list(seats_of(user))

    def running_at(self, school: School) -> TrajectQuerySet:
        return self.filter(school=school, status=Traject.Status.ACTIVE)

    def with_school(self) -> TrajectQuerySet:
        return self.select_related("school__board")


@dataclass(frozen=True)
class PhaseProgress:
    """How far one phase is: lines of the draaiboek that are done, and that are late."""

    phase: Phase
    done: int
    late: int
    total: int
    first_on: date | None
    last_on: date | None
    is_now: bool = False

    @property
    def late_in_words(self) -> str:
        return f"{self.late} te laat"


class Traject(Versioned):
    """`school_year` is the year in which it starts: 2026 is 2026-2027 (R45)."""

    class Status(models.TextChoices):
        ACTIVE = "active", "loopt"
        CLOSED = "closed", "afgerond"

    school = models.ForeignKey(School, models.PROTECT, related_name="trajects")
    title = models.CharField("titel", max_length=120)
    school_year = models.PositiveSmallIntegerField("schooljaar")
    cao_edition = models.CharField("editie van de CAO", max_length=40)
    shape = models.CharField("vorm", max_length=16, choices=TrajectShape, default="weeks")
    planned_sessions = models.PositiveSmallIntegerField("aantal dialoogsessies", default=1)
    planned_tables = models.PositiveSmallIntegerField("tafels per sessie", default=1)
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    starts_on = models.DateField("start")
    target_on = models.DateField(
        "instemming uiterlijk", help_text="De dag waarop de instemming van de pmr er moet zijn."
    )
    leader_owns_content = models.BooleanField(
        "projectleider is ook verantwoordelijk voor de inhoud", null=True, blank=True
    )
    like = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="zoals de vorige keer",
    )
    started_from = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = TrajectQuerySet.as_manager()

    class Meta:
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        ordering = ["-school_year", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target_on__gt=models.F("starts_on")),
                name="traject_target_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trajects:traject", args=[self.pk])

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        """Keep what was agreed; StaleVersion when a colleague was first."""
        self.save_if_unchanged(version=version, **fields)
        record(Verb.TRAJECT_CHANGED, self, by=by)

    @property
    def scope(self) -> str:
        return f"traject:{self.pk}"

    @cached_property
    def phases(self) -> list[PhaseProgress]:
        """The three phases in order, with their progress; one query, unless it was counted."""
        ended = models.Q(status__in=["done", "skipped"])
        late = models.Q(ends_on__lt=timezone.localdate()) & ~ended
        rows = (
            self.run_sheet.order_by()
            .values("phase")
            .annotate(
                total=models.Count("pk"),
                done=models.Count("pk", filter=ended),
                late=models.Count("pk", filter=late),
                first_on=models.Min("starts_on"),
                last_on=models.Max("ends_on"),
            )
        )
        found: dict[str, Any] = {row["phase"]: row for row in rows}
        nothing = {"total": 0, "done": 0, "late": 0, "first_on": None, "last_on": None}
        return marked(
            PhaseProgress(**nothing | found.get(phase.value, {}) | {"phase": phase})
            for phase in Phase
        )

    def count_phases(self, items: Sequence[Any]) -> None:
        """The same from lines that were read already: `phases` then asks nothing."""
        self.phases = marked(
            progress(phase, [item for item in items if item.phase == phase]) for phase in Phase
        )

    @property
    def current_phase(self) -> Phase:
        """What every page calls "nu"."""
        return next(each.phase for each in self.phases if each.is_now)


def marked(phases: Iterable[PhaseProgress]) -> list[PhaseProgress]:
    """The last phase that has begun by its dates is the one we are in; at first it is planning."""
    today, found = timezone.localdate(), list(phases)
    begun = [n for n, each in enumerate(found) if each.first_on and each.first_on <= today]
    now = begun[-1] if begun else 0
    return [replace(each, is_now=number == now) for number, each in enumerate(found)]


def progress(phase: Phase, items: Sequence[Any]) -> PhaseProgress:
    """How far these lines of one phase are."""
    return PhaseProgress(
        phase=phase,
        done=sum(not item.is_open for item in items),
        late=sum(item.is_overdue for item in items),
        total=len(items),
        first_on=min((item.starts_on for item in items), default=None),
        last_on=max((item.ends_on for item in items), default=None),
    )


class WizardDraft(models.Model):
    """The answers to the wizard so far, so that leaving and returning loses nothing.

    `key` goes along to the traject that is started from it: one draft, one traject.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="wizard_draft"
    )
    key = models.UUIDField(default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "concept van een nieuw traject"

    def __str__(self) -> str:
        return str(self.user)

    def use_up(self) -> bool:
        """Take the draft away, if it still is the one that was read; so it is used once."""
        mine = WizardDraft.objects.filter(pk=self.pk, key=self.key, version=self.version)
        return bool(mine.delete()[0])

    @classmethod
    @transaction.atomic
    def keep(cls, user: User, page: str, typed: dict[str, list[str]]) -> WizardDraft:
        """Store one page; the other pages stay as the last tab or device left them."""
        draft, _ = cls.objects.select_for_update().get_or_create(user=user)
        draft.answers[page] = typed
        draft.version += 1
        draft.save()
        return draft


class OfTraject(models.Model):
    """Belongs to one traject, and so do its events and its letters."""

    class Meta:
        abstract = True

    traject_id: int

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"
