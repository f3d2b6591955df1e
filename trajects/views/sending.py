"""What people do with a planned message: try, make ready, stop, report, open again, print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models import Document
from core.permissions import can, require
from core.steps import StepNotAllowed
from people.models import Request
from trajects.emails import post_example
from trajects.forms.communication import ConstituencyForm
from trajects.forms.versioned import version_in
from trajects.models import CommunicationItem, ConstituencyAddress
from trajects.models.dispatch import Dispatch
from trajects.views.communication import message_or_404, workspace_or_404

AT_ONCE = 50
PAPERS = {
    "poster": "trajects.poster",
    "poster-a3": "trajects.poster_a3",
    "nieuwsbrief": "trajects.newsletter",
    "brieven": "trajects.message_letters",
}


@require_POST
def communication_approve(request: Request, pk: int) -> HttpResponse:
    item = message_or_404(request, pk)
    require(request.user, "trajects.approve_message", item)
    item.approve(version=version_in(request.POST), by=request.user)
    messages.success(request, "Het bericht staat klaar.")
    return redirect(item)


@require_POST
def communication_stop(request: Request, pk: int) -> HttpResponse:
    item = message_or_404(request, pk)
    require(request.user, "trajects.stop_message", item)
    held = item.stop(version=version_in(request.POST), by=request.user)
    gone = item.letters.sent().count()
    if gone or held:
        words = f"Gestopt. Tegengehouden brieven: {held}. Al verstuurd: {gone}."
        messages.success(request, words)
    else:
        messages.success(request, "Het bericht is gestopt. U kunt het weer openen.")
    return redirect(item)


@require_POST
def communication_done(request: Request, pk: int) -> HttpResponse:
    item = message_or_404(request, pk)
    require(request.user, "trajects.finish_message", item)
    item.finish(version=version_in(request.POST), by=request.user)
    messages.success(request, "Genoteerd: dit bericht is overgebracht.")
    return redirect(item)


@require_POST
def communication_reopen(request: Request, pk: int) -> HttpResponse:
    """Back to draft, so that it can be changed."""
    item = message_or_404(request, pk)
    require(request.user, "trajects.reopen_message", item)
    item.reopen(version=version_in(request.POST), by=request.user)
    messages.success(request, "Het bericht is weer een concept.")
    return redirect(item)


@require_POST
def communication_example(request: Request, pk: int) -> HttpResponse:
    """The real letter to one's own address, marked as an example."""
    item = message_or_404(request, pk)
    require(request.user, "trajects.try_message", item)
    post_example(item, request.user, now=timezone.now())
    messages.success(request, f"Het voorbeeld is onderweg naar {request.user.email}.")
    return redirect(item)


@require_POST
def communication_resend(request: Request, pk: int) -> HttpResponse:
    item = message_or_404(request, pk)
    require(request.user, "trajects.resend_message", item)
    number = item.resend(by=request.user)
    messages.success(request, f"{number} brieven gaan opnieuw uit.")
    return redirect(item)


def communication_ready(request: Request, pk: int) -> HttpResponse:
    """Several drafts at once: what each of them comes down to, and a tick for each."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.approve_communication", traject)
    drafts = CommunicationItem.objects.visible_to(request.user).filter(traject=traject).drafts()
    rows = list(drafts.select_related("traject__school", "run_sheet_item")[:AT_ONCE])
    if request.method == "POST":
        done, left = _approve(request, rows)
        words = "1 bericht staat" if done == 1 else f"{done} berichten staan"
        messages.success(request, f"{words} klaar.")
        if left:
            messages.warning(request, f"{left} berichten zijn intussen veranderd. Kijk ze na.")
        return redirect("trajects:communication", pk=traject.pk)
    known: dict[Any, Any] = {}
    shown = [(item, Dispatch(item, known=known)) for item in rows]
    context = {"traject": traject, "rows": shown, "more": drafts.count() - len(rows)}
    return render(request, "trajects/communication_ready.html", context)


def _approve(request: Request, rows: list[CommunicationItem]) -> tuple[int, int]:
    """Each by the version that was on the page: "12:3" is version 3 of message 12."""
    chosen = dict(pair.split(":", 1) for pair in request.POST.getlist("bericht") if ":" in pair)
    wanted = [item for item in rows if str(item.pk) in chosen]
    done = 0
    for item in wanted:
        seen = chosen[str(item.pk)]
        if not can(request.user, "trajects.approve_message", item) or not seen.isdecimal():
            continue
        try:
            item.approve(version=int(seen[:9]), by=request.user)
        except StepNotAllowed:
            continue
        done += 1
    return done, len(chosen) - done


@require_POST
def communication_paper(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    paper = Document.objects.request("trajects.communication", subject=traject, by=request.user)
    return redirect(paper)


@require_POST
def communication_print(request: Request, pk: int, kind: str) -> HttpResponse:
    """A poster, a newsletter, or letters for who has no mail address."""
    item = message_or_404(request, pk)
    if kind not in PAPERS:
        raise Http404
    if kind == "brieven":
        require(request.user, "trajects.print_letters", item)
    return redirect(Document.objects.request(PAPERS[kind], subject=item, by=request.user))


def constituencies(request: Request, pk: int) -> HttpResponse:
    """The addresses of parents, pupils and others who read along."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_communication", traject)
    data = request.POST if request.method == "POST" else None
    form = ConstituencyForm(data, traject=traject)
    if form.is_valid():
        form.add(by=request.user)
        messages.success(request, "Het adres staat in de lijst.")
        return redirect("trajects:constituencies", pk=traject.pk)
    found = ConstituencyAddress.objects.visible_to(request.user).filter(traject=traject)
    context = {"traject": traject, "form": form, "addresses": found}
    status = 422 if form.errors else 200
    return render(request, "trajects/constituencies.html", context, status=status)


@require_POST
@transaction.atomic
def constituency_remove(request: Request, pk: int) -> HttpResponse:
    found = ConstituencyAddress.objects.visible_to(request.user).select_related("traject__school")
    address = get_object_or_404(found, pk=pk)
    require(request.user, "trajects.change_communication", address)
    address.remove(by=request.user)
    messages.success(request, "Het adres is uit de lijst.")
    return redirect("trajects:constituencies", pk=address.traject_id)
