"""Who is invited to a session, what they answered, and where they sit."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import models

from dialogues.models.session import DialogueSession, DialogueTable
from people.models import StaffMember

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Traject


class SessionInvitationQuerySet(models.QuerySet["SessionInvitation"]):
    def visible_to(self, user: User) -> SessionInvitationQuerySet:
        return self.filter(session__in=DialogueSession.objects.worked_on_by(user))

    def unanswered(self) -> SessionInvitationQuerySet:
        return self.filter(answer="")

    def expected(self) -> SessionInvitationQuerySet:
        """Those who get a seat: yes, maybe, and no answer yet."""
        return self.exclude(answer=SessionInvitation.Answer.NO)


class SessionInvitation(models.Model):
    """A personal invitation, answered without account through a link of 256 random bits.

    A name stands here beside a seat in the plan; it never meets what was said.
    """

    class Answer(models.TextChoices):
        YES = "yes", "ja"
        MAYBE = "maybe", "misschien"
        NO = "no", "nee"

    session = models.ForeignKey(DialogueSession, models.CASCADE, related_name="invitations")
    staff_member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name="session_invitations"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    answer = models.CharField("antwoord", max_length=6, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, editable=False)
    table = models.ForeignKey(
        DialogueTable, models.SET_NULL, null=True, blank=True, related_name="places"
    )
    is_placed_by_hand = models.BooleanField(default=False)

    objects = SessionInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging voor een sessie"
        verbose_name_plural = "uitnodigingen voor een sessie"
        ordering = ["staff_member__family_name", "staff_member__given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "staff_member"], name="session_invitation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_member} · {self.session}"

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def traject(self) -> Traject:
        return self.session.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.session.traject_id}"
