"""Who gets which answer around the wizard, the draaiboek and the calendar feed."""

from types import SimpleNamespace

from tests.factories import RunSheetItemFactory
from trajects.actions.run_sheet import set_status
from trajects.models import CalendarFeed, RunSheetItem

type Cast = SimpleNamespace


def nothing(_cast: Cast) -> dict[str, str]:
    return {}


def first_page(_cast: Cast) -> dict[str, str]:
    return {"name": "school"}


def traject(cast: Cast) -> dict[str, int]:
    return {"pk": cast.traject.pk}


def a_row(cast: Cast) -> dict[str, int]:
    return {"pk": RunSheetItemFactory(traject=cast.traject).pk}


def a_change(cast: Cast) -> dict[str, int]:
    item = RunSheetItem.objects.get(**a_row(cast))
    change = set_status(item, "busy", version=1, by=cast.anna)
    return {"pk": change.pk if change else 0}


def a_feed(cast: Cast) -> dict[str, str]:
    return {"token": CalendarFeed.renew(cast.anna)}


def by(code: int, people: str, *, visitor: int = 302, **others: int) -> dict[str, int]:
    """`code` for these people, 404 for everybody else unless said."""
    everybody = ["anna", "bas", "carla", "dirk", "els", "farid", "gerda", "hugo", "root"]
    return (
        {"visitor": visitor}
        | dict.fromkeys(everybody, 404)
        | dict.fromkeys(people.split(), code)
        | others
    )


STARTERS = "anna dirk hugo"
NO_STARTERS = dict.fromkeys(["bas", "carla", "els", "farid", "gerda", "root"], 403)
WORKSPACE = "anna bas carla dirk"
ANYBODY = "anna bas carla dirk els farid gerda hugo root"

PERMISSIONS = {
    "trajects:start_wizard": {"make": nothing, **by(302, STARTERS, **NO_STARTERS)},
    "trajects:wizard_step": {"make": first_page, **by(200, STARTERS, **NO_STARTERS)},
    "trajects:wizard_review": {"make": nothing, **by(302, STARTERS, **NO_STARTERS)},
    "trajects:start": {"make": nothing, "method": "post", **by(302, STARTERS, **NO_STARTERS)},
    "trajects:wizard_start_over": {
        "make": nothing,
        "method": "post",
        **by(302, STARTERS, **NO_STARTERS),
    },
    "trajects:run_sheet": {"make": traject, **by(200, WORKSPACE)},
    "trajects:run_sheet_timeline": {"make": traject, **by(200, WORKSPACE)},
    "trajects:run_sheet_paper": {"make": traject, "method": "post", **by(302, WORKSPACE)},
    "trajects:run_sheet_item": {"make": a_row, **by(200, WORKSPACE)},
    "trajects:run_sheet_add": {"make": traject, **by(200, "anna", bas=403, carla=403, dirk=403)},
    "trajects:run_sheet_edit": {"make": a_row, **by(200, "anna", bas=403, carla=403, dirk=403)},
    "trajects:run_sheet_status": {
        "make": a_row,
        "method": "post",
        "data": {"status": "busy", "version": 1},
        **by(302, "anna", bas=403, carla=403, dirk=403),
    },
    "trajects:run_sheet_skip": {
        "make": a_row,
        "method": "post",
        "data": {"reason": "Niet nodig op onze school.", "version": 1},
        **by(302, "anna", bas=403, carla=403, dirk=403),
    },
    "trajects:run_sheet_remove": {
        "make": a_row,
        "method": "post",
        "data": {"version": 1},
        **by(302, "anna", bas=403, carla=403, dirk=403),
    },
    "trajects:run_sheet_week": {"make": traject, **by(200, WORKSPACE)},
    "trajects:run_sheet_month": {"make": traject, **by(200, WORKSPACE)},
    "trajects:run_sheet_shift": {
        "make": traject,
        **by(200, "anna", bas=403, carla=403, dirk=403),
    },
    # Without a chosen line there is nothing to change together: back to the list.
    "trajects:run_sheet_bulk": {
        "make": traject,
        **by(302, "anna", bas=403, carla=403, dirk=403),
    },
    "trajects:run_sheet_changes": {"make": traject, **by(200, WORKSPACE)},
    "trajects:run_sheet_undo": {
        "make": a_change,
        "method": "post",
        **by(302, "anna", bas=403, carla=403, dirk=403),
    },
    "trajects:replan": {"make": traject, **by(200, "anna dirk", bas=403, carla=403)},
    "trajects:feed": {"make": nothing, **by(200, ANYBODY)},
    "trajects:feed_renew": {"make": nothing, "method": "post", **by(302, ANYBODY)},
    "trajects:feed_file": {"make": a_feed, **by(200, ANYBODY, visitor=200)},
}
