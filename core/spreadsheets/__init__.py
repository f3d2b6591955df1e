"""Spreadsheets in and out: read with care, written so that text stays text."""

from core.spreadsheets.outgoing import csv_response, xlsx_response
from core.spreadsheets.reading import read_table
from core.spreadsheets.table import Cell, SpreadsheetRefused, Table, plain

__all__ = [
    "Cell",
    "SpreadsheetRefused",
    "Table",
    "csv_response",
    "plain",
    "read_table",
    "xlsx_response",
]
