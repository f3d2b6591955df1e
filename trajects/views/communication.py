"""The communication plan: who hears what, when, and from whom (P8)."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import require
from people.models import Request
from trajects.forms.communication import CommunicationForm
from trajects.models import CommunicationItem, Traject


def communication(request: Request, pk: int) -> HttpResponse:
    """Every planned message by month, the late ones marked."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    found = CommunicationItem.objects.visible_to(request.user).filter(traject=traject)
    items = list(found.for_overview())
    context = {
        "traject": traject,
        "months": [
            (month, list(group))
            for month, group in groupby(items, key=lambda item: item.planned_on.replace(day=1))
        ],
        "total": len(items),
        "out": sum(1 for item in items if item.is_out),
        "drafts": sum(1 for item in items if item.status == CommunicationItem.Status.DRAFT),
        "today": timezone.localdate(),
    }
    return render(request, "trajects/communication.html", context)


def communication_item(request: Request, pk: int) -> HttpResponse:
    """One message: the text as people get it, and its status."""
    item = _item_or_404(request, pk)
    form = CommunicationForm(instance=item)
    if request.method == "POST":
        require(request.user, "trajects.change_message", item)
        form = CommunicationForm(request.POST, instance=_item_or_404(request, pk))
        if form.is_valid():
            form.change(by=request.user)
            messages.success(request, "Het bericht is opgeslagen als concept.")
            return redirect(item)
    context = {
        "traject": item.traject,
        "item": item,
        "form": form,
        "events": Event.objects.about(item)[:20],
    }
    return render(
        request, "trajects/communication_item.html", context, status=422 if form.errors else 200
    )


def _item_or_404(request: Request, pk: int) -> CommunicationItem:
    items = CommunicationItem.objects.visible_to(request.user)
    return get_object_or_404(items.select_related("traject__school", "run_sheet_item"), pk=pk)


@require_POST
def communication_approve(request: Request, pk: int) -> HttpResponse:
    item = _item_or_404(request, pk)
    require(request.user, "trajects.approve_communication", item)
    item.approve(by=request.user)
    messages.success(request, "Het bericht is goedgekeurd.")
    return redirect(item)


@require_POST
def communication_stop(request: Request, pk: int) -> HttpResponse:
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_communication", item)
    item.stop(by=request.user)
    messages.success(request, "Het bericht is gestopt. U kunt het weer openen.")
    return redirect(item)


@require_POST
def communication_done(request: Request, pk: int) -> HttpResponse:
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_communication", item)
    item.finish(by=request.user)
    messages.success(request, "Genoteerd: dit bericht is overgebracht.")
    return redirect(item)


@require_POST
def communication_reopen(request: Request, pk: int) -> HttpResponse:
    """Back to draft, so that it can be changed."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_communication", item)
    item.reopen(by=request.user)
    messages.success(request, "Het bericht is weer een concept.")
    return redirect(item)
