"""Who gets which answer around the approach and the go or no-go."""

from types import SimpleNamespace

from tests.permissions.trajects_workspace import KNOWN, LEADS, READ, only, traject
from tests.trajects import agreeing
from trajects.models import Approach


def draft(cast: SimpleNamespace) -> dict[str, object]:
    made = Approach.objects.of(cast.traject).being_made().first()
    return {"pk": (made or agreeing.begin(cast.traject, cast.anna)).pk}


def written(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": agreeing.write(agreeing.begin(cast.traject, cast.anna), cast.anna).pk}


def submitted(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": agreeing.submitted(cast.traject, cast.anna).pk}


def signed(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": agreeing.signed(cast.traject, cast.anna, cast.dirk, cast.carla).pk}


def part(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": Approach.objects.get(**draft(cast)).sections.get(key="phasing").pk}


def pmr_key(cast: SimpleNamespace) -> dict[str, object]:
    return {**submitted(cast), "side": "pmr"}


def leadership_key(cast: SimpleNamespace) -> dict[str, object]:
    return {**submitted(cast), "side": "leadership"}


def of_the_pmr(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": cast.traject.pk, "party": "representation"}


ASKED = {name: code if code != 200 else 302 for name, code in KNOWN.items()}

PERMISSIONS = {
    # The board is one of the three that are asked, so it reads what the others say.
    "trajects:go_no_go": {"make": traject, **READ, "gerda": 200},
    # Dirk and Gerda are asked too, but not for this party.
    "trajects:go_no_go_position": {
        "make": of_the_pmr,
        **only("carla", 200),
        "dirk": 404,
        "gerda": 404,
    },
    "trajects:approach": {"make": traject, **KNOWN},
    "trajects:approach_begin": {"make": traject, "method": "post", **only(LEADS, 302)},
    "trajects:approach_version": {"make": submitted, **READ},
    "trajects:approach_section": {"make": part, **only(LEADS, 200)},
    "trajects:approach_section_keep": {
        "make": part,
        "method": "post",
        "data": {"version": 1},
        **only(LEADS, 302),
    },
    "trajects:approach_choices": {"make": draft, **only(LEADS, 200)},
    "trajects:approach_put_forward": {"make": written, "method": "post", **only(LEADS, 302)},
    "trajects:approach_withdraw": {"make": submitted, **only(LEADS, 200)},
    "trajects:approach_sign": {"make": pmr_key, **only("carla", 200)},
    "trajects:approach_refuse": {"make": leadership_key, **only("dirk", 200)},
    "trajects:approach_compare": {"make": submitted, **READ},
    "trajects:approach_content": {"make": signed, **KNOWN},
    "trajects:approach_paper": {"make": signed, "method": "post", **ASKED},
}
