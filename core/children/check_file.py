"""Reads one uploaded file in a process of its own: does it really parse, and what is hidden in it?

Given: the kind ("pdf", "png", "jpg", "xlsx", "csv"), a line end, the file. Answer: one line of
JSON, {"refused": reason} or {"made_anew": …, "notes": […]}, then the file when it was made anew.
"""

import csv
import json
import struct
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO, StringIO

from core.children.limits import limit

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4096
MOST_CELLS = 2_000_000
PLAIN_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}

# What readers of other people's files say of a file that does not hold together.
BROKEN = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error),
)

Checked = tuple[bytes | None, list[str]]


class Refused(Exception):
    """It does not parse, or holds what we do not take; the word is a key of the messages."""


def main() -> None:
    limit(megabytes=512, seconds=20)
    warnings.simplefilter("ignore")
    kind, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        made, notes = CHECKS[kind.decode()](content)
    except Refused as refused:
        head, made = {"refused": str(refused)}, None
    else:
        head = {"made_anew": made is not None, "notes": notes}  # type: ignore[dict-item]
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + (made or b""))


def check_pdf(content: bytes) -> Checked:
    """Opened strictly, disarmed, and written anew: whatever hung around it is gone."""
    import pikepdf

    from core.children.disarm import disarm

    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refused("locked")
            if not len(pdf.pages):
                raise Refused("no_pages")
            notes = disarm(pdf)
            out = BytesIO()
            pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    except (pikepdf.PdfError, *BROKEN) as error:
        raise Refused("broken") from error
    return out.getvalue(), notes


def check_png(content: bytes) -> Checked:
    return _picture(content, "PNG")


def check_jpeg(content: bytes) -> Checked:
    return _picture(content, "JPEG")


def _picture(content: bytes, form: str) -> Checked:
    """The first picture, upright, without place, camera, comments or anything behind it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(content), formats=[form]) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused("too_many_pixels")
            found.load()
            picture = ImageOps.exif_transpose(found)
    except BROKEN as error:
        raise Refused("broken") from error
    notes = ["smaller"] if max(picture.size) > LONGEST_SIDE else []
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = {"transparency"} if form == "PNG" else set()
    picture.info = {name: value for name, value in picture.info.items() if name in kept}
    if form == "JPEG":
        picture = picture.convert("L" if picture.mode == "L" else "RGB")
    elif picture.mode not in PLAIN_MODES:
        picture = picture.convert("RGBA")
    out = BytesIO()
    picture.save(out, form, **({"quality": 88} if form == "JPEG" else {}))
    return out.getvalue(), notes


def check_xlsx(content: bytes) -> Checked:
    """Every part unpacks and every cell can be read; formulas are never evaluated."""
    import openpyxl

    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = [name.lower() for name in package.namelist()]
            if package.testzip():
                raise Refused("broken")
        if any("embeddings/" in name or "activex" in name for name in names):
            raise Refused("embedded")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
        _read_through(book)
    except BROKEN as error:
        raise Refused("broken") from error
    return None, []


def _read_through(book: object) -> None:
    cells = 0
    for sheet in book.worksheets:  # type: ignore[attr-defined]
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            cells += len(row)
            if cells > MOST_CELLS:
                return


def check_csv(content: bytes) -> Checked:
    """It decodes, it falls apart into rows, and no cell is a formula."""
    text = _decoded(content)
    if any(code in text for code in CONTROL):
        raise Refused("not_text")
    rows = 0
    for separator in SEPARATORS:
        try:
            for cells in csv.reader(StringIO(text, newline=""), delimiter=separator):
                rows += any(cells)
                if any(cell.lstrip().startswith(FORMULA) for cell in cells):
                    raise Refused("formulas")
        except csv.Error as error:
            raise Refused("not_text") from error
    if not rows:
        raise Refused("not_text")
    return None, []


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252: what Dutch programs write."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("not_text")


SEPARATORS = ";,\t"
CONTROL = [chr(code) for code in range(32) if code not in (9, 10, 13)]
FORMULA = ("=", "\uff1d")
CHECKS: dict[str, Callable[[bytes], Checked]] = {
    "pdf": check_pdf,
    "png": check_png,
    "jpg": check_jpeg,
    "xlsx": check_xlsx,
    "csv": check_csv,
}

if __name__ == "__main__":
    main()
