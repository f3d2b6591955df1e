"""Who gets which answer on the versions of the taakbeleid and what they are measured against."""

from types import SimpleNamespace

from tests.permissions.trajects_workspace import KNOWN, TEAM, item, only, traject
from trajects.models import TaskPolicy


def with_policy(cast: SimpleNamespace) -> dict[str, object]:
    item(cast)
    return traject(cast)


def term(cast: SimpleNamespace) -> dict[str, object]:
    item(cast)
    policy = TaskPolicy.objects.of(cast.traject).first()
    made = policy.add_term(by=cast.anna, title="Lestaak", value=720, bound="maximum")
    return {"pk": made.pk}


def only_in_sight(names: str, code: int = 200) -> dict[str, int]:
    """Everybody who knows the traject reads the taakbeleid; changing is for these."""
    known = dict.fromkeys(("els", "anna", "bas", "carla", "dirk", "farid", "gerda"), 403)
    return {**KNOWN, **known, **dict.fromkeys(names.split(), code)}


PERMISSIONS = {
    "trajects:policy_compare": {"make": with_policy, **KNOWN},
    "trajects:policy_paper": {
        "make": with_policy,
        "method": "post",
        **KNOWN,
        **dict.fromkeys(("els", "anna", "bas", "carla", "dirk", "farid", "gerda"), 302),
    },
    "trajects:policy_begin": {"make": with_policy, **only(TEAM, 200)},
    "trajects:policy_terms": {"make": with_policy, **KNOWN},
    "trajects:policy_basis": {"make": with_policy, **only(TEAM, 200)},
    "trajects:policy_terms_take": {"make": with_policy, "method": "post", **only(TEAM, 302)},
    "trajects:policy_term_add": {"make": with_policy, **only(TEAM, 200)},
    "trajects:policy_term": {"make": term, **only_in_sight(TEAM)},
    "trajects:policy_item_remove": {"make": item, "method": "post", **only_in_sight(TEAM, 302)},
}
