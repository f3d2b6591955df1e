"""Rows as a download: the same two formats for every list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse

from core.formats import CSV, XLSX

if TYPE_CHECKING:
    from tablib import Dataset

FORMATS: dict[str, Any] = {"xlsx": XLSX, "csv": CSV}


def file_of(rows: Dataset, kind: str, *, title: str, name: str) -> HttpResponse:
    """`rows` as "xlsx" or "csv" under `name`; 404 for a kind that does not exist."""
    if kind not in FORMATS:
        raise Http404
    rows.title = title
    form = FORMATS[kind]()
    response = HttpResponse(form.export_data(rows), content_type=form.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
