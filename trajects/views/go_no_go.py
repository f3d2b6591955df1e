"""Go or no-go: three questions, three parties, side by side (P4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.permissions import require
from people.models import Request
from trajects.actions.approach import take_position
from trajects.forms.approach import PositionForm
from trajects.models import Party, StartPosition, Traject
from trajects.models.go_no_go import advice_on_start
from trajects.rules import parties_of

COLLEAGUE_FIRST = (
    "Een collega van uw partij gaf intussen ook een standpunt. Lees het hiernaast. Uw tekst staat "
    "er nog: sla opnieuw op als u hem wilt laten gelden."
)


def go_no_go(request: Request, pk: int) -> HttpResponse:
    """What each party thinks now, and what it thought before."""
    traject = _find(request, pk)
    given = StartPosition.objects.visible_to(request.user).filter(traject=traject)
    current = given.current()
    mine = parties_of(request.user, traject)
    context = {
        "traject": traject,
        "parties": [(party, current.get(party), party in mine) for party in Party],
        "earlier": [one for one in given if one not in current.values()],
        "advice": advice_on_start(current),
        "works_here": Traject.objects.worked_on_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "trajects/go_no_go.html", context)


def go_no_go_position(request: Request, pk: int, party: str) -> HttpResponse:
    """The position of one party, by somebody who holds its role."""
    traject = _find(request, pk)
    require(request.user, "trajects.take_position", traject)
    if party not in parties_of(request.user, traject):
        raise Http404
    form = _form(request, traject, party)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        if take_position(traject, party=party, by=request.user, seen=seen, **form.texts):
            messages.success(request, "Uw standpunt is vastgelegd, met uw naam en de datum.")
            return redirect("trajects:go_no_go", pk=pk)
        form = _again(request, traject, party)
    context: dict[str, Any] = {"traject": traject, "party": Party(party), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "trajects/go_no_go_position.html", context, status=status)


def _find(request: Request, pk: int) -> Traject:
    return get_object_or_404(Traject.objects.decided_by(request.user).with_school(), pk=pk)


def _form(request: Request, traject: Traject, party: str) -> PositionForm:
    last = StartPosition.objects.visible_to(request.user).filter(traject=traject, party=party)
    return PositionForm(request.POST if request.method == "POST" else None, last=last.first())


def _again(request: Request, traject: Traject, party: str) -> PositionForm:
    """The same words, with the position of a colleague now read."""
    last = StartPosition.objects.visible_to(request.user).filter(traject=traject, party=party)
    newest = last.first()
    posted = request.POST.copy()
    posted["seen"] = str(newest.pk) if newest else ""
    form = PositionForm(posted, last=newest)
    form.is_valid()
    form.add_error(None, COLLEAGUE_FIRST)
    return form
