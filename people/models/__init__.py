from people.models.account import Invitation, Role, RoleKind, User
from people.models.calendar import CalendarDay, DayKind, DayOrigin
from people.models.organisation import (
    Board,
    ConsentBody,
    Region,
    School,
    SubjectDepartment,
    Team,
    TermUnit,
)
from people.models.staff import StaffCategory, StaffImport, StaffMember

__all__ = [
    "Board",
    "CalendarDay",
    "ConsentBody",
    "DayKind",
    "DayOrigin",
    "Invitation",
    "Region",
    "Role",
    "RoleKind",
    "School",
    "StaffCategory",
    "StaffImport",
    "StaffMember",
    "SubjectDepartment",
    "Team",
    "TermUnit",
    "User",
]
