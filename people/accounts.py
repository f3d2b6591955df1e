"""Signing in follows the house: no public sign-up, own addresses only, mail through the outbox."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.utils.http import url_has_allowed_host_and_scheme

from core.outbox import post
from people.models import Role, User
from people.models.account import normalised_address

if TYPE_CHECKING:
    from django.http import HttpRequest

LETTERS = {
    "account/email/login_code": "people/login_code",
    "account/email/password_reset_key": "people/password_reset",
    "account/email/password_changed": "people/account_changed",
    "account/email/password_reset": "people/account_changed",
    "account/email/password_set": "people/account_changed",
    "mfa/email/recovery_codes_generated": "people/account_changed",
    "mfa/email/totp_activated": "people/account_changed",
    "mfa/email/totp_deactivated": "people/account_changed",
    "mfa/email/webauthn_added": "people/account_changed",
    "mfa/email/webauthn_removed": "people/account_changed",
}
CHANGES = {
    "account/email/password_changed": "Het wachtwoord is gewijzigd.",
    "account/email/password_reset": "Er is een nieuw wachtwoord gekozen.",
    "account/email/password_set": "Er is een wachtwoord gekozen.",
    "mfa/email/recovery_codes_generated": "Er zijn nieuwe herstelcodes gemaakt.",
    "mfa/email/totp_activated": "Inloggen met een code uit een app is aangezet.",
    "mfa/email/totp_deactivated": "Inloggen met een code uit een app is uitgezet.",
    "mfa/email/webauthn_added": "Er is een passkey toegevoegd.",
    "mfa/email/webauthn_removed": "Er is een passkey verwijderd.",
}
SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
FILLED_IN = ("code", "password_reset_url")


class AccountBackend(AuthenticationBackend):
    """Reads who signed in together with the roles held now, in one query per request."""

    def get_user(self, user_id: int) -> User | None:
        held = Role.objects.filter(user=user_id).active().select_related("user").order_by()
        roles = list(held)
        if not roles:
            found: User | None = super().get_user(user_id)
            return found
        user = roles[0].user
        user.held_roles = [(role.kind, role.school_id, role.board_id) for role in roles]
        return user if self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks us to decide."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account comes from an invitation, never from a form that is open to all."""
        return False

    def clean_email(self, email: str) -> str:
        return normalised_address(email)

    def is_safe_url(self, url: str) -> bool:
        """After signing in somebody goes to a page of this very site (B28)."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One row in the outbox, sent at once and wiped once sent; other letters do not exist."""
        if template_prefix not in LETTERS:
            return
        user = User.objects.filter(email=normalised_address(email)).first()
        known = {name: str(context[name]) for name in FILLED_IN if name in context}
        post(
            key=f"account:{secrets.token_hex(16)}",
            to=email,
            name=str(user or email),
            template=LETTERS[template_prefix],
            context={**known, "change": CHANGES.get(template_prefix, "")},
            secret=True,
        )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Signing in and out needs no message: the page shows it."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)
