"""What the system sees in the approach: signed, and dated in time (R38, R39)."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import TruncDate

from core.words import datum
from trajects.models.approach import Approach, ApproachSection
from trajects.models.evidence.checks import (
    Evidence,
    Facts,
    Reading,
    evidence,
    figure,
    first_of,
    number_of,
    row_of,
)
from trajects.models.traject import Phase

APPROACH = "trajects:approach"
Status = Approach.Status


@figure("approach_in_force")
def _in_force() -> Reading:
    rows = Approach.objects.filter(traject=OuterRef("pk")).in_force()
    return row_of(rows.annotate(day=TruncDate("signed_at")), "edition", "day")


@figure("approach_submitted")
def _submitted() -> Reading:
    rows = Approach.objects.filter(traject=OuterRef("pk"), status=Status.SUBMITTED)
    return number_of(rows)


def _parts(key: str) -> QuerySet[ApproachSection]:
    """This part in every version that was not withdrawn."""
    parts = ApproachSection.objects.filter(approach__traject=OuterRef("pk"), key=key)
    return parts.exclude(approach__status=Status.WITHDRAWN)


def _read_days(key: str) -> None:
    """On which day this part was first written down, and first signed."""

    @figure(f"agreed_{key}")
    def agreed() -> Reading:
        return first_of(_parts(key), "agreed_on")

    @figure(f"signed_{key}")
    def signed() -> Reading:
        return first_of(_parts(key).exclude(text=""), TruncDate("approach__signed_at"))


for _key in ("year_plan", "privacy", "recording", "evaluation_goal"):
    _read_days(_key)


def settled_on(facts: Facts, key: str) -> date | None:
    """The first day on which this part was settled: a day written down, or both keys.

    A later version moves nothing: what was agreed in time stays agreed in time.
    """
    days = (facts.figures[f"agreed_{key}"], facts.figures[f"signed_{key}"])
    return min((day for day in days if day), default=None)


@evidence("approach_signed")
def approach_signed(facts: Facts) -> Evidence:
    if valid := facts.figures["approach_in_force"]:
        day = datum(date.fromisoformat(valid["day"]))
        words = f"Versie {valid['edition']} is door beide partijen ondertekend op {day}."
        return Evidence(True, words, APPROACH)
    if facts.figures["approach_submitted"]:
        return Evidence(False, "De aanpak is voorgelegd en wacht op beide sleutels.", APPROACH)
    return Evidence(False, "De aanpak is nog niet ondertekend.", APPROACH)


@evidence("year_plan_attached")
def year_plan_attached(facts: Facts) -> Evidence:
    """The day itself, or nothing: a signature does not put anything in the jaarplan."""
    if day := facts.figures["agreed_year_plan"]:
        return Evidence(True, f"Opgenomen in het jaarplan op {datum(day)}.", APPROACH)
    return Evidence(False, "Er staat nog geen datum van het jaarplan.", APPROACH)


@evidence("privacy_agreed")
def privacy_agreed(facts: Facts) -> Evidence:
    """R22: settled with the pmr, by a day written down or by their key."""
    if day := settled_on(facts, "privacy"):
        return Evidence(True, f"Privacy: afgesproken met de pmr op {datum(day)}.", APPROACH)
    return Evidence(False, "Over privacy is nog niets afgesproken met de pmr.", APPROACH)


@evidence("recording_agreed_before_first_session")
def recording_agreed_before_first_session(facts: Facts) -> Evidence:
    """R38: the agreement is dated before the first dialogue session."""
    return dated_before(
        settled_on(facts, "recording"),
        min((item.starts_on for item in facts.lines("session_hold")), default=None),
        "De afspraken over vastleggen",
        "de eerste sessie",
    )


@evidence("evaluation_goal_set")
def evaluation_goal_set(facts: Facts) -> Evidence:
    """R39: the goal is dated before the third phase starts."""
    third = [item.starts_on for item in facts.run_sheet if item.phase == Phase.EVALUATION]
    return dated_before(
        settled_on(facts, "evaluation_goal"),
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
