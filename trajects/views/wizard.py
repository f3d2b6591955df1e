"""Starting a traject in five short pages and a look at the plan (XS5)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.permissions import require
from core.words import datum
from people.models import Request
from trajects.actions.like_last_cycle import TakenOver
from trajects.actions.start import Answers, Row, fingerprint, planned, rows_of, start_traject
from trajects.charts import avoided, breaks, next_month, year_strip
from trajects.forms.answers import STEPS, Wizard
from trajects.forms.wizard import SessionsForm
from trajects.models import Phase, Traject

NAMES = list(STEPS)
AFTER = dict(pairwise(NAMES))
BEFORE = {after: before for before, after in AFTER.items()}
LEADS_THE_SCHOOL = (
    "De schoolleider leidt dit traject. Vraag een lid van de pmr om mee te doen in het "
    "projectteam. Er staat een plaats voor klaar."
)


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
    if request.method == "POST":
        return _already_started(request) or _keep(request, wizard, name)
    if open_before := wizard.first_open(before=name):
        return redirect("trajects:wizard_step", open_before)
    return _page(request, wizard, name)


def _keep(request: Request, wizard: Wizard, name: str) -> HttpResponse:
    """What was typed is stored first, right or wrong; then the next page, or this one again."""
    wizard.keep(name, request.POST)
    if "back" in request.POST and name in BEFORE:
        return redirect("trajects:wizard_step", BEFORE[name])
    _take_offer(wizard, request)
    if open_before := wizard.first_open(before=name):
        return redirect("trajects:wizard_step", open_before)
    if wizard.form(name).is_valid():
        return _onwards(request, wizard, name)
    return _page(request, wizard, name, status=422)


def _take_offer(wizard: Wizard, request: Request) -> None:
    """The button beside a refused date takes over the date it offers."""
    if "take" in request.POST:
        wizard.put("datum", "target_on", request.POST["take"])


def _onwards(request: Request, wizard: Wizard, name: str) -> HttpResponse:
    if name == "leiding" and wizard.form(name).leads_the_school:
        messages.warning(request, LEADS_THE_SCHOOL)
    if name in AFTER:
        return redirect("trajects:wizard_step", AFTER[name])
    return redirect("trajects:wizard_review")


def _page(request: Request, wizard: Wizard, name: str, *, status: int = 200) -> HttpResponse:
    form = wizard.form(name)
    if form.is_bound:
        form.full_clean()
    if isinstance(form, SessionsForm):
        form.explain()
    context = {
        "form": form,
        "name": name,
        "title": STEPS[name],
        "number": NAMES.index(name) + 1,
        "total": len(NAMES) + 1,
        "before": BEFORE.get(name, ""),
        "steps": _steps(name),
        "earliest": getattr(form, "earliest", None),
        "like": wizard.like if name != "school" else None,
        "draft": wizard.draft,
    }
    return render(request, "trajects/wizard_step.html", context, status=status)


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
    return _review(request, wizard, answers, rows_of(planned(answers)))


def _review(
    request: Request,
    wizard: Wizard,
    answers: Answers,
    rows: list[Row],
    *,
    is_changed: bool = False,
) -> HttpResponse:
    first = min(row.starts_on for row in rows)
    last = max(row.ends_on for row in rows)
    months = first.replace(day=1), next_month(last)
    context = {
        "answers": answers,
        "draft": wizard.draft,
        "seen": fingerprint(wizard.draft, rows),
        "is_changed": is_changed,
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
        "phone_strip": year_strip(rows, wizard.calendar, answers.target_on, is_phone=True),
        "closed": breaks(wizard.calendar, *months),
        "tests": avoided(wizard.calendar, *months),
        "steps": _steps(""),
        "leads_the_school": LEADS_THE_SCHOOL if wizard.form("leiding").leads_the_school else "",
        "running": Traject.objects.visible_to(request.user).running_at(answers.school),
        "taken_over": TakenOver.of(answers.last_cycle, rows) if answers.last_cycle else None,
        "ends_on": last,
        "sessions": [row for row in rows if row.is_session],
        "short": [row for row in rows if row.is_short],
    }
    status = 409 if is_changed else 200
    return render(request, "trajects/wizard_review.html", context, status=status)


@require_POST
def start(request: Request) -> HttpResponse:
    """Only what the page showed is started, and only once."""
    wizard = wizard_of(request)
    if started := _already_started(request):
        return started
    if step := wizard.first_open():
        return redirect("trajects:wizard_step", step)
    answers = wizard.answers()
    require(request.user, "trajects.start", answers.school)
    rows = rows_of(planned(answers))
    if request.POST.get("seen") != fingerprint(wizard.draft, rows):
        return _review(request, wizard, answers, rows, is_changed=True)
    traject = start_traject(answers, draft=wizard.draft, by=request.user)
    if traject is None:
        return _already_started(request) or redirect("trajects:start_wizard")
    messages.success(request, "Het traject is gestart. Dit is uw draaiboek.")
    return redirect("trajects:run_sheet", traject.pk)


@require_POST
def start_over(request: Request) -> HttpResponse:
    """Throw the answers away and begin at the first page."""
    wizard_of(request).throw_away()
    messages.success(request, "Uw antwoorden zijn gewist. U begint opnieuw.")
    return redirect("trajects:wizard_step", NAMES[0])


def _already_started(request: Request) -> HttpResponse | None:
    """A page of answers that were used lands on the traject that was made of them."""
    try:
        key = UUID(request.POST.get("draft", ""))
    except ValueError:
        return None
    mine = Traject.objects.visible_to(request.user).filter(created_by=request.user)
    traject = mine.filter(started_from=key).first()
    if traject is None:
        return None
    messages.info(request, "Met deze antwoorden is het traject al gestart. Dit is het draaiboek.")
    return redirect("trajects:run_sheet", traject.pk)
