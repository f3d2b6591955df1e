"""The sessions of a traject: list, plan, change, cancel, open, close, what they yielded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import can, require
from dialogues import actions
from dialogues.documents import yield_of
from dialogues.forms import CancelForm, CloseForm, SessionForm
from dialogues.models import DialogueSession, DialogueTable, Minutes
from people.models import Request
from trajects.models import DialogueSetup, LibraryItem, Traject
from trajects.models.approach import agreed_input

NextStep = tuple[str, str]


def sessions(request: Request, pk: int) -> HttpResponse:
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    listed = DialogueSession.objects.visible_to(request.user).filter(traject=traject)
    page = Paginator(listed.for_overview(), 50).get_page(request.GET.get("page"))
    context = {
        "traject": traject,
        "page": page,
        "is_workspace": Traject.objects.worked_on_by(request.user).filter(pk=pk).exists(),
        "may_plan": can(request.user, "dialogues.plan", DialogueSession(traject=traject)),
    }
    return render(request, "dialogues/sessions.html", context)


def plan_session(request: Request, pk: int) -> HttpResponse:
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    session = DialogueSession(traject=traject, input_status=agreed_input(traject, "sessions"))
    require(request.user, "dialogues.plan", session)
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, traject=traject, initial={"input_status": session.input_status})
    if form.is_valid():
        session = actions.plan_session(traject=traject, by=request.user, **form.deed())
        messages.success(request, "De sessie is gepland. Nodig nu collega's uit.")
        return redirect(session)
    setup = DialogueSetup.objects.of(traject)
    return _form(request, "dialogues/plan_session.html", form, session, setup=setup)


def session(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(DialogueSession.objects.visible_to(request.user).for_page(), pk=pk)
    context: dict[str, Any] = {
        "session": found,
        "traject": found.traject,
        "readings": LibraryItem.objects.visible_to(request.user).for_conversation(
            found.traject, found.themes.all()
        ),
    }
    if not can(request.user, "dialogues.work", found):
        return render(request, "dialogues/session_known.html", context)
    tables = list(found.tables.for_plan())
    context |= {
        "tables": tables,
        "open_tables": sum(table.status == DialogueTable.Status.OPEN for table in tables),
        "my_tables": found.tables.facilitated_by(request.user),
        "totals": found.invitations.totals(),
        "minutes": Minutes.objects.visible_to(request.user).filter(session=found).first(),
        "events": Event.objects.about(found)[:20],
        "is_near": _is_near(found),
    }
    context["next_step"] = _next_step(request, found, context)
    return render(request, "dialogues/session.html", context)


def _next_step(
    request: Request, session: DialogueSession, shown: dict[str, Any]
) -> NextStep | None:
    """One button: what this person can best do now."""
    user = request.user
    minutes = shown["minutes"]
    steps = [
        ("invite", "Collega's uitnodigen", not shown["totals"]["invited"]),
        ("compose", "Tafels indelen", not shown["tables"]),
        ("see_invitations", "Bekijken wie er komt", not _is_near(session)),
        ("close", "Sessie afsluiten", session.has_begun),
        ("write_minutes", "Verslag schrijven", minutes is None or not minutes.is_final),
        ("see_outcomes", "Opbrengsten bekijken", True),
    ]
    for right, label, is_due in steps:
        target = minutes if right == "write_minutes" and minutes else session
        if is_due and _is_possible(user, right, target, session):
            return label, _address_of(right, session)
    return None


def _is_near(session: DialogueSession) -> bool:
    """Its day has come, or is over: then the session can be opened."""
    return session.day <= timezone.localdate() or session.status != "planned"


def _is_possible(user: Any, right: str, target: Any, session: DialogueSession) -> bool:
    if right == "write_minutes":
        is_after = session.status == DialogueSession.Status.CLOSED
        return is_after and can(user, "dialogues.keep_minutes", session)
    return can(user, f"dialogues.{right}", target)


def _address_of(right: str, session: DialogueSession) -> str:
    names = {
        "compose": "seating",
        "close": "close_session",
        "see_invitations": "invitations",
        "write_minutes": "minutes",
        "see_outcomes": "bundle",
    }
    return reverse(f"dialogues:{names.get(right, right)}", args=[session.pk])


def change_session(request: Request, pk: int) -> HttpResponse:
    found = _workable(request, pk)
    require(request.user, "dialogues.change", found)
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, traject=found.traject, instance=found)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        actions.change_session(found, version=version, by=request.user, **form.deed())
        messages.success(request, "De wijziging is opgeslagen. " + _who_hears(found))
        return redirect(found)
    return _form(request, "dialogues/change_session.html", form, found)


def _who_hears(session: DialogueSession) -> str:
    if session.invited_at is None:
        return "Er is nog niemand uitgenodigd."
    return "Wie is uitgenodigd, krijgt bericht als het moment of de plaats anders is."


def cancel_session(request: Request, pk: int) -> HttpResponse:
    found = _workable(request, pk)
    require(request.user, "dialogues.cancel", found)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.cancel_session(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "De sessie gaat niet door. Wie is uitgenodigd, krijgt bericht.")
        return redirect(found)
    invited = found.invitations.count()
    return _form(request, "dialogues/cancel_session.html", form, found, invited=invited)


@require_POST
def open_session(request: Request, pk: int) -> HttpResponse:
    found = _workable(request, pk)
    require(request.user, "dialogues.open", found)
    found.open(by=request.user)
    messages.success(request, "De sessie is open. De tafels kunnen vastleggen.")
    return redirect(found)


def close_session(request: Request, pk: int) -> HttpResponse:
    found = _workable(request, pk)
    require(request.user, "dialogues.close", found)
    tables_open = list(found.tables.open().for_plan())
    data = request.POST if request.method == "POST" else None
    form = CloseForm(data, tables_open=len(tables_open))
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        actions.close_session(found, by=request.user, reason=reason)
        messages.success(request, "De sessie is afgesloten. De opbrengsten liggen vast.")
        return redirect("dialogues:bundle", pk=found.pk)
    context = {"tables_open": tables_open, "unconfirmed": _unconfirmed(found)}
    return _form(request, "dialogues/close_session.html", form, found, **context)


def _unconfirmed(session: DialogueSession) -> int:
    """A number only: what an open table says is not shown."""
    number = Count("outcomes", filter=Q(outcomes__confirmed_at=None))
    return int(session.tables.aggregate(number=number)["number"])


def bundle(request: Request, pk: int) -> HttpResponse:
    """Everything the tables of one session yielded, per policy item."""
    found = _workable(request, pk)
    require(request.user, "dialogues.see_outcomes", found)
    context = {"session": found, "traject": found.traject, **yield_of(found)}
    return render(request, "dialogues/bundle.html", context)


def _workable(request: Request, pk: int) -> DialogueSession:
    """A session whose workspace this person may open."""
    known = DialogueSession.objects.visible_to(request.user).for_page()
    return get_object_or_404(known, pk=pk)


def _form(
    request: Request, template: str, form: Any, session: DialogueSession, **shown: Any
) -> HttpResponse:
    context = {"form": form, "session": session, "traject": session.traject, **shown}
    status = 422 if form.is_bound else 200
    return render(request, template, context, status=status)
