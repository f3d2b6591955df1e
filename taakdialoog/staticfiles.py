"""Static files of dependencies: only those named here are served, under vendor/."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import bootstrap
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

BOOTSTRAP = Path(next(iter(bootstrap.__path__))) / "css"
VENDOR = {
    f"vendor/{name}": BOOTSTRAP / name
    for name in ("bootstrap-reboot.min.css", "bootstrap-utilities.min.css")
}


class VendorStorage(FileSystemStorage):
    """Reads the named files without the source-map comment, whose target is not shipped."""

    def path(self, name: str) -> str:
        return str(VENDOR[name])

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        content = VENDOR[name].read_bytes()
        return ContentFile(re.sub(rb"/\*# sourceMappingURL=[^*]*\*/", b"", content), name)


class VendorFinder(BaseFinder):
    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        """The path on disk, or a list with at most that one."""
        found = str(VENDOR[path]) if path in VENDOR else ""
        if find_all:
            return [found] if found else []
        return found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = VendorStorage()
        for name in VENDOR:
            yield name, storage
