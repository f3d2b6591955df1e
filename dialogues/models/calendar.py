"""Dialogue sessions in somebody's own calendar (C4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from dialogues.models.invitation import SessionInvitation
from dialogues.models.session import DialogueSession, DialogueTable
from trajects.models import Traject
from trajects.models.feed import Entry, in_feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from people.models import User


@in_feed
def session_entries(user: User) -> Iterator[Entry]:
    """The sessions this person was invited to and did not decline, or keeps a table in."""
    invited = SessionInvitation.objects.expected().filter(
        session=OuterRef("pk"), staff_member__user=user
    )
    keeps = DialogueTable.objects.facilitated_by(user).filter(session=OuterRef("pk"))
    sessions = DialogueSession.objects.visible_to(user).filter(
        Q(Exists(invited), invited_at__isnull=False) | Q(Exists(keeps)),
        traject__status=Traject.Status.ACTIVE,
    )
    for session in sessions.select_related("traject"):
        yield Entry(
            uid=f"sessie-{session.pk}",
            title=session.title,
            starts=session.starts_at,
            ends=session.ends_at,
            sequence=session.calendar_sequence + session.version,
            page=session.get_absolute_url(),
            note=str(session.traject),
            place=session.place,
            is_cancelled=session.status == DialogueSession.Status.CANCELLED,
        )
