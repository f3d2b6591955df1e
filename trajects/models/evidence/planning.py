"""What the system sees in the draaiboek, the seats, the themes and the messages."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, QuerySet

from core.words import datum
from trajects.models.communication import CommunicationItem
from trajects.models.evidence.checks import (
    Evidence,
    Facts,
    Reading,
    evidence,
    figure,
    number_of,
    row_of,
)
from trajects.models.policy import TaskPolicy
from trajects.models.seat import AGREEMENTS, Seat, SeatRole
from trajects.models.theme import Theme
from trajects.models.traject import Phase

DRAAIBOEK = "trajects:run_sheet"
COMMUNICATION = "trajects:communication"
OUT = [CommunicationItem.Status.SENT, CommunicationItem.Status.DONE]


def _of_the_plan() -> QuerySet[CommunicationItem]:
    return CommunicationItem.objects.filter(traject=OuterRef("pk"))


@figure("themes_chosen")
def _themes_chosen() -> Reading:
    return number_of(Theme.objects.filter(traject=OuterRef("pk")).chosen())


@figure("messages")
def _messages() -> Reading:
    return number_of(_of_the_plan())


@figure("messages_draft")
def _messages_draft() -> Reading:
    return number_of(_of_the_plan().filter(status=CommunicationItem.Status.DRAFT))


@figure("message_told")
def _message_told() -> Reading:
    told = _of_the_plan().filter(status__in=OUT, run_sheet_item__phase=Phase.EXECUTION)
    return row_of(told.order_by("-planned_on", "-pk"), "subject")


@figure("message_final")
def _message_final() -> Reading:
    return row_of(_of_the_plan().filter(key="final", status__in=OUT), "subject")


@figure("policy_decided")
def _policy_decided() -> Reading:
    decided = TaskPolicy.objects.filter(traject=OuterRef("pk"), origin=TaskPolicy.Origin.DECISION)
    return row_of(decided.order_by("-number"), "number", "valid_from")


def _from_run_sheet(key: str, step: str, page: str = "") -> None:
    """Register a check that looks whether a line of the draaiboek is done."""

    @evidence(key)
    def check(facts: Facts) -> Evidence:
        item = facts.done_line(step)
        if item:
            words = item.evidence or item.title
            return Evidence(True, f"Klaar in het draaiboek: {words}", page or DRAAIBOEK)
        open_lines = facts.lines(step)
        if open_lines:
            first = open_lines[0]
            return Evidence(
                False, f"In het draaiboek: {first.title}, {datum(first.ends_on)}.", DRAAIBOEK
            )
        return Evidence(False, "Deze stap staat niet in het draaiboek.", DRAAIBOEK)


DONE_IN_RUN_SHEET = {
    "outcomes_bundled": "bundle_outcomes",
    "kit_sent": "share_table_kit",
    "process_and_results_evaluated": "evaluate",
    "feedback_collected": "gather_feedback",
    "strengths_and_bottlenecks": "analyse_outcomes",
    "follow_up_actions": "lessons_next_cycle",
}
for _key, _step in DONE_IN_RUN_SHEET.items():
    _from_run_sheet(_key, _step)


@evidence("pmr_seat_filled")
def pmr_seat_filled(facts: Facts) -> Evidence:
    taken = facts.seated(SeatRole.PMR_REPRESENTATIVE)
    if taken:
        return Evidence(True, f"Namens de pmr doet mee: {_names(taken)}.", "trajects:team")
    return Evidence(False, "De plaats van de pmr in het team is nog leeg.", "trajects:team")


@evidence("project_leader_seat")
def project_leader_seat(facts: Facts) -> Evidence:
    leader = facts.seated(SeatRole.PROJECT_LEADER)
    if not leader:
        return Evidence(False, "Er is nog geen projectleider aangewezen.", "trajects:team")
    members = len(facts.seated(SeatRole.TEAM_MEMBER))
    team = f" Het team heeft {members} leden." if members > 1 else ""
    return Evidence(True, f"Projectleider: {_names(leader)}.{team}", "trajects:team")


@evidence("four_agreements")
def four_agreements(facts: Facts) -> Evidence:
    taken = [seat for seat in facts.seats if seat.is_filled]
    complete = [seat for seat in taken if seat.agreements_written == len(AGREEMENTS)]
    return Evidence(
        bool(taken) and len(complete) == len(taken),
        f"Bij {len(complete)} van {len(taken)} plaatsen staan alle vier de afspraken op papier.",
        "trajects:team",
    )


@evidence("run_sheet_exists")
def run_sheet_exists(facts: Facts) -> Evidence:
    count = len(facts.run_sheet)
    if count:
        return Evidence(True, f"Het draaiboek heeft {count} regels met datums.", DRAAIBOEK)
    return Evidence(False, "Het draaiboek is nog leeg.", DRAAIBOEK)


@evidence("communication_approved")
def communication_approved(facts: Facts) -> Evidence:
    drafts, total = facts.figures["messages_draft"], facts.figures["messages"]
    return Evidence(
        total > 0 and drafts == 0,
        f"{total - drafts} van {total} berichten staan klaar, zijn verteld of gestopt.",
        COMMUNICATION,
    )


@evidence("message_sent_in_execution")
def message_sent_in_execution(facts: Facts) -> Evidence:
    told = facts.figures["message_told"]
    if told:
        return Evidence(True, f"Verstuurd: {told['subject']}.", COMMUNICATION)
    return Evidence(False, "Tijdens de uitvoering is nog niets verstuurd.", COMMUNICATION)


@evidence("final_message_sent")
def final_message_sent(facts: Facts) -> Evidence:
    final = facts.figures["message_final"]
    if final:
        return Evidence(True, f"Verstuurd: {final['subject']}.", COMMUNICATION)
    return Evidence(False, "Het bericht over het besluit is nog niet verstuurd.", COMMUNICATION)


@evidence("policy_version_published")
def policy_version_published(facts: Facts) -> Evidence:
    policy = facts.figures["policy_decided"]
    if policy is None:
        return Evidence(False, "Er is nog geen versie na een besluit.", "trajects:policy")
    day = policy["valid_from"]
    begins = f", geldt vanaf {datum(date.fromisoformat(day))}" if day else ""
    return Evidence(True, f"Taakbeleid versie {policy['number']}{begins}.", "trajects:policy")


def _names(seats: list[Seat]) -> str:
    return ", ".join(seat.holder_name for seat in seats)
