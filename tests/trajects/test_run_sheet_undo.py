"""X11: every change of the draaiboek can be undone, while nobody changed those rows since."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from core.models import Event
from tests.factories import RunSheetItemFactory
from trajects.actions.run_sheet import change_item, remove_item, set_status
from trajects.models import ChangeSet, CommunicationItem, RunSheetItem
from trajects.views.run_sheet import calendar_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


@pytest.fixture
def rows(traject) -> list[RunSheetItem]:
    """Three lines, each waiting for the one before."""
    made = [
        RunSheetItemFactory(
            traject=traject,
            key=key,
            title=key.capitalize(),
            starts_on=date(2026, 10, day),
            ends_on=date(2026, 10, day),
        )
        for key, day in (("first", 12), ("second", 13), ("third", 14))
    ]
    made[1].waits_for.add(made[0])
    made[2].waits_for.add(made[1])
    return made


def press_undo(client, follow=False):
    return client.post(ChangeSet.objects.first().undo_url, follow=follow)


def test_after_a_change_the_message_carries_the_way_back(client, anna, rows):
    client.force_login(anna)
    address = reverse("trajects:run_sheet_status", args=[rows[0].pk])

    page = client.post(address, {"status": "done", "version": 1}, follow=True).content.decode()

    assert "Ongedaan maken" in page
    assert f'action="{ChangeSet.objects.get().undo_url}"' in page


def test_undoing_puts_the_status_back(client, anna, rows):
    client.force_login(anna)
    set_status(rows[0], "skipped", version=1, by=anna, reason="Deden we al.")

    press_undo(client)

    row = RunSheetItem.objects.get(pk=rows[0].pk)
    assert (row.status, row.skip_reason, row.version) == ("not_started", "", 3)
    assert ChangeSet.objects.last().undone_by == anna
    assert Event.objects.about(row).filter(verb="run_sheet_undone").exists()


def test_undoing_can_be_undone(client, anna, rows):
    client.force_login(anna)
    set_status(rows[0], "done", version=1, by=anna)

    press_undo(client)
    press_undo(client)

    assert RunSheetItem.objects.get(pk=rows[0].pk).status == "done"
    assert ChangeSet.objects.count() == 3


def test_a_change_is_undone_once(client, anna, rows):
    client.force_login(anna)
    change = set_status(rows[0], "done", version=1, by=anna)

    client.post(change.undo_url)

    assert client.post(change.undo_url).status_code == 409


def test_what_a_colleague_changed_since_stays(client, anna, traject, rows):
    client.force_login(anna)
    change = change_item(
        rows[0],
        version=1,
        by=anna,
        waits_for=[],
        calendar=calendar_of(traject),
        title="Anders",
    )
    set_status(rows[0], "busy", version=2, by=anna)

    response = client.post(change.undo_url)

    assert response.status_code == 409
    assert "daarna nog gewijzigd" in response.content.decode()
    row = RunSheetItem.objects.get(pk=rows[0].pk)
    assert (row.title, row.status) == ("Anders", "busy")
    change.refresh_from_db()
    assert not change.is_undone


def test_undoing_restores_what_it_waited_for(client, anna, traject, rows):
    client.force_login(anna)
    change_item(rows[2], version=1, by=anna, waits_for=[rows[0]], calendar=calendar_of(traject))

    press_undo(client)

    assert list(rows[2].waits_for.all()) == [rows[1]]


def test_a_line_that_was_taken_away_comes_back_with_everything_around_it(
    client, anna, traject, rows
):
    message = CommunicationItem.objects.create(
        traject=traject,
        key="bericht",
        run_sheet_item=rows[1],
        audience="all_staff",
        planned_on=date(2026, 10, 20),
        sender="schoolleiding",
        subject="Nieuws",
    )
    client.force_login(anna)
    remove_item(rows[1], version=1, by=anna)
    assert list(rows[2].waits_for.all()) == [rows[0]]
    assert not RunSheetItem.objects.filter(key="second").exists()

    press_undo(client)

    back = RunSheetItem.objects.get(key="second")
    message.refresh_from_db()
    assert back.pk == rows[1].pk
    assert list(back.waits_for.all()) == [rows[0]]
    assert list(rows[2].waits_for.all()) == [back]
    assert message.run_sheet_item == back


def test_an_added_line_is_taken_away_again(client, anna, traject):
    client.force_login(anna)
    client.post(
        reverse("trajects:run_sheet_add", args=[traject.pk]),
        {
            "version": 1,
            "title": "Koffie",
            "phase": "planning",
            "kind": "activity",
            "starts_on": "2026-10-08",
            "ends_on": "2026-10-08",
        },
    )
    assert RunSheetItem.objects.count() == 1

    press_undo(client)
    assert not RunSheetItem.objects.exists()

    press_undo(client)
    assert RunSheetItem.objects.get().title == "Koffie"


def test_a_shipped_line_is_skipped_and_never_taken_away(client, anna, rows):
    RunSheetItem.objects.filter(pk=rows[0].pk).update(source="SW stap 1")
    client.force_login(anna)

    response = client.post(reverse("trajects:run_sheet_remove", args=[rows[0].pk]), {"version": 1})

    assert response.status_code == 409
    assert "Sla hem over met een reden" in response.content.decode()


def test_the_last_changes_stand_on_a_page_of_their_own(
    client, anna, bas, traject, rows, django_assert_max_num_queries
):
    for number in range(3):
        set_status(rows[0], "busy" if number % 2 else "done", version=number + 1, by=anna)
    client.force_login(anna)
    address = reverse("trajects:run_sheet_changes", args=[traject.pk])

    with django_assert_max_num_queries(8) as few:
        page = client.get(address).content.decode()
    for number in range(3, 33):
        set_status(rows[0], "busy" if number % 2 else "done", version=number + 1, by=anna)
    with django_assert_max_num_queries(8) as many:
        client.get(address)
    client.force_login(bas)

    assert page.count("Ongedaan maken: ") == 3
    assert len(few) == len(many)
    assert "Ongedaan maken: " not in client.get(address).content.decode()


def test_saving_without_a_change_leaves_no_trace(anna, rows):
    assert set_status(rows[0], "not_started", version=1, by=anna) is None
    assert not ChangeSet.objects.exists()


def test_who_leads_the_school_undoes_another_target_but_not_a_line(client, dirk, anna, rows):
    change = set_status(rows[0], "done", version=1, by=anna)
    client.force_login(dirk)

    assert client.post(change.undo_url).status_code == 403

    ChangeSet.objects.filter(pk=change.pk).update(moves_target=True)
    assert client.post(change.undo_url).status_code == 302
