"""Who takes part in a session and who has not answered, for the communication plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.models.invitation import SessionInvitation, SessionInvitationQuerySet
from dialogues.models.session import DialogueSession
from people.models import StaffMember
from trajects.models import Audience, CommunicationItem
from trajects.models.audience import answers
from trajects.models.template import template_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Status = DialogueSession.Status


@answers(Audience.PARTICIPANTS)
def participants(item: CommunicationItem) -> Iterable[StaffMember] | None:
    """Who was invited and did not decline: to the session of the line, else to any of them."""
    return _colleagues(SessionInvitation.objects.filter(session__in=_sessions(item)).expected())


@answers(Audience.NOT_ANSWERED)
def not_answered(item: CommunicationItem) -> Iterable[StaffMember] | None:
    """Only while there is something to answer; other meetings have their own answers."""
    line = item.run_sheet_item
    if line and not template_of(line.key).startswith("session"):
        return None
    ahead = [one for one in _sessions(item) if one.status == Status.PLANNED and not one.has_begun]
    return _colleagues(SessionInvitation.objects.filter(session__in=ahead).unanswered())


def _sessions(item: CommunicationItem) -> list[DialogueSession]:
    """The session whose number the line carries, in the order of their dates."""
    held = DialogueSession.objects.filter(traject=item.traject_id).exclude(status=Status.CANCELLED)
    sessions = list(held)
    line = item.run_sheet_item
    number = line.key.rpartition("-")[2] if line and line.key != template_of(line.key) else ""
    return sessions[int(number) - 1 : int(number)] if number else sessions


def _colleagues(invitations: SessionInvitationQuerySet) -> Iterable[StaffMember]:
    return StaffMember.objects.employed().filter(session_invitations__in=invitations).distinct()
