"""What the checklists can see of sessions, tables and outcomes (domain 4.2)."""

from __future__ import annotations

from django.db.models import Count, Q

from dialogues.models.outcome import Outcome
from dialogues.models.session import DialogueSession, DialogueTable
from trajects.models import Evidence, Traject, evidence
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
    total = _counts(facts)["total"]
    return Evidence(total > 0, f"{total} opbrengsten hebben een richting en een reden.", SESSIONS)


@evidence("tables_confirmed")
def tables_confirmed(facts: Facts) -> Evidence:
    total, confirmed = _counts(facts)["total"], _counts(facts)["confirmed"]
    return Evidence(
        total > 0 and confirmed == total,
        f"{confirmed} van {total} opbrengsten zijn aan tafel bevestigd.",
        SESSIONS,
    )


@evidence("session_has_theme_and_kit")
def session_has_theme_and_kit(facts: Facts) -> Evidence:
    led, total = facts.once("closed tables", _led_tables)
    return Evidence(
        total > 0 and led == total,
        f"{led} van {total} gesloten tafels hadden een gespreksbegeleider en een thema.",
        SESSIONS,
    )


def _counts(facts: Facts) -> dict[str, int]:
    found: dict[str, int] = facts.once("outcomes", _count_outcomes)
    return found


def _count_outcomes(traject: Traject) -> dict[str, int]:
    return Outcome.objects.of(traject).aggregate(
        total=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_at__isnull=False))
    )


def _led_tables(traject: Traject) -> tuple[int, int]:
    tables = DialogueTable.objects.closed_in(traject)
    found = tables.aggregate(total=Count("pk"), led=Count("facilitator"))
    return found["led"], found["total"]
