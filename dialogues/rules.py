"""Who may plan, facilitate, write and close. `thing` is a session, a table or what hangs on it."""

from typing import Any

import rules

from core.permissions import moment
from dialogues.models import DialogueSession, DialogueTable, Minutes
from people.models import User
from trajects.models import Seat, Traject
from trajects.models.seat import seats_of
from trajects.rules import is_in_project_team, is_project_leader


def session_of(thing: Any) -> DialogueSession:
    found: DialogueSession = thing if isinstance(thing, DialogueSession) else thing.session
    return found


def table_of(thing: Any) -> DialogueTable:
    found: DialogueTable = thing if isinstance(thing, DialogueTable) else thing.table
    return found


@rules.predicate
def is_seated_facilitator(user: User, thing: object) -> bool:
    """The facilitator of this very table."""
    table = table_of(thing)
    seat = table.facilitator
    return table.has_facilitator and seat is not None and seat.account_id == user.pk


@rules.predicate
def has_no_facilitator(user: User, thing: object) -> bool:
    return not table_of(thing).has_facilitator


@rules.predicate
def facilitates_in_session(user: User, thing: object) -> bool:
    seats = Seat.objects.held_by(user)
    tables = DialogueTable.objects.filter(session=session_of(thing).pk)
    return tables.filter(facilitator__in=seats.values("pk")).exists()


@rules.predicate
def works_in_traject(user: User, thing: object) -> bool:
    """The workspace: a seat, or school leadership, pmr or competent authority of the school."""
    session = session_of(thing)
    if seats_of(user).get(session.traject_id):
        return True
    return Traject.objects.worked_on_by(user).filter(pk=session.traject_id).exists()


@moment("De sessie is al begonnen, afgesloten of afgezegd. Plan zo nodig een nieuwe sessie.")
def is_planned(user: User, thing: object) -> bool:
    return session_of(thing).status == DialogueSession.Status.PLANNED


@moment("De sessie is niet open. Vastleggen kan vanaf het openen tot het afsluiten.")
def is_open(user: User, thing: object) -> bool:
    return session_of(thing).status == DialogueSession.Status.OPEN


@moment("De sessie is nog niet afgesloten. De opbrengsten zijn daarna te zien.")
def is_closed(user: User, thing: object) -> bool:
    return session_of(thing).status == DialogueSession.Status.CLOSED


@moment("Deze tafel is gesloten. Een opbrengst verandert alleen nog met een reden.")
def is_open_table(user: User, thing: object) -> bool:
    return table_of(thing).status == DialogueTable.Status.OPEN


@moment("Het verslag is definitief. De tekst verandert niet meer.")
def is_not_final(user: User, minutes: Minutes) -> bool:
    return not minutes.is_final


@moment("Er kan nu niets meer aan de tafels veranderen.")
def is_upcoming(user: User, thing: object) -> bool:
    return session_of(thing).is_upcoming


@moment("Het verslag ligt nu niet open voor correctie.")
def is_in_correction(user: User, minutes: Minutes) -> bool:
    return minutes.status == Minutes.Status.CORRECTION


keeps_table = is_seated_facilitator | (has_no_facilitator & is_project_leader)
writes_minutes = is_in_project_team | facilitates_in_session

rules.add_perm("dialogues.plan", is_in_project_team)
rules.add_perm("dialogues.work", works_in_traject)
rules.add_perm("dialogues.change", is_in_project_team & is_planned)
rules.add_perm("dialogues.cancel", is_in_project_team & is_planned)
rules.add_perm("dialogues.invite", is_in_project_team & is_planned)
rules.add_perm("dialogues.see_invitations", is_in_project_team)
rules.add_perm("dialogues.compose", is_in_project_team & is_upcoming)
rules.add_perm("dialogues.open", (is_in_project_team | facilitates_in_session) & is_planned)
rules.add_perm("dialogues.close", is_project_leader & is_open)
rules.add_perm("dialogues.see_outcomes", works_in_traject & is_closed)
rules.add_perm("dialogues.see_table", keeps_table)
rules.add_perm("dialogues.record", keeps_table & is_open & is_open_table)
rules.add_perm("dialogues.replace", keeps_table & is_open)
rules.add_perm("dialogues.write_minutes", writes_minutes & is_not_final)
rules.add_perm("dialogues.finalise_minutes", is_in_project_team & is_not_final)
rules.add_perm("dialogues.keep_minutes", writes_minutes)
rules.add_perm("dialogues.correct_minutes", is_in_correction)
