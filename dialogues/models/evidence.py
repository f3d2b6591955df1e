"""What the checklists can see of sessions, tables and outcomes (domain 4.2)."""

from __future__ import annotations

from dialogues.models.outcome import Outcome
from dialogues.models.session import DialogueSession, DialogueTable
from trajects.models import Evidence, evidence
from trajects.models.evidence import Facts

SESSIONS = "dialogues:sessions"


@evidence("session_closed")
def session_closed(facts: Facts) -> Evidence:
    closed = DialogueSession.objects.closed_in(facts.traject).count()
    if closed:
        word = "sessie is" if closed == 1 else "sessies zijn"
        return Evidence(True, f"{closed} {word} gehouden en afgesloten.", SESSIONS)
    return Evidence(False, "Er is nog geen sessie afgesloten.", SESSIONS)


@evidence("outcomes_have_direction")
def outcomes_have_direction(facts: Facts) -> Evidence:
    counted = Outcome.objects.of(facts.traject).count()
    return Evidence(
        counted > 0, f"{counted} opbrengsten hebben een richting en een reden.", SESSIONS
    )


@evidence("tables_confirmed")
def tables_confirmed(facts: Facts) -> Evidence:
    outcomes = Outcome.objects.of(facts.traject)
    total = outcomes.count()
    confirmed = outcomes.filter(confirmed_at__isnull=False).count()
    return Evidence(
        total > 0 and confirmed == total,
        f"{confirmed} van {total} opbrengsten zijn aan tafel bevestigd.",
        SESSIONS,
    )


@evidence("session_has_theme_and_kit")
def session_has_theme_and_kit(facts: Facts) -> Evidence:
    tables = DialogueTable.objects.closed_in(facts.traject)
    total = tables.count()
    led = tables.filter(facilitator__isnull=False).count()
    return Evidence(
        total > 0 and led == total,
        f"{led} van {total} gesloten tafels hadden een gespreksbegeleider en een thema.",
        SESSIONS,
    )
