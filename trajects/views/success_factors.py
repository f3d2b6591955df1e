"""Success factors: rounds of scores, the grid over time, and what we do about them (P10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import require
from people.models import Request
from trajects.forms.success_factors import FactorNoteForm, OpenRoundForm, ScoreForm
from trajects.models import FactorNote, ScoreRound, Traject
from trajects.models.factor_grid import FactorGrid
from trajects.models.success_factors import AlreadyScored, who_scores
from trajects.models.template import shipped_items

if TYPE_CHECKING:
    from trajects.models.success_factors import ScoreRoundQuerySet


def _workspace_or_404(request: Request, pk: int) -> Traject:
    return get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)


def _rounds(request: Request) -> ScoreRoundQuerySet:
    return ScoreRound.objects.visible_to(request.user)


def _round_or_404(request: Request, pk: int) -> ScoreRound:
    return get_object_or_404(_rounds(request).select_related("traject__school"), pk=pk)


def success_factors(request: Request, pk: int) -> HttpResponse:
    """Every factor with its scores over the rounds, and what the team does about it."""
    traject = _workspace_or_404(request, pk)
    rounds = list(_rounds(request).filter(traject=traject).for_overview())
    notes = FactorNote.objects.visible_to(request.user).filter(traject=traject)
    grid = FactorGrid(rounds, list(notes.select_related("run_sheet_item")))
    context = {"traject": traject, "rounds": rounds, "grid": grid}
    return render(request, "trajects/success_factors.html", context)


def score_round_open(request: Request, pk: int) -> HttpResponse:
    """A name, a day and which phases; who is asked and what is asked freeze here."""
    traject = _workspace_or_404(request, pk)
    require(request.user, "trajects.open_score_round", traject)
    asked = len(who_scores(traject))
    form = OpenRoundForm(
        request.POST if request.method == "POST" else None,
        traject=traject,
        may_score_apart=asked >= traject.school.minimum_group,
    )
    if request.method == "POST" and form.is_valid():
        made = form.open(by=request.user)
        messages.success(request, f"De ronde ‘{made}’ is open.")
        return redirect(made)
    context = {"traject": traject, "form": form, "asked": asked}
    status = 422 if form.errors else 200
    return render(request, "trajects/score_round_open.html", context, status=status)


@never_cache
def score_round(request: Request, pk: int) -> HttpResponse:
    """While it is open: score. Once it is closed: what everybody together said."""
    found = _round_or_404(request, pk)
    if found.status != ScoreRound.Status.OPEN:
        grid = FactorGrid([found], [])
        context = {"traject": found.traject, "round": found, "grid": grid}
        return render(request, "trajects/score_round.html", context)
    may_score = _may_score(request, found)
    form = ScoreForm(
        request.POST if request.method == "POST" else None,
        round_=found,
        initial=found.joint_score() if found.is_joint else {},
    )
    if request.method == "POST":
        require(request.user, "trajects.score", found)
        if form.is_valid():
            return _scored(request, found, form)
    context = {
        "traject": found.traject,
        "round": found,
        "form": form if may_score else None,
        "has_scored": not found.is_joint and found.has_scored(request.user),
        "asked": found.roll.count(),
        "taken_part": found.roll.filter(has_taken_part=True).count(),
        "events": Event.objects.about(found)[:20],
    }
    status = 422 if form.is_bound else 200
    return render(request, "trajects/score_round.html", context, status=status)


def _may_score(request: Request, found: ScoreRound) -> bool:
    if not found.is_asked(request.user):
        return False
    return found.is_joint or not found.has_scored(request.user)


def _scored(request: Request, found: ScoreRound, form: ScoreForm) -> HttpResponse:
    """The receipt says nothing about the answers."""
    if found.is_joint:
        version = form.cleaned_data["version"] or 0
        found.score_together(form.answers, version=version, by=request.user)
        messages.success(request, "De gezamenlijke score is opgeslagen.")
        return redirect(found)
    try:
        found.score(form.answers, by=request.user)
    except AlreadyScored:
        messages.info(request, "Uw score was al ontvangen.")
    else:
        messages.success(request, "Uw score is ontvangen. De uitslag komt als de ronde sluit.")
    return redirect(found)


@require_POST
def score_round_close(request: Request, pk: int) -> HttpResponse:
    """The tally is opened, or thrown away when too few took part."""
    found = _round_or_404(request, pk)
    require(request.user, "trajects.open_score_round", found)
    found.close(by=request.user)
    messages.success(request, "De ronde is gesloten.")
    return redirect(found)


def factor_note(request: Request, pk: int, key: str) -> HttpResponse:
    """What do we do about this factor, and where does that stand."""
    traject = _workspace_or_404(request, pk)
    require(request.user, "trajects.change_factor_note", traject)
    factor = next((one for one in shipped_items("success_factors") if one["key"] == key), None)
    if factor is None:
        raise Http404
    known = FactorNote.objects.visible_to(request.user).filter(traject=traject, factor=key)
    note = known.first() or FactorNote(traject=traject, factor=key, version=0)
    form = FactorNoteForm(request.POST if request.method == "POST" else None, instance=note)
    if request.method == "POST" and form.is_valid():
        form.keep(by=request.user)
        messages.success(request, "Opgeslagen.")
        return redirect("trajects:success_factors", pk=pk)
    context = {"traject": traject, "factor": factor, "form": form}
    status = 422 if form.errors else 200
    return render(request, "trajects/factor_note.html", context, status=status)


@require_POST
def success_paper(request: Request, pk: int) -> HttpResponse:
    traject = _workspace_or_404(request, pk)
    document = Document.objects.request(
        "trajects.success_factors", subject=traject, by=request.user
    )
    return redirect(document)
