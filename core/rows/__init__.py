"""Rows in and out: a list leaves as a file, is edited, and comes back (C6)."""

from core.rows.columns import Choice, Column, Day, Number, Text, YesNo
from core.rows.comparison import Comparison, Line
from core.rows.lists import ListUnknown, RowList, every_list, list_named, row_list
from core.rows.writing import ImportRefused

__all__ = [
    "Choice",
    "Column",
    "Comparison",
    "Day",
    "ImportRefused",
    "Line",
    "ListUnknown",
    "Number",
    "RowList",
    "Text",
    "YesNo",
    "every_list",
    "list_named",
    "row_list",
]
