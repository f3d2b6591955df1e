from trajects.models.advice import Advice, OverruledAdvice, team_advice
from trajects.models.checklist import ChecklistItem
from trajects.models.communication import Audience, Channel, CommunicationItem
from trajects.models.evidence import Evidence, evidence, evidence_for
from trajects.models.feed import CalendarFeed
from trajects.models.input_status import InputStatus
from trajects.models.policy import PolicyCategory, PolicyItem, TaskPolicy
from trajects.models.policy_import import PolicyImport
from trajects.models.policy_terms import PolicyTerm
from trajects.models.run_sheet import RunSheetItem, RunSheetReminder, role_names
from trajects.models.seat import Seat, SeatRole
from trajects.models.theme import Theme
from trajects.models.traject import Phase, Traject, TrajectShape, WizardDraft

__all__ = [
    "Advice",
    "Audience",
    "CalendarFeed",
    "Channel",
    "ChecklistItem",
    "CommunicationItem",
    "Evidence",
    "InputStatus",
    "OverruledAdvice",
    "Phase",
    "PolicyCategory",
    "PolicyImport",
    "PolicyItem",
    "PolicyTerm",
    "RunSheetItem",
    "RunSheetReminder",
    "Seat",
    "SeatRole",
    "TaskPolicy",
    "Theme",
    "Traject",
    "TrajectShape",
    "WizardDraft",
    "evidence",
    "evidence_for",
    "role_names",
    "team_advice",
]
