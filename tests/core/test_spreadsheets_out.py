"""What was text stays text in every file we give out; no cell becomes a formula."""

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
import tablib

from core.formats import CSV, XLSX
from core.spreadsheets import csv_response, xlsx_response

HOSTILE = [
    '=HYPERLINK("http://x.example")',
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1+1",
]
PLAIN_NUMBERS = ["-1", "+1", "-12,5", "+31.20"]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def first_sheet(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless_in_csv(text):
    response = csv_response("Lijst", ["naam", text], [[text, 1]])
    dataset = tablib.Dataset([text, "x"], headers=["naam", text])

    for content in (response.content, CSV().export_data(dataset)):
        for cell in (csv_rows(content)[0][1], csv_rows(content)[1][0]):
            assert cell.startswith("'")
            assert cell.replace("\r", "").endswith(text.replace("\r", "")[1:])


@pytest.mark.parametrize("text", PLAIN_NUMBERS)
def test_a_plain_number_stays_a_number_in_csv(text):
    assert csv_rows(csv_response("Lijst", ["n"], [[text]]).content)[1] == [text]


@pytest.mark.parametrize("text", HOSTILE + PLAIN_NUMBERS)
def test_text_is_typed_as_text_in_excel(text):
    response = xlsx_response("Lijst", ["naam", text], [[text, 1]])
    dataset = tablib.Dataset([text, "x"], headers=["naam", text])

    for content in (response.content, XLSX().export_data(dataset)):
        sheet = first_sheet(content)
        for cell in (sheet["B1"], sheet["A2"]):
            assert cell.data_type == "s"


def test_numbers_dates_and_yes_or_no_keep_their_meaning():
    moment = datetime.datetime(2027, 1, 12, 14, 30, tzinfo=datetime.UTC)
    row = [Decimal("0.8"), 12, datetime.date(2027, 1, 12), moment, True, None]

    sheet = first_sheet(xlsx_response("Lijst", list("abcdef"), [row]).content)
    texts = csv_rows(csv_response("Lijst", list("abcdef"), [row]).content)[1]

    assert [cell.value for cell in sheet[2]] == [
        0.8,
        12,
        datetime.datetime(2027, 1, 12),  # noqa: DTZ001 (a cell has no time zone)
        datetime.datetime(2027, 1, 12, 15, 30),  # noqa: DTZ001
        "ja",
        None,
    ]
    assert texts == ["0,8", "12", "12-01-2027", "12-01-2027 15.30", "ja", ""]


@pytest.mark.parametrize("text", ["een\x00twee", "\x0b", "\ufffe", "\ud800", "x" * 40_000])
def test_what_excel_can_not_hold_does_not_break_the_file(text):
    assert first_sheet(xlsx_response("Lijst", ["a"], [[text]]).content)["A1"].value == "a"
    assert csv_response("Lijst", ["a"], [[text]]).content


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"b\r\nX: y', "CON:*?[]", "", "é" * 300])
def test_the_file_name_is_our_own(name):
    header = xlsx_response(name, ["a"], [])["Content-Disposition"]

    assert header.startswith('attachment; filename="')
    assert header.endswith('.xlsx"')
    assert ".." not in header
    assert len(header) < 130


def test_the_header_stays_in_sight():
    assert first_sheet(xlsx_response("Lijst", ["a"], [[1]]).content).freeze_panes == "A2"
