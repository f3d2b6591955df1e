"""Lists of a traject as rows, in and out."""

from trajects.resources import checklists, communication, library, run_sheet, team, themes

__all__ = ["checklists", "communication", "library", "run_sheet", "team", "themes"]
