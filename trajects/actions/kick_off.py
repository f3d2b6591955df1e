"""Deeds about the startbijeenkomst that touch more than the meeting itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone

from core.jobs import enqueue
from core.models import record
from core.steps import StepNotAllowed
from core.verbs import Verb
from trajects.actions.kick_off_lines import HOLD, INVITE, PREPARE, finish_line, open_lines
from trajects.models import KickoffMaterial, KickoffMeeting, KickoffPart
from trajects.models.kick_off_plan import KickoffPlan, example_of
from trajects.models.kick_off_yield import StaffGroup, record_presence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from people.models import StaffMember, User
    from trajects.models import ChangeSet, Traject


class Invited(NamedTuple):
    """How many were invited now, and what it changed in the draaiboek."""

    number: int
    change: ChangeSet | None = None


@transaction.atomic
def start_kickoff(traject: Traject, *, form: str, by: User) -> KickoffMeeting:
    """The meeting with the shipped example of its form; a second start finds the first."""
    example = example_of(form)
    kickoff, is_new = KickoffMeeting.objects.get_or_create(
        traject=traject,
        defaults={name: example[name] for name in ("purpose", "subject", "invitation", "source")}
        | {"form": form},
    )
    if is_new:
        _fill(kickoff, form)
        record(Verb.KICKOFF_STARTED, kickoff, by=by, detail=kickoff.get_form_display())
    return kickoff


@transaction.atomic
def choose_form(kickoff: KickoffMeeting, *, form: str, version: int, by: User) -> None:
    """Another form, with its example in place of programme, material and invitation."""
    example = example_of(form)
    texts = {name: example[name] for name in ("purpose", "subject", "invitation", "source")}
    kickoff.save_if_unchanged(version=version, form=form, **texts)
    kickoff.parts.all().delete()
    kickoff.materials.all().delete()
    _fill(kickoff, form)
    record(Verb.KICKOFF_CHANGED, kickoff, by=by, detail=kickoff.get_form_display())


def _fill(kickoff: KickoffMeeting, form: str) -> None:
    example = example_of(form)
    KickoffPart.objects.bulk_create(
        KickoffPart(kickoff=kickoff, position=position, **part)
        for position, part in enumerate(example["parts"], start=1)
    )
    KickoffMaterial.objects.bulk_create(
        KickoffMaterial(kickoff=kickoff, position=position, **material)
        for position, material in enumerate(example["materials"], start=1)
    )


@transaction.atomic
def step(kickoff: KickoffMeeting, to: str, *, by: User) -> ChangeSet | None:
    """Ready, back to concept, aftercare done or open again; the draaiboek goes along."""
    was_announced = kickoff.is_announced
    kickoff.step(to, by=by)
    if to == kickoff.Status.READY:
        return finish_line(kickoff, PREPARE, by=by)
    if to == kickoff.Status.CONCEPT:
        is_anew = was_announced and not kickoff.is_announced
        return open_lines(kickoff, PREPARE, *([INVITE] if is_anew else []), by=by)
    return None


@transaction.atomic
def invite(kickoff: KickoffMeeting, *, staff: Iterable[StaffMember], by: User) -> Invited:
    """Invite who was not invited yet. The letters are written after it."""
    plan = KickoffPlan(kickoff)
    if not kickoff.is_open or plan.begins is None:
        raise StepNotAllowed(kickoff, kickoff.Status.READY)
    if kickoff.invited_at is None:
        kickoff.invited.clear()
        fields = {"invited_at": timezone.now(), "invited_by": by, **_told(plan)}
        kickoff.save_if_unchanged(version=kickoff.version, **fields)
    known = set(kickoff.invited.values_list("pk", flat=True))
    fresh = [person.pk for person in staff if person.pk not in known]
    if not fresh:
        return Invited(0)
    kickoff.invited.add(*fresh)
    record(Verb.KICKOFF_INVITED, kickoff, by=by, detail=f"{len(fresh)} collega's")
    _write_letters(kickoff, "invitation", fresh)
    return Invited(len(fresh), finish_line(kickoff, INVITE, by=by))


@transaction.atomic
def tell_moment(kickoff: KickoffMeeting, *, version: int, by: User) -> int:
    """Tell who was invited the moment and place that now stand; the same event moves along."""
    plan = KickoffPlan(kickoff)
    if not kickoff.is_open or kickoff.invited_at is None or plan.begins is None:
        raise StepNotAllowed(kickoff, kickoff.Status.READY)
    sequence = kickoff.calendar_sequence + 1
    kickoff.save_if_unchanged(version=version, calendar_sequence=sequence, **_told(plan))
    people = list(kickoff.invited.values_list("pk", flat=True))
    record(Verb.KICKOFF_MOVED, kickoff, by=by, detail=f"{len(people)} collega's")
    _write_letters(kickoff, "changed", people)
    return len(people)


@transaction.atomic
def cancel(kickoff: KickoffMeeting, *, reason: str, by: User) -> None:
    """Call it off; the appointment of who was invited goes too."""
    kickoff.cancel(by=by, reason=reason)
    if kickoff.invited_at is not None:
        people = list(kickoff.invited.values_list("pk", flat=True))
        _write_letters(kickoff, "cancelled", people)


@transaction.atomic
def hold(
    kickoff: KickoffMeeting, *, on: date, present: dict[StaffGroup, int], by: User
) -> ChangeSet | None:
    """It was held: on which day, and how many of each group were there; also to correct it."""
    record_presence(kickoff, present, by=by)
    if kickoff.is_held:
        kickoff.save_if_unchanged(version=kickoff.version, held_on=on)
        return None
    kickoff.hold(on=on, by=by)
    return finish_line(kickoff, HOLD, by=by)


def _told(plan: KickoffPlan) -> dict[str, object]:
    return {"told_from": plan.begins, "told_until": plan.ends, "told_place": plan.place}


def _write_letters(kickoff: KickoffMeeting, letter: str, people: list[int]) -> None:
    """A job whose number is no longer that of the meeting writes nothing."""
    number, newest = kickoff.calendar_sequence, max(people, default=0)
    enqueue(
        "trajects.write_kickoff_letters",
        key=f"kickoff_letters:{kickoff.pk}:{letter}:{number}:{newest}",
        arguments={
            "kickoff": kickoff.pk,
            "letter": letter,
            "number": number,
            "people": people,
        },
    )
