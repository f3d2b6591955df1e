"""Deeds around the approach: begin, put forward, the two keys, and the go or no-go before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from core.models import record
from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from core.verbs import Verb
from trajects import emails
from trajects.models import Approach, ApproachKey, ApproachSection, Side, StartPosition, Traject
from trajects.models.approach import INPUTS
from trajects.models.approach_text import content_of, fresh_sections
from trajects.rules import capacity_of

if TYPE_CHECKING:
    from people.models import User

OTHER_TEXT = (
    "U bevestigde een andere tekst dan de tekst die nu voorligt. Er is niets ondertekend. "
    "Lees de tekst op de pagina en teken daarna opnieuw."
)
SIDE_DONE = "Deze partij heeft al geantwoord op deze versie. Bekijk op de pagina wat er staat."
BOTH_KEYS = (
    "U hebt deze versie al ondertekend. De andere sleutel is voor iemand anders: "
    "één persoon kan nooit beide sleutels zijn."
)
NOT_COMPLETE = "Nog niet alle onderdelen zijn bekeken. Op de pagina staat wat er nog mist."
KEPT = (*INPUTS, "feedback_days")


@transaction.atomic
def begin_approach(traject: Traject, *, by: User | None) -> Approach:
    """The first version, or a new one that begins as a copy of the last; the old one stays."""
    Traject.objects.select_for_update().get(pk=traject.pk)
    if Approach.objects.of(traject).being_made().exists():
        raise StepNotAllowed(traject, Approach.Status.DRAFT)
    source = source_for(traject)
    highest = Approach.objects.of(traject).aggregate(last=Max("edition"))["last"] or 0
    approach = Approach.objects.create(
        traject=traject,
        edition=highest + 1,
        copied_from=source,
        **({name: getattr(source, name) for name in KEPT} if source else {}),
    )
    ApproachSection.objects.bulk_create(sections_for(approach, source))
    record(Verb.APPROACH_BEGUN, approach, by=by, detail=f"versie {approach.edition}")
    return approach


def source_for(traject: Traject) -> Approach | None:
    """What a new version begins with: the newest text, also when it was sent back."""
    return Approach.objects.of(traject).order_by("-edition").first()


def sections_for(approach: Approach, source: Approach | None) -> list[ApproachSection]:
    """The shipped parts, filled with what the source says; its own parts come along."""
    old = {part.key: part for part in source.sections.all()} if source else {}
    parts = {part.key: part for part in fresh_sections(approach)}
    for key, was in old.items():
        part = parts.setdefault(key, ApproachSection(approach=approach, key=key, title=was.title))
        part.text, part.agreed_on = was.text, was.agreed_on
        part.changed_at, part.changed_by = was.changed_at, was.changed_by
    return list(parts.values())


@transaction.atomic
def put_forward_approach(approach: Approach, *, by: User) -> None:
    """Freeze the text with its hash, and ask both sides for their key."""
    approach.require_draft()
    approach = Approach.objects.for_page().get(pk=approach.pk)
    if approach.not_looked_at:
        raise WrongMoment(NOT_COMPLETE, approach)
    capacity = capacity_of(by, approach.traject)
    approach.put_forward(by=by, capacity=capacity, content=content_of(approach))
    emails.ask_for_keys(approach)


@transaction.atomic
def turn_key(approach: Approach, *, side: Side, by: User, sha256: str) -> None:
    """Sign exactly the text with this hash; the second key makes it valid."""
    approach = locked(approach)
    if sha256 != approach.sha256 or not approach.is_intact:
        raise WrongMoment(OTHER_TEXT, approach)
    answer(approach, side=side, by=by, given=ApproachKey.Answer.SIGNED)
    record(
        Verb.APPROACH_KEY_TURNED,
        approach,
        by=by,
        capacity=capacity_of(by, approach.traject, side),
        detail=f"namens de {side.label}",
    )
    if len(approach.keys.all()) == len(Side):
        approach.complete(by=by)
        emails.tell_signed(approach)


@transaction.atomic
def refuse_key(approach: Approach, *, side: Side, by: User, reason: str) -> Approach:
    """The text goes back to the table: a new version in draft, with the same words."""
    approach = locked(approach)
    answer(approach, side=side, by=by, given=ApproachKey.Answer.REFUSED, reason=reason)
    record(
        Verb.APPROACH_KEY_REFUSED,
        approach,
        by=by,
        capacity=capacity_of(by, approach.traject, side),
        detail=f"namens de {side.label}",
    )
    approach.withdraw(by=by, reason=reason)
    emails.tell_refused(approach, side=side, by=by, reason=reason)
    return begin_approach(approach.traject, by=by)


@transaction.atomic
def withdraw_approach(approach: Approach, *, by: User, reason: str) -> None:
    """Take a text back; what was put forward goes on as a new version in draft."""
    was_submitted = locked(approach, Approach.Status.DRAFT, Approach.Status.SUBMITTED).is_submitted
    approach.withdraw(by=by, reason=reason)
    if was_submitted:
        emails.tell_withdrawn(approach, by=by, reason=reason)
        begin_approach(approach.traject, by=by)


def locked(approach: Approach, *statuses: str) -> Approach:
    """This version as it stands, nobody else changing it; put forward unless said otherwise."""
    rows = Approach.objects.select_related("traject__school__board").select_for_update(
        of=("self",)
    )
    row = rows.get(pk=approach.pk)
    if row.status not in (statuses or (Approach.Status.SUBMITTED,)):
        raise StepNotAllowed(row, Approach.Status.SIGNED)
    return row


def answer(
    approach: Approach, *, side: Side, by: User, given: str, reason: str = ""
) -> ApproachKey:
    """One answer per side and per person; the database says so too."""
    for taken in approach.keys.all():
        if taken.side == side:
            raise WrongMoment(SIDE_DONE, approach)
        if taken.user_id == by.pk:
            raise WrongMoment(BOTH_KEYS, approach)
    try:
        with transaction.atomic():
            return approach.keys.create(
                side=side,
                answer=given,
                reason=reason,
                user=by,
                name=str(by),
                capacity=capacity_of(by, approach.traject, side),
                sha256=approach.sha256,
            )
    except IntegrityError as somebody_was_first:
        raise WrongMoment(SIDE_DONE, approach) from somebody_was_first


@transaction.atomic
def take_position(
    traject: Traject, *, party: str, by: User, seen: int | None, **texts: Any
) -> StartPosition | None:
    """A new position of this party; None when a colleague gave one that was not read yet."""
    Traject.objects.select_for_update().get(pk=traject.pk)
    last = StartPosition.objects.filter(traject=traject, party=party).order_by("-pk").first()
    if last and last.pk != seen:
        return None
    position = StartPosition.objects.create(
        traject=traject,
        party=party,
        by=by,
        by_name=str(by),
        capacity=capacity_of(by, traject, party),
        **texts,
    )
    record(
        Verb.START_POSITION_TAKEN,
        position,
        by=by,
        capacity=position.capacity,
        detail=str(position),
    )
    return position
