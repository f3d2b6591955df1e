"""The present taakbeleid, its versions, and how it comes in and goes out (P11)."""

from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import can, require
from people.models import Request
from trajects.forms.policy import ColumnsForm, PolicyItemForm, UploadForm
from trajects.models import LibraryItem, PolicyImport, PolicyItem, TaskPolicy, Traject
from trajects.models.policy_hours import EXAMPLE_FACTORS, present_balance, staffing_of
from trajects.models.policy_terms import below_the_cao
from trajects.resources.policy import policy_file


def policy(request: Request, pk: int) -> HttpResponse:
    """The items by category with a plain sum of hours; `?versie=` shows an older one."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    versions = list(TaskPolicy.objects.visible_to(request.user).of(traject).for_list())
    shown = _version_asked(request, versions)
    context = {
        "traject": traject,
        "works_here": can(request.user, "trajects.open_workspace", traject),
        "versions": versions,
        "shown": shown,
        "is_newest": bool(versions) and shown == versions[0],
        "is_discussed": bool(versions) and versions[0].is_discussed,
        "readings": LibraryItem.objects.visible_to(request.user)
        .of(traject)
        .on_rules()
        .for_reading(),
        **(_contents(shown, traject) if shown else {}),
    }
    return render(request, "trajects/policy.html", context)


def _contents(shown: TaskPolicy, traject: Traject) -> dict[str, Any]:
    """The items of a version by category, and what their hours come to."""
    items = list(shown.items().for_overview())
    norm = Decimal(shown.norm_hours)
    return {
        "categories": [
            (category, list(group))
            for category, group in groupby(items, key=lambda item: item.category)
        ],
        "total": len(items),
        "balances": present_balance(items, staffing_of(traject.school), norm=norm),
        "factors": EXAMPLE_FACTORS,
        "below_the_cao": list(below_the_cao(items, shown.terms.all())),
    }


def _version_asked(request: Request, versions: list[TaskPolicy]) -> TaskPolicy | None:
    asked = request.GET.get("versie", "")
    newest = versions[0] if versions else None
    return next((one for one in versions if str(one.number) == asked), newest)


def policy_upload(request: Request, pk: int) -> HttpResponse:
    """Choose the file; nothing changes until the rows are confirmed."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.import_policy", traject)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*given)
    if request.method == "POST" and form.is_valid():
        return redirect(form.upload(traject, by=request.user))
    context = {"traject": traject, "form": form}
    return render(
        request, "trajects/policy_upload.html", context, status=422 if form.errors else 200
    )


def policy_import(request: Request, pk: int) -> HttpResponse:
    """Match the columns and see every row as it would be kept."""
    given = _import_or_404(request, pk)
    require(request.user, "trajects.import_policy", given.traject)
    form = ColumnsForm(request.POST if request.method == "POST" else None, given=given)
    if request.method == "POST" and form.is_valid():
        form.apply()
        return redirect(given)
    rows = given.read()
    context = {
        "traject": given.traject,
        "given": given,
        "form": form,
        "rows": rows,
        "wrong": [row for row in rows if row.errors],
        "noted": [row for row in rows if row.notes],
        "comparison": given.compared(rows) if rows and given.is_open else None,
        "versions": given.traject.policies.count(),
    }
    return render(
        request, "trajects/policy_import.html", context, status=422 if form.errors else 200
    )


def _import_or_404(request: Request, pk: int) -> PolicyImport:
    imports = PolicyImport.objects.visible_to(request.user).select_related("traject__school")
    return get_object_or_404(imports, pk=pk)


@require_POST
def policy_confirm(request: Request, pk: int) -> HttpResponse:
    """Make the rows the present taakbeleid: all of them, or none while one is wrong."""
    given = _import_or_404(request, pk)
    require(request.user, "trajects.import_policy", given.traject)
    require(request.user, "trajects.confirm_policy", given)
    made = given.confirm(by=request.user)
    messages.success(request, f"{made} is ingelezen. De vorige versie blijft bewaard.")
    return redirect("trajects:policy", pk=given.traject_id)


def policy_item_add(request: Request, pk: int) -> HttpResponse:
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.change_policy", traject)
    form = PolicyItemForm(request.POST if request.method == "POST" else None, traject=traject)
    if request.method == "POST" and form.is_valid():
        item = form.add(traject, by=request.user)
        messages.success(request, f"‘{item}’ is toegevoegd.")
        return redirect("trajects:policy", pk=pk)
    context = {"traject": traject, "form": form}
    return render(
        request, "trajects/policy_item_add.html", context, status=422 if form.errors else 200
    )


def policy_item(request: Request, pk: int) -> HttpResponse:
    """One item to read for everybody who knows the traject, and to change for the team."""
    item = _item_or_404(request, pk)
    traject, form = item.traject, PolicyItemForm(instance=item, traject=item.traject)
    if request.method == "POST":
        require(request.user, "trajects.change_policy_item", item)
        form = PolicyItemForm(request.POST, instance=_item_or_404(request, pk), traject=traject)
        if form.is_valid():
            form.change(by=request.user)
            messages.success(request, "Het onderdeel is opgeslagen.")
            return redirect("trajects:policy", pk=traject.pk)
    context = {
        "traject": traject,
        "works_here": can(request.user, "trajects.open_workspace", traject),
        "item": item,
        "form": form,
        "events": Event.objects.about(item)[:20],
    }
    return render(
        request, "trajects/policy_item.html", context, status=422 if form.errors else 200
    )


@require_POST
def policy_item_remove(request: Request, pk: int) -> HttpResponse:
    """Out of the newest version, as long as nobody spoke about it."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.remove_policy_item", item)
    item.remove(by=request.user)
    messages.success(request, f"‘{item}’ is weggehaald.")
    return redirect("trajects:policy", pk=item.traject.pk)


def _item_or_404(request: Request, pk: int) -> PolicyItem:
    items = PolicyItem.objects.visible_to(request.user).for_conclusion()
    return get_object_or_404(items, pk=pk)


def policy_export(request: Request, pk: int, kind: str) -> HttpResponse:
    """The newest version as a spreadsheet that can be read in again."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user), pk=pk)
    return policy_file(traject, kind, reader=request.user)
