"""Nudges and the sweep: they look at the rows, never at their own arguments."""

from celery import shared_task

from core.delivery import deliver_due
from core.models import RowImport
from core.work import work_due


@shared_task(name="core.tasks.deliver")
def deliver() -> None:
    """Send what is due."""
    deliver_due()


@shared_task(name="core.tasks.work")
def work() -> None:
    """Do the jobs that are due."""
    work_due()


@shared_task(name="core.tasks.sweep")
def sweep() -> None:
    """Do what a lost nudge or a killed worker left behind."""
    deliver_due()
    work_due()


@shared_task(name="core.tasks.forget")
def forget() -> None:
    """Throw away what people uploaded and did not use."""
    RowImport.objects.forget()
