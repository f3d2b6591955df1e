"""The golden thread: one policy item from today's rule to the lesson (E7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from core.words import datum
from evaluations.models.conclusion import Conclusion
from evaluations.models.decision import Decision
from evaluations.models.items import ProposalItem
from evaluations.models.states import ProposalStatus
from evaluations.models.tally import ItemTally, tallies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from people.models import User
    from trajects.models import PolicyItem, Traject


ICONS = {
    "today": "file-earmark-text",
    "tables": "people",
    "conclusion": "clipboard-check",
    "proposal": "pencil",
    "consent": "eye",
    "decision": "check-circle-fill",
}


@dataclass(frozen=True)
class Station:
    """A stop on the thread: what is known there, since when, and where to read on.

    A station without a text has not been reached: "nog niet".
    """

    key: str
    label: str
    text: str = ""
    on: date | None = None
    url: str = ""

    @property
    def is_reached(self) -> bool:
        return bool(self.text)

    @property
    def icon(self) -> str:
        return ICONS[self.key] if self.is_reached else "circle"


@dataclass(frozen=True)
class Dot:
    """A station on the one-line drawing of a thread."""

    x: int
    is_reached: bool


@dataclass
class GoldenThread:
    """All stations of one policy item, in order."""

    policy_item: PolicyItem
    tally: ItemTally
    stations: list[Station]

    @property
    def reached(self) -> int:
        return sum(station.is_reached for station in self.stations)

    @property
    def dots(self) -> list[Dot]:
        return [
            Dot(10 + 20 * place, station.is_reached) for place, station in enumerate(self.stations)
        ]

    @property
    def last_reached(self) -> Station:
        return [station for station in self.stations if station.is_reached][-1]


SHOWN_TO_ALL = set(ProposalStatus) - {ProposalStatus.DRAFT}


def golden_threads(traject: Traject, *, reader: User, is_inside: bool) -> list[GoldenThread]:
    """The threads of every policy item; a constant number of queries.

    Staff without a seat read from the moment something is public: closed sessions,
    proposals once offered, decisions. `is_inside` readers see drafts and conclusions too.
    """
    conclusions = {c.policy_item_id: c for c in Conclusion.objects.filter(traject=traject)}
    proposals = _newest_proposal_items(traject, is_inside=is_inside)
    decisions = {
        d.proposal_id: d
        for d in Decision.objects.visible_to(reader).filter(traject=traject, replaced_by=None)
    }
    threads = []
    for tally in tallies(traject):
        item = tally.policy_item
        change = proposals.get(item.pk)
        decision = decisions.get(change.proposal_id) if change else None
        stations = [
            _today(item, traject),
            Station("baseline", "Voormeting"),
            _tables(tally, traject, is_inside=is_inside),
            _concluded(conclusions.get(item.pk), is_inside=is_inside),
            _proposed(change, is_inside=is_inside),
            _consented(change, is_inside=is_inside),
            _decided(decision),
            Station("follow_up", "Nameting"),
            Station("lesson", "Les"),
        ]
        threads.append(GoldenThread(item, tally, stations))
    return threads


def _newest_proposal_items(traject: Traject, *, is_inside: bool) -> dict[int, ProposalItem]:
    shown = ProposalItem.objects.filter(proposal__traject=traject).select_related("proposal")
    if not is_inside:
        shown = shown.filter(proposal__status__in=SHOWN_TO_ALL)
    newest: dict[int, ProposalItem] = {}
    for change in shown.order_by("proposal__number", "proposal__edition"):
        newest[change.policy_item_id] = change
    return newest


def _today(item: PolicyItem, traject: Traject) -> Station:
    url = reverse("trajects:policy", args=[traject.pk])
    rule = item.text or f"{item.title} staat in het taakbeleid."
    return Station("today", "De regel nu", rule, item.category.task_policy.valid_from, url)


def _tables(tally: ItemTally, traject: Traject, *, is_inside: bool) -> Station:
    if not tally.tables:
        return Station("tables", "Wat de tafels zeiden")
    last = max(outcome.table.session.starts_at for outcome in tally.outcomes)
    url = reverse("evaluations:outcomes", args=[traject.pk]) if is_inside else ""
    anchor = f"{url}#onderdeel-{tally.policy_item.pk}" if url else ""
    return Station(
        "tables",
        "Wat de tafels zeiden",
        tally.conclusion_in_words,
        timezone.localdate(last),
        anchor,
    )


def _concluded(conclusion: Conclusion | None, *, is_inside: bool) -> Station:
    if conclusion is None or not is_inside:
        return Station("conclusion", "Conclusie")
    sentence = (
        f"{conclusion.get_verdict_display().capitalize()}, "
        f"richting: {conclusion.get_direction_display()}."
    )
    url = reverse("evaluations:conclusions", args=[conclusion.traject_id])
    return Station(
        "conclusion", "Conclusie", sentence, timezone.localdate(conclusion.drawn_at), url
    )


def _proposed(change: ProposalItem | None, *, is_inside: bool) -> Station:
    if change is None:
        return Station("proposal", "Voorstel")
    proposal = change.proposal
    offered = timezone.localdate(proposal.offered_at) if proposal.offered_at else None
    url = proposal.get_absolute_url() if is_inside else ""
    return Station("proposal", "Voorstel", f"{proposal.title}.", offered, url)


def _consented(change: ProposalItem | None, *, is_inside: bool) -> Station:
    if change is None or change.proposal.status == ProposalStatus.DRAFT:
        return Station("consent", "De pmr")
    proposal = change.proposal
    moment = proposal.concluded_at or proposal.offered_at
    url = proposal.get_absolute_url() if is_inside else ""
    sentence = f"{proposal.get_status_display().capitalize()}."
    return Station(
        "consent", "De pmr", sentence, timezone.localdate(moment) if moment else None, url
    )


def _decided(decision: Decision | None) -> Station:
    if decision is None:
        return Station("decision", "Besluit")
    return Station(
        "decision",
        "Besluit",
        f"{decision.title}. Geldt vanaf {datum(decision.starts_on)}.",
        decision.decided_on,
        decision.get_absolute_url(),
    )


def thread_of(threads: Iterable[GoldenThread], pk: int) -> GoldenThread | None:
    return next((thread for thread in threads if thread.policy_item.pk == pk), None)
