"""A session at Het Voorbeeld with two tables: Bas keeps the first, nobody the second."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from dialogues.models import DialogueSession, DialogueTable, Outcome, SessionInvitation
from tests.factories import (
    AMSTERDAM,
    DialogueSessionFactory,
    DialogueTableFactory,
    PolicyCategoryFactory,
    PolicyItemFactory,
    StaffMemberFactory,
    TaskPolicyFactory,
    ThemeFactory,
)


@pytest.fixture(autouse=True)
def today():
    """A Tuesday in November, an hour at which mail may leave."""
    with time_machine.travel(datetime(2026, 11, 24, 10, 0, tzinfo=AMSTERDAM), tick=False) as clock:
        yield clock


@pytest.fixture
def theme(traject):
    return ThemeFactory(traject=traject, title="Werkdruk")


@pytest.fixture
def items(traject, theme):
    category = PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=traject))
    return [PolicyItemFactory(category=category, theme=theme, position=n) for n in range(3)]


@pytest.fixture
def session(traject, theme) -> DialogueSession:
    session = DialogueSessionFactory(traject=traject, title="Ronde 1")
    session.themes.add(theme)
    return session


@pytest.fixture
def table(session, bas) -> DialogueTable:
    return DialogueTableFactory(session=session, number=1, facilitator=bas.seats.get())


@pytest.fixture
def second_table(session) -> DialogueTable:
    return DialogueTableFactory(session=session, number=2)


@pytest.fixture
def open_session(session, anna, table) -> DialogueSession:
    session.open(by=anna)
    table.session = session
    return session


@pytest.fixture
def outcome(open_session, table, items) -> Outcome:
    return Outcome.objects.create(
        table=table,
        policy_item=items[0],
        direction="less",
        reasons="Te veel losse taken.",
        has_no_minority_view=True,
    )


def invite(session: DialogueSession, number: int, **person: object) -> list[SessionInvitation]:
    people = StaffMemberFactory.create_batch(number, school=session.traject.school, **person)
    rows = [SessionInvitation.for_colleague(session, one) for one in people]
    DialogueSession.objects.filter(pk=session.pk).update(
        invited_at=timezone.now() - timedelta(days=7)
    )
    session.refresh_from_db()
    return SessionInvitation.objects.bulk_create(rows)


def words(**changed: object) -> dict[str, object]:
    """What the item form posts."""
    return {
        "version": 0,
        "direction": "less",
        "reasons": "Te veel losse taken.",
        "condition": "",
        "minority_view": "",
        "has_no_minority_view": "on",
        "support": "broad",
        **changed,
    }
