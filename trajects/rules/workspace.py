"""Who may do what in a traject. `thing` is the traject or anything that has one."""

from typing import Any

import rules
from rules.predicates import Predicate

from core import scopes
from core.permissions import moment
from people.models import Role, RoleKind, School, User
from trajects.models import (
    Approach,
    ChangeSet,
    CommunicationItem,
    LibraryItem,
    LibraryVersion,
    Party,
    PolicyImport,
    PolicyItem,
    PolicyTerm,
    RunSheetItem,
    Seat,
    SeatRole,
    Side,
    Theme,
    Traject,
)
from trajects.models.audience import readers_of
from trajects.models.dispatch import Dispatch
from trajects.models.seat import seats_of
from trajects.models.traject import WORKSPACE_ROLES


def traject_of(thing: Any) -> Traject:
    found: Traject = thing if isinstance(thing, Traject) else thing.traject
    return found


def sits_as(*roles: str) -> Predicate:
    """A predicate: this person holds one of these seats in the traject, now."""

    def sits(user: User, thing: object) -> bool:
        return bool(seats_of(user).get(traject_of(thing).pk, set()) & set(roles))

    return Predicate(sits, name="sits_as:" + ",".join(roles))


def has_role(kind: str) -> Predicate:
    """A predicate: this person holds the role at the school of the traject, now."""

    def holds(user: User, thing: object) -> bool:
        return user.has_role(kind, traject_of(thing).school)

    return Predicate(holds, name=f"has_role:{kind}")


is_project_leader = sits_as(SeatRole.PROJECT_LEADER)
is_in_project_team = sits_as(SeatRole.PROJECT_LEADER, SeatRole.TEAM_MEMBER)
is_facilitator = sits_as(SeatRole.FACILITATOR)
is_process_coach = sits_as(SeatRole.PROCESS_COACH)
has_seat = sits_as(*SeatRole.values)
is_school_leadership = has_role(RoleKind.SCHOOL_LEADERSHIP)
is_pmr_of_traject = has_role(RoleKind.PMR_MEMBER)
is_competent_authority = has_role(RoleKind.COMPETENT_AUTHORITY)
manages_approach = is_project_leader | is_school_leadership
writes_approach = is_in_project_team | is_school_leadership


@rules.predicate
def works_on_it(user: User, thing: object) -> bool:
    """Whether the workspace is open to this person: `Traject.objects.worked_on_by` as a rule."""
    traject = traject_of(thing)
    roles = {kind for kind, school, _ in user.held_roles if school == traject.school_id}
    return traject.pk in seats_of(user) or bool(roles & set(WORKSPACE_ROLES))


@rules.predicate
def may_lead_at_school(user: User, school: School) -> bool:
    """School leadership, or who was given the role of project leader at this school."""
    kinds = (RoleKind.SCHOOL_LEADERSHIP, RoleKind.PROJECT_LEADER)
    return any(user.has_role(kind, school) for kind in kinds)


@moment(
    "De tafels spraken al over dit taakbeleid. Pas een onderdeel met de hand aan, "
    "of begin een nieuwe versie na het besluit."
)
def is_not_discussed_yet(user: User, thing: object) -> bool:
    return not PolicyItem.objects.of(traject_of(thing)).are_discussed()


@moment("Dit hoort bij een oude versie. Wijzig het in de nieuwste versie.")
def is_of_the_newest_version(user: User, thing: PolicyItem | PolicyTerm) -> bool:
    return thing.task_policy.is_newest


@moment("De tafels spraken over dit onderdeel, of er ligt een voorstel. Het blijft daarom staan.")
def is_not_mentioned_yet(user: User, item: PolicyItem) -> bool:
    return not PolicyItem.objects.filter(pk=item.pk).are_discussed()


@moment("In dit bestand staan nog rijen met een fout. Verbeter het bestand en lees het opnieuw.")
def has_only_good_rows(user: User, given: PolicyImport) -> bool:
    rows = given.read()
    return bool(rows) and not any(row.errors for row in rows)


@moment(
    "Er is nog niets te lezen. Kies eerst een bestand of link, of schrijf op wat u zag bij het "
    "bezoek."
)
def has_something_to_read(user: User, item: LibraryItem) -> bool:
    return item.has_something_to_read


@moment(
    "Dit bestand wordt nog gelezen. Plaats eerst een nieuwe versie of trek het stuk in; daarna "
    "kunt u het bestand verwijderen."
)
def is_no_longer_read(user: User, version: LibraryVersion) -> bool:
    return version.is_file and version.is_no_longer_read


@moment("Op deze plaats zit niemand. U kunt er iemand een plaats geven.")
def is_held(user: User, seat: Seat) -> bool:
    return seat.is_filled


@moment("Alleen een lege plaats van procesbegeleider is voor iemand van buiten.")
def waits_for_coach(user: User, seat: Seat) -> bool:
    return seat.role == SeatRole.PROCESS_COACH and not seat.is_filled


