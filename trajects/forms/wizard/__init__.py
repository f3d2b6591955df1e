"""The five pages of the wizard. A form that is bound to what was stored can be asked again."""

from trajects.forms.wizard.leader import LeaderForm
from trajects.forms.wizard.school import SchoolForm
from trajects.forms.wizard.sessions import MOST_SESSIONS, SessionsForm
from trajects.forms.wizard.target import TargetForm
from trajects.forms.wizard.themes import ThemesForm

__all__ = [
    "MOST_SESSIONS",
    "LeaderForm",
    "SchoolForm",
    "SessionsForm",
    "TargetForm",
    "ThemesForm",
]
