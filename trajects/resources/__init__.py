"""Lists of a traject as rows, in and out."""

from trajects.resources import run_sheet

__all__ = ["run_sheet"]
