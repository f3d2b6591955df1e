from dialogues.forms.invitations import AnswerForm, AudienceForm
from dialogues.forms.minutes import BodyForm, CorrectionForm
from dialogues.forms.sessions import CancelForm, CloseForm, SessionForm
from dialogues.forms.tables import (
    AgreementForm,
    AttendanceForm,
    ComposeForm,
    MoveForm,
    OutcomeForm,
    ReasonForm,
    TableForm,
)

__all__ = [
    "AgreementForm",
    "AnswerForm",
    "AttendanceForm",
    "AudienceForm",
    "BodyForm",
    "CancelForm",
    "CloseForm",
    "ComposeForm",
    "CorrectionForm",
    "MoveForm",
    "OutcomeForm",
    "ReasonForm",
    "SessionForm",
    "TableForm",
]
