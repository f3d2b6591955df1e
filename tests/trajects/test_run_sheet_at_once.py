"""Nothing is lost when two people work on the same draaiboek at the same moment."""

import threading
from datetime import date

import pytest
from django.db import connection

from tests.factories import (
    RoleFactory,
    RunSheetItemFactory,
    SeatFactory,
    TrajectFactory,
    UserFactory,
)
from tests.racing import at_once
from trajects.actions import plan_change
from trajects.actions.plan_change import undo
from trajects.actions.run_sheet import change_item, change_together, replan, set_status, shift
from trajects.models import ChangeSet, RunSheetItem
from trajects.models.planning import RunSheet
from trajects.views.run_sheet import calendar_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def anna():
    return UserFactory(name="Anna de Wit")


@pytest.fixture
def traject(anna):
    made = TrajectFactory(starts_on=date(2026, 9, 14), target_on=date(2037, 5, 20))
    RoleFactory(user=anna, school=made.school)
    SeatFactory(traject=made, role="project_leader", user=anna)
    return made


@pytest.fixture
def rows(traject) -> list[RunSheetItem]:
    """Ten lines far ahead, and the consent."""
    made = [
        RunSheetItemFactory(
            traject=traject,
            key=f"line-{number}",
            starts_on=date(2036, 10, 6),
            ends_on=date(2036, 10, 6),
        )
        for number in range(10)
    ]
    consent = RunSheetItemFactory(
        traject=traject,
        key="consent",
        is_target=True,
        starts_on=traject.target_on,
        ends_on=traject.target_on,
    )
    consent.waits_for.set(made)
    return made


@pytest.fixture
def look_then_write(monkeypatch):
    """The negative control: no lock, and a write that does not look at the version again."""
    gate = threading.Barrier(2, timeout=10)

    def without_looking(model, pk, version):
        found = model._base_manager.filter(pk=pk)
        assert found.get().version == version
        if not gate.broken:
            gate.wait()
        return found

    monkeypatch.setattr(plan_change, "lock", lambda traject: None)
    monkeypatch.setattr(plan_change, "same", without_looking)


def save(row, anna, traject, **fields):
    copy = RunSheetItem.objects.select_related("traject__school").get(pk=row.pk)
    return lambda: change_item(copy, version=1, by=anna, calendar=calendar_of(traject), **fields)


def together(traject, rows, anna, **fields):
    copies = list(RunSheetItem.objects.filter(pk__in=[row.pk for row in rows]))
    versions = {copy.pk: copy.version for copy in copies}
    return lambda: change_together(traject, copies, fields, versions=versions, by=anna)


def shifting(traject, rows, anna, days=1):
    calendar = calendar_of(traject)
    differences = RunSheet(traject, calendar).shifted(
        [row.key for row in rows], days, follow=False
    )
    assert differences.changes
    return lambda: shift(traject, differences, by=anna, calendar=calendar)


def replanning(traject, anna):
    calendar = calendar_of(traject)
    target_on = date(2037, 6, 10)
    differences = RunSheet(traject, calendar).replanned(target_on)
    assert differences.changes
    return lambda: replan(traject, target_on, differences, by=anna, calendar=calendar)


def test_of_two_edits_of_one_line_one_is_saved_and_the_other_told(rows, anna, traject):
    outcomes = at_once(
        save(rows[0], anna, traject, title="Van de een"),
        save(rows[0], anna, traject, title="Van de ander"),
    )

    assert outcomes == ["done", "told"]
    row = RunSheetItem.objects.get(pk=rows[0].pk)
    assert row.version == 2
    assert ChangeSet.objects.get().rows[0]["after"]["title"] == row.title


def test_without_the_condition_one_text_would_be_lost(rows, anna, traject, look_then_write):
    outcomes = at_once(
        save(rows[0], anna, traject, title="Van de een"),
        save(rows[0], anna, traject, title="Van de ander"),
    )

    assert outcomes == ["done", "done"]
    assert ChangeSet.objects.count() == 2


