"""Keeping and sending out: names of our own, no address but the view's, nothing runs."""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils import timezone

from core.uploads.checking import SafeFile, UploadRefused
from core.uploads.kinds import KINDS

NOT_KEPT = (
    "Het bestand kon niet worden bewaard. Wat u typte, staat hieronder nog. Probeer het over een "
    "paar minuten opnieuw en meld het bij de beheerder als het blijft misgaan."
)
STRAY_AFTER = timedelta(days=1)


@contextmanager
def kept(file: SafeFile, *, folder: str) -> Iterator[str]:
    """The name under which the file is stored; it is gone again when the block fails.

    Open the transaction inside: `with kept(file, folder="library") as stored, atomic():`.
    """
    stored = f"{folder}/{timezone.localdate():%Y/%m}/{secrets.token_hex(16)}.{file.kind}"
    is_kept = False
    try:
        _write(stored, file.content)
        yield stored
        is_kept = True
    finally:
        if not is_kept:
            default_storage.delete(stored)


def _write(stored: str, content: bytes) -> None:
    try:
        default_storage.save(stored, ContentFile(content))
    except OSError as failure:
        raise UploadRefused(NOT_KEPT) from failure


def as_attachment(stored: str, *, name: str, kind: str) -> FileResponse:
    """To keep, never to open in the page: no sniffing, no scripts, in no cache (T22)."""
    if not default_storage.exists(stored):
        raise Http404
    response = FileResponse(
        default_storage.open(stored, "rb"),
        as_attachment=True,
        filename=name,
        content_type=KINDS[kind].content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def forget_strays(folder: str, known: Collection[str]) -> int:
    """Delete files that no row knows and that are older than a day; how many there were.

    A process that is killed between writing the file and saving the row leaves one.
    """
    before = timezone.now() - STRAY_AFTER
    strays = [
        name
        for name in _files_under(folder)
        if name not in known and default_storage.get_modified_time(name) < before
    ]
    for name in strays:
        default_storage.delete(name)
    return len(strays)


def _files_under(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for inner in folders:
        yield from _files_under(f"{folder}/{inner}")
