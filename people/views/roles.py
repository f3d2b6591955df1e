"""Who has which role at a school, and the way in for whoever is invited."""

from __future__ import annotations

from copy import copy
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import require
from core.steps import StepNotAllowed
from people.actions import roles as deeds
from people.forms.roles import InviteForm, WelcomeForm
from people.models import Invitation, Request, Role, RoleKind, School

BACKEND = "people.accounts.AccountBackend"
ABOUT_ROLES = ["people.role", "people.invitation"]
WAITING = "uitnodiging"
NEW_ACCOUNT = "nieuw_account"
STATUS = {"open": 200, "used": 410, "withdrawn": 410, "expired": 410, "unknown": 404, "other": 403}


def roles(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_roles", school)
    initial = {name: request.GET.get(name, "")[:254] for name in ("email", "name")}
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        school=school,
        by=request.user,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        deeds.invite(school=school, by=request.user, **form.cleaned_data)
        messages.success(request, f"De uitnodiging gaat naar {form.cleaned_data['email']}.")
        return redirect("people:roles", pk=pk)
    return render(request, "people/roles.html", _overview(request, school, form))


def _overview(request: Request, school: School, form: InviteForm) -> dict[str, object]:
    held = Role.objects.active().at(school).for_overview()
    order = list(RoleKind.values)
    rows = sorted(held, key=lambda role: (order.index(role.kind), role.user.name))
    groups = [
        (RoleKind(kind).label, list(found))
        for kind, found in groupby(rows, key=lambda role: role.kind)
    ]
    waiting = Invitation.objects.visible_to(request.user).waiting().filter(school=school)
    events = Event.objects.within(school.scope)
    return {
        "school": school,
        "form": form,
        "groups": groups,
        "invitations": waiting.select_related("created_by"),
        "events": events.filter(target_type__in=ABOUT_ROLES)[:20],
    }


@require_POST
def role_withdraw(request: Request, pk: int) -> HttpResponse:
    known = Role.objects.visible_to(request.user).for_overview()
    role = get_object_or_404(known, pk=pk)
    require(request.user, "people.keep_roles", role)
    try:
        deeds.withdraw_role(role, by=request.user)
        messages.success(request, f"{role.user} is geen {role.get_kind_display()} meer.")
    except deeds.LastKeeper as refusal:
        messages.error(request, str(refusal))
    return redirect("people:roles", pk=role.school_id)


@require_POST
def invitation_resend(request: Request, pk: int) -> HttpResponse:
    offered = get_object_or_404(_invitations(request), pk=pk)
    require(request.user, "people.keep_roles", offered)
    deeds.resend(offered, by=request.user)
    messages.success(request, f"De uitnodiging gaat opnieuw naar {offered.email}.")
    return redirect("people:roles", pk=offered.school_id)


@require_POST
def invitation_withdraw(request: Request, pk: int) -> HttpResponse:
    offered = get_object_or_404(_invitations(request), pk=pk)
    require(request.user, "people.keep_roles", offered)
    deeds.withdraw_invitation(offered, by=request.user)
    messages.success(request, f"De uitnodiging voor {offered.email} is ingetrokken.")
    return redirect("people:roles", pk=offered.school_id)


def _invitations(request: Request) -> Any:
    return Invitation.objects.visible_to(request.user).select_related("school")


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: nothing happens here but a cleaner address (T13)."""
    if request.method not in {"GET", "HEAD"}:
        return redirect("people:invitation_page")
    request.session[WAITING] = Invitation.hash_of(token)
    return redirect("people:invitation_page")


@login_not_required
def invitation_page(request: HttpRequest) -> HttpResponse:
    """Shows what is offered; only the button takes it."""
    offered, state = _offered(request)
    if request.method == "POST" and offered and state == "open":
        try:
            return _accept(request, offered)
        except StepNotAllowed:
            offered.refresh_from_db()
            state = offered.state
    context = {"invitation": offered, "state": state}
    return render(request, "people/invitation.html", context, status=STATUS[state])


def _offered(request: HttpRequest) -> tuple[Invitation | None, str]:
    offered = Invitation.objects.with_hash(request.session.get(WAITING, "")).first()
    if offered is None:
        return None, "unknown"
    if offered.state != "open":
        return offered, offered.state
    is_other = request.user.is_authenticated and request.user.email != offered.email
    return offered, "other" if is_other else "open"


def _accept(request: HttpRequest, offered: Invitation) -> HttpResponse:
    user, is_new = deeds.accept(offered)
    request.session.pop(WAITING, None)
    if is_new:
        login(request, user, backend=BACKEND)
        request.session[NEW_ACCOUNT] = user.pk
        return redirect("people:welcome")
    role = offered.get_kind_display()
    messages.success(request, f"U bent nu {role} bij {offered.school}.")
    return redirect("home:start" if request.user.is_authenticated else "account_login")


def welcome(request: Request) -> HttpResponse:
    """Once, right after a new account came from an invitation."""
    if request.session.get(NEW_ACCOUNT) != request.user.pk:
        return redirect("people:profile")
    user = copy(request.user)
    form = WelcomeForm(
        request.POST if request.method == "POST" else None, user=user, initial={"name": user.name}
    )
    if request.method == "POST" and form.is_valid():
        login(request, form.save(), backend=BACKEND)
        request.session.pop(NEW_ACCOUNT, None)
        messages.success(request, "Uw account is klaar.")
        return redirect("home:start")
    return render(request, "people/welcome.html", {"form": form})
