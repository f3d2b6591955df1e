"""Giving and ending roles: an invitation first, a role once it is accepted."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.outbox import post
from core.steps import StepNotAllowed
from core.verbs import Verb
from people.models import Invitation, Role, RoleKind, School, User
from people.models.account import RoleQuerySet, normalised_address

KEEPERS = (RoleKind.SCHOOL_ADMIN, RoleKind.SCHOOL_LEADERSHIP)

LAST_KEEPER = (
    "Deze school houdt dan niemand over die rollen kan geven. Geef eerst een collega de rol "
    "beheerder of schoolleiding."
)


class LastKeeper(Exception):
    """Without this role nobody can give roles at the school any more."""


@transaction.atomic
def invite(
    *, school: School, kind: str, email: str, by: User, title: str = "", name: str = ""
) -> Invitation:
    """Offer somebody a role by mail."""
    token = Invitation.new_token()
    invitation = Invitation.objects.create(
        school=school,
        kind=kind,
        title=title,
        email=normalised_address(email),
        name=name,
        token_hash=Invitation.hash_of(token),
        created_by=by,
    )
    _send(invitation, token, by=by)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: User) -> None:
    """Send a fresh link; the old one stops working."""
    token = Invitation.new_token()
    rows = Invitation.objects.waiting().filter(pk=invitation.pk)
    if not rows.update(token_hash=Invitation.hash_of(token), sent_at=timezone.now()):
        raise StepNotAllowed(invitation, "sent")
    invitation.refresh_from_db()
    _send(invitation, token, by=by)


def _send(invitation: Invitation, token: str, *, by: User) -> None:
    role = invitation.get_kind_display()
    post(
        key=f"invitation:{invitation.pk}:{invitation.token_hash[:16]}",
        to=invitation.email,
        name=invitation.name or invitation.email,
        template="people/invitation",
        context={
            "kind": role,
            "role": f"{role} ({invitation.title})" if invitation.title else role,
            "school": invitation.school.name,
            "inviter": str(by),
            "url": settings.SITE_URL + reverse("people:invitation", args=[token]),
        },
        scope=invitation.scope,
        secret=True,
    )
    record(Verb.INVITATION_SENT, invitation, by=by, detail=role)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    rows = Invitation.objects.waiting().filter(pk=invitation.pk)
    if not rows.update(withdrawn_at=timezone.now()):
        raise StepNotAllowed(invitation, "withdrawn")
    record(Verb.INVITATION_WITHDRAWN, invitation, by=by, detail=invitation.get_kind_display())


@transaction.atomic
def accept(invitation: Invitation) -> tuple[User, bool]:
    """Take the role; returns the account and whether it is new. StepNotAllowed if too late."""
    if not invitation.claim():
        raise StepNotAllowed(invitation, "accepted")
    user, is_new = _account_for(invitation)
    role = grant(
        user=user,
        school=invitation.school,
        kind=invitation.kind,
        title=invitation.title,
        by=invitation.created_by,
    )
    Invitation.objects.filter(pk=invitation.pk).update(role=role)
    _link_to_staff_list(user, invitation.school)
    record(Verb.INVITATION_ACCEPTED, invitation, by=user, detail=invitation.get_kind_display())
    return user, is_new


def _account_for(invitation: Invitation) -> tuple[User, bool]:
    user = User.objects.filter(email=invitation.email).first()
    if user:
        return user, False
    name = invitation.name or invitation.email.partition("@")[0]
    return User.objects.create_user(invitation.email, name=name), True


def grant(*, user: User, school: School, kind: str, title: str = "", by: User | None) -> Role:
    """Give a role at a school; one that is held already keeps its place, with the new title."""
    role, _ = Role.objects.update_or_create(
        user=user,
        school=school,
        kind=kind,
        withdrawn_at=None,
        defaults={"title": title, "ends_on": None},
    )
    record(Verb.ROLE_GRANTED, role, by=by, detail=f"{user}: {role.get_kind_display()}")
    return role


def _link_to_staff_list(user: User, school: School) -> None:
    """The colleague on the list with this address, if there is exactly one."""
    if school.staff.filter(user=user).exists():
        return
    rows = school.staff.filter(email__iexact=user.email, user__isnull=True)
    if rows.count() == 1:
        rows.update(user=user)


@transaction.atomic
def withdraw_role(role: Role, *, by: User) -> None:
    """End a role now; LastKeeper when nobody would be left to give roles."""
    if role.kind in KEEPERS and not _other_keepers(role).exists():
        raise LastKeeper(LAST_KEEPER)
    rows = Role.objects.filter(pk=role.pk, withdrawn_at__isnull=True)
    if not rows.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise StepNotAllowed(role, "withdrawn")
    record(Verb.ROLE_WITHDRAWN, role, by=by, detail=f"{role.user}: {role.get_kind_display()}")


def _other_keepers(role: Role) -> RoleQuerySet:
    keepers = Role.objects.active().filter(school=role.school, kind__in=KEEPERS)
    return keepers.exclude(pk=role.pk).select_for_update()
