"""The workspace tells where a traject stands, what is late and what comes next (XS1)."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Event
from tests.factories import RunSheetItemFactory
from trajects.models import Phase, RunSheetItem
from trajects.models.course import Course

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 4)


@pytest.fixture
def lines(traject, anna):
    leader = traject.seats.get(role="project_leader")
    make = {"traject": traject, "responsible": leader}
    done = {"starts_on": date(2026, 9, 14), "ends_on": date(2026, 9, 18), "status": "done"}
    RunSheetItemFactory(title="Team kiezen", key="seat_team", link="team", **done, **make)
    RunSheetItemFactory(
        title="Vier afspraken maken",
        key="four_agreements",
        link="team",
        starts_on=date(2026, 10, 5),
        ends_on=date(2026, 10, 9),
        **make,
    )
    RunSheetItemFactory(
        title="Dialoogsessie houden (sessie 1)",
        key="session_hold-1",
        link="sessions",
        phase=Phase.EXECUTION,
        kind="session",
        starts_on=date(2026, 11, 5),
        ends_on=date(2026, 11, 5),
        **make,
    )
    RunSheetItemFactory(
        title="Besluit nemen",
        key="decision",
        link="decision",
        phase=Phase.EVALUATION,
        starts_on=date(2027, 5, 3),
        ends_on=date(2027, 5, 3),
        **make,
    )


def page(client, user, traject):
    client.force_login(user)
    return client.get(reverse("trajects:traject", args=[traject.pk]))


@time_machine.travel(TODAY)
def test_the_next_step_is_the_most_urgent_open_line_with_a_screen(client, anna, traject, lines):
    response = page(client, anna, traject)

    team = reverse("trajects:team", args=[traject.pk])
    assert "Volgende stap: Vier afspraken maken" in response.text
    assert f'class="btn btn-primary" href="{team}"' in response.text


@time_machine.travel(TODAY)
def test_who_does_not_plan_gets_no_button_for_the_work_of_the_team(client, carla, traject, lines):
    assert "Volgende stap" not in page(client, carla, traject).text


@time_machine.travel(TODAY)
def test_late_and_this_week_are_said_in_words(client, anna, traject, lines):
    response = page(client, anna, traject)

    assert "1 regel is te laat" in response.text
    assert "1 van 2" in response.text
    assert "de volgende is op donderdag 5 november 2026" in response.text


@time_machine.travel(date(2026, 11, 6))
def test_a_session_that_is_past_is_not_announced(client, anna, traject, lines):
    response = page(client, anna, traject)

    assert "de sessie van donderdag 5 november 2026 staat nog open" in response.text
    assert "de volgende is op" not in response.text


@time_machine.travel(date(2026, 9, 7))
def test_before_the_first_day_nothing_is_claimed_to_be_finished(client, anna, traject, lines):
    response = page(client, anna, traject)

    assert response.text.lower().count("er hoefde nog geen regel klaar te zijn") == 2
    assert "klaar moest zijn, is klaar" not in response.text


@time_machine.travel(TODAY)
def test_a_step_says_status_owner_date_and_how_much_is_done(traject, lines):
    course = Course(list(RunSheetItem.objects.filter(traject=traject).for_overview()))

    step = course.columns[0].steps[0]

    assert (step.label, step.done, step.total) == ("Mensen en rollen", 1, 2)
    assert (step.status_in_words, step.owner, step.is_late) == ("bezig", "Anna de Wit", True)


@time_machine.travel(TODAY)
def test_the_phase_follows_from_the_dates(traject, lines):
    items = list(RunSheetItem.objects.filter(traject=traject).for_overview())

    assert Course(items).phase == Phase.PLANNING
    assert Course(items, today=date(2026, 11, 5)).phase == Phase.EXECUTION
    assert Course(items, today=date(2027, 5, 4)).phase == Phase.EVALUATION


def test_a_step_that_was_skipped_keeps_its_reason(traject, lines):
    RunSheetItem.objects.filter(link="team").update(status="skipped", skip_reason="Is er al.")
    course = Course(list(RunSheetItem.objects.filter(traject=traject).for_overview()))

    step = course.columns[0].steps[0]

    assert step.status_in_words == "overgeslagen met reden"
    assert step.skip_reason == "Is er al."


@time_machine.travel(TODAY)
def test_the_workspace_takes_eight_queries_whatever_its_size(client, anna, traject, lines):
    for number in range(20):
        RunSheetItemFactory(
            traject=traject,
            link="team",
            responsible=traject.seats.first(),
            title=f"Regel {number}",
        )
    client.force_login(anna)

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("trajects:traject", args=[traject.pk]))

    assert len(queries) <= 8, [query["sql"][:90] for query in queries]


def test_a_colleague_without_a_seat_gets_a_calm_page(client, els, traject, lines):
    response = page(client, els, traject)

    assert response.status_code == 200
    assert "Wat gebeurt er met onze inbreng?" in response.text
    assert "Vier afspraken maken" not in response.text


def test_an_empty_traject_teaches_what_comes_here(client, anna, traject):
    assert "Het draaiboek is nog leeg" in page(client, anna, traject).text


def test_the_title_can_be_changed_and_is_remembered(client, anna, traject):
    client.force_login(anna)
    values = {"title": "Taken en tijd", "version": traject.version}

    response = client.post(reverse("trajects:settings", args=[traject.pk]), values)

    traject.refresh_from_db()
    assert (response.status_code, traject.title) == (302, "Taken en tijd")
    assert Event.objects.about(traject).filter(verb="traject_changed").exists()


def test_the_second_of_two_writers_sees_both_texts(client, anna, traject):
    client.force_login(anna)
    values = {"title": "Annaig", "version": traject.version}
    traject.save_if_unchanged(version=traject.version, title="Bassig")

    response = client.post(reverse("trajects:settings", args=[traject.pk]), values)

    assert response.status_code == 409
    assert "Bassig" in response.text
    assert "Annaig" in response.text
