"""The team of a traject: seats, agreements, and what stands out (P3)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import require
from people.models import Request
from trajects.actions.team import what_moves
from trajects.forms.team import (
    AddSeatForm,
    ContentForm,
    HandOverForm,
    HolderForm,
    OutsiderForm,
    OverruleForm,
    SeatForm,
)
from trajects.forms.versioned import version_in
from trajects.models import Advice, Seat, SeatRole, Traject, team_advice
from trajects.models.seat_signals import seat_signals
from trajects.views.run_sheet import workspace_or_404


def team(request: Request, pk: int) -> HttpResponse:
    """Every seat by role, with who holds it and what still stands out."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    seats = _kept_seats(request, traject)
    advice = team_advice(traject, seats)
    _mark(seats, advice)
    groups = [(role, [seat for seat in seats if seat.role == role]) for role in SeatRole]
    context = {
        "traject": traject,
        "groups": [(role, held) for role, held in groups if held],
        "filled": sum(1 for seat in seats if seat.is_filled),
        "total": len(seats),
        "advice": [one for one in advice if not one.overruled],
        "overruled": [one for one in advice if one.overruled],
    }
    return render(request, "trajects/team.html", context)


def _kept_seats(request: Request, traject: Traject) -> list[Seat]:
    """Every place that is not given up, also when the last day of who sits there has passed."""
    seats = Seat.objects.visible_to(request.user).filter(traject=traject)
    return list(seats.kept().for_overview())


def seat_add(request: Request, pk: int) -> HttpResponse:
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.fill_seats", traject)
    form = AddSeatForm(request.POST if request.method == "POST" else None, traject=traject)
    if request.method == "POST" and form.is_valid():
        seat = form.add()
        if seat:
            messages.success(request, "De plaats staat klaar. Kies wie er komt.")
            return redirect("trajects:seat", pk=seat.pk)
    context = {"traject": traject, "form": form}
    return render(request, "trajects/team_add.html", context, status=422 if form.errors else 200)


def team_content(request: Request, pk: int) -> HttpResponse:
    """Whether the project leader answers for the content too."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.fill_seats", traject)
    form = ContentForm(request.POST if request.method == "POST" else None, instance=traject)
    if request.method == "POST" and form.is_valid():
        form.choose(by=request.user)
        messages.success(request, "De keuze is opgeslagen.")
        return redirect("trajects:team", pk=pk)
    context = {"traject": traject, "form": form}
    return render(
        request, "trajects/team_content.html", context, status=422 if form.errors else 200
    )


def team_advice_overrule(request: Request, pk: int, key: str) -> HttpResponse:
    """Set one advice aside with a reason."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.fill_seats", traject)
    advice = _advice_named(request, traject, key)
    form = OverruleForm(
        request.POST if request.method == "POST" else None,
        initial={"reason": advice.overruled.reason if advice.overruled else ""},
    )
    if request.method == "POST" and form.is_valid():
        form.keep(traject, key, by=request.user)
        messages.success(request, "De reden is opgeslagen. Het advies blijft leesbaar.")
        return redirect("trajects:team", pk=pk)
    context = {"traject": traject, "form": form, "advice": advice}
    return render(
        request, "trajects/team_advice.html", context, status=422 if form.errors else 200
    )


def _advice_named(request: Request, traject: Traject, key: str) -> Advice:
    for advice in team_advice(traject, _kept_seats(request, traject)):
        if advice.key == key:
            return advice
    raise Http404


def seat(request: Request, pk: int) -> HttpResponse:
    """One seat: who holds it, and the four agreements to read or to change."""
    found = _seat_or_404(request, pk)
    form = SeatForm(instance=found)
    if request.method == "POST":
        require(request.user, "trajects.fill_seats", found)
        form = SeatForm(request.POST, instance=_seat_or_404(request, pk))
        if form.is_valid():
            form.agree(by=request.user)
            messages.success(request, "De afspraken zijn opgeslagen.")
            return redirect("trajects:team", pk=found.traject_id)
    context = {
        "traject": found.traject,
        "seat": found,
        "form": form,
        "before": _holders_before(request, found),
        "signals": seat_signals(found.traject, [found]),
        "events": Event.objects.about(found)[:20],
    }
    return render(request, "trajects/seat.html", context, status=422 if form.errors else 200)


