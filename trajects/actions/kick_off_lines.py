"""What happens to the startbijeenkomst is ticked in the draaiboek too, and never asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trajects.actions.plan_change import Edit, change_plan, lock
from trajects.actions.run_sheet import verb_of
from trajects.models import RunSheetItem
from trajects.models.kick_off import LINE

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import ChangeSet, KickoffMeeting

PREPARE, INVITE, HOLD = "prepare_kickoff", "invite_kickoff", LINE
Status = RunSheetItem.Status


def finish_line(kickoff: KickoffMeeting, key: str, *, by: User) -> ChangeSet | None:
    """Tick this line when it is still open; None when there is nothing to tick."""
    return _mark(kickoff, (key,), {Status.NOT_STARTED, Status.BUSY}, Status.DONE, by=by)


def open_lines(kickoff: KickoffMeeting, *keys: str, by: User) -> ChangeSet | None:
    """What was done has to be done again."""
    return _mark(kickoff, keys, {Status.DONE}, Status.BUSY, by=by)


@transaction.atomic
def _mark(
    kickoff: KickoffMeeting, keys: tuple[str, ...], before: set[Status], after: Status, *, by: User
) -> ChangeSet | None:
    """A line that is skipped or waits for the pmr stays as people put it."""
    lock(kickoff.traject)
    lines = list(kickoff.traject.run_sheet.filter(key__in=keys, status__in=before))
    edits = [
        Edit(line, line.version, {"status": after}, verb=verb_of(line, after), detail=after.label)
        for line in lines
    ]
    summary = f"{', '.join(f'‘{line}’' for line in lines)}: {after.label}"
    return change_plan(kickoff.traject, edits, summary=summary, by=by)
