"""The table screen: what one table says, one policy item at a time, on a phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.models import record
from core.permissions import can, require
from core.verbs import Verb
from core.versions import StaleVersion
from dialogues import actions
from dialogues.forms import AgreementForm, AttendanceForm, OutcomeForm, ReasonForm
from dialogues.models import Agreement, DialogueTable, Outcome
from people.models import Request
from trajects.models import LibraryItem, PolicyItem


def table(request: Request, pk: int) -> HttpResponse:
    """Where the table stands: its items, agreements, presence, and what is left to do."""
    found = _table(request, pk)
    lines = _lines(request, found)
    unfinished = [line for line in lines if line["outcome"] and not line["outcome"].is_complete]
    context = {
        **_frame(request, found),
        "lines": lines,
        "done": sum(bool(line["outcome"] and line["outcome"].is_complete) for line in lines),
        "unfinished": unfinished,
        "unconfirmed": _unconfirmed(lines),
        "following": next((line for line in lines if not _is_done(line)), None),
        "agreements": Agreement.objects.visible_to(request.user).filter(table=found),
        "agreement_form": AgreementForm(),
        "readings": LibraryItem.objects.visible_to(request.user).for_conversation(
            found.traject, [found.theme] if found.theme else found.session.themes.all()
        ),
    }
    return render(request, "dialogues/table.html", context)


def _is_done(line: dict[str, Any]) -> bool:
    return bool(line["outcome"] and line["outcome"].is_complete)


def _unconfirmed(lines: list[dict[str, Any]]) -> int:
    outcomes = [line["outcome"] for line in lines if line["outcome"]]
    return sum(outcome.is_complete and outcome.confirmed_at is None for outcome in outcomes)


def _frame(request: Request, found: DialogueTable) -> dict[str, Any]:
    return {
        "table": found,
        "session": found.session,
        "traject": found.traject,
        "may_record": can(request.user, "dialogues.record", found),
        "may_replace": can(request.user, "dialogues.replace", found),
    }


def _lines(request: Request, found: DialogueTable) -> list[dict[str, Any]]:
    """Every item of this table beside what was written about it."""
    visible = Outcome.objects.visible_to(request.user).filter(table=found)
    written = {outcome.policy_item_id: outcome for outcome in visible}
    items = found.policy_items().select_related("theme")
    return [{"item": item, "outcome": written.get(item.pk)} for item in items]


def item(request: Request, pk: int, item_pk: int) -> HttpResponse:
    """One policy item. Saving answers with the state of the card, never with the text."""
    found = _table(request, pk)
    items = list(found.policy_items().select_related("theme"))
    place = _place_of(items, item_pk)
    outcome = _written(request, found, item_pk)
    if request.method == "POST":
        return _save(request, found, items[place], outcome)
    context = {
        **_frame(request, found),
        "item": items[place],
        "outcome": outcome or Outcome(table=found, policy_item=items[place], version=0),
        "number": place + 1,
        "total": len(items),
        "previous": items[place - 1] if place else None,
        "following": items[place + 1] if place + 1 < len(items) else None,
        "form": OutcomeForm(instance=outcome) if outcome else OutcomeForm(),
    }
    return render(request, "dialogues/item.html", context)


def _place_of(items: list[PolicyItem], item_pk: int) -> int:
    for place, listed in enumerate(items):
        if listed.pk == item_pk:
            return place
    raise Http404


def _written(request: Request, found: DialogueTable, item_pk: int) -> Outcome | None:
    visible = Outcome.objects.visible_to(request.user)
    outcome = visible.filter(table=found, policy_item=item_pk).first()
    if outcome:
        outcome.table = found
    return outcome


def _save(
    request: Request, found: DialogueTable, item: PolicyItem, outcome: Outcome | None
) -> HttpResponse:
    require(request.user, "dialogues.record", found)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return HttpResponse("De invoer klopt niet. Laad de pagina opnieuw.", status=422)
    outcome = outcome or actions.outcome_for(found, item)
    version = max(form.cleaned_data["version"], 1)
    try:
        outcome.write(version=version, by=request.user, **form.words())
    except StaleVersion as stale:
        return _conflict(request, found, item, form, stale)
    if request.htmx:
        context = {**_frame(request, found), "item": item, "outcome": outcome}
        return render(request, "dialogues/item.html#state", context)
    return redirect(_after(request, found, item))


def _after(request: Request, found: DialogueTable, item: PolicyItem) -> str:
    """Where the pressed button leads: the next item, or back to this one."""
    following = request.POST.get("naar", "")
    if following.isascii() and following.isdigit():
        return reverse("dialogues:item", args=[found.pk, following])
    if following == "tafel":
        return found.get_absolute_url()
    return reverse("dialogues:item", args=[found.pk, item.pk])


def _conflict(
    request: Request,
    found: DialogueTable,
    item: PolicyItem,
    form: OutcomeForm,
    stale: StaleVersion,
) -> HttpResponse:
    """Both texts, and three ways on. Nothing of either is lost."""
    theirs = Outcome.objects.visible_to(request.user).get(table=found, policy_item=item)
    mine = Outcome(table=found, policy_item=item, **form.words())
    context = {
        **_frame(request, found),
        "item": item,
        "theirs": theirs,
        "mine": mine,
        "words": form.words(),
        "pairs": _pairs(mine, theirs),
        "merged": _merged(mine, theirs),
    }
    template = "dialogues/item_conflict.html"
    fragment = f"{template}#both" if request.htmx else template
    return render(request, fragment, context, status=409)


SHOWN = ("direction", "reasons", "condition", "minority_view", "support")
TEXTS = ("reasons", "condition", "minority_view")


def _pairs(mine: Outcome, theirs: Outcome) -> list[tuple[str, str, str]]:
    """Label, my words and theirs, for what differs."""
    pairs = []
    for name in SHOWN:
        field: Any = Outcome._meta.get_field(name)
        label = str(field.verbose_name)
        ours, others = _said(mine, name), _said(theirs, name)
        if ours != others:
            pairs.append((label[:1].upper() + label[1:], ours, others))
    return pairs


def _said(outcome: Outcome, name: str) -> str:
    display = getattr(outcome, f"get_{name}_display", None)
    return str(display() if display else getattr(outcome, name))


def _merged(mine: Outcome, theirs: Outcome) -> dict[str, Any]:
    """Their text with mine under it; a choice or count that I left open is theirs."""
    merged = {name: getattr(mine, name) or getattr(theirs, name) for name in Outcome.WORDS}
    for name in TEXTS:
        texts = dict.fromkeys(filter(None, (getattr(theirs, name), getattr(mine, name))))
        merged[name] = "\n".join(texts)
    return merged


def read_aloud(request: Request, pk: int) -> HttpResponse:
    """The table hears its own words back, one after another."""
    found = _table(request, pk)
    lines = [line for line in _lines(request, found) if line["outcome"]]
    return render(request, "dialogues/read_aloud.html", {**_frame(request, found), "lines": lines})


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    outcome = _outcome(request, pk)
    require(request.user, "dialogues.record", outcome.table)
    version = request.POST.get("version", "")
    outcome.confirm(version=int(version) if version.isdecimal() else 0, by=request.user)
    if request.htmx:
        context = {
            **_frame(request, outcome.table),
            "outcome": outcome,
            "item": outcome.policy_item,
        }
        return render(request, "dialogues/read_aloud.html#verdict", context)
    return redirect("dialogues:read_aloud", pk=outcome.table_id)


def replace(request: Request, pk: int) -> HttpResponse:
    """A confirmed outcome changes by a new version with a reason."""
    outcome = _outcome(request, pk)
    require(request.user, "dialogues.replace", outcome.table)
    data = request.POST if request.method == "POST" else None
    form, reason = OutcomeForm(data, instance=outcome), ReasonForm(data)
    if form.is_valid() and reason.is_valid():
        version = form.cleaned_data["version"]
        why = reason.cleaned_data["reason"]
        outcome.replace(version=version, by=request.user, reason=why, **form.words())
        messages.success(request, "De nieuwe versie is bewaard, en de eerdere tekst ook.")
        return redirect("dialogues:table", pk=outcome.table_id)
    context = {
        **_frame(request, outcome.table),
        "outcome": outcome,
        "item": outcome.policy_item,
        "form": form,
        "reason": reason,
        "revisions": outcome.revisions.all(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dialogues/replace.html", context, status=status)


def _outcome(request: Request, pk: int) -> Outcome:
    outcome = get_object_or_404(
        Outcome.objects.visible_to(request.user).select_related("policy_item__theme"), pk=pk
    )
    outcome.table = _table(request, outcome.table_id)
    return outcome


@require_POST
@transaction.atomic
def add_agreement(request: Request, pk: int) -> HttpResponse:
    found = _table(request, pk)
    require(request.user, "dialogues.record", found)
    form = AgreementForm(request.POST, instance=Agreement(session=found.session, table=found))
    if not form.is_valid():
        context = {**_frame(request, found), "agreement_form": form}
        return render(request, "dialogues/agreement.html", context, status=422)
    record(Verb.AGREEMENT_MADE, form.save(), by=request.user)
    messages.success(request, "De afspraak is vastgelegd.")
    return redirect(found.get_absolute_url() + "#afspraken")


@require_POST
@transaction.atomic
def attendance(request: Request, pk: int) -> HttpResponse:
    found = _table(request, pk)
    require(request.user, "dialogues.record", found)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        found.require_open()
        present = form.cleaned_data["present_count"]
        DialogueTable.objects.visible_to(request.user).filter(pk=found.pk).update(
            present_count=present
        )
        record(Verb.ATTENDANCE_RECORDED, found, by=request.user, detail=f"{present}")
        messages.success(request, f"{present} aanwezigen vastgelegd.")
    else:
        messages.error(request, "Vul een aantal in van 0 tot en met 99.")
    return redirect(found.get_absolute_url() + "#aanwezig")


@require_POST
def close_table(request: Request, pk: int) -> HttpResponse:
    found = _table(request, pk)
    require(request.user, "dialogues.record", found)
    actions.close_table(found, by=request.user)
    messages.success(request, f"{found} is gesloten. Bedankt voor het begeleiden.")
    return redirect(found)


def _table(request: Request, pk: int) -> DialogueTable:
    """A table of one's own, or a closed one of the workspace: 404 for every other."""
    found = get_object_or_404(DialogueTable.objects.visible_to(request.user).for_page(), pk=pk)
    is_mine = can(request.user, "dialogues.see_table", found)
    if not is_mine and found.status == DialogueTable.Status.OPEN:
        require(request.user, "dialogues.see_table", found)
    return found
