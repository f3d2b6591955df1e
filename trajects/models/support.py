"""Stakeholders and key figures: what each needs, what was done, who talks to them (P5).

Only the project team sees who they are; others see which groups were spoken to. Nothing here
measures or ranks a person (R42): there is no field for an attitude.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from core.models import record
from core.verbs import Verb
from core.versions import Versioned
from people.models import Role, RoleKind, StaffMember, Team
from trajects.models.seat import Seat, SeatRole, seats_of
from trajects.models.traject import Traject, TrajectQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User

TEAM_SEATS = {SeatRole.PROJECT_LEADER, SeatRole.TEAM_MEMBER}


class StakeholderKind(models.TextChoices):
    TEAM_LEADER = "team_leader", "teamleider"
    DEPARTMENT = "department", "sectievoorzitter of sectie"
    COUNCIL = "council", "medezeggenschap"
    EMPLOYEE = "employee", "medewerker"
    BOARD = "board", "bestuur of schoolleiding"
    FAMILIES = "families", "ouders of leerlingen"
    EXTERNAL = "external", "extern"


# The breadth that activity 3 of phase 1 asks for (HR 1.2, FL).
BREADTH = (
    StakeholderKind.TEAM_LEADER,
    StakeholderKind.DEPARTMENT,
    StakeholderKind.COUNCIL,
    StakeholderKind.EMPLOYEE,
)


def teams_of(user: User) -> list[int]:
    """Ids of the trajects in whose project team this person sits."""
    return [traject for traject, roles in seats_of(user).items() if roles & TEAM_SEATS]


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    def visible_to(self, user: User) -> StakeholderQuerySet:
        """Only who sits in the project team: project leader and team members."""
        return self.filter(traject__in=teams_of(user))

    def of(self, traject: Traject) -> StakeholderQuerySet:
        return self.filter(traject=traject)

    def for_list(self) -> StakeholderQuerySet:
        """With the number of talks and the day of the last."""
        return (
            self.select_related("talks_by__user", "talks_by__staff_member", "staff_member")
            .annotate(talks=models.Count("contacts"), last_on=models.Max("contacts__held_on"))
            .order_by("kind", "name", "pk")
            .fetch_mode(models.FETCH_RAISE)
        )

    def breadth(self) -> list[Breadth]:
        """For each group that must not be forgotten: how many are listed, how many spoken to."""
        rows = (
            self.order_by()
            .values("kind")
            .annotate(
                known=models.Count("pk", distinct=True),
                spoken=models.Count("contacts__stakeholder", distinct=True),
            )
        )
        found = {row["kind"]: (row["known"], row["spoken"]) for row in rows}
        return [Breadth(kind, *found.get(kind.value, (0, 0))) for kind in StakeholderKind]

    @transaction.atomic
    def add(self, traject: Traject, *, by: User, **fields: Any) -> Stakeholder:
        """One more on the list; writers wait for each other, so that each has its own key."""
        Traject.objects.select_for_update().get(pk=traject.pk)
        last = self.filter(traject=traject).aggregate(last=models.Max("number"))["last"]
        made = self.create(traject=traject, number=(last or 0) + 1, **fields)
        record(Verb.STAKEHOLDER_ADDED, made, by=by)
        return made


class TeamTrajectQuerySet(TrajectQuerySet):
    def visible_to(self, user: User) -> TeamTrajectQuerySet:
        return self.filter(pk__in=teams_of(user))


class TeamTraject(Traject):
    """A traject as only its project team sees it: the subject of papers with names."""

    objects: ClassVar[Any] = TeamTrajectQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = "traject van het projectteam"


@dataclass(frozen=True)
class Breadth:
    """One group of people: how many of it are on the list and how many were spoken to."""

    kind: StakeholderKind
    known: int
    spoken: int

    @property
    def is_missing(self) -> bool:
        return self.kind in BREADTH and not self.known


class Stakeholder(Versioned):
    """A person or group whose support matters, in neutral words."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="stakeholders")
    number = models.PositiveIntegerField("nummer", editable=False)
    name = models.CharField("naam", max_length=120)
    is_group = models.BooleanField("dit is een groep", default=False)
    kind = models.CharField("soort", max_length=12, choices=StakeholderKind)
    staff_member = models.ForeignKey(
        StaffMember, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    needs = models.TextField("wat is voor haar of hem van belang", blank=True)
    talks_by = models.ForeignKey(
        Seat,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stakeholders",
        verbose_name="wie houdt contact",
    )

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        verbose_name = "sleutelfiguur"
        verbose_name_plural = "sleutelfiguren"
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "number"], name="stakeholder_number_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trajects:stakeholder", args=[self.pk])

    @property
    def key(self) -> str:
        return f"sleutelfiguur-{self.number}"

    @property
    def scope(self) -> str:
        """Not the traject: what others read about it must not name anybody here."""
        return f"project_team:{self.traject_id}"

    @property
    def has_left(self) -> bool:
        """Whether this colleague is no longer employed; then the name can go."""
        last_day = self.staff_member.ends_on if self.staff_member else None
        return last_day is not None and last_day < timezone.localdate()

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        self.save_if_unchanged(version=version, by=by, **fields)
        record(Verb.STAKEHOLDER_CHANGED, self, by=by)

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        """Gone with every talk; the history keeps that it happened, without the name."""
        record(Verb.STAKEHOLDER_REMOVED, self, by=by)
        self.delete()

    @transaction.atomic
    def note_contact(self, *, by: User, **fields: Any) -> StakeholderContact:
        contact = StakeholderContact.objects.create(stakeholder=self, by=by, **fields)
        record(Verb.STAKEHOLDER_SPOKEN, self, by=by)
        return contact