@moment("Een thema uit de CAO blijft staan. U kunt het met een reden weglaten uit het gesprek.")
def is_of_the_school(user: User, theme: Theme) -> bool:
    return not theme.is_cao


@moment("Dit bericht is al verstuurd of gestopt. Open het eerst weer als concept.")
def is_open_message(user: User, item: CommunicationItem) -> bool:
    return item.is_open


@moment("Dit bericht is geen concept meer. Klaarzetten kan alleen met een concept.")
def is_draft_message(user: User, item: CommunicationItem) -> bool:
    return item.status == CommunicationItem.Status.DRAFT


@moment(
    "In dit bericht is nog niet alles ingevuld, of niet bekend is wie het krijgt. "
    "Op de pagina van het bericht staat wat er ontbreekt."
)
def is_complete_message(user: User, item: CommunicationItem) -> bool:
    return not Dispatch(item).missing


@moment("Alles van dit bericht is al weg. Stoppen kan niet meer.")
def can_still_stop(user: User, item: CommunicationItem) -> bool:
    if item.status == CommunicationItem.Status.SENT:
        return item.letters.waiting().exists()
    return item.is_open


@moment("Dit bericht is nog open. U kunt het gewoon wijzigen.")
def is_over(user: User, item: CommunicationItem) -> bool:
    return item.may_step(CommunicationItem.Status.DRAFT)


@moment("Dit bericht verstuurt Taakdialoog zelf. Als gedaan melden hoeft niet.")
def is_told_by_people(user: User, item: CommunicationItem) -> bool:
    return item.is_open and not (item.goes_by_itself and readers_of(item).is_known)


@moment(
    "Deze regel hoort bij het draaiboek waarmee elk traject begint. Sla hem over met een reden."
)
def is_own_line(user: User, item: RunSheetItem) -> bool:
    return item.is_own


@rules.predicate
def moves_the_target(user: User, change: ChangeSet) -> bool:
    """Whether this change set another day of consent: who may do that, may undo it."""
    return change.moves_target


@moment("Deze wijziging is al ongedaan gemaakt.")
def is_not_undone_yet(user: User, change: ChangeSet) -> bool:
    return not change.is_undone


@rules.predicate
def knows_it(user: User, thing: object) -> bool:
    """Whether the traject is known to this person: `Traject.objects.visible_to` as a rule."""
    traject = traject_of(thing)
    at_school = traject.school_id in user.schools_as()
    return at_school or traject.school.board_id in user.boards_as() or traject.pk in seats_of(user)


@moment("Er is al een versie in de maak. Ga daarmee verder.")
def has_none_being_made(user: User, traject: Traject) -> bool:
    return not Approach.objects.of(traject).being_made().exists()


@moment("Deze versie is voorgelegd of ondertekend. Begin een nieuwe versie om iets te wijzigen.")
def is_draft_approach(user: User, thing: Any) -> bool:
    approach = thing if isinstance(thing, Approach) else thing.approach
    return bool(approach.is_draft)


@moment("Nog niet alle onderdelen zijn bekeken. Op de pagina staat wat er nog mist.")
def is_complete_approach(user: User, approach: Approach) -> bool:
    return not approach.not_looked_at


@moment("Deze versie ligt niet meer voor. Bekijk op de pagina hoe het ervoor staat.")
def is_put_forward(user: User, approach: Approach) -> bool:
    return approach.is_submitted


@moment("Deze versie geldt of is al ingetrokken. Begin een nieuwe versie om iets te wijzigen.")
def can_be_withdrawn(user: User, approach: Approach) -> bool:
    return approach.may_step(Approach.Status.WITHDRAWN)


@moment("U hebt al getekend. De andere sleutel is voor iemand anders.")
def has_no_key_yet(user: User, approach: Approach) -> bool:
    return all(key.user_id != user.pk for key in approach.keys.all())


def waits_for(side: Side) -> Predicate:
    """A moment: this side did not answer yet."""

    def side_has_not_answered(user: User, approach: Approach) -> bool:
        return side not in approach.signatures

    found: Predicate = moment("Deze partij heeft al geantwoord op deze versie.")(
        side_has_not_answered
    )
    return found


PARTY_ROLES = {
    Side.LEADERSHIP.value: RoleKind.SCHOOL_LEADERSHIP,
    Side.PMR.value: RoleKind.PMR_MEMBER,
    Party.BOARD.value: RoleKind.COMPETENT_AUTHORITY,
    Party.REPRESENTATION.value: RoleKind.PMR_MEMBER,
}


def parties_of(user: User, traject: Traject) -> list[Party]:
    """For which parties this person may say go or no-go."""
    return [party for party in Party if user.has_role(PARTY_ROLES[party], traject.school)]


