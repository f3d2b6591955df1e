"""Who is invited to a session, what they answered, and where they sit."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from dialogues.models.session import DialogueSession, DialogueTable
from people.models import StaffMember

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Traject


class SessionInvitationQuerySet(models.QuerySet["SessionInvitation"]):
    def visible_to(self, user: User) -> SessionInvitationQuerySet:
        return self.filter(session__in=DialogueSession.objects.worked_on_by(user))

    def for_list(self) -> SessionInvitationQuerySet:
        return self.select_related(
            "staff_member__team", "staff_member__subject_department", "table"
        ).fetch_mode(models.FETCH_RAISE)

    def for_letters(self) -> SessionInvitationQuerySet:
        return self.select_related("session__traject__school", "staff_member__user", "table")

    def with_token(self, token: str) -> SessionInvitationQuerySet:
        """The invitation of this link, as long as it can be answered."""
        return self.filter(
            token_hash=SessionInvitation.hash_of(token),
            session__status=DialogueSession.Status.PLANNED,
            session__starts_at__gt=timezone.now(),
        )

    def participants(self) -> SessionInvitationQuerySet:
        """Who gets a seat: expected, and not facilitating a table of the same session."""
        facilitating = DialogueTable.objects.filter(
            session=models.OuterRef("session"),
            facilitator__staff_member=models.OuterRef("staff_member"),
        )
        return self.expected().exclude(models.Exists(facilitating))

    def totals(self) -> dict[str, int]:
        """How many said what; names stay out of it."""
        answers = SessionInvitation.Answer
        return self.order_by().aggregate(
            invited=models.Count("pk"),
            yes=models.Count("pk", filter=models.Q(answer=answers.YES)),
            maybe=models.Count("pk", filter=models.Q(answer=answers.MAYBE)),
            no=models.Count("pk", filter=models.Q(answer=answers.NO)),
            none=models.Count("pk", filter=models.Q(answer="")),
            without_mail=models.Count("pk", filter=models.Q(staff_member__email="")),
        )

    def unanswered(self) -> SessionInvitationQuerySet:
        return self.filter(answer="")

    def expected(self) -> SessionInvitationQuerySet:
        """Those who get a seat: yes, maybe, and no answer yet."""
        return self.exclude(answer=SessionInvitation.Answer.NO)


class SessionInvitation(models.Model):
    """A personal invitation, answered without account through a link of 256 bits.

    The link is an HMAC of `nonce` (256 random bits) under the secret key, so that a reminder
    can carry the same link while the database holds only its SHA-256: a copy of the tables
    opens nothing. After a change of the secret key older links stay valid, and a new letter
    carries the link of the old key as long as that key is among the fall-backs; otherwise
    it gets a fresh link. It ends when the session begins or is cancelled.

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
    nonce = models.CharField(max_length=43, editable=False)
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

    @classmethod
    def for_colleague(cls, session: DialogueSession, person: StaffMember) -> SessionInvitation:
        """A new invitation, not yet saved."""
        nonce = secrets.token_urlsafe(32)
        return cls(
            session=session,
            staff_member=person,
            nonce=nonce,
            token_hash=cls.hash_of(_derived(nonce, settings.SECRET_KEY)),
        )

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    def link_token(self) -> str:
        """What stands in the link of this person's letters."""
        for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
            token = _derived(self.nonce, key)
            if self.hash_of(token) == self.token_hash:
                return token
        return self._renew_link()

    def _renew_link(self) -> str:
        self.nonce = secrets.token_urlsafe(32)
        token = _derived(self.nonce, settings.SECRET_KEY)
        self.token_hash = self.hash_of(token)
        self.save(update_fields=["nonce", "token_hash"])
        return token

    def answer_url(self) -> str:
        return f"{settings.SITE_URL}{reverse('dialogues:answer', args=[self.link_token()])}"

    def give_answer(self, answer: str) -> None:
        """Keep the answer; no name goes into the history. A no gives the seat back."""
        fields = {"answer": answer, "answered_on": timezone.localdate()}
        if answer == self.Answer.NO:
            fields |= {"table": None, "is_placed_by_hand": False}
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))

    @property
    def traject(self) -> Traject:
        return self.session.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.session.traject_id}"


def _derived(nonce: str, key: str) -> str:
    digest = salted_hmac("dialogues.invitation", nonce, secret=key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
