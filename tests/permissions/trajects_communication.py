"""Who gets which answer in the communication plan."""

from datetime import date
from types import SimpleNamespace

from trajects.models import CommunicationItem, ConstituencyAddress


def traject(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": cast.traject.pk}


def message(cast: SimpleNamespace, **fields: object) -> dict[str, object]:
    number = CommunicationItem.objects.filter(traject=cast.traject).count()
    values = {
        "key": f"bericht-{number}",
        "audience": "all_staff",
        "planned_on": date(2026, 10, 1),
        "sender": "projectleider",
        "subject": "We beginnen",
        "body": "Tekst.",
    }
    return {"pk": CommunicationItem.objects.create(traject=cast.traject, **values | fields).pk}


def talk(cast: SimpleNamespace) -> dict[str, object]:
    return message(cast, channel="conversation")


def stopped(cast: SimpleNamespace) -> dict[str, object]:
    return message(cast, status="stopped")


def poster(cast: SimpleNamespace) -> dict[str, object]:
    return message(cast, channel="poster") | {"kind": "poster"}


def address(cast: SimpleNamespace) -> dict[str, object]:
    number = ConstituencyAddress.objects.count()
    made = ConstituencyAddress.objects.create(
        traject=cast.traject, name="Oudergeleding", email=f"ouders{number}@school.example"
    )
    return {"pk": made.pk}


OUTSIDE = {"visitor": 302, "hugo": 404, "root": 404}
NO_WORKSPACE = {"els": 404, "farid": 404, "gerda": 404}
READ = {**OUTSIDE, **NO_WORKSPACE, **dict.fromkeys(("anna", "bas", "carla", "dirk"), 200)}


def only(names: str, code: int) -> dict[str, int]:
    """This answer for these people in the workspace, and 403 for the others in it."""
    others = dict.fromkeys(("anna", "bas", "carla", "dirk"), 403)
    return {**OUTSIDE, **NO_WORKSPACE, **others, **dict.fromkeys(names.split(), code)}


LEADS, TEAM = "anna dirk", "anna"
ANYBODY = {**READ, **dict.fromkeys(("anna", "bas", "carla", "dirk"), 302)}

# A button posts the version of its page. Here none is posted: who may, hears that a colleague
# was first (409).
PERMISSIONS = {
    "trajects:communication": {"make": traject, **READ},
    "trajects:communication_add": {"make": traject, **only(TEAM, 200)},
    "trajects:communication_ready": {"make": traject, **only(LEADS, 200)},
    "trajects:communication_paper": {"make": traject, "method": "post", **ANYBODY},
    "trajects:constituencies": {"make": traject, **only(TEAM, 200)},
    "trajects:constituency_remove": {"make": address, "method": "post", **only(TEAM, 302)},
    "trajects:communication_item": {"make": message, **READ},
    "trajects:communication_edit": {"make": message, **only(TEAM, 200)},
    "trajects:communication_example": {"make": message, "method": "post", **only(LEADS, 302)},
    "trajects:communication_approve": {"make": message, "method": "post", **only(LEADS, 409)},
    "trajects:communication_stop": {"make": message, "method": "post", **only(TEAM, 409)},
    "trajects:communication_done": {"make": talk, "method": "post", **only(TEAM, 409)},
    "trajects:communication_reopen": {"make": stopped, "method": "post", **only(TEAM, 409)},
    "trajects:communication_resend": {"make": message, "method": "post", **only(TEAM, 302)},
    "trajects:communication_print": {"make": poster, "method": "post", **ANYBODY},
}
