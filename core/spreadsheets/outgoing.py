"""Out: what was text stays text, in Excel and in whatever else opens the file."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
# Also the full-width forms of = + - @, which some programs read as the narrow ones.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SHEET_SIGNS = re.compile(r"[\[\]:*?/\\]")

Rows = Iterable[Sequence[Any]]


def xlsx_response(name: str, header: Sequence[str], rows: Rows) -> HttpResponse:
    return _attachment(xlsx_bytes(name, header, rows), f"{_safe_name(name)}.xlsx", XLSX_TYPE)


def csv_response(name: str, header: Sequence[str], rows: Rows) -> HttpResponse:
    return _attachment(csv_bytes(header, rows), f"{_safe_name(name)}.csv", CSV_TYPE)


def csv_bytes(header: Sequence[str], rows: Rows) -> bytes:
    """Semicolons and a byte-order mark: what Dutch Excel opens by itself."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def harmless(value: Any) -> str:
    """A cell that no program takes for a formula; a plain number stays a number."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case int() | float() | Decimal():
            return str(value).replace(".", ",")
        case datetime():
            return _local(value).strftime("%d-%m-%Y %H.%M")
        case date():
            return value.strftime("%d-%m-%Y")
    text = UNPRINTABLE.sub("", str(value))
    if text.lstrip(" ").startswith(DANGEROUS) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def xlsx_bytes(name: str, header: Sequence[str], rows: Rows) -> bytes:
    """A workbook of one sheet; text is typed as text, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET_SIGNS.sub(" ", name)[:31].strip("' ") or "Lijst"
    for column, title in enumerate(header, start=1):
        _write(sheet.cell(1, column), title)
        sheet.cell(1, column).font = Font(bold=True)
    for line, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            _write(sheet.cell(line, column), value)
    _comfortable(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Any, value: Any) -> None:
    match value:
        case None:
            return
        case bool():
            cell.value = "ja" if value else "nee"
        case int() | float() | Decimal():
            cell.value = value
        case datetime():
            cell.value = _local(value).replace(tzinfo=None)
            cell.number_format = "dd-mm-yyyy hh:mm"
        case date():
            cell.value = value
            cell.number_format = "dd-mm-yyyy"
        case _:
            _write_text(cell, UNPRINTABLE.sub("\ufffd", str(value))[:32_767])


def _write_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


def _comfortable(sheet: Any) -> None:
    """The header stays in sight and columns are as wide as what they hold."""
    sheet.freeze_panes = "A2"
    for cells in sheet.iter_cols(max_row=min(sheet.max_row, 200)):
        longest = max(
            (len(str(cell.value)) for cell in cells if cell.value is not None), default=0
        )
        sheet.column_dimensions[cells[0].column_letter].width = min(max(longest + 2, 8), 60)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _safe_name(name: str) -> str:
    return slugify(name)[:80] or "lijst"


def _attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