def test_a_change_of_several_lines_and_of_one_of_them_do_not_mix(rows, anna, traject):
    outcomes = at_once(
        together(traject, rows, anna, place="Aula"),
        save(rows[4], anna, traject, place="Kantine"),
    )

    assert outcomes == ["done", "told"]
    places = set(RunSheetItem.objects.exclude(key="consent").values_list("place", flat=True))
    assert places in ({"Aula"}, {"", "Kantine"})


def test_two_changes_of_the_same_lines_in_another_order_do_not_wait_for_each_other(
    rows, anna, traject
):
    outcomes = at_once(
        together(traject, rows, anna, place="Aula"),
        together(traject, rows[::-1], anna, place="Kantine"),
    )

    assert outcomes == ["done", "told"]
    places = set(RunSheetItem.objects.exclude(key="consent").values_list("place", flat=True))
    assert len(places) == 1


def test_of_shifting_and_planning_again_one_is_told_to_look_again(rows, anna, traject):
    outcomes = at_once(shifting(traject, rows[:3], anna), replanning(traject, anna))

    assert outcomes == ["done", "told"]
    assert ChangeSet.objects.count() == 1


def test_shifting_does_not_overtake_a_line_that_was_not_part_of_it(rows, anna, traject):
    """The plan was computed on all lines: another line that changes asks for another look."""
    outcomes = at_once(
        shifting(traject, rows[:3], anna), save(rows[9], anna, traject, title="Anders")
    )

    assert outcomes in (["done", "done"], ["done", "told"])
    moved = set(
        RunSheetItem.objects.filter(key__in=["line-0", "line-1", "line-2"]).values_list(
            "starts_on", flat=True
        )
    )
    assert len(moved) == 1
    assert RunSheetItem.objects.get(key="line-9").title == "Anders"


def test_of_undoing_and_editing_one_is_told(rows, anna, traject):
    change = set_status(rows[0], "busy", version=1, by=anna)
    copy = RunSheetItem.objects.select_related("traject__school").get(pk=rows[0].pk)

    outcomes = at_once(
        lambda: undo(ChangeSet.objects.select_related("traject").get(pk=change.pk), by=anna),
        lambda: set_status(copy, "done", version=2, by=anna),
    )

    assert outcomes == ["done", "told"]
    row = RunSheetItem.objects.get(pk=rows[0].pk)
    change.refresh_from_db()
    assert (row.status, change.is_undone) in {("not_started", True), ("done", False)}


def test_without_the_condition_an_undo_would_take_the_edit_along(
    rows, anna, traject, look_then_write
):
    change = ChangeSet.objects.create(
        traject=traject,
        summary="bezig",
        made_by=anna,
        rows=[
            {
                "model": "trajects.runsheetitem",
                "pk": rows[0].pk,
                "before": {"status": "done"},
                "after": {"status": "not_started"},
                "version": 1,
            }
        ],
    )

    outcomes = at_once(lambda: undo(change, by=anna), save(rows[0], anna, traject, status="busy"))

    assert outcomes == ["done", "done"]


def test_a_change_is_undone_once(rows, anna, traject):
    change = set_status(rows[0], "busy", version=1, by=anna)
    copies = [ChangeSet.objects.select_related("traject").get(pk=change.pk) for _ in range(2)]

    outcomes = at_once(*(lambda one=one: undo(one, by=anna) for one in copies))

    assert outcomes == ["done", "told"]
    assert RunSheetItem.objects.get(pk=rows[0].pk).version == 3


def test_two_halves_of_a_circle_never_both_stand(rows, anna, traject):
    first, second = rows[:2]

    outcomes = at_once(
        save(first, anna, traject, waits_for=[second]),
        save(second, anna, traject, waits_for=[first]),
    )

    assert outcomes == ["done", "told"]
    assert first.waits_for.count() + second.waits_for.count() == 1


def test_the_tests_run_where_two_can_write_at_once():
    assert connection.vendor == "postgresql"
