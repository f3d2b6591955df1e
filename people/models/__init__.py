from people.models.account import Invitation, Role, RoleKind, User
from people.models.calendar import (
    CalendarDay,
    DayKind,
    DayOrigin,
    NoSchoolDay,
    SchoolCalendar,
    quiet_until,
)
from people.models.holidays import first_day_of, holidays_of, last_day_of, school_year_of
from people.models.organisation import (
    Board,
    ConsentBody,
    Region,
    School,
    SubjectDepartment,
    Team,
    TermUnit,
)
from people.models.request import Request
from people.models.staff import StaffCategory, StaffMember
from people.models.staff_import import StaffImport

__all__ = [
    "Board",
    "CalendarDay",
    "ConsentBody",
    "DayKind",
    "DayOrigin",
    "Invitation",
    "NoSchoolDay",
    "Region",
    "Request",
    "Role",
    "RoleKind",
    "School",
    "SchoolCalendar",
    "StaffCategory",
    "StaffImport",
    "StaffMember",
    "SubjectDepartment",
    "Team",
    "TermUnit",
    "User",
    "first_day_of",
    "holidays_of",
    "last_day_of",
    "quiet_until",
    "school_year_of",
]
