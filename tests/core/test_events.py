"""Every deed is written down with who did it, and what is written is never changed."""

import datetime

import pytest
from django.db import transaction

from core.models import Event, EventIsPermanent, record
from core.verbs import Verb
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna_writes():
    return UserFactory(name="Anna de Wit")


def test_an_event_reads_as_a_sentence(leaflet, anna_writes, time_machine):
    time_machine.move_to(datetime.datetime(2027, 1, 12, 14, 30, tzinfo=datetime.UTC))

    event = record(Verb.PROPOSAL_OFFERED, leaflet, by=anna_writes)

    assert event.sentence == (
        "Anna de Wit bood het voorstel aan · dinsdag 12 januari 2027, 15.30 uur"
    )


def test_what_nobody_did_was_done_by_the_program(leaflet):
    assert record(Verb.PROPOSAL_LAPSED, leaflet).deed.startswith("Taakdialoog stelde vast")


def test_an_event_remembers_role_place_and_a_few_words(leaflet, anna_writes):
    event = record(
        Verb.SEAT_FILLED, leaflet, by=anna_writes, capacity="projectleider", detail="x" * 300
    )

    assert (event.capacity, event.scope) == ("projectleider", f"leaflet:{leaflet.pk}")
    assert len(event.detail) == 200


def test_the_history_of_one_thing_is_the_newest_first(leaflet, anna_writes):
    record(Verb.PROPOSAL_DRAFTED, leaflet, by=anna_writes)
    record(Verb.PROPOSAL_OFFERED, leaflet, by=anna_writes)
    record(Verb.ROLE_GRANTED, anna_writes, by=anna_writes)

    verbs = [event.verb for event in Event.objects.about(leaflet)]

    assert verbs == [Verb.PROPOSAL_OFFERED, Verb.PROPOSAL_DRAFTED]


def test_the_name_stays_when_the_account_goes(leaflet, anna_writes):
    event = record(Verb.PROPOSAL_OFFERED, leaflet, by=anna_writes)

    anna_writes.delete()

    event.refresh_from_db()
    assert (event.actor, event.actor_name) == (None, "Anna de Wit")


@pytest.mark.parametrize(
    "change",
    [
        lambda event: Event.objects.update(detail="anders"),
        lambda event: Event.objects.all().delete(),
        lambda event: Event.objects.bulk_update([event], ["detail"]),
        lambda event: event.save(),
        lambda event: event.delete(),
    ],
    ids=["update", "delete all", "bulk update", "save", "delete"],
)
def test_an_event_is_never_changed_or_removed(leaflet, change):
    event = record(Verb.PROPOSAL_OFFERED, leaflet)

    with pytest.raises(EventIsPermanent):
        change(event)


def test_a_deed_that_fails_leaves_no_event(leaflet):
    @transaction.atomic
    def fail() -> None:
        record(Verb.PROPOSAL_OFFERED, leaflet)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not Event.objects.about(leaflet).exists()


def test_every_verb_follows_a_name():
    for verb in Verb:
        assert verb.label[0].islower(), verb
        assert not verb.label.endswith("."), verb
