"""The clocks of consent: terms that pass, reminders, and proposals that lapse."""

from collections.abc import Callable
from contextlib import suppress

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.steps import StepNotAllowed
from evaluations import emails
from evaluations.models import PolicyProposal
from evaluations.models.states import TERM_RUNS
from people.models import SchoolCalendar

REMIND_SCHOOL_DAYS = 5


@shared_task(name="evaluations.tasks.watch_terms")
def watch_terms() -> None:
    """Run often; each step is done once, whoever comes first."""
    today = timezone.localdate()
    for proposal in PolicyProposal.objects.for_page().term_over(today):
        _once(pass_term, proposal)
    for proposal in PolicyProposal.objects.for_page().lapsing(today):
        _once(lapse, proposal)
    for proposal in PolicyProposal.objects.for_page().filter(
        status__in=TERM_RUNS, term_ends_on__gte=today
    ):
        if is_nearly_over(proposal):
            emails.remind_council(proposal)


def pass_term(proposal: PolicyProposal) -> None:
    """A passed term is never consent (R1): only the status says that the day is behind us."""
    proposal.pass_term()
    emails.tell_offering_side(proposal, "term_passed")
    emails.tell_council(proposal, "term_passed")


def lapse(proposal: PolicyProposal) -> None:
    proposal.lapse()
    emails.tell_offering_side(proposal, "lapsed")
    emails.tell_council(proposal, "lapsed")


def is_nearly_over(proposal: PolicyProposal) -> bool:
    """From five school days before the last day on."""
    last, today = proposal.term_ends_on, timezone.localdate()
    if last is None:
        return False
    calendar = SchoolCalendar.of(proposal.traject.school, today, last)
    return today >= calendar.add_school_days(last, -REMIND_SCHOOL_DAYS)


def _once(step: Callable[[PolicyProposal], None], proposal: PolicyProposal) -> None:
    with suppress(StepNotAllowed), transaction.atomic():
        step(proposal)
