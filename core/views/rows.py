"""Lists as a file: download, choose an edited file, see what it would do, confirm, undo (C6)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.models import Event, RowImport
from core.permissions import require
from core.rows.comparison import Comparison
from core.rows.lists import ListUnknown, RowList, list_named
from core.rows.taking_in import (
    LARGE,
    AlreadyDone,
    Confirmation,
    compare,
    hand_over,
    rows_of,
    take_in,
    undo,
)
from core.rows.upload import keep_upload
from core.rows.writing import ImportRefused
from core.spreadsheets import SpreadsheetRefused, csv_response, xlsx_response

SHOWN = 100
WRITERS = {"xlsx": xlsx_response, "csv": csv_response}
SKIP_FIRST = (
    "Verbeter de rijen in het bestand en kies het opnieuw, of vink aan dat u ze wilt overslaan."
)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Het bewerkte bestand",
        help_text="Excel (.xlsx) of CSV, hooguit 2 MB en 5.000 rijen.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": "Kies het bestand dat u hebt bewerkt."},
    )


class ConfirmForm(forms.Form):
    """`removed` are keys; a key that is not missing from the file changes nothing."""

    fingerprint = forms.CharField(max_length=64)
    skip = forms.BooleanField(required=False)

    def confirmation(self, seen: Comparison, rows: RowList, chosen: list[str]) -> Confirmation:
        missing = {rows.key(row) for row in seen.removable}
        return Confirmation(
            fingerprint=self.cleaned_data["fingerprint"],
            skips_refused=self.cleaned_data["skip"],
            removed=tuple(key for key in chosen if key in missing),
        )


def _list_or_404(request: HttpRequest, name: str, pk: int) -> RowList:
    """The list of an owner this person may see."""
    try:
        made = list_named(name)
    except ListUnknown:
        raise Http404 from None
    return made(get_object_or_404(made.owners(request.user), pk=pk))


def _import_or_404(request: HttpRequest, pk: int) -> tuple[RowImport, RowList]:
    """This person's own upload, of a list that may still be seen and changed."""
    mine = RowImport.objects.visible_to(request.user).select_related("job", "created_by")
    given = get_object_or_404(mine, pk=pk)
    rows = rows_of(given, request.user)
    if rows is None:
        raise Http404
    require(request.user, rows.permission, rows.owner)
    return given, rows


@require_safe
def rows_export(request: HttpRequest, name: str, pk: int, kind: str) -> HttpResponse:
    """Every row with its key and fingerprint, as Excel or CSV."""
    rows = _list_or_404(request, name, pk)
    if kind not in WRITERS:
        raise Http404
    return WRITERS[kind](rows.file_name, rows.header(), rows.table())


def rows_upload(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Choose the file; nothing changes until the comparison is confirmed."""
    rows = _list_or_404(request, name, pk)
    require(request.user, rows.permission, rows.owner)
    is_posted = request.method == "POST"
    form = UploadForm(None, request.FILES if is_posted else None)
    if is_posted and form.is_valid():
        try:
            return redirect(keep_upload(rows, form.cleaned_data["file"], by=request.user))
        except SpreadsheetRefused as refusal:
            form.add_error("file", str(refusal))
    earlier = RowImport.objects.visible_to(request.user).filter(list_name=name, owner_id=pk)
    context = {
        "form": form,
        "earlier": earlier.exclude(status=RowImport.Status.UPLOADED).defer("before", "rows")[:5],
    }
    return _page(request, rows, "rows_upload", context, status=422 if form.errors else 200)


@require_safe
def rows_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One upload: what it would do, how far it is, or what it did."""
    given, rows = _import_or_404(request, pk)
    if given.is_underway:
        return _page(request, rows, "rows_busy", {"given": given})
    if given.is_open:
        return _preview(request, given, rows, compare(given, rows))
    context = {"given": given, "result": given.result, "events": Event.objects.about(given)[:20]}
    return _page(request, rows, "rows_result", context)


def _preview(
    request: HttpRequest, given: RowImport, rows: RowList, seen: Comparison, problem: str = ""
) -> HttpResponse:
    context = {
        "given": given,
        "seen": seen,
        "removable": [(rows.key(row), rows.name_of(row)) for row in seen.removable][:SHOWN],
        "shown": SHOWN,
        "problem": problem or given.failure,
    }
    return _page(request, rows, "rows_preview", context, status=409 if problem else 200)


@require_POST
def rows_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file in as it was shown; many rows go to the background."""
    given, rows = _import_or_404(request, pk)
    if not given.is_open or given.is_underway:
        return redirect(given)
    seen = compare(given, rows)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return redirect(given)
    confirmed = form.confirmation(seen, rows, request.POST.getlist("removed"))
    if seen.is_refused and not confirmed.skips_refused:
        return _preview(request, given, rows, seen, SKIP_FIRST)
    if seen.size + len(confirmed.removed) > LARGE:
        hand_over(given, confirmed)
        return redirect(given)
    return _take_in(request, given, confirmed)


def _take_in(request: HttpRequest, given: RowImport, confirmed: Confirmation) -> HttpResponse:
    try:
        take_in(given, confirmed, by=request.user)
    except AlreadyDone:
        return redirect(given)
    except ImportRefused as refusal:
        given, rows = _import_or_404(request, given.pk)
        return _preview(request, given, rows, compare(given, rows), str(refusal))
    messages.success(request, "Het bestand is ingelezen.")
    return redirect(given)


@require_POST
def rows_undo(request: HttpRequest, pk: int) -> HttpResponse:
    given, _ = _import_or_404(request, pk)
    if given.is_underway or not given.may_be_undone:
        return redirect(given)
    if len(given.result["changed"]) + len(given.result["new"]) > LARGE:
        hand_over(given, None)
        return redirect(given)
    try:
        undo(given, by=request.user)
    except AlreadyDone:
        return redirect(given)
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Teruggedraaid. De lijst is weer zoals hij was.")
    return redirect(given)


def _page(
    request: HttpRequest, rows: RowList, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the surroundings of the list itself."""
    shared = {"list": rows, "layout": rows.layout, **rows.context}
    return render(request, f"core/{name}.html", shared | context, status=status)
