from trajects.models.evidence import approach, kick_off, library, people, planning
from trajects.models.evidence.checks import (
    Evidence,
    Facts,
    Reading,
    evidence,
    evidence_for,
    figure,
    number_of,
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
    "kick_off",
    "library",
    "number_of",
    "people",
    "planning",
    "registered",
    "row_of",
]
