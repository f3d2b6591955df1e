"""A file that somebody chooses is checked for what it really is, and kept so that it harms nobody.

Every file here is made for real (B13 to B16): pictures by Pillow, PDFs by pikepdf, workbooks
by openpyxl; what is hostile is hostile.
"""

import os
import random
import resource
import time
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from core.uploads import (
    LARGEST,
    SafeFile,
    UploadRefused,
    as_attachment,
    clean_name,
    forget_strays,
    kept,
    read_upload,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
XXE = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'


def given(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    chance = random.Random(1)
    made = Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3))
    out = BytesIO()
    made.save(out, form, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A photo as a telephone makes it: with GPS, lying on its side, and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "Telefoonmaker"
    exif[0x0112] = 6
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 22.0, 12.5)
    gps[3], gps[4] = "E", (4.0, 53.0, 42.1)
    return picture(exif=exif, comment=b"bij Anna thuis")


def pdf(**options: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document, **options)


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    out = BytesIO()
    document.save(out, **options)
    return out.getvalue()


def pdf_with_everything() -> bytes:
    """Scripts on opening and on a page, a program to start, a hidden file, a bad address."""
    document = pikepdf.new()
    page = document.add_blank_page()
    script = {"/S": pikepdf.Name.JavaScript, "/JS": pikepdf.String("app.alert(1)")}
    document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(script))
    page.obj.AA = pikepdf.Dictionary({"/O": pikepdf.Dictionary(script)})
    launch = pikepdf.Dictionary({"/S": pikepdf.Name.Launch, "/F": pikepdf.String("calc.exe")})
    address = pikepdf.Dictionary({"/S": pikepdf.Name.URI, "/URI": "javascript:alert(1)"})
    site = pikepdf.Dictionary({"/S": pikepdf.Name.URI, "/URI": "https://school.example/"})
    page.obj.Annots = pikepdf.Array(
        [
            document.make_indirect(
                pikepdf.Dictionary(
                    {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/A": action}
                )
            )
            for action in (launch, address, site)
        ]
    )
    document.Root.Names = pikepdf.Dictionary(
        {"/JavaScript": pikepdf.Dictionary({"/Names": pikepdf.Array(["x", script])})}
    )
    document.attachments["salarissen.exe"] = b"MZ" + b"\x00" * 100
    return saved(document)


def workbook(rows: int = 3) -> bytes:
    book = openpyxl.Workbook()
    for number in range(rows):
        book.active.append(["Team", number])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, **extra: bytes) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, part in extra.items():
            new.writestr(name, part)
    return out.getvalue()


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        read_upload(given(name, content))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Werkdruk.PDF", pdf(), "pdf"),
        ("foto.jpeg", picture(), "jpg"),
        ("plaat.png", picture("PNG"), "png"),
        ("verzuim.xlsx", workbook(), "xlsx"),
        ("verzuim.csv", "team;percentage\nOnderbouw;4,2\nVMBO-é;5,1\n".encode(), "csv"),
        ("oud.csv", "team;percentage\nCaf\xe9;4,2\n".encode("cp1252"), "csv"),
    ],
)
def test_the_five_kinds_are_taken(name, content, kind):
    file = read_upload(given(name, content))

    assert (file.kind, file.notes) == (kind, ())
    assert file.name.endswith(f".{kind}")
    assert file.size == len(file.content) > 0
    assert len(file.sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("logo.svg", SVG, "PNG of JPEG"),
        ("logo.svg", XXE, "PNG of JPEG"),
        ("logo.png", SVG, "van binnen"),
        ("logo.png", XXE, "van binnen"),
        ("pagina.html", b"<html><script>alert(1)</script>", "Print de pagina als PDF"),
        ("pagina.pdf", b"<html><script>alert(1)</script>", "van binnen"),
        ("lijst.csv", b"<html><table><tr><td>1", "van binnen"),
        ("lijst.csv", SVG, "van binnen"),
        ("brief.docx", workbook(), "Word"),
        ("programma.exe", b"MZ" + b"\x00" * 200, "nemen we niet aan"),
        ("programma.pdf", b"MZ" + b"\x00" * 200, "van binnen"),
        ("foto.pdf", picture(), "van binnen is het JPEG"),
        ("foto.png", picture(), "van binnen is het JPEG"),
        ("beleid.jpg", pdf(), "van binnen is het PDF"),
        ("lijst.csv", workbook(), "van binnen is het Excel"),
        ("lijst.xlsx", b"team;verzuim\nA;3\n", "van binnen"),
        ("pakket.xlsx", repacked(workbook())[:0] + b"PK\x05\x06" + b"\x00" * 18, "zip"),
        ("zonder einde", pdf(), "einde"),
        ("leeg.pdf", b"", "leeg"),
        ("leeg.csv", b"\xef\xbb\xbf\r\n \n", "leeg"),
        ("ruis.csv", bytes(range(1, 256)) * 20, "tekens"),
        ("formule.csv", b"a;b\n=cmd|'/C calc'!A0;2\n", "formules"),
        ("truc.pdf.exe", pdf(), "nemen we niet aan"),
        ("truc\u202efdp.exe", pdf(), "nemen we niet aan"),
    ],
)
def test_everything_else_is_refused_with_what_to_do_next(name, content, says):
    message = refusal(name, content)

    assert says in message
    assert "." in message[-1:]
    assert any(word in message for word in ("kies", "Kies"))


