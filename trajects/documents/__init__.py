from trajects.documents import (
    approach,
    checklists,
    communication,
    kick_off,
    library,
    policy,
    run_sheet,
)

__all__ = [
    "approach",
    "checklists",
    "communication",
    "kick_off",
    "library",
    "policy",
    "run_sheet",
]
