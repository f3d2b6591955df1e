from trajects.models.checklist import ChecklistItem
from trajects.models.communication import Audience, Channel, CommunicationItem
from trajects.models.feed import CalendarFeed
from trajects.models.policy import PolicyCategory, PolicyItem, TaskPolicy, Theme
from trajects.models.run_sheet import RunSheetItem
from trajects.models.traject import Phase, Traject, TrajectShape, WizardDraft
from trajects.models.seat import Seat, SeatRole

__all__ = [
    "Audience",
    "CalendarFeed",
    "Channel",
    "ChecklistItem",
    "CommunicationItem",
    "Phase",
    "PolicyCategory",
    "PolicyItem",
    "RunSheetItem",
    "Seat",
    "SeatRole",
    "TaskPolicy",
    "Theme",
    "Traject",
    "TrajectShape",
    "WizardDraft",
]