def test_a_photo_comes_out_upright_and_without_place_camera_or_comment():
    photo = photo_with_place()
    assert Image.open(BytesIO(photo)).getexif().get_ifd(0x8825)  # the place is really in there
    assert b"bij Anna thuis" in photo

    file = read_upload(given("thuis.jpg", photo))

    made = Image.open(BytesIO(file.content))
    assert not made.getexif()
    assert made.size == (48, 64)
    assert b"bij Anna thuis" not in file.content
    assert b"Telefoonmaker" not in file.content


def test_a_png_loses_its_texts_and_whatever_hangs_behind_it():
    from PIL.PngImagePlugin import PngInfo

    about = PngInfo()
    about.add_text("Author", "Anna de Wit")
    about.add_itxt("XML:com.adobe.xmp", "<x>thuisadres</x>")
    hostile = picture("PNG", pnginfo=about) + b"<script>alert(1)</script>" + workbook()

    file = read_upload(given("plaat.png", hostile))

    for left in (b"Anna de Wit", b"thuisadres", b"<script>", b"PK\x03\x04"):
        assert left in hostile
        assert left not in file.content


def test_a_picture_of_thirty_thousand_by_thirty_thousand_is_refused_before_it_is_unpacked():
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < LARGEST
    begun = time.monotonic()

    message = refusal("groot.png", out.getvalue())

    assert "beeldpunten" in message
    assert time.monotonic() - begun < 5


def test_a_large_picture_is_made_smaller_and_that_is_said():
    file = read_upload(given("breed.png", picture("PNG", (5000, 20))))

    assert Image.open(BytesIO(file.content)).size[0] == 4096
    assert file.notes == ("De afbeelding is verkleind.",)


@pytest.mark.parametrize("part", [0.3, 0.7])
def test_a_cut_picture_is_refused(part):
    for name, content in (("a.jpg", picture()), ("a.png", picture("PNG"))):
        assert "beschadigd" in refusal(name, content[: int(len(content) * part)])


def test_whatever_acts_by_itself_is_taken_out_of_a_pdf():
    hostile = pdf_with_everything()

    file = read_upload(given("beleid.pdf", hostile))

    with pikepdf.open(BytesIO(file.content)) as clean:
        everything = b"".join(bytes(repr(thing), "utf-8") for thing in clean.objects)
        for left in (b"JavaScript", b"Launch", b"calc.exe", b"EmbeddedFile", b"javascript:"):
            assert left not in everything
        assert b"https://school.example/" in everything
        assert len(clean.pages) == 1
    assert len(file.notes) == 2
    assert b"MZ\x00" not in file.content


def test_a_file_that_is_also_something_else_is_refused_or_loses_its_second_nature():
    assert "beschadigd" in refusal("twee.pdf", pdf() + workbook())

    hostile = pdf() + b"PK\x03\x04<script>alert(1)</script>"
    file = read_upload(given("twee.pdf", hostile))

    for left in (b"PK\x03\x04", b"<script>"):
        assert left in hostile
        assert left not in file.content


@pytest.mark.parametrize("owner_only", [True, False])
def test_a_pdf_with_a_password_is_refused(owner_only):
    key = pikepdf.Encryption(owner="geheim", user="" if owner_only else "open")

    message = refusal("slot.pdf", pdf(encryption=key))

    assert message == (
        "Dit bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en kies het "
        "opnieuw."
    )


def test_an_empty_and_a_damaged_pdf_are_refused_in_words():
    assert "geen bladzijden" in refusal("niets.pdf", saved(pikepdf.new()))
    assert "beschadigd" in refusal("half.pdf", pdf()[:200])
    assert "beschadigd" in refusal("kop.pdf", b"%PDF-1.7\n")


def test_a_signed_pdf_says_that_the_signature_does_not_hold_in_the_copy():
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.AcroForm = pikepdf.Dictionary({"/SigFlags": 3, "/Fields": pikepdf.Array()})

    file = read_upload(given("getekend.pdf", saved(document)))

    assert "handtekening" in file.notes[0]


