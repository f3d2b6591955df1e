"""From a row to mail: both parts, headers, attachments."""

from email.headerregistry import Address
from email.message import Message as Header
from email.message import MIMEPart
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from core.letters import Letter, as_html, as_text
from core.models import Message

UNSUBSCRIBE = "core.unsubscribe"


def envelope(message: Message) -> EmailMultiAlternatives:
    """The mail as it leaves; the same row always gives the same Message-ID."""
    letter = Letter(message.subject, message.body)
    unsubscribe = unsubscribe_url(message)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=as_text(letter, _footer(unsubscribe)),
        from_email=_sender(message),
        to=[_named(message.name, message.to)],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=_headers(message, unsubscribe),
    )
    mail.attach_alternative(
        as_html(letter, unsubscribe=unsubscribe, site_url=settings.SITE_URL), "text/html"
    )
    for name, mimetype, text in message.attachments:
        mail.attach(_part(name, mimetype, text))
    return mail


def unsubscribe_url(message: Message) -> str:
    """Where this person says no to this kind of mail; empty for what is mandatory."""
    if not message.category:
        return ""
    token: str = signing.dumps([message.to, message.category], salt=UNSUBSCRIBE, compress=True)
    return f"{settings.SITE_URL}{reverse('core:unsubscribe', args=[token])}"


def _footer(unsubscribe: str) -> str:
    about = f"Taakdialoog, {settings.SITE_URL}"
    return f"{about}\nGeen berichten van deze soort meer: {unsubscribe}" if unsubscribe else about


def _named(name: str, address: str) -> str:
    return str(Address(display_name=name, addr_spec=address))


def _sender(message: Message) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    shown = f"{message.sender} via {name or 'Taakdialoog'}" if message.sender else name
    return _named(shown, address)


def _headers(message: Message, unsubscribe: str) -> dict[str, str]:
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if message.scope:
        thread = f"<{message.scope.replace(':', '-')}@{urlsplit(settings.SITE_URL).hostname}>"
        headers |= {"References": thread, "In-Reply-To": thread}
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _part(name: str, mimetype: str, text: str) -> MIMEPart:
    """An attachment with the parameters of its type: a calendar needs its method."""
    header = Header()
    header["Content-Type"] = mimetype
    params = {key: value for key, value in header.get_params([])[1:] if key != "charset"}
    part = MIMEPart()
    part.set_content(
        text,
        subtype=header.get_content_subtype(),
        charset="utf-8",
        params=params,
        disposition="attachment",
        filename=name,
    )
    return part
