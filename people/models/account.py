"""Who signs in, in which role, and how somebody is invited to do so."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from people.models.organisation import Board, School

INVITATION_DAYS = 14
MAIL_LENGTH = 254


def normalised_address(address: str) -> str:
    """A mail address as we keep and compare it: trimmed, lower case."""
    return address.strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=normalised_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=normalised_address(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in; the mail address is the name."""

    email = models.EmailField("e-mailadres", max_length=MAIL_LENGTH, unique=True)
    name = models.CharField("naam", max_length=150)
    is_active = models.BooleanField("mag inloggen", default=True)
    is_staff = models.BooleanField("technisch beheer", default=False)
    joined_at = models.DateTimeField("aangemaakt op", default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    # What other apps have asked about this person, kept for the length of a request.
    held_seats: dict[int, set[str]]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "account"
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_lower_case",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def active_roles(self) -> RoleQuerySet:
        return Role.objects.filter(user=self).active()

    @cached_property
    def held_roles(self) -> list[tuple[str, int | None, int | None]]:
        """(kind, school id, board id) of each role held now; read once per request."""
        return list(self.active_roles().values_list("kind", "school_id", "board_id"))

    def schools_as(self, *kinds: str) -> set[int]:
        """Ids of the schools at which this person holds one of these roles; any, when none."""
        return {at for kind, at, _ in self.held_roles if at and (not kinds or kind in kinds)}

    def boards_as(self, *kinds: str) -> set[int]:
        """Ids of the boards, likewise."""
        return {at for kind, _, at in self.held_roles if at and (not kinds or kind in kinds)}

    def has_role(self, kind: str, school: School) -> bool:
        """Whether this person holds the role now, at the school or at its board."""
        return any(
            held == kind and (at == school.pk or (above is not None and above == school.board_id))
            for held, at, above in self.held_roles
        )


class RoleKind(models.TextChoices):
    EMPLOYEE = "employee", "medewerker"
    PROJECT_LEADER = "project_leader", "projectleider"
    SCHOOL_ADMIN = "school_admin", "beheerder"
    SCHOOL_LEADERSHIP = "school_leadership", "schoolleiding"
    PMR_MEMBER = "pmr_member", "pmr-lid"
    COMPETENT_AUTHORITY = "competent_authority", "bevoegd gezag"


class RoleQuerySet(models.QuerySet["Role"]):
    def visible_to(self, user: User) -> RoleQuerySet:
        """Roles at the schools where this person works; not those of the board."""
        return self.filter(school__in=School.objects.visible_to(user))

    def active(self, on: date | None = None) -> RoleQuerySet:
        day = on or timezone.localdate()
        return self.filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day),
            starts_on__lte=day,
            withdrawn_at__isnull=True,
        )

    def at(self, school: School) -> RoleQuerySet:
        return self.filter(models.Q(school=school) | models.Q(board=school.board_id))

    def for_overview(self) -> RoleQuerySet:
        return self.select_related("user", "school", "board").fetch_mode(models.FETCH_RAISE)


class Role(models.Model):
    """A capacity in which somebody acts at a school or its board."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="roles", verbose_name="school"
    )
    board = models.ForeignKey(
        Board, models.CASCADE, null=True, blank=True, related_name="roles", verbose_name="bestuur"
    )
    kind = models.CharField("rol", max_length=24, choices=RoleKind)
    title = models.CharField(
        "functie in die rol", max_length=60, blank=True, help_text="Bijvoorbeeld: voorzitter."
    )
    starts_on = models.DateField("vanaf", default=timezone.localdate)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        ordering = ["kind", "user__name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(school__isnull=False, board__isnull=True)
                | models.Q(school__isnull=True, board__isnull=False),
                name="role_at_school_or_board",
            ),
            models.UniqueConstraint(
                fields=["user", "school", "kind"],
                condition=models.Q(withdrawn_at__isnull=True, school__isnull=False),
                name="role_once_per_school",
            ),
            models.UniqueConstraint(
                fields=["user", "board", "kind"],
                condition=models.Q(withdrawn_at__isnull=True, board__isnull=False),
                name="role_once_per_board",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.user}"

    @property
    def scope(self) -> str:
        return f"school:{self.school_id}" if self.school_id else f"board:{self.board_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """Invitations to schools whose roles this person keeps."""
        keepers = [RoleKind.SCHOOL_ADMIN, RoleKind.SCHOOL_LEADERSHIP]
        roles = user.active_roles().filter(kind__in=keepers, school__isnull=False)
        return self.filter(school__in=roles.values("school"))

    def with_hash(self, token_hash: str) -> Self:
        """The one behind a link that somebody holds; only the hash of it is kept."""
        return self.filter(token_hash=token_hash).select_related("school", "created_by")

    def waiting(self) -> Self:
        """Not answered and not withdrawn; it may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """A single-use way in, bound to mail address, role and school (T14).

    Only the SHA-256 of the 256 random bits is stored; it dies after 14 days, when it is
    withdrawn or when it is sent again.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="invitations")
    kind = models.CharField("rol", max_length=24, choices=RoleKind)
    title = models.CharField("functie in die rol", max_length=60, blank=True)
    email = models.EmailField("e-mailadres", max_length=MAIL_LENGTH)
    name = models.CharField("naam", max_length=150, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    role = models.ForeignKey(
        Role, models.SET_NULL, null=True, editable=False, related_name="invitations"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["school", "kind", "email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.name or self.email}"

    @property
    def scope(self) -> str:
        return f"school:{self.school_id}"

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def expires_at(self) -> datetime:
        return self.sent_at + timedelta(days=INVITATION_DAYS)

    @property
    def state(self) -> str:
        """open, used, withdrawn or expired."""
        if self.accepted_at:
            return "used"
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if timezone.now() >= self.expires_at else "open"

    def claim(self) -> bool:
        """Take this invitation, once; false when somebody was first or it is no longer open."""
        now = timezone.now()
        open_rows = Invitation.objects.waiting().filter(
            pk=self.pk,
            token_hash=self.token_hash,
            sent_at__gt=now - timedelta(days=INVITATION_DAYS),
        )
        return bool(open_rows.update(accepted_at=now))
