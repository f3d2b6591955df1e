"""Decisions: written, read once more, recorded; then they stand (E6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.models import Event
from core.permissions import require
from evaluations import actions
from evaluations.forms.decision import DecisionForm
from evaluations.models import Decision, PolicyProposal, Verdict
from evaluations.rules import offering_capacity
from evaluations.views.proposals import find_proposal, layout_for
from people.models import Request
from trajects.models import Traject
from trajects.rules import is_competent_authority

if TYPE_CHECKING:
    from django.http import HttpResponse


def decision(request: Request, pk: int) -> HttpResponse:
    """What was decided and why, for everybody at the school."""
    found = get_object_or_404(Decision.objects.visible_to(request.user).for_page(), pk=pk)
    seen = PolicyProposal.objects.visible_to(request.user).filter(decisions=found).first()
    context = {
        "decision": found,
        "traject": found.traject,
        "layout": layout_for(request.user, found.traject),
        "proposal": seen,
        "items": found.proposal.shown["items"] if found.proposal else [],
        "is_intact": Decision.chain_is_intact(found.traject),
        "events": Event.objects.about(found),
    }
    return render(request, "evaluations/decision.html", context)


def decide(request: Request, pk: int) -> HttpResponse:
    """Decide on a proposal that has consent."""
    proposal = find_proposal(request, pk)
    require(request.user, "evaluations.decide", proposal)
    initial = {
        "title": proposal.title,
        "text": "\n".join(
            f"{item['title']}: {item['new']['text']}" for item in proposal.shown["items"]
        ),
        "reasons": proposal.shown["texts"]["rationale"],
        "starts_on": proposal.starts_on,
    }
    return _write(request, proposal.traject, initial, proposal=proposal, verdict=Verdict.REVISE)


def confirm_policy(request: Request, pk: int) -> HttpResponse:
    """Decide that the taakbeleid stays as it is; the council's view is asked and kept (R34)."""
    known = Traject.objects.visible_to(request.user).with_school()
    traject = get_object_or_404(known, pk=pk)
    require(request.user, "evaluations.confirm_policy", traject)
    initial = {"title": "Het taakbeleid blijft zoals het is"}
    return _write(request, traject, initial, verdict=Verdict.CONFIRM)


def correct(request: Request, pk: int) -> HttpResponse:
    """A new decision that replaces this one; this one stays readable."""
    found = get_object_or_404(Decision.objects.visible_to(request.user).for_page(), pk=pk)
    require(request.user, "evaluations.correct_decision", found)
    initial = {name: getattr(found, name) for name in DecisionForm.Meta.fields}
    return _write(
        request,
        found.traject,
        initial,
        proposal=found.proposal,
        replaces=found,
        verdict=found.verdict,
    )


def _write(
    request: Request,
    traject: Traject,
    initial: dict[str, Any],
    *,
    verdict: str,
    proposal: PolicyProposal | None = None,
    replaces: Decision | None = None,
) -> HttpResponse:
    """Write, read once more, record. Nothing is kept before the last button."""
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        initial={"decided_on": timezone.localdate()} | initial,
        with_mandate=not is_competent_authority(request.user, traject),
        with_council_view=verdict == Verdict.CONFIRM,
    )
    is_complete = request.method == "POST" and form.is_valid()
    if is_complete and "record" in request.POST:
        found = actions.record_decision(
            traject,
            by=request.user,
            capacity=offering_capacity(request.user, traject),
            proposal=proposal,
            replaces=replaces,
            verdict=verdict,
            **form.cleaned_data,
        )
        messages.success(request, "Het besluit is vastgelegd. Alle collega’s kunnen het lezen.")
        return redirect(found)
    context = {
        "traject": traject,
        "layout": layout_for(request.user, traject),
        "proposal": proposal,
        "replaces": replaces,
        "form": form,
        "is_preview": is_complete and "change" not in request.POST,
        "capacity": offering_capacity(request.user, traject),
    }
    status = 422 if form.errors else 200
    return render(request, "evaluations/decision_form.html", context, status=status)
