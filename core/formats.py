"""The two formats that import-export resources may write: text stays text."""

from typing import Any

from import_export.formats import base_formats

from core.spreadsheets.outgoing import csv_bytes, xlsx_bytes


class XLSX(base_formats.XLSX):
    """Excel with typed cells."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        return xlsx_bytes(dataset.title or "Lijst", dataset.headers or [], dataset)

    def can_import(self) -> bool:
        return False


class CSV(base_formats.CSV):
    """CSV with harmless cells, as Dutch Excel reads it."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        return csv_bytes(dataset.headers or [], dataset)

    def can_import(self) -> bool:
        return False

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"
