"""What the checklists can see of sessions, tables and outcomes (domain 4.2)."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet

from dialogues.models.outcome import Outcome
from dialogues.models.session import DialogueSession, DialogueTable
from trajects.models import Evidence, evidence
from trajects.models.evidence import Facts, Reading, figure, number_of

SESSIONS = "dialogues:sessions"


def _tables() -> QuerySet[DialogueTable]:
    closed = DialogueTable.Status.CLOSED
    return DialogueTable.objects.filter(session__traject=OuterRef("pk"), status=closed)


def _said() -> QuerySet[Outcome]:
    return Outcome.objects.recorded().filter(
        table__session__traject=OuterRef("pk"), table__status=DialogueTable.Status.CLOSED
    )


@figure("sessions_closed")
def _sessions_closed() -> Reading:
    closed = DialogueSession.Status.CLOSED
    return number_of(DialogueSession.objects.filter(traject=OuterRef("pk"), status=closed))


@figure("outcomes")
def _outcomes() -> Reading:
    return number_of(_said())


@figure("outcomes_confirmed")
def _outcomes_confirmed() -> Reading:
    return number_of(_said().filter(confirmed_at__isnull=False))


@figure("tables_closed")
def _tables_closed() -> Reading:
    return number_of(_tables())


@figure("tables_led")
def _tables_led() -> Reading:
    return number_of(_tables().filter(facilitator__isnull=False))


@evidence("session_closed")
def session_closed(facts: Facts) -> Evidence:
    closed = facts.figures["sessions_closed"]
    if closed:
        word = "sessie is" if closed == 1 else "sessies zijn"
        return Evidence(True, f"{closed} {word} gehouden en afgesloten.", SESSIONS)
    return Evidence(False, "Er is nog geen sessie afgesloten.", SESSIONS)


@evidence("outcomes_have_direction")
def outcomes_have_direction(facts: Facts) -> Evidence:
    total = facts.figures["outcomes"]
    return Evidence(total > 0, f"{total} opbrengsten hebben een richting en een reden.", SESSIONS)


@evidence("tables_confirmed")
def tables_confirmed(facts: Facts) -> Evidence:
    total, confirmed = facts.figures["outcomes"], facts.figures["outcomes_confirmed"]
    return Evidence(
        total > 0 and confirmed == total,
        f"{confirmed} van {total} opbrengsten zijn aan tafel bevestigd.",
        SESSIONS,
    )


@evidence("session_has_theme_and_kit")
def session_has_theme_and_kit(facts: Facts) -> Evidence:
    led, total = facts.figures["tables_led"], facts.figures["tables_closed"]
    return Evidence(
        total > 0 and led == total,
        f"{led} van {total} gesloten tafels hadden een gespreksbegeleider en een thema.",
        SESSIONS,
    )
