"""The data that is measured: the example school, about the size of a typical one."""

from functools import cache
from itertools import cycle
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from dialogues.models import DialogueSession, DialogueTable
from evaluations.models import PolicyProposal
from people.models import Role, RoleKind, School, User
from trajects.models import RunSheetItem, Seat, Traject

BACKEND = "people.accounts.AccountBackend"
# What a reader of a page is called here, as a role at the school.
ROLES = {
    "leadership": RoleKind.SCHOOL_LEADERSHIP,
    "admin": RoleKind.SCHOOL_ADMIN,
    "pmr": RoleKind.PMR_MEMBER,
}


def make() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not School.objects.exists():
        with open("/dev/null", "w") as nowhere:
            call_command("demo", stdout=nowhere)


def grow_run_sheet(size: int) -> None:
    """As many lines in the draaiboek as `size`: copies of what is there, under own keys."""
    traject = Traject.objects.order_by("pk").first()
    lines = list(traject.run_sheet.all())
    missing = max(size - len(lines), 0)
    RunSheetItem.objects.bulk_create(
        _copy(line, place) for place, line in zip(range(missing), cycle(lines), strict=False)
    )


def _copy(line: RunSheetItem, place: int) -> RunSheetItem:
    same = {
        field.attname: getattr(line, field.attname)
        for field in RunSheetItem._meta.concrete_fields
        if not field.primary_key
    }
    same.update(key=f"bench-{place}", is_target=False, title=f"{line.title} {place}")
    return RunSheetItem(**same)


@cache
def number(about: str) -> int | None:
    """The key of the row a page is measured on: the fullest of its kind."""
    models: dict[str, Any] = {
        "school": School,
        "traject": Traject,
        "session": DialogueSession,
        "table": DialogueTable,
        "proposal": PolicyProposal,
    }
    return models[about].objects.order_by("pk").values_list("pk", flat=True).first()


def reader(role: str) -> User:
    if role == "leader":
        return Seat.objects.filter(role="project_leader", user__isnull=False).first().user
    return Role.objects.filter(kind=ROLES[role]).order_by("pk").first().user


@cache
def signed_in(role: str) -> tuple[str, str]:
    """Name and value of the cookie of somebody who signed in."""
    user, session = reader(role), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return settings.SESSION_COOKIE_NAME, session.session_key
