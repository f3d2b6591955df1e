"""What may follow what is one table; of two people who take the same step, one succeeds."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from core.models import Event, record
from core.steps import StepNotAllowed
from core.verbs import Verb
from tests.core.conftest import Leaflet, Status


def test_a_step_changes_the_status_its_fields_and_the_history(leaflet):
    moment = timezone.now()

    leaflet.offer(by=None, offered_at=moment)

    assert (leaflet.status, leaflet.offered_at) == (Status.OFFERED, moment)
    assert Event.objects.about(leaflet).get().verb == Verb.PROPOSAL_OFFERED


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize(("step", "to"), [("offer", "offered"), ("close", "closed")])
def test_only_what_the_table_allows_happens(leaflet, status, step, to):
    Leaflet.objects.update(status=status)
    allowed = to in Leaflet.STEPS.get(status, set())

    if allowed:
        getattr(leaflet, step)(by=None)
    else:
        with pytest.raises(StepNotAllowed):
            getattr(leaflet, step)(by=None)

    leaflet.refresh_from_db()
    assert leaflet.status == (to if allowed else status)
    assert Event.objects.about(leaflet).exists() is allowed


def test_who_read_the_page_too_early_is_told(leaflet):
    seen_earlier = Leaflet.objects.get(pk=leaflet.pk)
    leaflet.offer(by=None)

    with pytest.raises(StepNotAllowed):
        seen_earlier.offer(by=None)


def take_the_step_at_once(step) -> list[str]:
    """Two people press at the same moment; gives what came of each."""
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def press() -> None:
        try:
            step(Leaflet.objects.get(), ready)
            outcomes.append("done")
        except StepNotAllowed:
            outcomes.append("told")
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return sorted(outcomes)


@pytest.fixture
def shared_leaflet(leaflets, transactional_db):
    yield Leaflet.objects.create(title="Zo werken wij")
    Leaflet.objects.all().delete()


@pytest.mark.postgres
def test_of_two_people_at_once_one_succeeds_and_one_is_told(shared_leaflet):
    def step(mine: Leaflet, ready: threading.Barrier) -> None:
        ready.wait()
        mine.offer(by=None)

    assert take_the_step_at_once(step) == ["done", "told"]
    assert Event.objects.about(shared_leaflet).count() == 1


@pytest.mark.postgres
def test_without_the_condition_both_would_succeed(shared_leaflet):
    def step(mine: Leaflet, ready: threading.Barrier) -> None:
        assert mine.may_step(Status.OFFERED)
        ready.wait()
        Leaflet.objects.filter(pk=mine.pk).update(status=Status.OFFERED)
        record(Verb.PROPOSAL_OFFERED, mine)

    assert take_the_step_at_once(step) == ["done", "done"]
    assert Event.objects.about(shared_leaflet).count() == 2
