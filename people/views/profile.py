"""What Taakdialoog knows about me, and how I sign in."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from core.models import record
from core.verbs import Verb
from people.forms.roles import NameForm
from people.models import Request, RoleKind

PRIVILEGED = {
    RoleKind.PROJECT_LEADER,
    RoleKind.SCHOOL_ADMIN,
    RoleKind.SCHOOL_LEADERSHIP,
    RoleKind.PMR_MEMBER,
    RoleKind.COMPETENT_AUTHORITY,
}


def profile(request: Request) -> HttpResponse:
    form = NameForm(
        request.POST if request.method == "POST" else None,
        instance=copy(request.user),
    )
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=["name"])
        record(Verb.PROFILE_CHANGED, form.instance, by=request.user)
        messages.success(request, "Uw naam is opgeslagen.")
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form, **_about(request)})


def _about(request: Request) -> dict[str, object]:
    roles = list(request.user.active_roles().for_overview().order_by("school__name", "kind"))
    listed = request.user.staff_memberships.for_overview()
    return {
        "roles": roles,
        "memberships": listed.select_related("school", "team", "subject_department"),
        "needs_second_factor": any(role.kind in PRIVILEGED for role in roles),
        "feed_url": _address("trajects:feed"),
    }


def _address(name: str) -> str:
    """The address of a page of a higher app, or nothing while it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
