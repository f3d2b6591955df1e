"""Who gets which answer around staff, roles, the calendar and the settings of a school."""

from datetime import date
from types import SimpleNamespace

from people.models import CalendarDay, Invitation, RoleKind, StaffImport
from tests.factories import StaffMemberFactory, TeamFactory

type Cast = SimpleNamespace


def school(cast: Cast) -> dict[str, object]:
    return {"pk": cast.school.pk}


def export(cast: Cast) -> dict[str, object]:
    return {"pk": cast.school.pk, "kind": "csv"}


def year(cast: Cast) -> dict[str, object]:
    return {"pk": cast.school.pk, "year": 2026}


def member(cast: Cast) -> dict[str, object]:
    return {"pk": StaffMemberFactory(school=cast.school).pk}


def team(cast: Cast) -> dict[str, object]:
    return {"pk": TeamFactory(school=cast.school).pk}


def role(cast: Cast) -> dict[str, object]:
    return {"pk": cast.els.roles.get().pk}


def day(cast: Cast) -> dict[str, object]:
    made = CalendarDay.objects.create(
        school=cast.school,
        title="Studiedag",
        first_on=date(2026, 11, 3),
        last_on=date(2026, 11, 3),
    )
    return {"pk": made.pk}


def invitation(cast: Cast) -> dict[str, object]:
    made = Invitation.objects.create(
        school=cast.school,
        kind=RoleKind.EMPLOYEE,
        email="nieuw@school.example",
        token_hash=Invitation.hash_of("een geheim"),
    )
    return {"pk": made.pk}


def token(cast: Cast) -> dict[str, object]:
    return {"token": "een-geheim"}


def uploaded(cast: Cast, status: str = "uploaded") -> dict[str, object]:
    made = StaffImport.objects.create(
        school=cast.school,
        status=status,
        file_name="lijst.csv",
        header=["Nummer", "Naam"],
        rows=[[2, ["7001", "Bos, Aad"]]],
        mapping={"columns": {"employee_number": 0, "full_name": 1}},
        before={"created": [], "changed": [], "team": [], "subject_department": []},
    )
    return {"pk": made.pk}


def done(cast: Cast) -> dict[str, object]:
    return uploaded(cast, status="confirmed")


KEEPERS_404 = {"visitor": 302, "els": 404, "bas": 404, "carla": 404, "gerda": 404}
KEEPERS_403 = {"visitor": 302, "els": 403, "bas": 403, "carla": 403, "gerda": 403}
STRANGERS = {"hugo": 404, "root": 404}


def keeps_staff(status: int = 200, **row: object) -> dict[str, object]:
    allowed = {"anna": status, "dirk": status, "farid": status}
    return {"make": school, **KEEPERS_403, **allowed, **STRANGERS, **row}


def own_list(status: int = 200, **row: object) -> dict[str, object]:
    allowed = {"anna": status, "dirk": status, "farid": status}
    return {**KEEPERS_404, **allowed, **STRANGERS, **row}


def keeps_roles(status: int = 200, **row: object) -> dict[str, object]:
    allowed = {"anna": 403, "dirk": status, "farid": status}
    return {"make": school, **KEEPERS_403, **allowed, **STRANGERS, **row}


def everybody(status: int, visitor: int) -> dict[str, object]:
    names = ["els", "anna", "bas", "carla", "dirk", "farid", "gerda", "hugo", "root"]
    return {"visitor": visitor, **dict.fromkeys(names, status)}


PERMISSIONS = {
    "people:profile": everybody(200, visitor=302),
    "people:welcome": everybody(302, visitor=302),
    "people:setup": everybody(404, visitor=404),
    "people:invitation_page": everybody(404, visitor=404),
    "people:invitation": {"make": token, **everybody(302, visitor=302)},
    "people:settings": keeps_roles(),
    "people:roles": keeps_roles(),
    "people:role_withdraw": keeps_roles(302, make=role, method="post"),
    "people:invitation_resend": {
        **keeps_roles(302, make=invitation, method="post"),
        **KEEPERS_404,
        "anna": 404,
    },
    "people:invitation_withdraw": {
        **keeps_roles(302, make=invitation, method="post"),
        **KEEPERS_404,
        "anna": 404,
    },
    "people:teams": keeps_staff(),
    "people:team_leader": keeps_staff(302, make=team, method="post"),
    "people:staff": keeps_staff(),
    "people:staff_add": keeps_staff(),
    "people:staff_export": keeps_staff(make=export),
    "people:staff_member": own_list(make=member),
    "people:staff_change": own_list(make=member),
    "people:staff_end": own_list(302, make=member, method="post"),
    "people:staff_import": keeps_staff(),
    "people:staff_import_columns": own_list(make=uploaded),
    "people:staff_import_preview": own_list(make=uploaded),
    "people:staff_import_confirm": own_list(422, make=uploaded, method="post"),
    "people:staff_import_errors": own_list(make=uploaded),
    "people:staff_import_result": own_list(make=done),
    "people:staff_import_undo": own_list(302, make=done, method="post"),
    "people:calendar": keeps_staff(),
    "people:calendar_add": keeps_staff(),
    "people:calendar_file": keeps_staff(302, method="post"),
    "people:calendar_preview": keeps_staff(302),
    "people:calendar_copy": keeps_staff(302, make=year, method="post"),
    "people:calendar_day": keeps_staff(make=day),
    "people:calendar_remove": keeps_staff(302, make=day, method="post"),
}
