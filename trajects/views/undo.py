"""The last changes of a draaiboek, and the way back from each of them (X11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.permissions import require
from trajects.actions.plan_change import undo as put_back
from trajects.models import ChangeSet
from trajects.views.run_sheet import workspace_or_404

if TYPE_CHECKING:
    from people.models import Request

ON_A_PAGE = 50


def say(request: Request, text: str, change: ChangeSet | None) -> None:
    """Tell what was saved, with the button that undoes it."""
    if change is None:
        messages.info(request, "Er is niets veranderd: alles stond al zo.")
    else:
        messages.success(request, text, extra_tags=change.undo_url)


def say_too(request: Request, change: ChangeSet | None) -> None:
    """What another deed changed in the draaiboek, with the button that undoes only that."""
    if change:
        text = f"Ook in het draaiboek: {change.summary}."
        messages.info(request, text, extra_tags=change.undo_url)


def changes(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    found = ChangeSet.objects.visible_to(request.user).filter(traject=traject).for_overview()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"traject": traject, "page": page}
    return render(request, "trajects/run_sheet_changes_list.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    sets = ChangeSet.objects.visible_to(request.user).select_related("traject__school")
    found = get_object_or_404(sets, pk=pk)
    require(request.user, "trajects.undo_run_sheet_change", found)
    change = put_back(found, by=request.user)
    say(request, f"Ongedaan gemaakt: {found}.", change)
    return redirect("trajects:run_sheet", found.traject_id)
