"""Who gets which answer around sessions, tables and minutes."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from dialogues.models import (
    DialogueSession,
    DialogueTable,
    Minutes,
    Outcome,
    SessionInvitation,
)
from tests.factories import (
    DialogueSessionFactory,
    DialogueTableFactory,
    OutcomeFactory,
    PolicyCategoryFactory,
    PolicyItemFactory,
    StaffMemberFactory,
    TaskPolicyFactory,
    ThemeFactory,
)
from tests.permissions.trajects_library import file_of, put

type Cast = SimpleNamespace


def traject(cast: Cast) -> dict[str, int]:
    return {"pk": cast.traject.pk}


def planned(cast: Cast) -> DialogueSession:
    begin = timezone.now() + timedelta(days=30)
    return DialogueSessionFactory(
        traject=cast.traject, starts_at=begin, ends_at=begin + timedelta(hours=2)
    )


def table_of_bas(cast: Cast, status: str = "planned") -> DialogueTable:
    session = planned(cast)
    closed_at = timezone.now() if status == "closed" else None
    DialogueSession.objects.filter(pk=session.pk).update(status=status, closed_at=closed_at)
    return DialogueTableFactory(session=session, number=1, facilitator=cast.bas.seats.get())


def a_session(cast: Cast) -> dict[str, int]:
    return {"pk": table_of_bas(cast).session_id}


def an_open_session(cast: Cast) -> dict[str, int]:
    return {"pk": table_of_bas(cast, "open").session_id}


def a_closed_session(cast: Cast) -> dict[str, int]:
    return {"pk": table_of_bas(cast, "closed").session_id}


def a_table(cast: Cast) -> dict[str, int]:
    return {"pk": table_of_bas(cast).pk}


def an_open_table(cast: Cast) -> dict[str, int]:
    return {"pk": table_of_bas(cast, "open").pk}


def invited(cast: Cast) -> SessionInvitation:
    one = SessionInvitation.for_colleague(
        planned(cast), StaffMemberFactory(school=cast.traject.school)
    )
    one.save()
    return one


def a_place(cast: Cast) -> dict[str, int]:
    return {"pk": invited(cast).pk}


def a_link(cast: Cast) -> dict[str, str]:
    return {"token": invited(cast).link_token()}


def a_reading(cast: Cast) -> dict[str, object]:
    """A file that everybody may read, about the whole conversation."""
    version = file_of(put(cast), 2)
    return {"token": invited(cast).link_token(), "pk": version.pk}


def an_item(cast: Cast) -> dict[str, int]:
    table = table_of_bas(cast, "open")
    theme = ThemeFactory(traject=cast.traject)
    table.session.themes.add(theme)
    category = PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=cast.traject))
    return {"pk": table.pk, "item_pk": PolicyItemFactory(category=category, theme=theme).pk}


def an_outcome(cast: Cast) -> dict[str, int]:
    category = PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=cast.traject))
    outcome: Outcome = OutcomeFactory(
        table=table_of_bas(cast, "open"), policy_item=PolicyItemFactory(category=category)
    )
    return {"pk": outcome.pk}


def minutes(cast: Cast, status: str = "draft") -> Minutes:
    return Minutes.objects.create(session=table_of_bas(cast).session, status=status)


def some_minutes(cast: Cast) -> dict[str, int]:
    return {"pk": minutes(cast).session_id}


def shared_minutes(cast: Cast) -> dict[str, int]:
    return {"pk": minutes(cast, "correction").session_id}


def a_correction(cast: Cast) -> dict[str, int]:
    found = minutes(cast, "correction")
    return {"pk": found.session_id, "correction_pk": found.corrections.create(text="x").pk}


def only(code: int, people: str, *, workspace: int = 403, others: int = 403) -> dict[str, int]:
    """`code` for these people; `workspace` and `others` for who else may know of it."""
    row = {
        "visitor": 302,
        **dict.fromkeys(["anna", "bas", "carla", "dirk"], workspace),
        **dict.fromkeys(["els", "farid", "gerda"], others),
        "hugo": 404,
        "root": 404,
    }
    return row | dict.fromkeys(people.split(), code)


EVERYBODY = only(200, "anna bas carla dirk els farid gerda")
WORKSPACE = "anna bas carla dirk"

PERMISSIONS = {
    "dialogues:sessions": {"make": traject, **EVERYBODY},
    "dialogues:plan_session": {"make": traject, **only(200, "anna")},
    "dialogues:session": {"make": a_session, **EVERYBODY},
    "dialogues:change_session": {"make": a_session, **only(200, "anna")},
    "dialogues:cancel_session": {"make": a_session, **only(200, "anna")},
    "dialogues:open_session": {"make": a_session, "method": "post", **only(302, "anna bas")},
    "dialogues:close_session": {"make": an_open_session, **only(200, "anna")},
    "dialogues:bundle": {"make": a_closed_session, **only(200, WORKSPACE)},
    "dialogues:invite": {"make": a_session, **only(200, "anna")},
    "dialogues:invitations": {"make": a_session, **only(200, "anna")},
    "dialogues:letters": {"make": a_session, **only(200, "anna")},
    "dialogues:reading": {
        "make": a_reading,
        **dict.fromkeys(
            ["visitor", "els", "anna", "bas", "carla", "dirk", "farid", "gerda", "hugo", "root"],
            200,
        ),
    },
    "dialogues:answer": {
        "make": a_link,
        **dict.fromkeys(
            ["visitor", "els", "anna", "bas", "carla", "dirk", "farid", "gerda", "hugo", "root"],
            200,
        ),
    },
    "dialogues:seating": {"make": a_session, **only(200, "anna")},
    "dialogues:compose": {
        "make": a_session,
        "method": "post",
        "data": {"number": 1},
        **only(302, "anna"),
    },
    "dialogues:move": {"make": a_place, "method": "post", **only(302, "anna", others=404)},
    "dialogues:change_table": {"make": a_table, **only(200, "anna", others=404)},
    "dialogues:table": {"make": an_open_table, **only(200, "bas", others=404)},
    "dialogues:item": {"make": an_item, **only(200, "bas", others=404)},
    "dialogues:read_aloud": {"make": an_open_table, **only(200, "bas", others=404)},
    "dialogues:add_agreement": {
        "make": an_open_table,
        "method": "post",
        "data": {"text": "Minder overleg", "owner": "teamleiders", "due_on": "2027-03-01"},
        **only(302, "bas", others=404),
    },
    "dialogues:attendance": {
        "make": an_open_table,
        "method": "post",
        "data": {"present_count": 8},
        **only(302, "bas", others=404),
    },
    "dialogues:close_table": {
        "make": an_open_table,
        "method": "post",
        **only(302, "bas", others=404),
    },
    "dialogues:confirm": {
        "make": an_outcome,
        "method": "post",
        "data": {"version": 1},
        **only(302, "bas", workspace=404, others=404),
    },
    "dialogues:replace": {"make": an_outcome, **only(200, "bas", workspace=404, others=404)},
    "dialogues:minutes": {"make": some_minutes, **only(200, WORKSPACE, others=404)},
    "dialogues:start_minutes": {"make": a_session, "method": "post", **only(302, "anna bas")},
    "dialogues:save_minutes": {
        "make": some_minutes,
        "method": "post",
        "data": {"body": "Een goed gesprek.", "version": 1},
        **only(302, "anna bas", others=404),
    },
    "dialogues:open_minutes": {
        "make": some_minutes,
        "method": "post",
        **only(302, "anna", others=404),
    },
    "dialogues:finalise_minutes": {
        "make": some_minutes,
        "method": "post",
        "data": {"version": 1},
        **only(302, "anna", others=404),
    },
    "dialogues:correct_minutes": {
        "make": shared_minutes,
        "method": "post",
        "data": {"text": "De tweede zin klopt niet."},
        **only(302, WORKSPACE, others=404),
    },
    "dialogues:handle_correction": {
        "make": a_correction,
        "method": "post",
        **only(302, "anna bas", others=404),
    },
    "dialogues:print_minutes": {
        "make": some_minutes,
        "method": "post",
        **only(302, WORKSPACE, others=404),
    },
}
