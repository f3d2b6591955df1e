"""Takes out of a PDF whatever acts by itself: scripts, programs, hidden files, bad addresses."""

from typing import Any

import pikepdf

ACTING = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/GoToR",
    "/Rendition",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
}
PLAYING = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
ADDRESSES = ("http://", "https://", "mailto:", "tel:")
DEEPEST = 200
SIGNED = 1


def disarm(pdf: pikepdf.Pdf) -> list[str]:
    """Clean every object; which notes there are to give: "scripts", "embedded", "signature"."""
    notes: set[str] = set()
    _clean_root(pdf.Root, notes)
    for thing in pdf.objects:
        _clean(thing, notes, 0)
    return sorted(notes)


def _clean_root(root: Any, notes: set[str]) -> None:
    """The lists that a document keeps of its own scripts and files."""
    names = root.get("/Names", {})
    for key, note in (("/JavaScript", "scripts"), ("/EmbeddedFiles", "embedded")):
        if key in names:
            del names[key]
            notes.add(note)
    for key in ("/AF", "/Collection"):
        if key in root:
            del root[key]
            notes.add("embedded")
    form = root.get("/AcroForm", {})
    if "/XFA" in form:
        del form["/XFA"]
        notes.add("scripts")
    if int(form.get("/SigFlags", 0)) & SIGNED:
        notes.add("signature")


def _clean(thing: Any, notes: set[str], depth: int) -> None:
    """This object and what stands directly inside it; other objects get their own turn."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(thing, pikepdf.Array):
        _clean_array(thing, notes, depth)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        _clean_entries(thing, notes, depth)


def _clean_array(array: Any, notes: set[str], depth: int) -> None:
    for place in reversed(range(len(array))):
        value = array[place]
        if note := _danger(value):
            del array[place]
            notes.add(note)
        elif _is_inside(value):
            _clean(value, notes, depth + 1)


def _clean_entries(entries: Any, notes: set[str], depth: int) -> None:
    if "/EF" in entries and ("/F" in entries or "/UF" in entries):
        del entries["/EF"]
        notes.add("embedded")
    for key in list(entries.keys()):
        value = entries[key]
        if note := _danger(value):
            del entries[key]
            notes.add(note)
        elif _is_inside(value):
            _clean(value, notes, depth + 1)


def _is_inside(value: Any) -> bool:
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect


def _danger(value: Any) -> str:
    """What an action or annotation would do; nothing when it is harmless."""
    if not isinstance(value, pikepdf.Dictionary):
        return ""
    if str(value.get("/Subtype", "")) in PLAYING and "/Rect" in value:
        return "embedded"
    kind = str(value.get("/S", ""))
    if kind in ACTING:
        return "scripts"
    address = str(value.get("/URI", "")).strip().lower()
    return "scripts" if kind == "/URI" and not address.startswith(ADDRESSES) else ""
