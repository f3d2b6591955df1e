"""Sending: claim a letter, ask whether it is still needed, hand it over, mark it."""

import smtplib
from datetime import timedelta
from time import monotonic
from typing import Any

import structlog
from django.apps import apps
from django.core.mail import mailers
from django.utils import timezone

from core.envelopes import envelope
from core.models import LeaseLost, Message, Optout
from core.outbox import is_still_needed
from core.smtp import HandoverUncertain
from core.work import back_off

logger = structlog.get_logger(__name__)

LEASE = 50
PATIENCE = 25.0
AT_ONCE = 1000
MOST_ATTEMPTS = 40
SECOND_CHANCE = timedelta(minutes=2)

NOT_NEEDED = "Dit bericht was bij het versturen niet meer nodig."
NO_ADDRESS = "Er is geen e-mailadres (meer) van deze persoon."
UNSUBSCRIBED = "Deze persoon heeft zich afgemeld voor dit soort berichten."
UNSURE = "De verbinding brak af bij het afleveren. Het bericht kan dubbel aankomen."
SERVER_AWAY = "De mailserver is niet bereikbaar. We proberen het opnieuw."
NOT_NOW = "De ontvangende mailserver vroeg om het later nog eens te proberen."
REFUSED = "De ontvangende mailserver weigert dit adres. Controleer het e-mailadres."
GIVEN_UP = "Het bericht kon na veel pogingen niet worden verstuurd."

type Mailer = Any


class ServerAway(Exception):
    """The mail server itself does not answer: no use going on with the next letter."""


def deliver_due(patience: float = PATIENCE) -> int:
    """Send what is due, over one connection; no new letter after `patience` seconds."""
    started, seen = monotonic(), 0
    mailer: Mailer = mailers.default
    due = Message.objects.due().order_by("due_at", "pk").values_list("pk", flat=True)
    try:
        for pk in list(due[:AT_ONCE]):
            deliver(pk, mailer)
            seen += 1
            if monotonic() - started > patience:
                break
    except ServerAway:
        logger.warning("mail_server_away")
    finally:
        _hang_up(mailer)
    return seen


def deliver(pk: int, mailer: Mailer) -> None:
    """Send one letter, unless somebody else has it or nobody needs it."""
    message = Message.objects.claim(pk, seconds=LEASE)
    if message is None:
        return
    try:
        if reason := _reason_to_cancel(message):
            message.release(Message.Status.CANCELLED, reason=reason)
        else:
            _hand_over(message, mailer)
    except LeaseLost:
        logger.info("message_lost", message=pk)


def _reason_to_cancel(message: Message) -> str:
    if not is_still_needed(message.recheck):
        return NOT_NEEDED
    if not _address_still_known(message):
        return NO_ADDRESS
    if message.category and Optout.objects.wanted_by(message.to, message.category):
        return UNSUBSCRIBED
    return ""


def _address_still_known(message: Message) -> bool:
    """Take the address the person has now; a letter never goes to an old one."""
    if not message.person_type:
        return True
    model = apps.get_model(message.person_type)
    person = model._base_manager.filter(pk=message.person_id).first()
    address = getattr(person, "email", "") or ""
    if address and address != message.to:
        message.keep(seconds=LEASE, to=address)
    return bool(address) and getattr(person, "is_active", True)


def _hand_over(message: Message, mailer: Mailer) -> None:
    try:
        mailer.open()
        mailer.send_messages([envelope(message)])
    except HandoverUncertain:
        _hang_up(mailer)
        _unsure(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, _ = next(iter(refusal.recipients.values()))
        _refused(message, code)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
        _refused(message, refusal.smtp_code)
    except ValueError:
        message.release(Message.Status.BOUNCED, reason=REFUSED)
    except OSError as error:
        _hang_up(mailer)
        _again(message, SERVER_AWAY)
        raise ServerAway from error
    else:
        wiped: dict[str, Any] = {"body": "", "attachments": []} if message.is_secret else {}
        message.release(Message.Status.SENT, reason="", **wiped)


def _unsure(message: Message) -> None:
    """One more try under the same Message-ID; after that a person decides."""
    if message.was_uncertain:
        message.release(Message.Status.UNCERTAIN, reason=UNSURE)
        return
    again = timezone.now() + SECOND_CHANCE
    message.release(Message.Status.WAITING, due_at=again, was_uncertain=True, reason=UNSURE)


def _refused(message: Message, code: int) -> None:
    logger.info("message_refused", message=message.pk, code=code)
    if code >= 500:
        message.release(Message.Status.BOUNCED, reason=REFUSED)
    else:
        _again(message, NOT_NOW)


def _again(message: Message, reason: str) -> None:
    if message.attempts >= MOST_ATTEMPTS:
        message.release(Message.Status.FAILED, reason=GIVEN_UP)
        return
    due_at = back_off(message.attempts, first=15)
    message.release(Message.Status.WAITING, due_at=due_at, reason=reason)


def _hang_up(mailer: Mailer) -> None:
    try:
        mailer.close()
    except OSError:
        mailer.connection = None
