"""Who may do what in a traject; a file per subject."""

from trajects.rules import kick_off
from trajects.rules.workspace import (
    capacity_of,
    has_role,
    has_seat,
    is_competent_authority,
    is_facilitator,
    is_in_project_team,
    is_pmr_of_traject,
    is_process_coach,
    is_project_leader,
    is_school_leadership,
    parties_of,
    sits_as,
    traject_of,
    works_on_it,
)

__all__ = [
    "capacity_of",
    "has_role",
    "has_seat",
    "is_competent_authority",
    "is_facilitator",
    "is_in_project_team",
    "is_pmr_of_traject",
    "is_process_coach",
    "is_project_leader",
    "is_school_leadership",
    "kick_off",
    "parties_of",
    "sits_as",
    "traject_of",
    "works_on_it",
]
