"""A school's own list is read, whatever program wrote it; what could harm is refused."""

import datetime
import io
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.workbook.protection import WorkbookProtection

from core.children import read_workbook as child
from core.spreadsheets import SpreadsheetRefused, Table, read_table
from core.spreadsheets.table import Formula

DATA = Path(__file__).parent.parent / "data"
ALIASES = {
    "naam", "voornaam", "roepnaam", "achternaam", "e-mail", "e-mail werk", "mail", "wtf", "fte",
    "werktijdfactor", "personeelsnr", "medewerkernummer", "werknemerscode", "functie", "categorie",
    "onderdeel", "waarde",
}  # fmt: skip


def read(content: bytes, name: str = "lijst.csv") -> Table:
    return read_table(SimpleUploadedFile(name, content))


def refusal(content: bytes, name: str = "lijst.xlsx") -> str:
    with pytest.raises(SpreadsheetRefused) as refused:
        read(content, name)
    return str(refused.value)


def workbook(*rows: list, change=lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same package with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "header", "first_line", "rows"),
    [
        ("rooster-export.csv", "werknemerscode", 2, 87),
        ("eigen-lijst.txt", "Personeelsnr", 2, 83),
        ("salaris-export.xlsx", "Medewerkernummer", 4, 82),
        ("taakbeleid.xlsx", "Categorie", 2, 12),
    ],
)
def test_the_lists_of_a_real_school_are_read(name, header, first_line, rows):
    table = read((DATA / name).read_bytes(), name)

    found = table.header_index(ALIASES)
    below = table.below(found)

    assert table.header(found)[0] == header
    assert below[0][0] == first_line
    assert len(below) == rows
    assert {len(row) for _, row in below} == {table.width}


def test_letters_of_windows_1252_are_kept():
    table = read((DATA / "eigen-lijst.txt").read_bytes())

    assert any("Renée" in row for row in table.rows)


LIST = "naam;wtf\r\nRenée Øğ;0,8\r\n"


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode(),
        LIST.encode("utf-8-sig"),
        LIST.encode("utf-16"),
        LIST.encode("utf-16-le"),
        LIST.encode("utf-16-be"),
        LIST.replace("\r\n", "\r").encode(),
        LIST.replace("\r\n", "\n").encode(),
        LIST.replace(";", "\t").encode(),
        LIST.replace(",", ".").replace(";", ",").replace("0.8", "0.8").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "cr", "lf", "tab", "comma"],
)
def test_every_encoding_and_separator_gives_the_same_table(content):
    table = read(content)

    assert table.rows[0] == ["naam", "wtf"]
    assert table.rows[1][0] == "Renée Øğ"
    assert str(table.rows[1][1]).replace(".", ",") == "0,8"


def test_invisible_marks_are_left_out_and_reported():
    table = read(b"naam;wtf\nAn\x00na;1\n")

    assert table.rows[1] == ["Anna", "1"]
    assert "onzichtbare tekens" in table.notes[0]


def test_rows_are_numbered_as_a_spreadsheet_program_numbers_them():
    """An empty row counts; a cell of several lines is still one row."""
    table = read(b'naam;noot\n\nAnna;"twee\nregels"\nBas;een\n')

    assert [line for line, _ in table.below(0)] == [3, 4]


def test_numbers_dates_and_texts_keep_their_kind():
    content = workbook(
        ["naam", "wtf", "start", "actief"],
        ["=geen", 0.8, datetime.date(2026, 8, 1), True],
        change=lambda book: setattr(book.active["A2"], "data_type", "s"),
    )

    assert read(content).rows[1] == ["=geen", Decimal("0.8"), datetime.date(2026, 8, 1), "ja"]


def test_a_formula_is_reported_and_not_evaluated():
    table = read(workbook(["naam", "wtf"], ["Anna", "=1+1"]))

    assert table.rows[1] == ["Anna", ""]
    assert isinstance(table.rows[1][1], Formula)
    assert table.notes == ["Cel B2 bevat een formule. Die lezen we niet."]


def test_the_first_visible_sheet_with_something_in_it_is_read():
    def more_sheets(book):
        book.active.title = "Leeg"
        book.create_sheet("Verborgen").append(["geheim"])
        book["Verborgen"].sheet_state = "hidden"
        book.create_sheet("Lijst").append(["naam"])

    table = read(workbook(change=more_sheets))

    assert table.rows == [["naam"]]
    assert "Lijst" in table.notes[0]


