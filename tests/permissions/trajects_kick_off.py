"""Who gets which answer about the startbijeenkomst and the added pages of the checklists."""

from datetime import date, datetime, time
from types import SimpleNamespace

from tests.factories import AMSTERDAM, RunSheetItemFactory
from tests.permissions.trajects_workspace import KNOWN, READ, only, traject
from trajects.actions.kick_off import start_kickoff
from trajects.models import ChecklistItem, KickoffMeeting, KickoffYield

LEADS = "anna dirk"
TEAM = "anna"


def fresh(cast: SimpleNamespace) -> dict[str, object]:
    """A concept with everything filled in but the material that must lie ready."""
    RunSheetItemFactory(
        traject=cast.traject,
        key="hold_kickoff",
        place="Aula",
        starts_on=date(2027, 1, 12),
        ends_on=date(2027, 1, 12),
    )
    found = start_kickoff(cast.traject, form="limited", by=cast.anna)
    KickoffMeeting.objects.filter(pk=found.pk).update(begins_at=time(15, 30))
    return traject(cast)


def prepared(cast: SimpleNamespace) -> dict[str, object]:
    pk = fresh(cast)
    KickoffMeeting.objects.get(traject=cast.traject).materials.update(is_ready=True)
    return pk


def announced(cast: SimpleNamespace) -> dict[str, object]:
    """People know another moment than the one that stands."""
    pk = prepared(cast)
    moment = datetime(2027, 1, 11, 15, 30, tzinfo=AMSTERDAM)
    KickoffMeeting.objects.filter(traject=cast.traject).update(
        invited_at=moment, told_from=moment, told_until=moment, told_place="Zaal"
    )
    return pk


def held(cast: SimpleNamespace) -> dict[str, object]:
    pk = prepared(cast)
    KickoffMeeting.objects.filter(traject=cast.traject).update(
        status="held", held_on=date(2026, 10, 1)
    )
    return pk


def part(cast: SimpleNamespace) -> dict[str, object]:
    fresh(cast)
    return {"pk": KickoffMeeting.objects.get(traject=cast.traject).parts.first().pk}


def material(cast: SimpleNamespace) -> dict[str, object]:
    fresh(cast)
    return {"pk": KickoffMeeting.objects.get(traject=cast.traject).materials.first().pk}


def said(cast: SimpleNamespace) -> dict[str, object]:
    held(cast)
    kickoff = KickoffMeeting.objects.get(traject=cast.traject)
    return {
        "pk": KickoffYield.objects.create(kickoff=kickoff, text="Hoe zit het met toezicht?").pk
    }


def own_point(cast: SimpleNamespace) -> dict[str, object]:
    made = ChecklistItem.objects.add_own(
        cast.traject, by=cast.anna, phase="planning", text="De roostermaker doet mee."
    )
    return {"pk": made.pk}


POST = {"method": "post"}

PERMISSIONS = {
    "trajects:kickoff": {"make": held, **READ},
    "trajects:kickoff_start": {
        "make": traject,
        **POST,
        "data": {"form": "wide"},
        **only(TEAM, 302),
        **dict.fromkeys(("hugo", "root"), 404),
    },
    "trajects:kickoff_edit": {"make": fresh, **only(TEAM, 200)},
    "trajects:kickoff_step": {
        "make": prepared,
        **POST,
        "data": {"to": "ready"},
        **only(TEAM, 302),
    },
    "trajects:kickoff_programme": {"make": announced, **KNOWN},
    "trajects:kickoff_paper": {
        "make": fresh,
        **POST,
        **READ,
        **dict.fromkeys(("anna", "bas", "carla", "dirk"), 302),
    },
    "trajects:kickoff_part_add": {"make": fresh, **only(TEAM, 200)},
    "trajects:kickoff_part": {"make": part, **only(TEAM, 200)},
    "trajects:kickoff_part_move": {"make": part, **POST, **only(TEAM, 302)},
    "trajects:kickoff_part_remove": {"make": part, **POST, **only(TEAM, 302)},
    "trajects:kickoff_material_add": {"make": fresh, **only(TEAM, 200)},
    "trajects:kickoff_material": {"make": material, **only(TEAM, 200)},
    # The version that is posted is not the one that stands: they may, but a colleague was first.
    "trajects:kickoff_material_ready": {"make": material, **POST, **only(TEAM, 409)},
    "trajects:kickoff_material_remove": {"make": material, **POST, **only(TEAM, 302)},
    "trajects:kickoff_yield_add": {"make": held, **only(TEAM, 200)},
    "trajects:kickoff_yield": {"make": said, **only(TEAM, 200)},
    "trajects:kickoff_yield_remove": {"make": said, **POST, **only(TEAM, 302)},
    "trajects:kickoff_invitation": {"make": fresh, **only(TEAM, 200)},
    "trajects:kickoff_invite": {"make": prepared, **only(TEAM, 200)},
    "trajects:kickoff_tell": {"make": announced, **POST, **only(TEAM, 409)},
    "trajects:kickoff_cancel": {"make": fresh, **only(TEAM, 200)},
    "trajects:kickoff_hold": {"make": prepared, **only(TEAM, 200)},
    "trajects:checklist_add": {"make": traject, **only(LEADS, 200)},
    "trajects:checklist_own": {"make": own_point, **only(LEADS, 200)},
    "trajects:checklist_move": {"make": own_point, **POST, **only(LEADS, 302)},
    "trajects:checklist_remove": {"make": own_point, **POST, **only(LEADS, 302)},
    "trajects:checklist_paper": {
        "make": traject,
        **POST,
        **READ,
        **dict.fromkeys(("anna", "bas", "carla", "dirk"), 302),
    },
}
