"""Who takes which part in a traject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.steps import StepNotAllowed
from core.verbs import Verb
from core.versions import Versioned
from people.models import StaffMember
from trajects.models.belongings import belongings_of
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from datetime import date

    from people.models import User


class SeatRole(models.TextChoices):
    SPONSOR = "sponsor", "opdrachtgever"
    PROJECT_LEADER = "project_leader", "projectleider"
    TEAM_MEMBER = "team_member", "projectteamlid"
    FACILITATOR = "facilitator", "gespreksbegeleider"
    PROCESS_COACH = "process_coach", "procesbegeleider"
    PMR_REPRESENTATIVE = "pmr_representative", "vertegenwoordiger van de pmr"
    SOUNDING_BOARD = "sounding_board", "klankbordgroep"


AGREEMENTS = ("mandate", "responsibilities", "division_of_work", "reporting")


def is_held_by(user: User, prefix: str = "") -> models.Q:
    """Seats in which this account acts: named there, or of the colleague who sits there.

    Who sat down before having an account acts as soon as the staff list knows the account;
    who left the school acts no more.
    """
    named = models.Q(**{f"{prefix}user": user}) | models.Q(
        **{f"{prefix}user": None, f"{prefix}staff_member__user": user}
    )
    last_day = f"{prefix}staff_member__ends_on"
    return named & (
        models.Q(**{f"{last_day}__isnull": True})
        | models.Q(**{f"{last_day}__gte": timezone.localdate()})
    )


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: User) -> SeatQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def active(self, on: date | None = None) -> SeatQuerySet:
        day = on or timezone.localdate()
        return self.filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day), released_at__isnull=True
        )

    def kept(self) -> SeatQuerySet:
        """Places that were not given up; of a coach also after the last day."""
        return self.filter(released_at__isnull=True)

    def held_by(self, user: User) -> SeatQuerySet:
        return self.active().filter(is_held_by(user))

    def filled(self) -> SeatQuerySet:
        return self.active().filter(
            models.Q(user__isnull=False) | models.Q(staff_member__isnull=False)
        )

    def for_overview(self) -> SeatQuerySet:
        return self.select_related("user", "staff_member__user", "traject__school").fetch_mode(
            models.FETCH_RAISE
        )


class Seat(OfTraject, Versioned):
    """A place in the project team; empty until somebody is named.

    `user` is the account that acts, `staff_member` the colleague on the staff list; a
    coach from outside has an account only, a colleague without account a name only.
    """

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="seats")
    role = models.CharField("rol", max_length=20, choices=SeatRole)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="account",
    )
    staff_member = models.ForeignKey(
        StaffMember,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="medewerker",
    )
    is_champion = models.BooleanField("kartrekker", default=False)
    mandate = models.TextField("opdracht", blank=True)
    responsibilities = models.TextField("verantwoordelijkheden", blank=True)
    division_of_work = models.TextField("taakverdeling", blank=True)
    reporting = models.TextField("terugkoppeling", blank=True)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    released_at = models.DateTimeField(null=True, editable=False)
    succeeds = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="successors"
    )

    # Set by the page that looks at all seats together.
    stands_out: bool

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "plaats in het projectteam"
        verbose_name_plural = "plaatsen in het projectteam"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject"],
                condition=models.Q(role="project_leader", released_at__isnull=True),
                name="seat_one_project_leader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.holder_name or 'nog niemand'}"

    @property
    def holder_name(self) -> str:
        holder = self.staff_member or self.user
        return str(holder) if holder else ""

    @property
    def account(self) -> User | None:
        """The account that acts here: named on the seat, or the colleague's own."""
        if self.user_id or self.staff_member is None:
            return self.user
        return self.staff_member.user

    @property
    def account_id(self) -> int | None:
        if self.user_id or self.staff_member is None:
            return self.user_id
        return self.staff_member.user_id

    @property
    def has_ended(self) -> bool:
        """Whether the last day of this person here has passed; nothing opens any more."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def has_left_school(self) -> bool:
        """Whether the colleague who sits here is no longer employed."""
        last_day = self.staff_member.ends_on if self.staff_member else None
        return last_day is not None and last_day < timezone.localdate()

    @property
    def is_open(self) -> bool:
        """Whether somebody with an account acts from this seat today."""
        is_over = self.released_at or self.has_ended or self.has_left_school
        return self.account_id is not None and not is_over

    @property
    def is_filled(self) -> bool:
        return bool(self.user_id or self.staff_member_id)

    @property
    def agreements_written(self) -> int:
        """How many of the four agreements are on paper."""
        return sum(1 for name in AGREEMENTS if getattr(self, name).strip())

    @transaction.atomic
    def fill(
        self,
        *,
        by: User,
        version: int,
        user: User | None = None,
        staff_member: StaffMember | None = None,
        ends_on: date | None = None,
    ) -> None:
        """Name who sits here; StaleVersion when a colleague was first."""
        self.save_if_unchanged(
            version=version, user=user, staff_member=staff_member, ends_on=ends_on
        )
        record(Verb.SEAT_FILLED, self, by=by, detail=self.get_role_display())

    @transaction.atomic
    def release(self, *, by: User, version: int) -> Seat:
        """End this seat; an empty one with the same agreements and open work takes its place."""
        self._end(by=by, version=version)
        successor = Seat.objects.create(
            traject=self.traject,
            role=self.role,
            succeeds=self,
            **{name: getattr(self, name) for name in AGREEMENTS},
        )
        for belonging in belongings_of(self):
            belonging.move(self, successor)
        return successor

    @transaction.atomic
    def withdraw(self, *, by: User, version: int) -> None:
        """Take away a seat that nobody needs."""
        self._end(by=by, version=version)
        self.run_sheet_items.open().update(responsible=None)

    @transaction.atomic
    def agree(self, *, by: User, version: int, **agreements: str | bool) -> None:
        """Put on paper what this seat is for."""
        self.save_if_unchanged(version=version, **agreements)
        record(Verb.SEAT_AGREED, self, by=by, detail=self.get_role_display())

    def _end(self, *, by: User, version: int) -> None:
        rows = Seat.objects.filter(pk=self.pk, version=version, released_at__isnull=True)
        if not rows.update(released_at=timezone.now(), version=F("version") + 1):
            raise StepNotAllowed(self, "released")
        record(Verb.SEAT_RELEASED, self, by=by, detail=self.get_role_display())

    def get_absolute_url(self) -> str:
        return reverse("trajects:seat", args=[self.pk])


def seats_of(user: User) -> dict[int, set[str]]:
    """Seat roles held now, by traject id; read once per request."""
    held: dict[int, set[str]] | None = getattr(user, "held_seats", None)
    if held is None:
        held = {}
        for traject, role in Seat.objects.held_by(user).values_list("traject_id", "role"):
            held.setdefault(traject, set()).add(role)
        user.held_seats = held
    return held
