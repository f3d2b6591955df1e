"""Who gets which answer about people, log, support and the set-up of the dialogue."""

from types import SimpleNamespace

from tests.permissions.trajects_workspace import LEADS, READ, TEAM, only, traject
from trajects.models import ProgressEntry, ReachCount, Stakeholder


def export(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": cast.traject.pk, "kind": "csv"}


def note(cast: SimpleNamespace) -> dict[str, object]:
    made = ProgressEntry.objects.write(cast.traject, by=cast.anna, went="Een goed begin.")
    return {"pk": made.pk}


def figure(cast: SimpleNamespace) -> dict[str, object]:
    made = Stakeholder.objects.add(
        cast.traject, by=cast.anna, name="Sectie Gym", kind="department"
    )
    return {"pk": made.pk}


def contact(cast: SimpleNamespace) -> dict[str, object]:
    found = Stakeholder.objects.get(**figure(cast))
    return {"pk": found.note_contact(by=cast.anna, done="Kort gesproken.").pk}


def count(cast: SimpleNamespace) -> dict[str, object]:
    made = ReachCount.keep(cast.traject, by=cast.anna, what="Overleg", group="all", number=2)
    return {"pk": made.pk}


# Key figures are known to the project team only: for all others they do not exist.
ONLY_TEAM = {**READ, **dict.fromkeys(("bas", "carla", "dirk"), 404)}
POSTED = {**READ, **dict.fromkeys(("anna", "bas", "carla", "dirk"), 302)}

PERMISSIONS = {
    "trajects:team_paper": {"make": traject, "method": "post", **POSTED},
    "trajects:progress_log": {"make": traject, **READ},
    "trajects:progress_add": {"make": traject, **only(LEADS, 200)},
    "trajects:progress_entry": {"make": note, **READ},
    "trajects:progress_correct": {"make": note, **only(LEADS, 200)},
    "trajects:progress_paper": {"make": traject, "method": "post", **POSTED},
    "trajects:support": {"make": traject, **READ},
    "trajects:stakeholder_add": {"make": traject, **only(TEAM, 200)},
    "trajects:stakeholder_suggest": {"make": traject, **only(TEAM, 200)},
    "trajects:stakeholder_paper": {"make": traject, "method": "post", **only(TEAM, 302)},
    "trajects:stakeholder": {"make": figure, **ONLY_TEAM},
    "trajects:stakeholder_edit": {"make": figure, **ONLY_TEAM},
    "trajects:stakeholder_remove": {"make": figure, "method": "post", **ONLY_TEAM, "anna": 302},
    "trajects:stakeholder_contact": {"make": figure, "method": "post", **ONLY_TEAM, "anna": 422},
    "trajects:contact_remove": {"make": contact, "method": "post", **ONLY_TEAM, "anna": 302},
    "trajects:reach_counts": {"make": traject, **only(TEAM, 200)},
    "trajects:reach_count_remove": {"make": count, "method": "post", **only(TEAM, 302)},
    "trajects:reach_paper": {"make": traject, "method": "post", **POSTED},
    "trajects:reach_export": {"make": export, **READ},
    "trajects:dialogue_setup": {"make": traject, **only(TEAM, 200)},
    "trajects:theme_paper": {"make": traject, "method": "post", **POSTED},
}
