"""P2: several lines change together, all or none, and only what one may change."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories import RunSheetItemFactory, TrajectFactory
from trajects.models import ChangeSet, RunSheetItem, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


@pytest.fixture
def rows(traject) -> list[RunSheetItem]:
    return RunSheetItemFactory.create_batch(3, traject=traject, starts_on=date(2026, 9, 21))


def bulk(traject) -> str:
    return reverse("trajects:run_sheet_bulk", args=[traject.pk])


def picked(rows, **changes) -> dict:
    versions = {f"versie-{row.pk}": row.version for row in rows}
    return {"regel": [row.pk for row in rows]} | versions | changes


def test_the_list_has_a_box_for_each_line_and_works_as_a_plain_form(
    client, anna, bas, traject, rows
):
    address = reverse("trajects:run_sheet", args=[traject.pk])
    client.force_login(anna)
    page = client.get(address).content.decode()
    everything = client.get(address, {"alles": "1"}).content.decode()
    client.force_login(bas)

    assert page.count('name="regel"') == 3
    assert page.count(" checked>") == 0
    assert everything.count(" checked>") == 3
    assert 'name="regel"' not in client.get(address).content.decode()


def test_several_lines_get_the_same_status_person_place_and_phase(client, anna, traject, rows):
    seat = Seat.objects.get(traject=traject, role="project_leader")
    client.force_login(anna)
    changes = {
        "status": "busy", "who": f"seat:{seat.pk}", "place": "Aula", "phase": "execution",
        "is_fixed": "ja",
    }  # fmt: skip

    response = client.post(bulk(traject), picked(rows[:2], **changes))

    assert response.status_code == 302
    for row in RunSheetItem.objects.filter(pk__in=[rows[0].pk, rows[1].pk]):
        assert (row.status, row.place, row.phase, row.is_fixed) == (
            "busy", "Aula", "execution", True,
        )  # fmt: skip
        assert (row.responsible, row.responsible_role) == (seat, "project_leader")
    assert RunSheetItem.objects.get(pk=rows[2].pk).status == "not_started"


def test_what_stays_empty_stays_as_it_is(client, anna, traject, rows):
    RunSheetItem.objects.update(place="Kantine", responsible_role="pmr_member")
    client.force_login(anna)

    client.post(bulk(traject), picked(rows, status="done"))

    assert set(RunSheetItem.objects.values_list("status", "place", "responsible_role")) == {
        ("done", "Kantine", "pmr_member")
    }


def test_together_they_are_undone(client, anna, traject, rows):
    client.force_login(anna)
    client.post(bulk(traject), picked(rows, status="done"))

    client.post(ChangeSet.objects.get().undo_url)

    assert set(RunSheetItem.objects.values_list("status", flat=True)) == {"not_started"}


def test_skipping_together_needs_a_reason(client, anna, traject, rows):
    client.force_login(anna)

    response = client.post(bulk(traject), picked(rows, status="skipped"))
    assert response.status_code == 422
    assert "skip_reason" in response.context["form"].errors

    client.post(bulk(traject), picked(rows, status="skipped", skip_reason="Niet bij ons."))
    assert set(RunSheetItem.objects.values_list("skip_reason", flat=True)) == {"Niet bij ons."}


def test_opened_again_the_reason_goes(client, anna, traject, rows):
    RunSheetItem.objects.update(status="skipped", skip_reason="Niet bij ons.")
    client.force_login(anna)

    client.post(bulk(traject), picked(rows, status="busy"))

    assert set(RunSheetItem.objects.values_list("status", "skip_reason")) == {("busy", "")}


def test_nothing_chosen_is_said(client, anna, traject, rows):
    client.force_login(anna)

    assert client.get(bulk(traject)).status_code == 302
    assert client.post(bulk(traject), picked(rows)).status_code == 422


def test_one_line_that_a_colleague_changed_stops_them_all(client, anna, traject, rows):
    client.force_login(anna)
    asked = picked(rows, status="done")
    rows[1].save_if_unchanged(version=1, status="busy")

    response = client.post(bulk(traject), asked)

    assert response.status_code == 409
    assert set(RunSheetItem.objects.values_list("status", flat=True)) == {"not_started", "busy"}
    assert not ChangeSet.objects.exists()


def test_a_line_without_its_version_is_not_changed(client, anna, traject, rows):
    client.force_login(anna)

    response = client.post(bulk(traject), {"regel": [rows[0].pk], "status": "done"})

    assert response.status_code == 409


def test_a_line_of_another_traject_is_not_found(client, anna, traject, rows):
    other = RunSheetItemFactory(traject=TrajectFactory())
    client.force_login(anna)

    response = client.post(bulk(traject), picked([*rows, other], status="done"))

    assert response.status_code == 404
    assert set(RunSheetItem.objects.values_list("status", flat=True)) == {"not_started"}


def test_a_seat_of_another_traject_is_no_choice(client, anna, hugo, traject, rows):
    foreign = Seat.objects.exclude(traject=traject).first()
    client.force_login(anna)

    response = client.post(bulk(traject), picked(rows, who=f"seat:{foreign.pk if foreign else 0}"))

    assert response.status_code == 422
