"""A file is chosen: read with care, and kept for a day until somebody confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.models.row_import import RowImport, packed
from core.rows.fingerprints import KEY, VERSION
from core.spreadsheets import SpreadsheetRefused, read_table
from core.spreadsheets.cells import tidy
from core.spreadsheets.table import plain

if TYPE_CHECKING:
    from core.rows.lists import RowList
    from core.spreadsheets import Table

NO_HEADER = (
    "In dit bestand vinden we de kolomnamen niet. Download eerst de lijst, wijzig wat u wilt "
    "en kies daarna dat bestand."
)
NO_VERSIONS = (
    "De kolom ‘{}’ ontbreekt. Zonder die kolom kunnen we niet zien of een collega intussen iets "
    "wijzigde. Download de lijst opnieuw en zet uw wijzigingen in dat bestand."
)
COLUMN_TWICE = "De kolom ‘{}’ staat er twee keer in. Haal een van de twee weg."
NO_ROWS = "Onder de kolomnamen staan geen regels. Kies het bestand met de lijst."


def keep_upload(rows: RowList, file: Any, *, by: Any) -> RowImport:
    """Read the file and hold on to it; SpreadsheetRefused says why it could not be."""
    table = read_table(file)
    at = _header_at(rows, table)
    header = [str(cell).strip() for cell in table.header(at)]
    _check_columns(rows, header)
    lines = [[number, packed(cells)] for number, cells in table.below(at)]
    if not lines:
        raise SpreadsheetRefused(NO_ROWS)
    return _kept(rows, header, lines, table.notes, name=tidy(str(file.name))[:200], by=by)


@transaction.atomic
def _kept(
    rows: RowList, header: list[str], lines: list[Any], notes: list[str], *, name: str, by: Any
) -> RowImport:
    """An earlier file of this person that was not taken in makes place."""
    mine = RowImport.objects.filter(
        created_by=by,
        list_name=rows.name,
        owner_id=rows.owner.pk,
        status=RowImport.Status.UPLOADED,
        job__isnull=True,
    )
    mine.delete()
    RowImport.objects.expired().delete()
    return RowImport.objects.create(
        list_name=rows.name,
        owner_id=rows.owner.pk,
        scope=rows.owner.scope,
        file_name=name,
        header=header,
        rows=lines,
        notes=notes,
        created_by=by,
    )


def _header_at(rows: RowList, table: Table) -> int:
    names = [KEY, VERSION]
    for column in rows.columns:
        names += [column.label, *column.also]
    found = table.header_index(names)
    if found is None:
        raise SpreadsheetRefused(NO_HEADER)
    return found


def _check_columns(rows: RowList, header: list[str]) -> None:
    seen = [plain(title) for title in header if title]
    known = {plain(title) for title in rows.header()}
    for title in header:
        if plain(title) in known and seen.count(plain(title)) > 1:
            raise SpreadsheetRefused(COLUMN_TWICE.format(title))
    if plain(KEY) in seen and plain(VERSION) not in seen:
        raise SpreadsheetRefused(NO_VERSIONS.format(VERSION))
