"""The start page says which of my lines leave too little time, however far away they end."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories import RunSheetItemFactory
from trajects.models import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


def test_too_little_time_stands_on_the_start_page(client, anna, traject):
    seat = Seat.objects.get(traject=traject, role="project_leader")
    whole_year = RunSheetItemFactory(
        traject=traject,
        title="Alles uitzoeken",
        responsible=seat,
        starts_on=date(2026, 10, 8),
        ends_on=date(2027, 5, 20),
        duration_days=150,
    )
    RunSheetItemFactory(
        traject=traject,
        title="Ruim op tijd",
        responsible=seat,
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 7),
    )
    consent = RunSheetItemFactory(
        traject=traject, is_target=True, starts_on=traject.target_on, ends_on=traject.target_on
    )
    consent.waits_for.set(traject.run_sheet.exclude(pk=consent.pk))
    client.force_login(anna)

    response = client.get(reverse("home:start"))

    assert [(thing.what, thing.has_little_time) for thing in response.context["awaiting"]] == [
        (whole_year.title, True)
    ]
    assert "te weinig tijd" in response.content.decode()
