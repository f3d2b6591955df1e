"""Work in the background is a row: done once, again after a failure, refused with a reason."""

import datetime

import pytest
from django.utils import timezone

from core import jobs
from core.jobs import JobRefused, JobUnknown, enqueue, job
from core.models import Job
from core.tasks import sweep, work
from core.work import TOO_OFTEN

pytestmark = pytest.mark.django_db
Status = Job.Status


@pytest.fixture
def done() -> list[int]:
    return []


@pytest.fixture(autouse=True)
def kinds(done):
    @job("proof.note")
    def note(*, progress, number: int) -> None:
        progress(40)
        done.append(number)

    @job("proof.refuse")
    def refuse(*, progress, number: int) -> None:
        raise JobRefused("Kies eerst een traject.")

    @job("proof.break", attempts=2)
    def break_down(*, progress, number: int) -> None:
        done.append(number)
        raise ZeroDivisionError

    yield
    for kind in ("proof.note", "proof.refuse", "proof.break"):
        jobs._kinds.pop(kind)


def later(**how_long: int) -> None:
    """Let the clock of every row move on."""
    step = datetime.timedelta(**how_long)
    for row in Job.objects.all():
        Job.objects.filter(pk=row.pk).update(
            due_at=row.due_at - step, leased_until=row.leased_until and row.leased_until - step
        )


def test_a_job_is_done_once(done):
    row = enqueue("proof.note", key="een", arguments={"number": 1})

    sweep()
    work()

    row.refresh_from_db()
    assert done == [1]
    assert (row.status, row.progress) == (Status.DONE, 100)
    assert row.finished_at is not None


def test_the_same_key_is_one_job(done):
    for _ in range(3):
        enqueue("proof.note", key="een", arguments={"number": 1})

    sweep()
    enqueue("proof.note", key="een", arguments={"number": 1})
    sweep()

    assert done == [1]


def test_a_job_for_later_waits(done):
    enqueue(
        "proof.note",
        key="straks",
        arguments={"number": 1},
        not_before=timezone.now() + datetime.timedelta(hours=1),
    )

    sweep()
    assert done == []

    later(hours=2)
    sweep()
    assert done == [1]


def test_what_can_not_be_done_fails_with_the_reason():
    row = enqueue("proof.refuse", key="nee", arguments={"number": 1})

    sweep()

    row.refresh_from_db()
    assert (row.status, row.reason) == (Status.FAILED, "Kies eerst een traject.")


def test_what_breaks_is_tried_again_and_then_given_up(done):
    row = enqueue("proof.break", key="stuk", arguments={"number": 1})

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            work()
        later(hours=2)
    work()

    row.refresh_from_db()
    assert done == [1, 1]
    assert (row.status, row.reason) == (Status.FAILED, TOO_OFTEN)


def test_a_job_in_living_hands_is_left_alone(done):
    row = enqueue("proof.note", key="een", arguments={"number": 1})
    assert Job.objects.claim(row.pk, seconds=30)

    sweep()

    assert done == []


def test_a_job_in_dead_hands_is_taken_over(done):
    row = enqueue("proof.note", key="een", arguments={"number": 1})
    assert Job.objects.claim(row.pk, seconds=30)

    later(seconds=31)
    sweep()

    assert done == [1]


def test_who_lost_the_job_can_not_mark_it_any_more(done):
    row = enqueue("proof.note", key="een", arguments={"number": 1})
    slow = Job.objects.claim(row.pk, seconds=30)
    later(seconds=31)
    sweep()

    from core.models import LeaseLost

    with pytest.raises(LeaseLost):
        slow.release(Status.FAILED, reason="te laat")

    row.refresh_from_db()
    assert row.status == Status.DONE


def test_a_job_that_kills_its_worker_each_time_is_given_up(done):
    row = enqueue("proof.break", key="stuk", arguments={"number": 1})
    for _ in range(2):
        assert Job.objects.claim(row.pk, seconds=30)
        later(seconds=31)

    sweep()

    row.refresh_from_db()
    assert (row.status, done) == (Status.FAILED, [])


def test_a_misspelled_kind_is_an_error_at_once():
    with pytest.raises(JobUnknown):
        enqueue("proof.onte", key="een", arguments={})
