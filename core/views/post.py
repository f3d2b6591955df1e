from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.envelopes import UNSUBSCRIBE
from core.models import Message, Optout, record
from core.nudges import DELIVER, nudge_on_commit
from core.permissions import can, require
from core.scopes import Scope, scope_or_404
from core.verbs import Verb

PER_PAGE = 50
SHOWN = {
    "wacht": Message.objects.waiting,
    "verstuurd": Message.objects.sent,
    "mislukt": Message.objects.troubled,
}


@require_safe
def outbox(request: HttpRequest, scope: str) -> HttpResponse:
    """The post of one traject or school: what waits, what went, what did not arrive."""
    target, known = scope_or_404(request.user, scope)
    if known.see:
        require(request.user, known.see, target)
    shown = request.GET.get("toon", "")
    rows = Message.objects.within(scope).for_overview()
    if shown in SHOWN:
        rows = rows & SHOWN[shown]()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    address = getattr(target, "get_absolute_url", None)
    context = {
        "target": target,
        "back": address() if address else "",
        "scope": scope,
        "shown": shown if shown in SHOWN else "",
        "page": page,
        "counts": Message.objects.within(scope).counted(),
        "may_manage": bool(known.manage) and can(request.user, known.manage, target),
    }
    return render(request, "core/outbox.html", context)


@require_POST
@transaction.atomic
def stop_message(request: HttpRequest, scope: str, pk: int) -> HttpResponse:
    message = _manageable(request, scope, pk)
    if message.stop():
        record(Verb.MESSAGE_STOPPED, message, by=request.user)
        messages.success(request, f"Het bericht aan {message.name or message.to} gaat niet uit.")
    else:
        messages.warning(request, "Dit bericht was al weg. Tegenhouden kan niet meer.")
    return redirect("core:outbox", scope=scope)


@require_POST
@transaction.atomic
def resend_message(request: HttpRequest, scope: str, pk: int) -> HttpResponse:
    message = _manageable(request, scope, pk)
    if message.resend():
        record(Verb.MESSAGE_RESENT, message, by=request.user)
        nudge_on_commit(DELIVER)
        messages.success(
            request, f"Het bericht aan {message.name or message.to} gaat opnieuw uit."
        )
    else:
        messages.warning(request, "Dit bericht kan nu niet opnieuw worden verstuurd.")
    return redirect("core:outbox", scope=scope)


def _manageable(request: HttpRequest, scope: str, pk: int) -> Message:
    target, known = scope_or_404(request.user, scope)
    message: Message = get_object_or_404(Message.objects.within(scope), pk=pk)
    _require_manage(request.user, known, target)
    return message


def _require_manage(user: Any, known: Scope, target: Any) -> None:
    if not known.manage:
        raise PermissionDenied
    require(user, known.manage, target)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: the mail program posts; a person gets a button first."""
    try:
        email, category = signing.loads(token, salt=UNSUBSCRIBE)
    except signing.BadSignature:
        raise Http404 from None
    is_done = request.method == "POST"
    if is_done:
        Optout.objects.get_or_create(email=email.lower(), category=category)
    return render(request, "core/unsubscribe.html", {"is_done": is_done, "category": category})
