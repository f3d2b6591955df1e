"""The staff list of a school and the imports that keep it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core.versions import Versioned
from people.models.organisation import School, SubjectDepartment, Team

if TYPE_CHECKING:
    from datetime import date

    from people.models.account import User


class StaffCategory(models.TextChoices):
    OP = "op", "onderwijzend personeel (OP)"
    OOP = "oop", "ondersteunend personeel (OOP)"
    DIR = "dir", "directie"


class StaffMemberQuerySet(models.QuerySet["StaffMember"]):
    def visible_to(self, user: User) -> StaffMemberQuerySet:
        """Staff of the schools whose list this person keeps."""
        return self.filter(school__in=School.objects.administered_by(user))

    def employed(self, on: date | None = None) -> StaffMemberQuerySet:
        day = on or timezone.localdate()
        return self.filter(
            models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=day),
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day),
        )

    def for_overview(self) -> StaffMemberQuerySet:
        return self.select_related("team", "subject_department").fetch_mode(models.FETCH_RAISE)


class StaffMember(Versioned):
    """Somebody employed at the school, with or without an account.

    `working_time_factor`: 0,0001 to 2,0000; 1,0 is a full-time job.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="staff")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="staff_memberships",
    )
    employee_number = models.CharField("personeelsnummer", max_length=20)
    given_name = models.CharField("roepnaam", max_length=60)
    infix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    family_name = models.CharField("achternaam", max_length=80)
    email = models.EmailField("e-mailadres", blank=True)
    staff_category = models.CharField("functiecategorie", max_length=3, choices=StaffCategory)
    job_title = models.CharField("functie", max_length=80, blank=True)
    working_time_factor = models.DecimalField(
        "werktijdfactor",
        max_digits=5,
        decimal_places=4,
        validators=[MinValueValidator(Decimal("0.0001")), MaxValueValidator(Decimal(2))],
    )
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name="team"
    )
    subject_department = models.ForeignKey(
        SubjectDepartment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="sectie",
    )
    location = models.CharField("vestiging", max_length=80, blank=True)
    starts_on = models.DateField("in dienst vanaf", null=True, blank=True)
    ends_on = models.DateField("in dienst tot en met", null=True, blank=True)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "medewerker"
        verbose_name_plural = "medewerkers"
        ordering = ["family_name", "given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "employee_number"], name="staff_number_unique_in_school"
            ),
            models.CheckConstraint(
                condition=models.Q(working_time_factor__gt=0, working_time_factor__lte=2),
                name="staff_working_time_factor_0_to_2",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="staff_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["school", "family_name", "given_name"])]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_name, self.infix, self.family_name) if part)

    @property
    def scope(self) -> str:
        return f"school:{self.school_id}"

    @property
    def is_employed(self) -> bool:
        today = timezone.localdate()
        has_begun = self.starts_on is None or self.starts_on <= today
        return has_begun and (self.ends_on is None or self.ends_on >= today)

    def get_absolute_url(self) -> str:
        return reverse("people:staff_member", args=[self.pk])