class StakeholderContactQuerySet(models.QuerySet["StakeholderContact"]):
    def visible_to(self, user: User) -> StakeholderContactQuerySet:
        return self.filter(stakeholder__in=Stakeholder.objects.visible_to(user))


class StakeholderContact(models.Model):
    """What was done or agreed with one of them, on a day."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="contacts")
    held_on = models.DateField("datum", default=timezone.localdate)
    done = models.TextField("wat is er gedaan of afgesproken")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = StakeholderContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        verbose_name_plural = "contacten"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.stakeholder}, {self.held_on}"

    @property
    def traject(self) -> Traject:
        return self.stakeholder.traject

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        record(Verb.STAKEHOLDER_CHANGED, self.stakeholder, by=by, detail="contact weggehaald")
        self.delete()


@dataclass(frozen=True)
class Candidate:
    """Somebody, or a group, that the staff list suggests for the list."""

    key: str
    name: str
    kind: StakeholderKind
    is_group: bool = False
    staff_member: StaffMember | None = None


def candidates(traject: Traject) -> list[Candidate]:
    """Team leaders, sections and pmr members who are not on the list yet; four queries."""
    listed = list(Stakeholder.objects.of(traject).values_list("name", "staff_member"))
    names, staff = {name for name, _ in listed}, {member for _, member in listed if member}
    found = [*_team_leaders(traject), *_departments(traject), *_council(traject)]
    return [
        each
        for each in found
        if each.name not in names
        and (each.staff_member is None or each.staff_member.pk not in staff)
    ]


def _team_leaders(traject: Traject) -> Iterable[Candidate]:
    teams = Team.objects.filter(school=traject.school, leader__isnull=False)
    leaders = {team.leader_id: team.leader for team in teams.select_related("leader")}
    for leader in leaders.values():
        if leader and leader.is_employed:
            yield Candidate(
                f"leider-{leader.pk}", str(leader), StakeholderKind.TEAM_LEADER, False, leader
            )


def _departments(traject: Traject) -> Iterable[Candidate]:
    employed = traject.school.staff.employed()
    for department in traject.school.subject_departments.filter(members__in=employed).distinct():
        yield Candidate(
            f"sectie-{department.pk}",
            capfirst(f"sectie {department.name}"),
            StakeholderKind.DEPARTMENT,
            True,
        )


def _council(traject: Traject) -> Iterable[Candidate]:
    roles = Role.objects.active().filter(school=traject.school, kind=RoleKind.PMR_MEMBER)
    for role in roles.select_related("user"):
        yield Candidate(f"pmr-{role.user_id}", str(role.user), StakeholderKind.COUNCIL)
