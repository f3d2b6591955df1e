"""Boards, their schools, and the teams and subject departments in a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse

from core.versions import Versioned

if TYPE_CHECKING:
    from people.models.account import User


class Region(models.TextChoices):
    """Holiday region; not the province (Regeling vaststelling schoolvakanties)."""

    NOORD = "noord", "Noord"
    MIDDEN = "midden", "Midden"
    ZUID = "zuid", "Zuid"


class ConsentBody(models.TextChoices):
    """Which body consents (WMS 16, 20)."""

    PMR = "pmr", "pmr (personeelsgeleding van de MR)"
    PGMR = "pgmr", "pgmr (personeelsgeleding van de GMR)"
    DEELRAAD = "deelraad", "personeelsgeleding van de deelraad"


class TermUnit(models.TextChoices):
    WEEKS = "weeks", "weken"
    SCHOOL_DAYS = "school_days", "schooldagen"
    DAYS = "days", "kalenderdagen"


class Board(models.Model):
    """The legal body above one or more schools."""

    name = models.CharField("naam", max_length=120, unique=True)

    class Meta:
        verbose_name = "bestuur"
        verbose_name_plural = "besturen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: User) -> SchoolQuerySet:
        """Schools at which this person works, by a role at the school or its board."""
        return self.filter(
            models.Q(pk__in=user.schools_as()) | models.Q(board__in=user.boards_as())
        )

    def administered_by(self, user: User) -> SchoolQuerySet:
        """Schools whose staff list, calendar and accounts this person keeps."""
        return self.filter(
            pk__in=user.schools_as("school_admin", "school_leadership", "project_leader")
        )


class School(Versioned):
    """One school (BRIN) with the settings that its own rules decide."""

    board = models.ForeignKey(
        Board, models.PROTECT, related_name="schools", verbose_name="bestuur"
    )
    name = models.CharField("naam", max_length=120)
    brin = models.CharField(
        "BRIN",
        max_length=6,
        unique=True,
        validators=[
            RegexValidator(
                r"^\d\d[A-Z]{2}(\d\d)?$", "Een BRIN heeft de vorm 00AA of 00AA01. Controleer het."
            )
        ],
        help_text="Vier tekens, of zes met de vestiging. Bijvoorbeeld 00AA of 00AA01.",
    )
    region = models.CharField("vakantieregio", max_length=10, choices=Region)
    cao_edition = models.CharField("editie van de CAO", max_length=40, default="CAO VO 2024-2025")
    consent_body = models.CharField(
        "orgaan dat instemt", max_length=10, choices=ConsentBody, default=ConsentBody.PMR
    )
    term_length = models.PositiveSmallIntegerField(
        "lengte van de termijn",
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Uit het medezeggenschapsreglement van uw school.",
    )
    term_unit = models.CharField(
        "eenheid van de termijn", max_length=12, choices=TermUnit, default=TermUnit.WEEKS
    )
    term_skips_holidays = models.BooleanField(
        "schoolvakanties tellen niet mee in de termijn", default=True
    )
    term_source = models.CharField(
        "bron van de termijn",
        max_length=200,
        default="medezeggenschapsreglement (controleer het artikel)",
    )
    minimum_group = models.PositiveSmallIntegerField(
        "kleinste groep in uitslagen",
        default=5,
        validators=[MinValueValidator(5), MaxValueValidator(20)],
    )
    norm_hours = models.PositiveSmallIntegerField("normjaartaak in klokuren", default=1659)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "school"
        verbose_name_plural = "scholen"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_group__gte=5, minimum_group__lte=20),
                name="school_minimum_group_5_to_20",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:dashboard", args=[self.pk])

    @property
    def scope(self) -> str:
        return f"school:{self.pk}"


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: User) -> TeamQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class Team(models.Model):
    """A team, often a department such as 'onderbouw', with a team leader."""

    school = models.ForeignKey(School, models.CASCADE, related_name="teams")
    name = models.CharField("naam", max_length=80)
    leader = models.ForeignKey(
        "people.StaffMember",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_teams",
        verbose_name="teamleider",
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = "team"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="team_unique_in_school")
        ]

    def __str__(self) -> str:
        return self.name


class SubjectDepartment(models.Model):
    """A subject group (sectie)."""

    school = models.ForeignKey(School, models.CASCADE, related_name="subject_departments")
    name = models.CharField("naam", max_length=80)

    class Meta:
        verbose_name = "sectie"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"], name="subject_department_unique_in_school"
            )
        ]

    def __str__(self) -> str:
        return self.name
