from trajects.models.evidence import approach, kick_off, library, people, planning
from trajects.models.evidence.checks import (
    Evidence,
    Facts,
    Reading,
    evidence,
    evidence_for,
    figure,
    first_of,
    number_of,
    number_of_kinds,
    registered,
    row_of,
)

__all__ = [
    "Evidence",
    "Facts",
    "Reading",
    "approach",
    "evidence",
    "evidence_for",
    "figure",
    "first_of",
    "kick_off",
    "library",
    "number_of",
    "number_of_kinds",
    "people",
    "planning",
    "registered",
    "row_of",
]
