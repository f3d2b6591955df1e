"""Turns one HTML page from standard input into a PDF/UA-1 on standard output.

Given: {"html": …, "title": …, "static_url": "/static/", "roots": [folder, …]}. Nothing is read
but styles, fonts and pictures under those folders, whatever the page asks for.
"""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, uses_netloc, uses_relative

from core.children.limits import limit

SCHEME = "huisstijl"
BASE = f"{SCHEME}://document"
KINDS = {
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


class NotOurs(ValueError):
    """The page asked for something that is not one of our own static files."""


def main() -> None:
    given = json.load(sys.stdin.buffer)
    limit(megabytes=512, seconds=60)
    sys.stdout.buffer.write(print_page(**given))


def print_page(html: str, title: str, static_url: str, roots: list[str]) -> bytes:
    from weasyprint import HTML

    for known in (uses_relative, uses_netloc):
        known.append(SCHEME)
    fetcher = make_fetcher(static_url, [Path(root).resolve() for root in roots])
    page = HTML(string=html, base_url=f"{BASE}/", url_fetcher=fetcher)
    pdf = page.write_pdf(pdf_variant="pdf/ua-1", presentational_hints=False)
    return finish(pdf, title)


def make_fetcher(static_url: str, roots: list[Path]) -> Any:
    """WeasyPrint's fetcher, without every way out it has of its own."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def __init__(self) -> None:
            super().__init__(allowed_protocols=[SCHEME], allow_redirects=False)

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = own_file(url, static_url, roots)
            kind = {"Content-Type": KINDS[path.suffix]}
            return URLFetcherResponse(url, path.read_bytes(), kind)

    return OwnFiles()


def own_file(url: str, static_url: str, roots: list[Path]) -> Path:
    """The static file an address names; NotOurs for everything else there is."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != BASE or not parts.path.startswith(static_url):
        raise NotOurs(url)
    name = unquote(parts.path.removeprefix(static_url))
    for root in roots:
        path = (root / name.lstrip("/")).resolve()
        if path.is_relative_to(root) and path.suffix in KINDS and path.is_file():
            return path
    raise NotOurs(url)


def finish(pdf: bytes, title: str) -> bytes:
    """What PDF/UA wants and WeasyPrint leaves out: to which cells a header belongs."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for header, scope in _headers(document.Root.StructTreeRoot, inside=""):
            header.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(f"/{scope}"))
        document.Root.Lang = "nl"
        if not str(document.docinfo.get("/Title", "")):
            document.docinfo["/Title"] = title
        document.save(out)
    return out.getvalue()


def _headers(element: Any, inside: str) -> Iterator[tuple[Any, str]]:
    """Every header cell under an element: of a column in the head, of a row elsewhere."""
    import pikepdf

    if not isinstance(element, pikepdf.Dictionary):
        return
    role = str(element.get("/S", ""))
    if role == "/TH":
        yield element, "Column" if inside == "/THead" else "Row"
    inside = role if role in {"/THead", "/TBody", "/TFoot"} else inside
    below: Any = element.get("/K", [])
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        yield from _headers(child, inside)


if __name__ == "__main__":
    main()
