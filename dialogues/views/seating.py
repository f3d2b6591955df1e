"""Who sits where: compose, move by hand, facilitators and themes, the list on paper."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import record
from core.permissions import can, require
from core.verbs import Verb
from dialogues import actions
from dialogues.forms import ComposeForm, MoveForm, TableForm
from dialogues.models import DialogueSession, DialogueTable, SessionInvitation
from people.models import Request, StaffCategory


def seating(request: Request, pk: int) -> HttpResponse:
    """The plan: names beside tables, for the project team and on the wall."""
    session = _session(request, pk)
    require(request.user, "dialogues.see_invitations", session)
    return _plan(request, session)


@require_POST
def compose(request: Request, pk: int) -> HttpResponse:
    session = _session(request, pk)
    require(request.user, "dialogues.compose", session)
    people, tables = session.invitations.participants().count(), session.tables.count()
    form = ComposeForm(request.POST, session=session, people=people, tables=tables)
    if not form.is_valid():
        return _plan(request, session, form, status=422)
    actions.compose_tables(session, number=form.cleaned_data["number"], by=request.user)
    messages.success(request, "De tafels zijn ingedeeld. Wie u zelf plaatste, bleef zitten.")
    return redirect("dialogues:seating", pk=session.pk)


def _plan(
    request: Request, session: DialogueSession, form: ComposeForm | None = None, status: int = 200
) -> HttpResponse:
    tables = list(session.tables.for_plan())
    listed = SessionInvitation.objects.visible_to(request.user).filter(session=session)
    people = list(listed.participants().for_list())
    form = form or ComposeForm(session=session, people=len(people), tables=len(tables))
    placed = defaultdict(list)
    for invitation in people:
        placed[invitation.table_id].append(invitation)
    for table in tables:
        seated = [place.staff_member for place in placed[table.pk]]
        table.own_people = table.sit_with_own_leader(seated)
    context = {
        "session": session,
        "traject": session.traject,
        "form": form,
        "may_compose": can(request.user, "dialogues.compose", session),
        "rows": [(table, placed[table.pk], mixture(placed[table.pk])) for table in tables],
        "unplaced": placed[None],
        "tables": tables,
    }
    return render(request, "dialogues/seating.html", context, status=status)


def mixture(places: list[SessionInvitation]) -> str:
    """How mixed a table is, in one line: "4 secties, 3 teams, 2 OOP"."""
    people = [place.staff_member for place in places]
    sections = {person.subject_department_id for person in people} - {None}
    teams = {person.team_id for person in people} - {None}
    support = sum(person.staff_category == StaffCategory.OOP for person in people)
    parts = [
        _counted(len(sections), "sectie", "secties"),
        _counted(len(teams), "team", "teams"),
        f"{support} OOP" if support else "",
    ]
    return ", ".join(part for part in parts if part)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    invitation = get_object_or_404(
        SessionInvitation.objects.visible_to(request.user).for_letters(), pk=pk
    )
    session = invitation.session
    require(request.user, "dialogues.compose", session)
    form = MoveForm(request.POST, session=session)
    if form.is_valid():
        _move(request, invitation, form.cleaned_data["table"])
    else:
        messages.error(request, "Deze tafel is er niet meer. Kies een andere tafel.")
    return redirect("dialogues:seating", pk=session.pk)


def _move(request: Request, invitation: SessionInvitation, table: DialogueTable) -> None:
    try:
        actions.move(invitation, table=table, by=request.user)
    except actions.TableFull:
        messages.error(
            request, f"{table} is vol. Kies een andere tafel, of meer plaatsen per tafel."
        )
    else:
        messages.success(request, f"{invitation.staff_member} zit nu aan {str(table).lower()}.")


def change_table(request: Request, pk: int) -> HttpResponse:
    table = get_object_or_404(DialogueTable.objects.visible_to(request.user).for_page(), pk=pk)
    require(request.user, "dialogues.compose", table)
    form = TableForm(request.POST if request.method == "POST" else None, instance=table)
    if form.is_valid():
        _save_table(form, by=request.user)
        messages.success(request, f"{table} is opgeslagen.")
        return redirect("dialogues:seating", pk=table.session_id)
    context = {"form": form, "table": table, "session": table.session, "traject": table.traject}
    return render(
        request, "dialogues/change_table.html", context, status=422 if form.is_bound else 200
    )


@transaction.atomic
def _save_table(form: TableForm, *, by: Any) -> None:
    table = form.save()
    record(Verb.TABLE_CHANGED, table, by=by)


def _session(request: Request, pk: int) -> DialogueSession:
    known = DialogueSession.objects.visible_to(request.user).for_page()
    return get_object_or_404(known, pk=pk)
