"""Who may do what with the startbijeenkomst, own points of the checklist and scores."""

from typing import Any

import rules

from core.permissions import moment
from people.models import User
from trajects.models import ChecklistItem, KickoffMeeting
from trajects.models.kick_off_plan import KickoffPlan
from trajects.rules.workspace import is_in_project_team, is_school_leadership


@moment("Dit punt hoort bij de vaste lijst. Stel met een reden vast dat het niet past.")
def is_own_point(user: User, item: ChecklistItem) -> bool:
    return item.is_own


@rules.predicate
def is_asked_to_score(user: User, thing: Any) -> bool:
    """On the roll of the round: the project team and the pmr when it opened."""
    return bool(thing.is_asked(user))


def kickoff_of(thing: Any) -> KickoffMeeting | None:
    """The meeting of a traject or of one of its rows; None while no form was chosen."""
    found: KickoffMeeting | None = (
        thing if isinstance(thing, KickoffMeeting) else getattr(thing, "kickoff", None)
    )
    return found


@moment("De startbijeenkomst is al gehouden of gaat niet door. Er verandert niets meer aan.")
def kickoff_is_open(user: User, thing: object) -> bool:
    kickoff = kickoff_of(thing)
    return kickoff is not None and kickoff.is_open


@moment("Er ontbreekt nog iets. Op de pagina van de startbijeenkomst staat wat.")
def kickoff_is_prepared(user: User, kickoff: KickoffMeeting) -> bool:
    return KickoffPlan(kickoff).is_prepared


@moment("Vul eerst dag, plaats, begintijd, programma en uitnodiging in. Het moment moet kunnen.")
def kickoff_can_be_sent(user: User, kickoff: KickoffMeeting) -> bool:
    plan = KickoffPlan(kickoff)
    has_all = bool(plan.begins and plan.place and plan.minutes and kickoff.invitation)
    return has_all and bool(kickoff.subject) and not plan.conflict and not plan.is_past


@moment("Iedereen die is uitgenodigd, kent dit moment en deze plaats al.")
def kickoff_moment_is_new(user: User, kickoff: KickoffMeeting) -> bool:
    return kickoff.is_announced and not KickoffPlan(kickoff).is_told


@moment("Leg eerst vast dat de startbijeenkomst is gehouden.")
def kickoff_is_held(user: User, thing: object) -> bool:
    kickoff = kickoff_of(thing)
    return kickoff is not None and kickoff.is_held


rules.add_perm(
    "trajects.change_own_point", (is_in_project_team | is_school_leadership) & is_own_point
)
rules.add_perm("trajects.open_score_round", is_in_project_team)
rules.add_perm("trajects.score", is_asked_to_score)
rules.add_perm("trajects.change_factor_note", is_in_project_team)
rules.add_perm("trajects.start_kickoff", is_in_project_team)
rules.add_perm("trajects.change_kickoff", is_in_project_team & kickoff_is_open)
rules.add_perm("trajects.prepare_kickoff", is_in_project_team & kickoff_is_prepared)
rules.add_perm(
    "trajects.invite_to_kickoff", is_in_project_team & kickoff_is_open & kickoff_can_be_sent
)
rules.add_perm(
    "trajects.tell_kickoff",
    is_in_project_team & kickoff_is_open & kickoff_can_be_sent & kickoff_moment_is_new,
)
rules.add_perm("trajects.cancel_kickoff", is_in_project_team & kickoff_is_open)
rules.add_perm("trajects.step_kickoff", is_in_project_team)
rules.add_perm("trajects.record_kickoff", is_in_project_team & kickoff_is_held)
