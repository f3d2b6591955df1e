"""P1: three shapes of a traject that really differ: in lines, sessions, waits and messages."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from people.models import SchoolCalendar, Team
from tests.trajects.test_start import LEADER, SCHOOL, SESSIONS, TARGET, page, start
from trajects.models import TrajectShape
from trajects.models.planning import RunSheet
from trajects.models.schedule import in_order
from trajects.models.template import run_sheet_lines, shape_of, shapes, shipped_items

SHAPES = list(TrajectShape.values)


@pytest.fixture(autouse=True)
def september():
    with time_machine.travel("2026-09-07 10:00+02:00", tick=False):
        yield


def keys(shape: str, sessions: int = 3) -> set[str]:
    return {line.key for line in run_sheet_lines(sessions, shape=shape)}


def begin(client, anna, school, shape, **changes):
    answers = SESSIONS | {"shape": shape, "sessions": ""} | changes
    return start(client, anna, school, bijeenkomsten=answers)


def test_every_shape_is_explained_in_the_shipped_draaiboek():
    assert set(shapes()) == set(SHAPES)
    for shape in shapes().values():
        assert shape.gain
        assert shape.suits
        assert shape.source
        assert shape.origin == "own"
        assert 1 <= shape.sessions <= shape.most_sessions


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_a_whole_plan_of_at_least_35_lines_in_three_phases(shape):
    lines = run_sheet_lines(shape_of(shape).sessions, shape=shape)
    there = {line.key for line in lines}

    assert len(lines) >= 35
    assert {line.fields["phase"] for line in lines} == {"planning", "execution", "evaluation"}
    assert [line.key for line in lines if line.activity.is_target] == ["consent"]
    assert all(wait.key in there for line in lines for wait in line.waits)
    assert len(in_order(line.activity for line in lines)) == len(lines)


@pytest.mark.parametrize("item", shipped_items("draaiboek"), ids=lambda item: item["key"])
def test_what_differs_per_shape_names_shapes_and_fields_that_exist(item):
    assert set(item.get("only_in", SHAPES)) <= set(SHAPES)
    for shape, changes in item.get("in_shape", {}).items():
        assert shape in item.get("only_in", SHAPES)
        assert set(changes) <= set(item)
        assert any(changes[name] != item[name] for name in changes)


def test_the_shapes_have_lines_that_the_others_do_not_have():
    only = {
        shape: keys(shape) - set.union(*(keys(other) for other in SHAPES if other != shape))
        for shape in SHAPES
    }

    assert {"reserve_afternoon", "free_timetable", "afternoon_programme"} == only["one_afternoon"]
    assert {"brief_team_leaders", "bundle_meeting", "choose_delegates"} <= only["by_team"]
    assert "session_review-2" in keys("weeks")
    assert "session_review-2" not in keys("by_team")


@pytest.mark.django_db
def test_one_big_study_afternoon_is_one_session_with_everybody(client, anna, school):
    traject = begin(client, anna, school, "one_afternoon")
    items = {item.key: item for item in traject.run_sheet.all()}

    assert (traject.shape, traject.planned_sessions) == ("one_afternoon", 1)
    assert items["session_hold-1"].title == "Studiemiddag houden"
    assert items["session_hold-1"].participants == "Alle medewerkers"
    assert items["hold_kickoff"].title == "Korte aftrap in een gewoon overleg"
    assert "session_hold-2" not in items
    for before in ("free_timetable", "afternoon_programme"):
        assert items[before].ends_on < items["session_tables-1"].starts_on
    told = set(traject.communication.values_list("key", flat=True))
    assert {"afternoon_save_the_date", "afternoon_programme_ready"} <= told
    assert "team_leaders_note" not in told


@pytest.mark.django_db
def test_tables_over_several_weeks_leave_time_to_adjust_between_sessions(client, anna, school):
    traject = begin(client, anna, school, "weeks")
    items = {item.key: item for item in traject.run_sheet.all()}

    assert traject.planned_sessions == 3
    for number in (1, 2):
        review = items[f"session_review-{number}"]
        assert review.ends_on < items[f"session_hold-{number + 1}"].starts_on
    days = (items["session_hold-3"].starts_on - items["session_hold-1"].starts_on).days
    assert days >= 28


@pytest.mark.django_db
def test_by_team_every_team_talks_first_and_delegates_bundle_afterwards(client, anna, school):
    for number in range(5):
        Team.objects.create(school=school, name=f"Team {number}")

    teams = Team.objects.filter(school=school).count()
    traject = begin(client, anna, school, "by_team")
    items = {item.key: item for item in traject.run_sheet.all()}

    assert traject.planned_sessions == teams
    assert items["session_hold-2"].title == "Teamgesprek houden (team 2)"
    talks = [items[f"session_hold-{number}"] for number in range(1, teams + 1)]
    assert max(talk.ends_on for talk in talks) < items["bundle_meeting"].starts_on
    assert items["bundle_meeting"].ends_on < items["bundle_outcomes"].starts_on
    told = set(traject.communication.values_list("key", flat=True))
    assert {"team_leaders_note", "bundle_invitation", "bundle_summary"} <= told


@pytest.mark.django_db
def test_the_page_tells_in_one_line_what_each_shape_comes_to(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)
    client.post(page("datum"), TARGET)

    text = client.get(page("bijeenkomsten")).content.decode()

    assert "grote studiemiddag" in text
    for shape in shapes().values():
        assert shape.gain in text
    assert text.count(" regels") >= 3
    assert "weken, 3 sessies, 80 regels" in text
    assert "1 sessie, " in text


@pytest.mark.django_db
def test_a_shape_that_does_not_fit_the_date_says_from_when_it_does(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)
    refused = client.post(page("datum"), TARGET | {"target_on": "2026-10-01"})
    earliest = refused.context["earliest"]
    client.post(page("datum"), TARGET | {"target_on": str(earliest)})

    text = client.get(page("bijeenkomsten")).content.decode()

    assert "past pas vanaf" in text


@pytest.mark.django_db
def test_one_afternoon_is_never_two_sessions(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)
    client.post(page("datum"), TARGET)

    response = client.post(
        page("bijeenkomsten"), SESSIONS | {"shape": "one_afternoon", "sessions": "2"}
    )

    assert response.status_code == 422
    assert "één sessie" in str(response.context["form"].errors["sessions"])


@pytest.mark.django_db
@pytest.mark.parametrize("shape", SHAPES)
def test_planning_again_keeps_to_the_rest_of_its_shape(client, anna, school, shape):
    traject = begin(client, anna, school, shape)
    sheet = RunSheet(traject, traject_calendar(traject))

    later = sheet.replanned(date(2027, 6, 14))
    gaps = shape_of(shape).session_gap_days

    places = {change.item.key: change for change in [*later.changes, *later.staying]}
    for number in range(2, traject.planned_sessions + 1):
        earlier, this = places[f"session_hold-{number - 1}"], places[f"session_hold-{number}"]
        between = (
            traject_calendar(traject).school_days_between(earlier.ends_on, this.starts_on) - 2
        )
        assert between >= gaps


def traject_calendar(traject):
    return SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)


@pytest.mark.django_db
def test_the_school_leader_hears_on_page_two_that_the_pmr_should_join(client, dirk, school):
    client.force_login(dirk)
    client.post(page("school"), SCHOOL | {"school": school.pk})

    before = client.get(page("leiding")).content.decode()
    after = client.post(page("leiding"), LEADER, follow=True).content.decode()

    assert "U bent schoolleider" in before
    assert "Vraag een lid van de pmr" in after


@pytest.mark.django_db
def test_the_cao_edition_of_the_school_is_filled_in(client, anna, school):
    client.force_login(anna)

    form = client.get(reverse("trajects:wizard_step", args=["school"])).context["form"]

    assert form["cao_edition"].value() == school.cao_edition
