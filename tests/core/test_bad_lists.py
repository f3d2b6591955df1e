"""B1 to B6, B18 to B20: a file with rows that is not what it seems is refused with advice."""

import io
import time
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from core.models import RowImport
from core.rows import Number
from core.rows.columns import Text
from core.rows.fingerprints import fingerprint_of
from core.spreadsheets.cells import CellRefused, as_text, day, tidy, yes_or_no
from core.spreadsheets.outgoing import csv_bytes, harmless
from core.spreadsheets.texts import read_text

HEAD = ["sleutel", "wat", "versie"]


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


PLAIN = workbook(HEAD, ["a", "b", "c"])
BOMB = b"<worksheet>" + b"<row/>" * 19_000_000 + b"</worksheet>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (lambda: repacked(PLAIN, **{"xl/worksheets/sheet1.xml": BOMB}), "veel te groot"),
        (lambda: repacked(PLAIN, **{"xl/vbaProject.bin": b"x"}), "macro"),
        (lambda: repacked(PLAIN, **{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "verwijst"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "oud Excel-bestand"),
        (lambda: b"<html><table><tr><td>sleutel</table>", "webpagina"),
        (lambda: b"%PDF-1.7 ...", "PDF"),
        (lambda: b"", "leeg"),
        (lambda: b"PK\x03\x04 broken", "beschadigd"),
        (lambda: b"sleutel;wat;versie\n" + b"a;b;c\n" * 5_100, "5.000 rijen"),
        (lambda: b"x" * (2 * 1024 * 1024 + 1), "2 MB"),
        (lambda: b"naam;geboortedatum\nx;y\n", "kolomnamen niet"),
        (lambda: b"sleutel;wat\na;b\n", "‘versie’ ontbreekt"),
        (lambda: b"sleutel;wat;wat;versie\na;b;b;c\n", "twee keer"),
        (lambda: b"sleutel;wat;versie\n", "geen regels"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_and_not_kept(
    client, anna, traject, content, advice
):
    client.force_login(anna)
    started = time.perf_counter()
    file = SimpleUploadedFile("draaiboek.xlsx", content())

    response = client.post(
        reverse("core:rows_upload", args=["draaiboek", traject.pk]), {"file": file}
    )

    assert response.status_code == 422
    assert advice in response.content.decode()
    assert not RowImport.objects.exists()
    assert time.perf_counter() - started < 20


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("separator", "ends"), [(";", "\r\n"), ("\t", "\n"), (",", "\r")])
def test_every_encoding_and_separator_is_read(client, anna, traject, encoding, separator, ends):
    client.force_login(anna)
    text = ends.join(separator.join(row) for row in (HEAD, ["", "Café Renée", ""])) + ends
    file = SimpleUploadedFile("draaiboek.csv", text.encode(encoding))

    client.post(reverse("core:rows_upload", args=["draaiboek", traject.pk]), {"file": file})

    assert RowImport.objects.get().lines[0][1][1] == "Café Renée"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../x.xlsx", "CON", "\u202ecod.xlsx", 'a"b.csv', "é" * 300])
def test_the_name_of_the_file_does_no_harm(client, anna, traject, name):
    client.force_login(anna)
    file = SimpleUploadedFile(name, PLAIN)

    client.post(reverse("core:rows_upload", args=["draaiboek", traject.pk]), {"file": file})

    page = client.get(RowImport.objects.get().get_absolute_url())
    assert page.status_code == 200
    assert "../" not in RowImport.objects.get().file_name


HOURS = Number("hours", "uren", least=Decimal(0), most=Decimal(2000), places=2)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("12,5", "12.5"), ("12.5", "12.5"), ("1.659,00", "1659"), ("1.659", "1659"), ("0", "0")],
)
def test_hours_are_read_as_the_dutch_write_them(text, hours):
    assert HOURS.read(text) == Decimal(hours)


@pytest.mark.parametrize("text", ["1e309", "NaN", "inf", "-1", "١٢", "12,555", "2000,01", "1,2,3"])
def test_hours_that_cannot_be_name_the_limit_or_an_example(text):
    with pytest.raises(CellRefused, match=r"12,5|tot en met 2000"):
        HOURS.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "20-05-2027",
        "20-5-2027",
        "20/05/2027",
        "2027-05-20",
        "20 mei 2027",
        "donderdag 20 mei 2027",
        "do 20 mei 2027",
        date(2027, 5, 20),
        Decimal(46527),
    ],
)
def test_days_are_read_as_people_and_programs_write_them(text):
    assert day(text) == date(2027, 5, 20)


@pytest.mark.parametrize(
    "text",
    ["30-02-2027", "03/04", "1-1-0001", "31-12-9999", "20 bloei 2027", "morgen", "20-05-27",
     date(1899, 1, 1), Decimal("12.5"), Decimal(7)],
)  # fmt: skip
def test_days_that_do_not_exist_are_refused_with_an_example(text):
    with pytest.raises(CellRefused, match=r"20-05-2027|2000 tot en met 2099"):
        day(text)


@pytest.mark.parametrize(
    ("text", "answer"), [("ja", True), ("JA", True), ("x", True), ("nee", False), ("", False)]
)
def test_yes_and_no(text, answer):
    assert yes_or_no(text) is answer


@given(some.text(max_size=60))
def test_any_text_survives_the_way_out_and_back(text):
    """Through CSV, however hostile: what comes back is the text as it was tidied."""
    table = read_text(csv_bytes(["naam", "x"], [[text, "x"]]))

    assert as_text(table.rows[1][0]) == tidy(text) if tidy(text) else True
    assert not harmless(text).lstrip(" ").startswith(("=", "@", "\t", "＝"))


@given(some.lists(some.text(max_size=9), min_size=2, max_size=6))
def test_a_fingerprint_is_letters_and_changes_with_each_text(texts):
    found = fingerprint_of(texts)

    assert found.isalpha()
    assert len(found) == 10
    assert found != fingerprint_of([*texts[:-1], texts[-1] + "a"])


def test_a_text_that_is_too_long_says_how_long_it_may_be():
    with pytest.raises(CellRefused, match="10 tekens"):
        Text("title", "wat", most=10).read("x" * 11)
