"""The five kinds of file we take (T22), how they look from outside, and what to do with others."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE


@dataclass(frozen=True)
class Kind:
    """One kind of file: its endings, what its first bytes may say, and its type on the web."""

    label: str
    endings: tuple[str, ...]
    signs: frozenset[str]
    content_type: str


KINDS = {
    "pdf": Kind("PDF", (".pdf",), frozenset({"pdf"}), "application/pdf"),
    "png": Kind("PNG", (".png",), frozenset({"png"}), "image/png"),
    "jpg": Kind("JPEG", (".jpg", ".jpeg"), frozenset({"jpg"}), "image/jpeg"),
    # Some programs order the parts of a workbook so that it looks like any other zip.
    "xlsx": Kind(
        "Excel",
        (".xlsx",),
        frozenset({"xlsx", "zip"}),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": Kind("CSV", (".csv",), frozenset({""}), "text/csv; charset=utf-8"),
}
KIND_OF = {ending: name for name, kind in KINDS.items() for ending in kind.endings}
ENDINGS = ", ".join(KIND_OF)

TAKEN = "Kies een PDF, een afbeelding (PNG of JPEG), een Excel-bestand (.xlsx) of een CSV-bestand."
AS_PDF = "Sla het op als PDF en kies dat bestand."
AS_PICTURE = "Sla het op als PNG of JPEG en kies dat bestand."
AS_WORKBOOK = "Open het in Excel, sla het op als Excel-werkmap (.xlsx) en kies dat bestand."
UNPACK = "Pak het uit en kies de bestanden een voor een."
OTHERS = {
    ".doc": f"Dit is een Word-bestand. {AS_PDF}",
    ".docx": f"Dit is een Word-bestand. {AS_PDF}",
    ".odt": f"Dit is een tekstdocument. {AS_PDF}",
    ".rtf": f"Dit is een tekstdocument. {AS_PDF}",
    ".txt": f"Dit is een tekstbestand. {AS_PDF}",
    ".ppt": f"Dit is een presentatie. {AS_PDF}",
    ".pptx": f"Dit is een presentatie. {AS_PDF}",
    ".xls": f"Dit is een oud Excel-bestand. {AS_WORKBOOK}",
    ".xlsm": f"Dit is een Excel-bestand met macro's. {AS_WORKBOOK}",
    ".xlsb": f"Dit is een binair Excel-bestand. {AS_WORKBOOK}",
    ".ods": f"Dit is een rekenblad van een ander programma. {AS_WORKBOOK}",
    ".svg": f"Een SVG-tekening kan verborgen opdrachten bevatten. {AS_PICTURE}",
    ".heic": f"Dit is een foto in een vorm die niet elke computer kan lezen. {AS_PICTURE}",
    ".gif": f"Een GIF nemen we niet aan. {AS_PICTURE}",
    ".webp": f"Een WebP nemen we niet aan. {AS_PICTURE}",
    ".tif": f"Een TIFF nemen we niet aan. {AS_PICTURE}",
    ".tiff": f"Een TIFF nemen we niet aan. {AS_PICTURE}",
    ".html": "Een webpagina nemen we niet aan. Print de pagina als PDF en kies dat bestand.",
    ".htm": "Een webpagina nemen we niet aan. Print de pagina als PDF en kies dat bestand.",
    ".zip": f"Dit is een ingepakt bestand. {UNPACK}",
    ".7z": f"Dit is een ingepakt bestand. {UNPACK}",
    ".rar": f"Dit is een ingepakt bestand. {UNPACK}",
}
