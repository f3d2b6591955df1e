"""What the system sees in the approach: signed, and dated in time (R38, R39)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from core.words import datum
from trajects.models.approach import Approach
from trajects.models.evidence.checks import Evidence, Facts, evidence
from trajects.models.traject import Phase, Traject

APPROACH = "trajects:approach"


class Versions(NamedTuple):
    """Every version that was not withdrawn, in order, with its parts."""

    rows: list[Approach]

    @classmethod
    def of(cls, facts: Facts) -> Versions:
        found: Versions = facts.once("approach", lambda traject: cls(read(traject)))
        return found

    @property
    def in_force(self) -> Approach | None:
        return next((row for row in self.rows if row.is_signed), None)

    def settled_on(self, key: str) -> date | None:
        """The first day on which this part was settled: a day written down, or both keys.

        A later version moves nothing: what was agreed in time stays agreed in time.
        """
        days = [day for row in self.rows if (day := settled_in(row, key))]
        return min(days, default=None)


def read(traject: Traject) -> list[Approach]:
    rows = Approach.objects.filter(traject=traject).exclude(status=Approach.Status.WITHDRAWN)
    return list(rows.prefetch_related("sections"))


def settled_in(approach: Approach, key: str) -> date | None:
    part = next((part for part in approach.sections.all() if part.key == key), None)
    if part is None:
        return None
    signed_on = approach.signed_on if part.text else None
    return min((day for day in (part.agreed_on, signed_on) if day), default=None)


@evidence("approach_signed")
def approach_signed(facts: Facts) -> Evidence:
    versions = Versions.of(facts)
    if valid := versions.in_force:
        day = datum(valid.signed_on) if valid.signed_on else ""
        return Evidence(
            True, f"Versie {valid.edition} is door beide partijen ondertekend op {day}.", APPROACH
        )
    if any(row.is_submitted for row in versions.rows):
        return Evidence(False, "De aanpak is voorgelegd en wacht op beide sleutels.", APPROACH)
    return Evidence(False, "De aanpak is nog niet ondertekend.", APPROACH)


@evidence("year_plan_attached")
def year_plan_attached(facts: Facts) -> Evidence:
    """The day itself, or nothing: a signature does not put anything in the jaarplan."""
    days = [
        part.agreed_on
        for row in Versions.of(facts).rows
        for part in row.sections.all()
        if part.key == "year_plan" and part.agreed_on
    ]
    if days:
        return Evidence(True, f"Opgenomen in het jaarplan op {datum(min(days))}.", APPROACH)
    return Evidence(False, "Er staat nog geen datum van het jaarplan.", APPROACH)


@evidence("privacy_agreed")
def privacy_agreed(facts: Facts) -> Evidence:
    """R22: settled with the pmr, by a day written down or by their key."""
    if day := Versions.of(facts).settled_on("privacy"):
        return Evidence(True, f"Privacy: afgesproken met de pmr op {datum(day)}.", APPROACH)
    return Evidence(False, "Over privacy is nog niets afgesproken met de pmr.", APPROACH)


@evidence("recording_agreed_before_first_session")
def recording_agreed_before_first_session(facts: Facts) -> Evidence:
    """R38: the agreement is dated before the first dialogue session."""
    return dated_before(
        Versions.of(facts).settled_on("recording"),
        min((item.starts_on for item in facts.lines("session_hold")), default=None),
        "De afspraken over vastleggen",
        "de eerste sessie",
    )


@evidence("evaluation_goal_set")
def evaluation_goal_set(facts: Facts) -> Evidence:
    """R39: the goal is dated before the third phase starts."""
    third = [item.starts_on for item in facts.run_sheet if item.phase == Phase.EVALUATION]
    return dated_before(
        Versions.of(facts).settled_on("evaluation_goal"),
        min(third, default=None),
        "Het doel van de evaluatie",
        "fase 3",
    )


def dated_before(day: date | None, limit: date | None, what: str, before: str) -> Evidence:
    if day is None:
        return Evidence(False, f"{what}: nog geen datum.", APPROACH)
    if limit and day >= limit:
        return Evidence(False, f"{what}: {datum(day)}. Dat is niet vóór {before}.", APPROACH)
    return Evidence(True, f"{what}: vastgelegd op {datum(day)}.", APPROACH)
