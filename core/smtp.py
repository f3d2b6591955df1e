"""SMTP that knows how far it got: "not handed over" may be tried again, "perhaps" may not."""

import smtplib
from time import monotonic
from typing import Any

from django.core.mail.backends import smtp

OPENING = 20.0
CONVERSATION = 25.0


class HandoverUncertain(Exception):
    """The line broke after the letter went out and before the server said it had it."""


class Session(smtplib.SMTP):
    """One conversation, shorter than the lease of a message, whatever the server does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._ends = monotonic() + OPENING
        super().__init__(*args, **kwargs)

    def getreply(self) -> tuple[int, bytes]:
        left = self._ends - monotonic()
        if left <= 0:
            self.close()
            raise smtplib.SMTPServerDisconnected("the server took too long")
        if self.sock is not None and self.timeout is not None:
            self.sock.settimeout(min(self.timeout, left))
        return super().getreply()

    def sendmail(self, *args: Any, **kwargs: Any) -> dict[str, tuple[int, bytes]]:
        self._ends = monotonic() + CONVERSATION
        return super().sendmail(*args, **kwargs)

    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            return super().data(msg)
        except smtplib.SMTPDataError:
            raise
        except (smtplib.SMTPServerDisconnected, OSError) as broken:
            raise HandoverUncertain from broken


class SecureSession(Session, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's own, with sessions that tell how a conversation ended."""

    @property
    def connection_class(self) -> type[Session]:
        return SecureSession if self.use_ssl else Session
