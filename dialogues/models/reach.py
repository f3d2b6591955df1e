"""What the dialogue adds to the reach of a traject: who was invited, how many were there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.models.invitation import SessionInvitation
from dialogues.models.session import DialogueSession
from trajects.models import counts_present, reaches
from trajects.models.reach import Presence

if TYPE_CHECKING:
    from trajects.models import Traject


@reaches("invitations")
def who_was_invited(traject: Traject) -> set[int]:
    invited = SessionInvitation.objects.filter(session__traject=traject)
    return set(invited.values_list("staff_member", flat=True))


@counts_present("sessions")
def who_was_present(traject: Traject) -> list[Presence]:
    sessions = DialogueSession.objects.closed_in(traject).exclude(present_count=None)
    return [Presence(one.title, one.day, one.present_count or 0) for one in sessions]
