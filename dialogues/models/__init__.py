from dialogues.models.agreement import Agreement
from dialogues.models.invitation import SessionInvitation
from dialogues.models.minutes import Minutes, MinutesRevision
from dialogues.models.outcome import Outcome, OutcomeDirection, Support
from dialogues.models.session import DialogueSession, DialogueTable

__all__ = [
    "Agreement",
    "DialogueSession",
    "DialogueTable",
    "Minutes",
    "MinutesRevision",
    "Outcome",
    "OutcomeDirection",
    "SessionInvitation",
    "Support",
]