def test_workbooks_that_do_more_than_hold_cells_are_refused():
    fine = workbook()

    assert "macro" in refusal("m.xlsx", repacked(fine, **{"xl/vbaProject.bin": b"x"}))
    assert "verwijst" in refusal(
        "e.xlsx", repacked(fine, **{"xl/externalLinks/externalLink1.xml": b"<x/>"})
    )
    assert "knoppen" in refusal("o.xlsx", repacked(fine, **{"xl/embeddings/a.bin": b"x"}))
    assert "te groot" in refusal("b.xlsx", repacked(fine, **{"xl/bom.xml": b"0" * 60_000_000}))
    assert "beschadigd" in refusal("k.xlsx", repacked(fine)[:-60] + b"\x00" * 60)


def test_a_damaged_workbook_never_breaks_the_check():
    """A directory of the zip that asks for a newer program, and a stream that does not unpack."""
    fine = workbook()
    newer, torn = bytearray(fine), bytearray(fine)
    newer[newer.index(b"PK\x01\x02") + 6] = 99
    for place in range(60, 90):
        torn[place] = 255

    assert "beschadigd" in refusal("nieuw.xlsx", bytes(newer))
    assert "beschadigd" in refusal("kapot.xlsx", bytes(torn))


def test_a_file_above_ten_megabytes_is_refused_without_being_read():
    class Huge:
        name, size = "groot.pdf", 200 * 1024 * 1024

        def seek(self, place):
            raise AssertionError("read")

    with pytest.raises(UploadRefused, match="10 MB"):
        read_upload(Huge())


def test_a_request_of_two_hundred_megabytes_is_refused_before_it_is_read(db):
    answer = Client().post(
        "/",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": str(200 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert "te groot" in answer.content.decode()


def test_one_account_cannot_keep_the_checks_busy(anna, hugo):
    file = b"a;b\n"
    for _ in range(60):
        with pytest.raises(UploadRefused):
            read_upload(given("a.csv", b"\x00"), by=anna)

    with pytest.raises(UploadRefused, match="afgelopen uur"):
        read_upload(given("a.csv", file), by=anna)
    assert read_upload(given("a.csv", file), by=hugo)


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\boot.ini.pdf", "boot.ini.pdf"),
        ("CON.pdf", "bestand CON.pdf"),
        ("nul", "bestand nul.pdf"),
        ("", "bestand.pdf"),
        ("...pdf", "pdf.pdf"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "a b Set-Cookie x=1.pdf"),
        ("beleid\u202efdp.exe.pdf", "beleid fdp.exe.pdf"),
        ("a\x00b.pdf", "a b.pdf"),
        ("Taakbeleid (versie 2) – café.pdf", "Taakbeleid (versie 2) – café.pdf"),
    ],
)
def test_a_name_is_cleaned_of_paths_tricks_and_reserved_words(typed, kept_as):
    assert clean_name(typed, ".pdf") == kept_as


def test_a_name_of_three_hundred_bytes_is_cut_between_letters():
    name = clean_name("é" * 150 + ".pdf", ".pdf")

    assert len(name.encode()) <= 120
    assert name.endswith("é.pdf")


@pytest.mark.parametrize("name", ['a"b.pdf', "a\r\nX: y.pdf", "naam; x=1.pdf", "café.pdf"])
def test_a_file_goes_out_as_an_attachment_that_nothing_can_run_in(name):
    file = SafeFile(clean_name(name, ".pdf"), "pdf", pdf())
    with kept(file, folder="proef") as stored:
        answer = as_attachment(stored, name=file.name, kind=file.kind)
        sent = b"".join(answer)
        for close in answer._resource_closers:
            close()

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert sent == file.content


def test_the_stored_name_says_nothing_of_the_name_that_was_typed():
    with kept(SafeFile("geheim.pdf", "pdf", b"x"), folder="proef") as stored:
        assert "geheim" not in stored
        assert default_storage.exists(stored)


def test_a_file_does_not_stay_behind_when_the_deed_fails():
    with pytest.raises(LookupError), kept(SafeFile("a.pdf", "pdf", b"x"), folder="proef") as seen:
        raise LookupError

    assert seen
    assert not default_storage.exists(seen)


def test_a_full_disk_is_said_in_words_and_leaves_nothing(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    with (
        pytest.raises(UploadRefused, match="staat hieronder nog"),
        files_of_at_most(1_000),
        kept(SafeFile("a.pdf", "pdf", b"x" * 100_000), folder="proef"),
    ):
        pass

    assert [path for path in Path(tmp_path).rglob("*") if path.is_file()] == []


@contextmanager
def files_of_at_most(size: int):
    """The system itself stops a write after so many bytes, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_files_that_no_row_knows_are_swept_after_a_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    names = []
    for _ in range(3):
        with kept(SafeFile("a.pdf", "pdf", b"x"), folder="proef") as stored:
            names.append(stored)
    known, stray = names[:2]
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for name in (known, stray):
        os.utime(tmp_path / name, (long_ago, long_ago))

    assert forget_strays("proef", {known}) == 1
    assert [default_storage.exists(name) for name in names] == [True, False, True]