def capacity_of(user: User, traject: Traject, party: str = "") -> str:
    """In which capacity somebody acts for a party; kept with the deed."""
    if not party:
        return "projectleider" if is_project_leader(user, traject) else "schoolleiding"
    kind = PARTY_ROLES[party]
    held = Role.objects.active().at(traject.school).filter(user=user, kind=kind)
    title = next((role.title for role in held if role.title), "")
    if kind == RoleKind.PMR_MEMBER:
        return f"{title or 'lid'} van de pmr"
    return title or str(RoleKind(kind).label)


rules.add_perm("trajects.open_workspace", works_on_it)
rules.add_perm("trajects.start", may_lead_at_school)
rules.add_perm("trajects.change_run_sheet", is_in_project_team)
rules.add_perm("trajects.remove_run_sheet_item", is_in_project_team & is_own_line)
rules.add_perm(
    "trajects.undo_run_sheet_change",
    (
        (is_in_project_team & ~moves_the_target)
        | ((is_project_leader | is_school_leadership) & moves_the_target)
    )
    & is_not_undone_yet,
)
rules.add_perm("trajects.replan", is_project_leader | is_school_leadership)
rules.add_perm("trajects.change_traject", is_project_leader | is_school_leadership)
rules.add_perm("trajects.see_approach", knows_it)
rules.add_perm("trajects.begin_approach", manages_approach & has_none_being_made)
rules.add_perm("trajects.change_approach", writes_approach)
rules.add_perm("trajects.open_approach_form", writes_approach & is_draft_approach)
rules.add_perm(
    "trajects.put_forward_approach", manages_approach & is_draft_approach & is_complete_approach
)
rules.add_perm("trajects.withdraw_approach", manages_approach & can_be_withdrawn)
for _side, _holds in ((Side.LEADERSHIP, is_school_leadership), (Side.PMR, is_pmr_of_traject)):
    rules.add_perm(
        f"trajects.turn_{_side.value}_key",
        _holds & is_put_forward & waits_for(_side) & has_no_key_yet,
    )
rules.add_perm(
    "trajects.take_position", is_school_leadership | is_competent_authority | is_pmr_of_traject
)
rules.add_perm("trajects.fill_seats", is_project_leader | is_school_leadership)
rules.add_perm("trajects.hand_over_seat", (is_project_leader | is_school_leadership) & is_held)
rules.add_perm(
    "trajects.let_in_coach", (is_project_leader | is_school_leadership) & waits_for_coach
)
rules.add_perm("trajects.write_log", is_in_project_team | is_school_leadership)
rules.add_perm("trajects.see_stakeholders", is_in_project_team)
rules.add_perm("trajects.count_reach", is_in_project_team)
rules.add_perm("trajects.change_themes", is_in_project_team)
rules.add_perm("trajects.remove_theme", is_in_project_team & is_of_the_school)
rules.add_perm("trajects.change_policy", is_in_project_team)
rules.add_perm("trajects.change_policy_item", is_in_project_team & is_of_the_newest_version)
rules.add_perm("trajects.change_policy_term", is_in_project_team & is_of_the_newest_version)
rules.add_perm(
    "trajects.remove_policy_item",
    is_in_project_team & is_of_the_newest_version & is_not_mentioned_yet,
)
rules.add_perm("trajects.begin_policy_version", is_in_project_team & is_not_discussed_yet)
rules.add_perm("trajects.import_policy", is_in_project_team & is_not_discussed_yet)
rules.add_perm("trajects.confirm_policy", is_in_project_team & has_only_good_rows)
rules.add_perm("trajects.tick_checklist", is_in_project_team | is_school_leadership)
rules.add_perm("trajects.change_communication", is_in_project_team)
rules.add_perm("trajects.change_message", is_in_project_team & is_open_message)
rules.add_perm("trajects.stop_message", is_in_project_team & can_still_stop)
rules.add_perm("trajects.finish_message", is_in_project_team & is_told_by_people)
rules.add_perm("trajects.reopen_message", is_in_project_team & is_over)
rules.add_perm("trajects.resend_message", is_in_project_team)
rules.add_perm("trajects.try_message", is_in_project_team | is_school_leadership)
rules.add_perm("trajects.print_letters", is_in_project_team)
rules.add_perm("trajects.approve_communication", is_project_leader | is_school_leadership)
rules.add_perm(
    "trajects.approve_message",
    (is_project_leader | is_school_leadership) & is_draft_message & is_complete_message,
)
rules.add_perm("trajects.change_library", is_in_project_team)
rules.add_perm("trajects.publish_library", is_in_project_team & has_something_to_read)
rules.add_perm("trajects.remove_library_file", is_in_project_team & is_no_longer_read)
rules.add_perm("trajects.see_outbox", is_project_leader)

scopes.register(
    "traject",
    Traject.objects.worked_on_by,
    see="trajects.see_outbox",
    manage="trajects.see_outbox",
)
