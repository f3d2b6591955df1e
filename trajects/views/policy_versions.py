"""Versions of the taakbeleid: beginning one, comparing two, and on paper (P11)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document
from core.permissions import can, require
from people.models import Request
from trajects.forms.policy_versions import NewVersionForm
from trajects.models import TaskPolicy, Traject
from trajects.models.policy_comparison import compare as compare_versions


def begin(request: Request, pk: int) -> HttpResponse:
    """Go on from a copy; the version it was made of stays as it is."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.begin_policy_version", traject)
    versions = _versions(request, traject)
    form = NewVersionForm(request.POST if request.method == "POST" else None, versions=versions)
    if request.method == "POST" and form.is_valid():
        made = form.begin(by=request.user)
        messages.success(request, f"Versie {made.number} is begonnen. U kunt de regels wijzigen.")
        return redirect("trajects:policy", pk=pk)
    context = {"traject": traject, "form": form, "versions": versions}
    return render(
        request, "trajects/policy_begin.html", context, status=422 if form.errors else 200
    )


def _versions(request: Request, traject: Traject) -> list[TaskPolicy]:
    found = TaskPolicy.objects.visible_to(request.user).of(traject)
    return list(found.for_page().for_list())


def compare(request: Request, pk: int) -> HttpResponse:
    """`?van=1&naar=2`; without them the two newest, and always the older one first."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    versions = _versions(request, traject)
    chosen = _two(request, versions)
    context = {
        "traject": traject,
        "works_here": can(request.user, "trajects.open_workspace", traject),
        "versions": versions,
        "old": chosen[0] if chosen else None,
        "new": chosen[1] if chosen else None,
        "comparison": compare_versions(*chosen) if chosen else None,
    }
    return render(request, "trajects/policy_compare.html", context)


def _two(request: Request, versions: list[TaskPolicy]) -> tuple[TaskPolicy, TaskPolicy] | None:
    """The two that were asked for, or the newest two; None while there is one."""
    if len(versions) < 2:
        return None
    by_number = {str(version.number): version for version in versions}
    new = by_number.get(request.GET.get("naar", ""), versions[0])
    old = by_number.get(request.GET.get("van", ""), versions[1])
    first, last = sorted((old, new), key=lambda version: version.number)
    return first, last


@require_POST
def paper(request: Request, pk: int) -> HttpResponse:
    """The newest version with its Urenbalans as PDF."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user), pk=pk)
    newest = TaskPolicy.objects.visible_to(request.user).of(traject).first()
    if newest is None:
        messages.error(request, "Het taakbeleid staat er nog niet in. Er is niets te printen.")
        return redirect("trajects:policy", pk=pk)
    document = Document.objects.request("trajects.policy", subject=newest, by=request.user)
    return redirect(document)
