from dialogues.models.agreement import Agreement
from dialogues.models.audience import participants
from dialogues.models.calendar import session_entries
from dialogues.models.evidence import session_closed
from dialogues.models.invitation import SessionInvitation
from dialogues.models.minutes import Minutes, MinutesCorrection, MinutesRevision
from dialogues.models.outcome import Outcome, OutcomeDirection, OutcomeRevision, Support
from dialogues.models.reach import who_was_invited
from dialogues.models.session import DialogueSession, DialogueTable

__all__ = [
    "Agreement",
    "DialogueSession",
    "DialogueTable",
    "Minutes",
    "MinutesCorrection",
    "MinutesRevision",
    "Outcome",
    "OutcomeDirection",
    "OutcomeRevision",
    "SessionInvitation",
    "Support",
    "participants",
    "session_closed",
    "session_entries",
    "who_was_invited",
]
