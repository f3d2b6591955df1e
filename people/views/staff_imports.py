"""A staff list from a file: upload, columns, preview, confirm, result, undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import require
from core.spreadsheets import SpreadsheetRefused, csv_response, read_table
from core.steps import StepNotAllowed
from people.actions.staff_import import (
    ListChanged,
    UndoRefused,
    confirm_staff_import,
    undo_staff_import,
)
from people.forms.staff_imports import ColumnsForm, ConfirmForm, UploadForm
from people.models import Request, School, StaffImport
from people.resources.columns import guess, staff_list
from people.resources.comparison import Comparison, compare

SHOWN = 50
MOST_TICKS = 400

SEEN_CHANGED = (
    "Er is intussen iets gewijzigd. Er is niets ingelezen. Bekijk de vergelijking opnieuw."
)


def staff_import(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_staff", school)
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            uploaded = _upload(school, form.cleaned_data["file"], request)
        except SpreadsheetRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("people:staff_import_columns", pk=uploaded.pk)
    earlier = StaffImport.objects.visible_to(request.user).filter(school=school)
    done = earlier.exclude(status=StaffImport.Status.UPLOADED).select_related("created_by")
    return render(
        request,
        "people/staff_import.html",
        {"school": school, "form": form, "earlier": done.defer("rows", "before")[:10]},
    )


def _upload(school: School, file: Any, request: Request) -> StaffImport:
    """Keep what may be kept; an earlier file of this person that was not confirmed goes."""
    found = staff_list(read_table(file))
    mine = StaffImport.objects.visible_to(request.user).filter(
        school=school, created_by=request.user, status=StaffImport.Status.UPLOADED
    )
    mine.delete()
    uploaded = StaffImport(
        school=school,
        file_name=str(file.name)[:200],
        header=found.header,
        header_hash=found.header_hash,
        rows=found.rows,
        refused=found.refused,
        notes=found.notes,
        created_by=request.user,
    )
    remembered = school.staff_imports.same_header(uploaded).first()
    uploaded.mapping = (
        remembered.mapping if remembered else {"columns": guess(found.header), "is_guess": True}
    )
    uploaded.save()
    return uploaded


def staff_import_columns(request: Request, pk: int) -> HttpResponse:
    uploaded = get_object_or_404(_open_imports(request), pk=pk)
    require(request.user, "people.keep_staff", uploaded)
    form = ColumnsForm(request.POST if request.method == "POST" else None, staff_import=uploaded)
    if request.method == "POST" and form.is_valid():
        uploaded.mapping = form.mapping()
        uploaded.save(update_fields=["mapping"])
        return redirect("people:staff_import_preview", pk=pk)
    return render(
        request,
        "people/staff_import_columns.html",
        {"school": uploaded.school, "staff_import": uploaded, "form": form},
    )


def staff_import_preview(request: Request, pk: int) -> HttpResponse:
    uploaded = get_object_or_404(_open_imports(request), pk=pk)
    require(request.user, "people.keep_staff", uploaded)
    try:
        comparison = compare(uploaded)
    except SpreadsheetRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:staff_import_columns", pk=pk)
    return _preview(request, uploaded, comparison)


def _preview(
    request: Request,
    uploaded: StaffImport,
    comparison: Comparison,
    form: ConfirmForm | None = None,
) -> HttpResponse:
    initial = {"fingerprint": comparison.fingerprint, "left_on": timezone.localdate()}
    form = form or ConfirmForm(initial=initial, has_wrong=bool(comparison.wrong))
    context = {
        "school": uploaded.school,
        "staff_import": uploaded,
        "comparison": comparison,
        "form": form,
        "fingerprint": comparison.fingerprint,
        "shown": SHOWN,
        "ticks": comparison.missing[:MOST_TICKS],
        "today": timezone.localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "people/staff_import_preview.html", context, status=status)


@require_POST
def staff_import_confirm(request: Request, pk: int) -> HttpResponse:
    uploaded = get_object_or_404(_imports(request), pk=pk)
    require(request.user, "people.keep_staff", uploaded)
    if not uploaded.is_open:
        raise StepNotAllowed(uploaded, StaffImport.Status.CONFIRMED)
    seen = compare(uploaded)
    form = ConfirmForm(request.POST, has_wrong=bool(seen.wrong))
    if not form.is_valid():
        return _preview(request, uploaded, seen, form)
    if form.cleaned_data["fingerprint"] != seen.fingerprint:
        messages.warning(request, SEEN_CHANGED)
        return redirect("people:staff_import_preview", pk=pk)
    return _confirm(request, uploaded, form)


def _confirm(request: Request, uploaded: StaffImport, form: ConfirmForm) -> HttpResponse:
    comparison = compare(uploaded, _numbers(request, "same"))
    left = _numbers(request, "left")
    if form.cleaned_data["everyone_left"]:
        left = {member.pk for member in comparison.missing}
    try:
        confirm_staff_import(
            uploaded,
            comparison.changes(left, form.cleaned_data["left_on"]),
            by=request.user,
            result=comparison.result(left),
        )
    except ListChanged as moved:
        messages.warning(request, str(moved))
        return redirect("people:staff_import_preview", pk=uploaded.pk)
    return redirect("people:staff_import_result", pk=uploaded.pk)


def _numbers(request: Request, name: str) -> set[int]:
    given = request.POST.getlist(name)
    return {int(text) for text in given if text.isascii() and text.isdigit()}


def staff_import_errors(request: Request, pk: int) -> HttpResponse:
    """The rows in error as a file, for whoever has to mend them."""
    uploaded = get_object_or_404(_imports(request), pk=pk)
    require(request.user, "people.keep_staff", uploaded)
    skipped = compare(uploaded).result(set())["skipped"] if uploaded.is_open else None
    rows = [
        [row["line"], row["name"], " ".join(row["errors"])]
        for row in skipped or uploaded.result.get("skipped", [])
    ]
    return csv_response("rijen met fouten", ["Rij", "Naam", "Wat er moet gebeuren"], rows)


def staff_import_result(request: Request, pk: int) -> HttpResponse:
    done = get_object_or_404(_imports(request).exclude(status=StaffImport.Status.UPLOADED), pk=pk)
    context = {
        "school": done.school,
        "staff_import": done,
        "result": done.result,
        "events": Event.objects.about(done)[:20],
    }
    return render(request, "people/staff_import_result.html", context)


@require_POST
def staff_import_undo(request: Request, pk: int) -> HttpResponse:
    done = get_object_or_404(_imports(request), pk=pk)
    require(request.user, "people.keep_staff", done)
    if done.status != StaffImport.Status.CONFIRMED:
        raise StepNotAllowed(done, StaffImport.Status.UNDONE)
    try:
        undo_staff_import(done, by=request.user)
    except UndoRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Het inlezen is teruggedraaid. De lijst is weer als daarvoor.")
    return redirect("people:staff_import_result", pk=pk)


def _imports(request: Request) -> Any:
    return StaffImport.objects.visible_to(request.user).select_related("school")


def _open_imports(request: Request) -> Any:
    return _imports(request).filter(status=StaffImport.Status.UPLOADED)
