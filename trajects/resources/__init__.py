"""Lists of a traject as rows, in and out."""

from trajects.resources import checklists, communication, run_sheet, team, themes

__all__ = ["checklists", "communication", "run_sheet", "team", "themes"]
