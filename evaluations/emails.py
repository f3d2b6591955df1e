"""Letters about proposals, consent and decisions; all of them mandatory (XN1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from core.outbox import post, rechecks
from evaluations.models import PolicyProposal
from evaluations.models.states import TERM_RUNS
from people.models import ConsentBody, Role, RoleKind, User, quiet_until
from trajects.models import Seat, SeatRole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from evaluations.models import Decision

NEWS = {
    "question": "De {body} heeft een vraag gesteld. Geef antwoord op de pagina van het voorstel.",
    "answer": "Er is antwoord op een vraag van de {body}.",
    "information": "De {body} vraagt aanvullende informatie voordat zij verder behandelt.",
    "extended": "De termijn is verlengd. De nieuwe laatste dag staat op de pagina.",
    "granted": "De {body} stemt in met het voorstel.",
    "withheld": "De {body} onthoudt instemming. De redenen staan op de pagina.",
    "silence": "Het uitblijven van een antwoord is opgevat als: geen instemming.",
    "term_passed": "De termijn is voorbij zonder antwoord van de {body}. Dat is geen instemming.",
    "withdrawn": "Het voorstel is ingetrokken. U hoeft niets meer te doen.",
    "dispute": "Het bevoegd gezag kondigt een geschil aan bij de LCG WMS.",
    "dispute_filed": "Het geschil ligt nu bij de LCG WMS.",
    "ruling": "Er is een uitspraak van de LCG WMS vastgelegd.",
    "lapsed": "Het voorstel is vervallen: er is niet op tijd een volgende stap gezet.",
}


@rechecks("evaluations.is_with_the_council")
def is_with_the_council(proposal: int) -> bool:
    return PolicyProposal.objects.filter(pk=proposal, status__in=TERM_RUNS).exists()


# Who gets a letter.


def council_members(proposal: PolicyProposal) -> QuerySet[User]:
    """Accounts of the body that consents."""
    school = proposal.traject.school
    is_above = proposal.consent_body == ConsentBody.PGMR
    place = Q(board=school.board_id) if is_above else Q(school=school)
    roles = Role.objects.active().filter(place, kind=RoleKind.PMR_MEMBER)
    return User.objects.filter(is_active=True, pk__in=roles.values("user"))


def offering_side(proposal: PolicyProposal) -> QuerySet[User]:
    """The project leader and the school leadership."""
    roles = Role.objects.active().filter(
        school=proposal.traject.school, kind=RoleKind.SCHOOL_LEADERSHIP
    )
    seats = Seat.objects.active().filter(traject=proposal.traject, role=SeatRole.PROJECT_LEADER)
    return _people(roles, seats)


def workspace_people(decision: Decision) -> QuerySet[User]:
    """Everybody who works on the traject, and the competent authority."""
    kinds = [RoleKind.SCHOOL_LEADERSHIP, RoleKind.PMR_MEMBER, RoleKind.COMPETENT_AUTHORITY]
    school = decision.traject.school
    roles = Role.objects.active().at(school).filter(kind__in=kinds)
    return _people(roles, Seat.objects.active().filter(traject=decision.traject))


def _people(roles: QuerySet[Role], seats: QuerySet[Seat]) -> QuerySet[User]:
    accounts = seats.values(account=Coalesce("user", "staff_member__user"))
    found = Q(pk__in=roles.values("user")) | Q(pk__in=accounts)
    return User.objects.filter(found, is_active=True)


# The letters.


def request_consent(proposal: PolicyProposal) -> None:
    for member in council_members(proposal):
        _post(
            proposal,
            member,
            "evaluations/consent_requested",
            key="offered",
            sender=proposal.shown["offered_by"],
        )


def inform_constituencies(proposal: PolicyProposal, addresses: Iterable[str]) -> None:
    """The other geledingen read along from the same moment; they need no account (R10)."""
    text, leaves = "\n".join(_as_lines(proposal)), _leaves(proposal)
    for address in addresses:
        post(
            key=f"evaluations:{proposal.pk}:informed:{address}",
            to=address,
            name="leden van de medezeggenschap",
            template="evaluations/proposal_for_information",
            context=_context(proposal),
            scope=proposal.scope,
            attachments=[(f"voorstel-{proposal.code}.txt", "text/plain", text)],
            sender=proposal.shown["offered_by"],
            send_after=leaves,
        )


def remind_council(proposal: PolicyProposal) -> None:
    for member in council_members(proposal):
        _post(
            proposal,
            member,
            "evaluations/term_reminder",
            key=f"reminder:{proposal.term_ends_on:%Y%m%d}",
            recheck=f"evaluations.is_with_the_council:{proposal.pk}",
        )


def tell_offering_side(
    proposal: PolicyProposal, news: str, *, key: str = "", text: str = ""
) -> None:
    _tell(offering_side(proposal), proposal, news, key, text)


def tell_council(proposal: PolicyProposal, news: str, *, key: str = "", text: str = "") -> None:
    _tell(council_members(proposal), proposal, news, key, text)


def announce_decision(decision: Decision) -> None:
    leaves = _leaves(decision)
    for person in workspace_people(decision):
        post(
            key=f"evaluations:decision:{decision.pk}:{person.pk}",
            to=person.email,
            name=person.name,
            template="evaluations/decision",
            context={"decision": decision, "path": decision.get_absolute_url()},
            scope=decision.scope,
            person=person,
            sender=decision.traject.school.name,
            send_after=leaves,
        )


def _tell(
    people: Iterable[User], proposal: PolicyProposal, news: str, key: str, text: str
) -> None:
    sentence = NEWS[news].format(body=proposal.body_name)
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    for person in people:
        _post(
            proposal,
            person,
            "evaluations/proposal_news",
            key=key or f"{news}:{proposal.steps.count()}",
            sentence=sentence,
            quoted=quoted,
        )


def _post(
    proposal: PolicyProposal,
    person: User,
    template: str,
    *,
    key: str,
    recheck: str = "",
    sender: str = "",
    **context: Any,
) -> None:
    post(
        key=f"evaluations:{proposal.pk}:{key}:{person.pk}",
        to=person.email,
        name=person.name,
        template=template,
        context=_context(proposal) | context,
        scope=proposal.scope,
        recheck=recheck,
        person=person,
        sender=sender or proposal.traject.school.name,
        send_after=_leaves(proposal),
    )


def _leaves(thing: PolicyProposal | Decision) -> datetime:
    """In the hours in which the school reads mail, also when it is mandatory (XN4)."""
    return quiet_until(thing.traject.school, timezone.now())


def _context(proposal: PolicyProposal) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "shown": proposal.shown,
        "path": reverse("evaluations:proposal", args=[proposal.pk]),
    }


def _as_lines(proposal: PolicyProposal) -> Iterable[str]:
    """The frozen text for somebody without an account, with its hash."""
    shown = proposal.shown
    yield f"{shown['school']} - voorstel {shown['code']}: {shown['title']}"
    for item in shown["items"]:
        yield f"\n{item['title']} ({item['group']})"
        yield f"Nu: {item['old']['text'] or '-'}"
        yield f"Straks: {item['new']['text'] or '-'}"
        if item["reason"]:
            yield f"Reden: {item['reason']}"
    for name, text in shown["texts"].items():
        label = proposal.label_of(name)
        yield f"\n{label.capitalize()}\n{text or '-'}"
    yield f"\nIngangsdatum: {shown['starts_on']}\nControlegetal (SHA-256): {proposal.sha256}"
