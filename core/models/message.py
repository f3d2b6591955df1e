from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone

from core.models.lease import Claimable, Leased


class MessageQuerySet(Claimable):
    def within(self, scope: str) -> Self:
        return self.filter(scope=scope)

    def waiting(self) -> Self:
        return self.filter(status__in=[Message.Status.WAITING, Message.Status.SENDING])

    def sent(self) -> Self:
        return self.filter(status=Message.Status.SENT)

    def troubled(self) -> Self:
        return self.filter(
            status__in=[
                Message.Status.BOUNCED,
                Message.Status.FAILED,
                Message.Status.UNCERTAIN,
            ]
        )

    def counted(self) -> dict[str, int]:
        """How many wait, went and did not arrive."""
        open_states = [Message.Status.WAITING, Message.Status.SENDING]
        trouble = [Message.Status.BOUNCED, Message.Status.FAILED, Message.Status.UNCERTAIN]
        return self.aggregate(
            waiting=models.Count("pk", filter=models.Q(status__in=open_states)),
            sent=models.Count("pk", filter=models.Q(status=Message.Status.SENT)),
            troubled=models.Count("pk", filter=models.Q(status__in=trouble)),
        )

    def burdening(self, since: datetime) -> Self:
        """What counts for the weekly cap (XN3): not stopped, and no codes to sign in with."""
        states = [
            Message.Status.WAITING,
            Message.Status.SENDING,
            Message.Status.SENT,
            Message.Status.UNCERTAIN,
        ]
        return self.filter(status__in=states, is_secret=False, due_at__gte=since)

    def for_overview(self) -> Self:
        """Everything but the body, which nobody reads from a list."""
        return self.defer("body", "attachments").order_by("-created_at", "-pk")


class Message(Leased):
    """One letter to one person: written with the deed, sent once, re-checked when it leaves."""

    class Status(models.TextChoices):
        WAITING = "waiting", "wacht"
        SENDING = "sending", "wordt verstuurd"
        SENT = "sent", "verstuurd"
        UNCERTAIN = "uncertain", "onzeker"
        BOUNCED = "bounced", "niet bezorgd"
        FAILED = "failed", "niet gelukt"
        CANCELLED = "cancelled", "niet meer nodig"
        STOPPED = "stopped", "tegengehouden"

    WAITING_STATES = (Status.WAITING,)
    BUSY_STATE = Status.SENDING

    key = models.CharField("sleutel", max_length=200, unique=True)
    message_id = models.CharField("Message-ID", max_length=120, unique=True, editable=False)
    to = models.EmailField("aan")
    name = models.CharField("naam", max_length=200, blank=True)
    person_type = models.CharField(max_length=80, blank=True)
    person_id = models.CharField(max_length=40, blank=True)
    sender = models.CharField("namens", max_length=200, blank=True)
    reply_to = models.EmailField("antwoord naar", blank=True)
    scope = models.CharField("hoort bij", max_length=60, blank=True)
    category = models.CharField("soort bericht", max_length=60, blank=True)
    template = models.CharField("sjabloon", max_length=100)
    subject = models.CharField("onderwerp", max_length=300)
    body = models.TextField("tekst")
    attachments = models.JSONField("bijlagen", default=list, blank=True)
    recheck = models.CharField("nog nodig?", max_length=300, blank=True)
    is_secret = models.BooleanField("tekst wissen na verzenden", default=False)
    was_uncertain = models.BooleanField("mogelijk dubbel ontvangen", default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    reason = models.CharField("reden", max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(fields=["scope", "-created_at"]),
            models.Index(
                fields=["due_at"],
                condition=models.Q(status__in=["waiting", "sending"]),
                name="core_message_open",
            ),
        ]

    def __str__(self) -> str:
        return f"bericht {self.pk}"

    @property
    def can_stop(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def can_resend(self) -> bool:
        return self.status in {
            self.Status.BOUNCED,
            self.Status.FAILED,
            self.Status.UNCERTAIN,
            self.Status.STOPPED,
        }

    def stop(self) -> bool:
        """Hold it back, if it has not left yet."""
        return self._move({self.Status.WAITING}, self.Status.STOPPED, finished_at=timezone.now())

    def resend(self) -> bool:
        """Put it back in line, with the same Message-ID."""
        resendable = {
            self.Status.BOUNCED,
            self.Status.FAILED,
            self.Status.UNCERTAIN,
            self.Status.STOPPED,
        }
        return self._move(
            resendable,
            self.Status.WAITING,
            finished_at=None,
            attempts=0,
            due_at=timezone.now(),
            reason="",
        )

    def _move(self, allowed: set[Status], to: Status, **fields: Any) -> bool:
        rows = Message.objects.filter(pk=self.pk, status__in=allowed)
        if not rows.update(status=to, **fields):
            return False
        self.refresh_from_db(fields=["status", *fields])
        return True


class OptoutQuerySet(models.QuerySet["Optout"]):
    def wanted_by(self, email: str, category: str) -> bool:
        return self.filter(email=email.lower(), category=category).exists()

    def among(self, addresses: Iterable[str], category: str) -> set[str]:
        """Which of these addresses want no mail of this kind, in lower case."""
        wanted = {address.lower() for address in addresses}
        known = self.filter(category=category).values_list("email", flat=True)
        return wanted & set(known.filter(email__in=wanted))


class Optout(models.Model):
    """Somebody who no longer wants one kind of mail; what is mandatory has no kind."""

    email = models.EmailField("mailadres")
    category = models.CharField("soort bericht", max_length=60)
    at = models.DateTimeField("sinds", default=timezone.now)

    objects = OptoutQuerySet.as_manager()

    class Meta:
        verbose_name = "afmelding"
        verbose_name_plural = "afmeldingen"
        constraints = [
            models.UniqueConstraint(fields=["email", "category"], name="core_optout_once")
        ]

    def __str__(self) -> str:
        return f"afmelding {self.pk}"
