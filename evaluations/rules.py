"""Who may do what with conclusions, proposals, consent and decisions, and when."""

from typing import Any

import rules

from core.permissions import moment
from evaluations.models import Decision, PolicyProposal
from evaluations.models.states import OPEN, RENEWABLE
from people.models import ConsentBody, Role, RoleKind, User
from trajects.models import Traject
from trajects.rules import (
    is_competent_authority,
    is_in_project_team,
    is_project_leader,
    is_school_leadership,
    traject_of,
)

# Who.

offers = is_project_leader | is_school_leadership
drafts = is_in_project_team | is_school_leadership
decides = is_school_leadership | is_competent_authority


@rules.predicate
def sits_in_the_body(user: User, proposal: PolicyProposal) -> bool:
    """A member of the very body that consents: of the school, or of the board for a pgmr."""
    school = proposal.traject.school
    if proposal.consent_body == ConsentBody.PGMR:
        return (RoleKind.PMR_MEMBER, None, school.board_id) in user.held_roles
    return (RoleKind.PMR_MEMBER, school.pk, None) in user.held_roles


@rules.predicate
def administers(user: User, thing: object) -> bool:
    return user.has_role(RoleKind.SCHOOL_ADMIN, traject_of(thing).school)


# A member who also leads, governs or administers does not record the council's outcome (R5).
speaks_for_the_body = sits_in_the_body & ~(
    is_project_leader | is_school_leadership | is_competent_authority | administers
)

# When.


def follows(deed: str) -> Any:
    """A moment: this deed follows from where the proposal stands."""

    @moment("Dit past niet bij de stand van het voorstel. Bekijk op de pagina wat nu wel kan.")
    def follows_now(user: User, proposal: PolicyProposal) -> bool:
        return proposal.may(deed)

    return follows_now


@moment("Een aangeboden voorstel ligt vast. Trek het in of maak een nieuwe versie.")
def is_draft(user: User, proposal: PolicyProposal) -> bool:
    return proposal.status == proposal.Status.DRAFT


@moment("Vragen stellen kan zolang het voorstel bij de pmr ligt.")
def is_with_the_body(user: User, proposal: PolicyProposal) -> bool:
    return proposal.status in OPEN


@moment("Dit voorstel is afgerond.")
def was_offered(user: User, proposal: PolicyProposal) -> bool:
    return proposal.is_frozen and not proposal.is_final


@moment("Een nieuwe versie kan nu niet, of is er al.")
def is_renewable(user: User, proposal: PolicyProposal) -> bool:
    return (
        proposal.status in RENEWABLE
        and not PolicyProposal.objects.filter(previous=proposal).exists()
    )


@moment("Er is nog geen instemming. Zonder instemming kan dit niet.")
def has_consent(user: User, proposal: PolicyProposal) -> bool:
    return proposal.has_consent


@moment("Een raadpleging hoort alleen bij een wijziging van het systeem.")
def needs_consultation(user: User, proposal: PolicyProposal) -> bool:
    return proposal.is_system_change and not proposal.consultation_is_passed


@moment("Twee derde van het personeel moet eerst hebben ingestemd. Leg de raadpleging vast.")
def consultation_is_done(user: User, proposal: PolicyProposal) -> bool:
    return not proposal.is_system_change or proposal.consultation_is_passed


@moment("Over dit voorstel is al besloten.")
def is_undecided(user: User, proposal: PolicyProposal) -> bool:
    return not proposal.decisions.exists()


@moment("Dit besluit is al vervangen. Open het nieuwste besluit.")
def is_in_force(user: User, decision: Decision) -> bool:
    return not decision.is_replaced


# The conclusions.
rules.add_perm("evaluations.draw_conclusion", drafts)

# The proposal.
rules.add_perm("evaluations.propose", drafts)
rules.add_perm("evaluations.change_proposal", drafts & is_draft)
rules.add_perm("evaluations.offer", offers & follows("offer"))
rules.add_perm("evaluations.withdraw", offers & follows("withdraw"))
rules.add_perm("evaluations.renew", offers & is_renewable)
rules.add_perm("evaluations.answer_question", offers & was_offered)

# The council.
rules.add_perm("evaluations.ask_question", speaks_for_the_body & is_with_the_body)
for deed in ("review", "request_information", "resume", "extend", "grant", "withhold"):
    rules.add_perm(f"evaluations.{deed}", speaks_for_the_body & follows(deed))

# The competent authority after silence or a refusal.
for deed in ("treat_silence", "announce_dispute", "file_dispute", "rule_for", "rule_against"):
    rules.add_perm(f"evaluations.{deed}", decides & follows(deed))

# Staff, and the decision.
rules.add_perm("evaluations.record_consultation", offers & has_consent & needs_consultation)
rules.add_perm("evaluations.decide", decides & has_consent & consultation_is_done & is_undecided)
rules.add_perm("evaluations.confirm_policy", decides)
rules.add_perm("evaluations.correct_decision", decides & is_in_force)


def offering_capacity(user: User, thing: object) -> str:
    """In which capacity somebody acts for the offering side; kept with the deed."""
    if is_competent_authority(user, thing):
        return "bevoegd gezag"
    leads, manages = is_project_leader(user, thing), is_school_leadership(user, thing)
    roles = [name for name, held in (("schoolleiding", manages), ("projectleider", leads)) if held]
    return f"{' en '.join(roles)}, namens het bevoegd gezag"


def council_capacity(user: User, proposal: PolicyProposal) -> str:
    """ "voorzitter van de pmr", or lid when the role has no title."""
    traject: Traject = proposal.traject
    role = (
        Role.objects.active()
        .at(traject.school)
        .filter(user=user, kind=RoleKind.PMR_MEMBER)
        .first()
    )
    return f"{(role.title if role else '') or 'lid'} van de {proposal.body_name}"
