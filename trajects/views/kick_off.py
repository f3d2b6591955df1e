"""The startbijeenkomst: choosing its form, preparing it, and the steps it takes (P9)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import require
from people.models import Request
from trajects.actions.kick_off import choose_form, start_kickoff, step
from trajects.forms.kick_off import KickoffForm
from trajects.forms.versioned import version_in
from trajects.models import KickoffMeeting, Traject
from trajects.models.kick_off_plan import KickoffPlan
from trajects.models.template import shipped_items
from trajects.views.undo import say_too

SAID = {
    "ready": "De startbijeenkomst is klaar gemeld.",
    "concept": "De startbijeenkomst is weer een concept.",
    "finished": "De nazorg is klaar.",
    "held": "De nazorg is weer open.",
}


def workspace_or_404(request: Request, pk: int) -> Traject:
    return get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)


def kickoff_or_404(request: Request, pk: int) -> KickoffMeeting:
    """The meeting of this traject, for who works on it."""
    found = KickoffMeeting.objects.visible_to(request.user).for_page()
    return get_object_or_404(found, traject=pk)


def kickoff(request: Request, pk: int) -> HttpResponse:
    """Everything about the meeting on one page; without one, the choice of a form."""
    traject = workspace_or_404(request, pk)
    meetings = KickoffMeeting.objects.visible_to(request.user).for_page()
    found = meetings.filter(traject=traject).first()
    if found is None:
        context = {"traject": traject, "examples": shipped_items("kick_off")}
        return render(request, "trajects/kickoff_choose.html", context)
    yields = list(found.yields.select_related("theme", "run_sheet_item"))
    presence = list(found.presence.all())
    context = {
        "traject": traject,
        "kickoff": found,
        "plan": KickoffPlan(found, reader=request.user),
        "invited": found.invited.count() if found.is_announced else 0,
        "yields": yields,
        "open_yields": sum(not one.is_settled for one in yields),
        "presence": presence,
        "present": sum(group.present for group in presence),
        "employed": sum(group.employed for group in presence),
        "examples": shipped_items("kick_off"),
        "events": Event.objects.about(found)[:20],
    }
    return render(request, "trajects/kickoff.html", context)


@require_POST
def kickoff_start(request: Request, pk: int) -> HttpResponse:
    """Choose a form; its example comes along. A second choice replaces the first."""
    traject = workspace_or_404(request, pk)
    form = request.POST.get("form", "")
    if form not in KickoffMeeting.Form.values:
        raise Http404
    found = KickoffMeeting.objects.visible_to(request.user).filter(traject=traject).first()
    if found is None:
        require(request.user, "trajects.start_kickoff", traject)
        start_kickoff(traject, form=form, by=request.user)
        messages.success(request, "Het voorbeeld staat klaar. Pas aan wat u anders wilt.")
    else:
        require(request.user, "trajects.change_kickoff", found)
        choose_form(found, form=form, version=version_in(request.POST), by=request.user)
        messages.success(request, "De vorm is gewisseld. Programma en materiaal zijn vervangen.")
    return redirect("trajects:kickoff", pk=pk)


def kickoff_edit(request: Request, pk: int) -> HttpResponse:
    """Purpose, host, time and baseline."""
    found = kickoff_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", found)
    form = KickoffForm(
        request.POST if request.method == "POST" else None, instance=kickoff_or_404(request, pk)
    )
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, "De opzet is opgeslagen.")
        return redirect(found)
    context = {"traject": found.traject, "plan": KickoffPlan(found), "form": form}
    return form_page(request, "trajects/kickoff_edit.html", context)


def form_page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a form; 422 when something in it is not right."""
    return render(request, template, context, status=422 if context["form"].errors else 200)


@require_POST
def kickoff_step(request: Request, pk: int) -> HttpResponse:
    """Ready, concept, aftercare done, or open again."""
    found = kickoff_or_404(request, pk)
    to = request.POST.get("to", "")
    if to not in SAID:
        raise Http404
    permission = "trajects.prepare_kickoff" if to == "ready" else "trajects.step_kickoff"
    require(request.user, permission, found)
    change = step(found, to, by=request.user)
    messages.success(request, SAID[to])
    say_too(request, change)
    return redirect(found)


def kickoff_programme(request: Request, pk: int) -> HttpResponse:
    """For every colleague, once they were invited: programme, moment and what came out of it."""
    found = get_object_or_404(
        KickoffMeeting.objects.announced_to(request.user).for_page(), traject=pk
    )
    yields = found.yields.select_related("theme", "run_sheet_item") if found.is_held else []
    context = {
        "traject": found.traject,
        "kickoff": found,
        "plan": KickoffPlan(found, reader=request.user),
        "yields": list(yields),
    }
    return render(request, "trajects/kickoff_programme.html", context)


@require_POST
def kickoff_paper(request: Request, pk: int) -> HttpResponse:
    found = kickoff_or_404(request, pk)
    document = Document.objects.request("trajects.kickoff", subject=found, by=request.user)
    return redirect(document)
