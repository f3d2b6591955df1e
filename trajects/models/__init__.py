from trajects.models.advice import Advice, OverruledAdvice, team_advice
from trajects.models.approach import Approach, ApproachKey, ApproachSection, Side
from trajects.models.audience_kinds import Audience, Channel
from trajects.models.belongings import belongings_of, belongs_to_seat
from trajects.models.change_set import ChangeSet
from trajects.models.checklist import ChecklistItem
from trajects.models.communication import CommunicationItem
from trajects.models.constituency import ConstituencyAddress
from trajects.models.dialogue_setup import CoachNeed, DialogueForm, DialogueSetup
from trajects.models.evidence import Evidence, evidence, evidence_for
from trajects.models.feed import CalendarFeed
from trajects.models.go_no_go import Party, StartPosition
from trajects.models.input_status import InputStatus
from trajects.models.kick_off import KickoffMaterial, KickoffMeeting, KickoffPart
from trajects.models.kick_off_reach import who_was_at_kick_off
from trajects.models.kick_off_yield import KickoffPresence, KickoffYield
from trajects.models.library import (
    LibraryAudience,
    LibraryItem,
    LibrarySubject,
)
from trajects.models.library_version import LibraryVersion
from trajects.models.policy import PolicyCategory, PolicyItem, TaskPolicy
from trajects.models.policy_import import PolicyImport
from trajects.models.policy_terms import PolicyTerm
from trajects.models.progress import ProgressEntry
from trajects.models.reach import ReachCount, counts_present, reaches
from trajects.models.run_sheet import RunSheetItem, RunSheetReminder, role_names
from trajects.models.seat import Seat, SeatRole
from trajects.models.success_factors import FactorNote, ScoreRoll, ScoreRound
from trajects.models.support import (
    Stakeholder,
    StakeholderContact,
    StakeholderKind,
    TeamTraject,
)
from trajects.models.theme import Theme
from trajects.models.traject import Phase, Traject, TrajectShape, WizardDraft

__all__ = [
    "Advice",
    "Approach",
    "ApproachKey",
    "ApproachSection",
    "Audience",
    "CalendarFeed",
    "ChangeSet",
    "Channel",
    "ChecklistItem",
    "CoachNeed",
    "CommunicationItem",
    "ConstituencyAddress",
    "DialogueForm",
    "DialogueSetup",
    "Evidence",
    "FactorNote",
    "InputStatus",
    "KickoffMaterial",
    "KickoffMeeting",
    "KickoffPart",
    "KickoffPresence",
    "KickoffYield",
    "LibraryAudience",
    "LibraryItem",
    "LibrarySubject",
    "LibraryVersion",
    "OverruledAdvice",
    "Party",
    "Phase",
    "PolicyCategory",
    "PolicyImport",
    "PolicyItem",
    "PolicyTerm",
    "ProgressEntry",
    "ReachCount",
    "RunSheetItem",
    "RunSheetReminder",
    "ScoreRoll",
    "ScoreRound",
    "Seat",
    "SeatRole",
    "Side",
    "Stakeholder",
    "StakeholderContact",
    "StakeholderKind",
    "StartPosition",
    "TaskPolicy",
    "TeamTraject",
    "Theme",
    "Traject",
    "TrajectShape",
    "WizardDraft",
    "belongings_of",
    "belongs_to_seat",
    "counts_present",
    "evidence",
    "evidence_for",
    "reaches",
    "role_names",
    "team_advice",
    "who_was_at_kick_off",
]
