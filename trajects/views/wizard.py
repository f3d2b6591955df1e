"""Starting a traject in five short pages and a look at the plan (XS5)."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.permissions import require
from core.words import datum
from people.models import Request
from trajects.actions.start import Answers, planned, start_traject
from trajects.charts import year_strip
from trajects.forms.answers import STEPS, Wizard
from trajects.models import Phase, Traject

NAMES = list(STEPS)
AFTER = dict(pairwise(NAMES))
BEFORE = {after: before for before, after in AFTER.items()}


def wizard_of(request: Request, *, at: str = "") -> Wizard:
    """For whoever may start a traject at some school; nobody else gets a wizard."""
    wizard = Wizard(request.user, at=at)
    if not wizard.schools:
        raise PermissionDenied
    return wizard


def start_wizard(request: Request) -> HttpResponse:
    """On to the first page that still needs an answer."""
    step = wizard_of(request).first_open()
    return redirect("trajects:wizard_step", step) if step else redirect("trajects:wizard_review")


def step(request: Request, name: str) -> HttpResponse:
    if name not in STEPS:
        raise Http404
    wizard = wizard_of(request, at=name)
    if open_before := wizard.first_open(before=name):
        return redirect("trajects:wizard_step", open_before)
    if request.method == "POST":
        _keep(wizard, name, request)
        if open_before := wizard.first_open(before=name):
            return redirect("trajects:wizard_step", open_before)
        if wizard.form(name).is_valid():
            return _onwards(name)
    status = 422 if request.method == "POST" else 200
    return render(request, "trajects/wizard_step.html", _page(wizard, name), status=status)


def _keep(wizard: Wizard, name: str, request: Request) -> None:
    """Store the page; the button beside a refused date takes over the date it offers."""
    wizard.keep(name, request.POST)
    if "take" in request.POST:
        wizard.put("datum", "target_on", request.POST["take"])


def _onwards(name: str) -> HttpResponse:
    if name in AFTER:
        return redirect("trajects:wizard_step", AFTER[name])
    return redirect("trajects:wizard_review")


def _page(wizard: Wizard, name: str) -> dict[str, Any]:
    form = wizard.form(name)
    if form.is_bound:
        form.full_clean()
    return {
        "form": form,
        "name": name,
        "title": STEPS[name],
        "number": NAMES.index(name) + 1,
        "total": len(NAMES) + 1,
        "before": BEFORE.get(name, ""),
        "steps": _steps(name),
        "earliest": getattr(form, "earliest", None),
    }


def _steps(current: str) -> list[dict[str, Any]]:
    """The pages in a row, as links for those behind us."""
    reached = NAMES.index(current) if current in NAMES else len(NAMES)
    return [
        {"name": name, "title": title, "is_done": number < reached, "is_here": name == current}
        for number, (name, title) in enumerate(STEPS.items())
    ]


def review(request: Request) -> HttpResponse:
    """The plan on one strip, before anything is saved."""
    wizard = wizard_of(request)
    if step := wizard.first_open():
        return redirect("trajects:wizard_step", step)
    answers = wizard.answers()
    rows = [_row(line, place) for line, place in planned(answers)]
    context = {
        "answers": answers,
        "phases": [
            {"label": phase.label, "rows": [row for row in rows if row.phase == phase]}
            for phase in Phase
        ],
        "number_of_rows": len(rows),
        "date_url": reverse("trajects:wizard_step", args=["datum"]),
        "strip_label": (
            f"{len(rows)} regels in drie fasen, met de instemming op {datum(answers.target_on)}; "
            "dezelfde regels staan hieronder"
        ),
        "strip": year_strip(rows, wizard.calendar, answers.target_on),
        "steps": _steps(""),
        "leads_the_school": wizard.form("leiding").leads_the_school,
        "ends_on": max(row.ends_on for row in rows),
        "sessions": [row for row in rows if row.template == "session_hold"],
        "is_short": any(row.is_short for row in rows),
    }
    return render(request, "trajects/wizard_review.html", context)


def _row(line: Any, place: Any) -> SimpleNamespace:
    return SimpleNamespace(
        template=line.template,
        phase=line.fields["phase"],
        kind=line.fields["kind"],
        title=line.title,
        starts_on=place.starts_on,
        ends_on=place.ends_on,
        is_short=place.days < line.fields["duration_days"],
    )


@require_POST
def start(request: Request) -> HttpResponse:
    wizard = wizard_of(request)
    if step := wizard.first_open():
        return _already_started(request) or redirect("trajects:wizard_step", step)
    answers: Answers = wizard.answers()
    require(request.user, "trajects.start", answers.school)
    traject = start_traject(answers, draft=wizard.draft, by=request.user)
    if traject is None:
        return _already_started(request) or redirect("trajects:start_wizard")
    messages.success(request, "Het traject is gestart. Dit is uw draaiboek.")
    return redirect("trajects:run_sheet", traject.pk)


def _already_started(request: Request) -> HttpResponse | None:
    """The second press on the same button lands on what the first one made."""
    mine = Traject.objects.visible_to(request.user).filter(created_by=request.user)
    traject = mine.order_by("-pk").first()
    return redirect("trajects:run_sheet", traject.pk) if traject else None
