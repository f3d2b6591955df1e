"""A real SMTP server for tests: keeps what it gets, or misbehaves as told."""

import asyncio
import email
import email.policy
import socket
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailbox:
    """Accepts mail on a free port.

    `answers` gives the next replies after DATA, then 250; `refused` says no to an address;
    `cuts` so many times the line breaks after the letter; `holds` keeps the sender waiting.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port or free_port()
        self.received: list[EmailMessage] = []
        self.answers: list[str] = []
        self.refused: dict[str, str] = {}
        self.cuts = 0
        self.holds = False
        self.held = 0
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.controller.stop()

    @property
    def mailers(self) -> dict[str, Any]:
        return mailers_for(self.port)

    @property
    def subjects(self) -> list[str]:
        return [mail["Subject"] for mail in self.received]

    async def handle_RCPT(  # noqa: N802 (the name aiosmtpd calls)
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (the name aiosmtpd calls)
        self, server: SMTP, session: Any, envelope: Any
    ) -> str:
        if self.holds:
            self.held += 1
            await asyncio.sleep(3600)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.received.append(
                email.message_from_bytes(envelope.content, policy=email.policy.default)
            )
        if self.cuts:
            self.cuts -= 1
            server.transport.abort()
            await asyncio.sleep(0)
        return answer


def mailers_for(port: int, timeout: float = 5) -> dict[str, Any]:
    options = {"host": "127.0.0.1", "port": port, "timeout": timeout}
    return {"default": {"BACKEND": "core.smtp.EmailBackend", "OPTIONS": options}}
