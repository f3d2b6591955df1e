"""Who gets which answer in the workspace, team, themes, taakbeleid, checklists and messages."""

from types import SimpleNamespace

from tests.factories import SeatFactory, StaffMemberFactory, ThemeFactory
from trajects.models import ChecklistItem, PolicyImport, PolicyItem


def traject(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": cast.traject.pk}


def advice(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": cast.traject.pk, "key": "content_responsibility"}


def export(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": cast.traject.pk, "kind": "csv"}


def empty_seat(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": SeatFactory(traject=cast.traject, role="sounding_board").pk}


def coach_seat(cast: SimpleNamespace) -> dict[str, object]:
    """A seat held by somebody outside the cast's table."""
    member = StaffMemberFactory(school=cast.school)
    return {"pk": SeatFactory(traject=cast.traject, staff_member=member).pk}


def coach_wanted(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": SeatFactory(traject=cast.traject, role="process_coach").pk}


def own_theme(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": ThemeFactory(traject=cast.traject).pk}


def item(cast: SimpleNamespace) -> dict[str, object]:
    made = PolicyItem.objects.add(cast.traject, category="Lestaak", by=cast.anna, title="Lessen")
    return {"pk": made.pk}


def upload(cast: SimpleNamespace) -> dict[str, object]:
    found = PolicyImport.objects.create(
        traject=cast.traject,
        file_name="lijst.csv",
        header=["Categorie", "Onderdeel"],
        rows=[[2, ["Lestaak", "Lessen"]]],
        mapping={"category": 0, "title": 1},
    )
    return {"pk": found.pk}


def point(cast: SimpleNamespace) -> dict[str, object]:
    number = ChecklistItem.objects.filter(traject=cast.traject).count()
    made = ChecklistItem.objects.create(
        traject=cast.traject, key=f"C-{number}", phase="planning", text="Er is een team."
    )
    return {"pk": made.pk}


# Els has no seat, Farid administers, Gerda governs from the board: they know of the traject.
OUTSIDE = {"visitor": 302, "hugo": 404, "root": 404}
NO_WORKSPACE = {"els": 404, "farid": 404, "gerda": 404}
KNOWN = {
    **OUTSIDE,
    **dict.fromkeys(("els", "anna", "bas", "carla", "dirk", "farid", "gerda"), 200),
}
READ = {**OUTSIDE, **NO_WORKSPACE, **dict.fromkeys(("anna", "bas", "carla", "dirk"), 200)}


def only(names: str, code: int) -> dict[str, int]:
    """This answer for these people in the workspace, and 403 for the others in it."""
    others = dict.fromkeys(("anna", "bas", "carla", "dirk"), 403)
    return {**OUTSIDE, **NO_WORKSPACE, **others, **dict.fromkeys(names.split(), code)}


LEADS = "anna dirk"
TEAM = "anna"

PERMISSIONS = {
    "trajects:traject": {"make": traject, **KNOWN},
    "trajects:settings": {"make": traject, **READ},
    "trajects:team": {"make": traject, **READ},
    "trajects:seat_add": {"make": traject, **only(LEADS, 200)},
    "trajects:team_content": {"make": traject, **only(LEADS, 200)},
    "trajects:team_advice": {"make": advice, **only(LEADS, 200)},
    "trajects:seat": {"make": empty_seat, **READ},
    "trajects:seat_fill": {"make": empty_seat, **only(LEADS, 200)},
    "trajects:seat_outsider": {"make": coach_wanted, **only(LEADS, 200)},
    "trajects:seat_hand_over": {"make": coach_seat, **only(LEADS, 200)},
    # The version that is posted is not the one that stands: they may, but a colleague was first.
    "trajects:seat_release": {"make": empty_seat, "method": "post", **only(LEADS, 409)},
    "trajects:themes": {"make": traject, **READ},
    "trajects:theme_add": {"make": traject, **only(TEAM, 200)},
    "trajects:theme": {"make": own_theme, **only(TEAM, 200)},
    "trajects:theme_move": {"make": own_theme, "method": "post", **only(TEAM, 302)},
    "trajects:theme_choose": {"make": own_theme, "method": "post", **only(TEAM, 302)},
    "trajects:theme_remove": {"make": own_theme, "method": "post", **only(TEAM, 302)},
    "trajects:theme_question": {"make": item, **only(TEAM, 200)},
    "trajects:policy": {"make": traject, **KNOWN},
    "trajects:policy_export": {"make": export, **KNOWN},
    "trajects:policy_item": {"make": item, **KNOWN},
    "trajects:policy_item_add": {"make": traject, **only(TEAM, 200)},
    "trajects:policy_upload": {"make": traject, **only(TEAM, 200)},
    "trajects:policy_import": {"make": upload, **only(TEAM, 200)},
    "trajects:policy_confirm": {"make": upload, "method": "post", **only(TEAM, 302)},
    "trajects:checklists": {"make": traject, **READ},
    "trajects:checklist_item": {"make": point, **only(LEADS, 200)},
    "trajects:checklist_clear": {"make": point, "method": "post", **only(LEADS, 409)},
}