def test_the_header_is_found_below_title_rows():
    table = read(b"Overzicht;\n;\nnaam;wtf;zomaar\nAnna;1;x\n")

    assert table.header_index(ALIASES) == 1
    assert table.header_index({"iets anders"}) is None


def test_a_csv_that_calls_itself_excel_is_read_as_what_it_is():
    assert read(LIST.encode(), "export.xls").rows[0] == ["naam", "wtf"]
    assert read(workbook(["naam", "wtf"]), "export.csv").rows == [["naam", "wtf"]]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf\r\n \r\n", "leeg"),
        (b"<html><table><tr><td>naam</table>", "webpagina"),
        (b"\xff\xfe" + "<table>".encode("utf-16-le"), "webpagina"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "oud Excel-bestand"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "wachtwoord",
        ),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "afbeelding"),
        (b"PK\x03\x04 broken", "beschadigd"),
        (b"naam\n" * 5_100, "5.000 rijen"),
        (b";".join(b"%d" % n for n in range(60)), "50 kolommen"),
        (b"x" * (2 * 1024 * 1024 + 1), "2 MB"),
    ],
    ids=[
        "empty", "only a mark", "html", "html in utf-16", "xls", "password", "pdf", "png",
        "broken zip", "rows", "columns", "size",
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_with_advice(content, advice):
    assert advice in refusal(content)


def test_macros_and_links_to_other_files_are_refused():
    plain = workbook(["naam"])

    assert "macro" in refusal(repacked(plain, **{"xl/vbaProject.bin": b"x"}))
    links = repacked(plain, **{"xl/externalLinks/externalLink1.xml": b"<x/>"})
    assert "andere bestanden" in refusal(links)
    assert "gegevensbronnen" in refusal(repacked(plain, **{"xl/connections.xml": b"<x/>"}))


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("brief.txt", "hallo")

    assert "geen Excel-werkmap" in refusal(out.getvalue())


def bomb() -> bytes:
    """Under half a megabyte that unpacks to more than a hundred."""
    sheet = b"<worksheet>" + b"<row/>" * 19_000_000 + b"</worksheet>"
    return repacked(workbook(["naam"]), **{"xl/worksheets/sheet1.xml": sheet})


def test_a_bomb_is_refused_before_it_is_unpacked():
    content = bomb()
    assert len(content) < 500_000

    started = time.monotonic()
    advice = refusal(content)

    assert "van binnen veel te groot" in advice
    assert time.monotonic() - started < 1


def test_too_many_parts_are_refused():
    parts = {f"xl/media/{number}.txt": b"x" for number in range(250)}

    assert "van binnen" in refusal(repacked(workbook(["naam"]), **parts))


def test_forged_sizes_give_a_plain_message():
    content = bytearray(workbook(["naam"], ["Anna"]))
    start = content.find(b"PK\x01\x02")
    while start >= 0:
        content[start + 24 : start + 28] = (10).to_bytes(4, "little")
        start = content.find(b"PK\x01\x02", start + 4)

    assert "beschadigd" in refusal(bytes(content))


def test_a_million_empty_rows_and_a_lying_size_are_read_quickly():
    content = workbook(["naam"], ["Anna"])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    lying = sheet.replace('ref="A1:A2"', 'ref="A1:XFD1048576"').replace(
        "</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    )

    started = time.monotonic()
    table = read(repacked(content, **{"xl/worksheets/sheet1.xml": lying.encode()}))

    assert table.rows == [["naam"], ["Anna"]]
    assert time.monotonic() - started < 3


def test_an_xml_bomb_does_not_expand():
    content = workbook(["naam"])
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
        b'<!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData>'
        b"</worksheet>"
    )

    assert "beschadigd" in refusal(repacked(content, **{"xl/worksheets/sheet1.xml": evil}))


def test_too_many_rows_in_a_workbook_are_refused():
    assert "5.000 rijen" in refusal(workbook(*[["naam"]] * 5_100))


def test_a_workbook_that_takes_too_long_ends_only_its_child(monkeypatch):
    monkeypatch.setattr("core.spreadsheets.workbooks.SECONDS", 0.01)

    assert "beschadigd" in refusal(workbook(["naam"]))


def test_a_protected_structure_is_still_read():
    def protect(book):
        book.security = WorkbookProtection(workbookPassword="ABCD", lockStructure=True)

    assert read(workbook(["naam"], change=protect)).rows == [["naam"]]


def test_the_child_answers_the_same_in_our_own_process():
    assert child.answer(workbook(["naam"]))["rows"] == [(1, ["naam"])]
