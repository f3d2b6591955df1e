"""Lists of a traject as rows, in and out."""

from trajects.resources import (
    approach,
    checklists,
    communication,
    kick_off,
    library,
    progress,
    run_sheet,
    success_factors,
    support,
    team,
    themes,
)

__all__ = [
    "approach",
    "checklists",
    "communication",
    "kick_off",
    "library",
    "progress",
    "run_sheet",
    "success_factors",
    "support",
    "team",
    "themes",
]