def _holders_before(request: Request, seat: Seat) -> list[Seat]:
    """Who sat here before, the latest first."""
    ended = Seat.objects.visible_to(request.user).exclude(released_at=None)
    same = ended.filter(traject=seat.traject_id, role=seat.role)
    earlier = {one.pk: one for one in same.select_related("user", "staff_member__user")}
    found, before = [], earlier.get(seat.succeeds_id or 0)
    while before:
        found.append(before)
        before = earlier.get(before.succeeds_id or 0)
    return [one for one in found if one.is_filled]


def _mark(seats: list[Seat], advice: list[Advice]) -> None:
    """Beside each seat: that something stands out about it."""
    marked = {one.seat for one in advice if one.seat and not one.overruled}
    for seat in seats:
        seat.stands_out = seat.pk in marked and seat.is_filled


def _seat_or_404(request: Request, pk: int) -> Seat:
    seats = Seat.objects.visible_to(request.user).filter(released_at__isnull=True)
    return get_object_or_404(
        seats.select_related("user", "staff_member__user", "traject__school"), pk=pk
    )


def seat_fill(request: Request, pk: int) -> HttpResponse:
    """Name who sits here; of two colleagues at once, the second is told."""
    found = _seat_or_404(request, pk)
    require(request.user, "trajects.fill_seats", found)
    post = request.POST if request.method == "POST" else None
    form = HolderForm(post, seat=found, button="Plaats geven")
    if request.method == "POST" and form.is_valid():
        form.fill(by=request.user)
        messages.success(request, f"{found.holder_name} is nu {found.get_role_display()}.")
        return redirect("trajects:team", pk=found.traject_id)
    context = {"traject": found.traject, "seat": found, "form": form}
    return render(request, "trajects/seat_fill.html", context, status=422 if form.errors else 200)


def seat_outsider(request: Request, pk: int) -> HttpResponse:
    """Let a coach from outside in: an account, a letter and a last day."""
    found = _seat_or_404(request, pk)
    require(request.user, "trajects.let_in_coach", found)
    form = OutsiderForm(request.POST if request.method == "POST" else None, seat=found)
    if request.method == "POST" and form.is_valid():
        form.let_in(by=request.user)
        messages.success(request, f"{found.holder_name} krijgt een bericht om in te loggen.")
        return redirect("trajects:team", pk=found.traject_id)
    context = {"traject": found.traject, "seat": found, "form": form}
    return render(
        request, "trajects/seat_outsider.html", context, status=422 if form.errors else 200
    )


def seat_hand_over(request: Request, pk: int) -> HttpResponse:
    """Old holder out, new holder in, with all that hangs on it; shown first, then done."""
    found = _seat_or_404(request, pk)
    require(request.user, "trajects.hand_over_seat", found)
    post = request.POST if request.method == "POST" else None
    form = HandOverForm(post, seat=found, button="Verder naar controleren")
    is_good = request.method == "POST" and form.is_valid()
    if is_good and form.is_confirmed:
        successor = form.hand_over(by=request.user)
        messages.success(request, f"{successor.holder_name} is nu {successor.get_role_display()}.")
        return redirect("trajects:traject", pk=found.traject_id)
    context = {
        "traject": found.traject,
        "seat": found,
        "form": form,
        "moving": what_moves(found),
        "newcomer": form.chosen.person if is_good else None,
        "has_account": is_good and form.chosen.account is not None,
    }
    return render(
        request, "trajects/seat_hand_over.html", context, status=422 if form.errors else 200
    )


@require_POST
def team_paper(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    return redirect(Document.objects.request("trajects.team", subject=traject, by=request.user))


@require_POST
def seat_release(request: Request, pk: int) -> HttpResponse:
    """Free a seat that is held, or take away one that nobody needs."""
    found = _seat_or_404(request, pk)
    require(request.user, "trajects.fill_seats", found)
    version = version_in(request.POST)
    if found.is_filled:
        found.release(by=request.user, version=version)
        messages.success(request, "De plaats is vrij. Het open werk blijft bij de plaats.")
    else:
        found.withdraw(by=request.user, version=version)
        messages.success(request, "De plaats is weggehaald.")
    return redirect("trajects:traject", pk=found.traject_id)
