"""Who gets which answer about rounds over success factors."""

from datetime import date
from types import SimpleNamespace

from tests.permissions.trajects_workspace import READ, only, traject
from trajects.models import Phase
from trajects.models.success_factors import open_round

PAPER = {**READ, **dict.fromkeys(("anna", "bas", "carla", "dirk"), 302)}


def open_now(cast: SimpleNamespace) -> dict[str, object]:
    """A small team, so one joint score; Anna and Carla are asked."""
    made = open_round(
        cast.traject,
        by=cast.anna,
        label="Nu",
        day=date(2027, 1, 12),
        phases=[Phase.PLANNING],
        manner="each",
    )
    return {"pk": made.pk}


def factor(cast: SimpleNamespace) -> dict[str, object]:
    return {**traject(cast), "key": "joint_start"}


PERMISSIONS = {
    "trajects:success_factors": {"make": traject, **READ},
    "trajects:score_round_open": {"make": traject, **only("anna", 200)},
    "trajects:score_round": {"make": open_now, **READ},
    "trajects:score_round_close": {"make": open_now, "method": "post", **only("anna", 302)},
    "trajects:factor_note": {"make": factor, **only("anna", 200)},
    "trajects:success_paper": {"make": traject, "method": "post", **PAPER},
}
