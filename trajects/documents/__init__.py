from trajects.documents import (
    approach,
    checklists,
    communication,
    kick_off,
    library,
    people,
    policy,
    run_sheet,
    themes,
)

__all__ = [
    "approach",
    "checklists",
    "communication",
    "kick_off",
    "library",
    "people",
    "policy",
    "run_sheet",
    "themes",
]
