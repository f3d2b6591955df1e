from trajects.models.evidence import approach, library, planning
from trajects.models.evidence.checks import (
    Evidence,
    Facts,
    evidence,
    evidence_for,
    registered,
)

__all__ = [
    "Evidence",
    "Facts",
    "approach",
    "evidence",
    "evidence_for",
    "library",
    "planning",
    "registered",
]
