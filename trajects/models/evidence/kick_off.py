"""What the system sees of the startbijeenkomst (C-P12, C-U1)."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef

from core.words import datum
from trajects.models.evidence.checks import Evidence, Facts, Reading, evidence, figure, row_of
from trajects.models.kick_off import KickoffMeeting

KICKOFF = "trajects:kickoff"
Status = KickoffMeeting.Status
HELD = {Status.HELD, Status.FINISHED}


@figure("kickoff")
def _kickoff() -> Reading:
    return row_of(KickoffMeeting.objects.filter(traject=OuterRef("pk")), "status", "held_on")


@evidence("kickoff_prepared")
def kickoff_prepared(facts: Facts) -> Evidence:
    meeting = facts.figures["kickoff"]
    if meeting is None:
        return Evidence(False, "De vorm van de startbijeenkomst is nog niet gekozen.", KICKOFF)
    if meeting["status"] in HELD | {Status.READY}:
        return Evidence(True, "Vorm, programma, materiaal en uitnodiging zijn klaar.", KICKOFF)
    words = Status(meeting["status"]).label
    return Evidence(False, f"De startbijeenkomst is nog niet klaar gemeld ({words}).", KICKOFF)


@evidence("kickoff_held")
def kickoff_held(facts: Facts) -> Evidence:
    meeting = facts.figures["kickoff"]
    if meeting and meeting["status"] in HELD:
        day = datum(date.fromisoformat(meeting["held_on"]))
        return Evidence(True, f"De startbijeenkomst is gehouden op {day}.", KICKOFF)
    planned = facts.lines("hold_kickoff")
    if planned:
        return Evidence(False, f"Gepland op {datum(planned[0].starts_on)}.", KICKOFF)
    return Evidence(False, "De startbijeenkomst staat niet in het draaiboek.", KICKOFF)
