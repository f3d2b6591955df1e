"""XM1: from an empty school to a credible plan in one sitting, on any screen, also in pieces."""

import time
from datetime import date

import pytest

from people.models import CalendarDay, SchoolCalendar
from tests.browser.conftest import already_signed_in
from tests.browser.person import LAPTOP, PHONE, Person
from tests.factories import RoleFactory, SchoolFactory, UserFactory
from trajects.models import SeatRole, Traject, WizardDraft

TARGET = "2027-05-20"
TEN_MINUTES = 600


@pytest.fixture
def leader(db):
    """Somebody who has never done this, at a school where nothing is filled in yet."""
    user, school = UserFactory(), SchoolFactory(region="noord", cao_edition="CAO VO 2024-2025")
    RoleFactory(user=user, school=school, kind="project_leader")
    return user


@pytest.fixture
def test_week(leader):
    school = leader.roles.get().school
    return CalendarDay.objects.create(
        school=school, title="Toetsweek 2", kind="avoid",
        first_on=date(2027, 1, 18), last_on=date(2027, 1, 29),
    )  # fmt: skip


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_an_empty_school_has_a_credible_plan_within_one_sitting(
    somebody, clock, leader, test_week, width, has_scripts
):
    began = time.monotonic()
    fatima = already_signed_in(somebody("Fatima", width=width, has_scripts=has_scripts), leader)

    page_one_fills_in_the_cao(fatima)
    page_two_asks_who_leads(fatima)
    page_three_refuses_a_date_that_cannot_be_and_offers_the_first_that_can(fatima)
    page_four_tells_what_each_shape_comes_to(fatima)
    page_five_offers_the_seven_themes(fatima)
    the_last_page_shows_the_plan_before_anything_is_saved(fatima)
    fatima.presses("Traject starten")

    fatima.sees("Het traject is gestart")
    assert time.monotonic() - began < TEN_MINUTES
    the_plan_is_complete_and_keeps_to_the_calendar(Traject.objects.get(), leader)


def page_one_fills_in_the_cao(fatima: Person) -> None:
    fatima.opens("/trajecten/nieuw/")
    assert fatima.field("Editie van de CAO").input_value() == "CAO VO 2024-2025"
    fatima.does_not_see("Zoals de vorige keer")
    fatima.presses("Verder")


def page_two_asks_who_leads(fatima: Person) -> None:
    fatima.chooses("Ikzelf", "Alleen voor het proces")
    fatima.presses("Verder")


def page_three_refuses_a_date_that_cannot_be_and_offers_the_first_that_can(
    fatima: Person,
) -> None:
    fatima.fills_in({"Wanneer moet de instemming": "2026-12-01"})
    with fatima.expecting(422):
        presses_and_is_refused(fatima, "Verder")
    fatima.sees("De vroegste datum is")
    assert fatima.part("button", "Neem").is_visible()
    fatima.fills_in({"Wanneer moet de instemming": TARGET})
    fatima.presses("Verder")


def presses_and_is_refused(person: Person, button: str) -> None:
    with person.page.expect_navigation(wait_until="load"):
        person.part("button", button).click()
    person.keeps_picture()


def page_four_tells_what_each_shape_comes_to(fatima: Person) -> None:
    fatima.sees("grote studiemiddag", "3 sessies", "regels", "Afgevaardigden")
    fatima.chooses("Tafels verspreid")
    fatima.fills_in({"Hoeveel tafels": 3})
    fatima.presses("Verder")


def page_five_offers_the_seven_themes(fatima: Person) -> None:
    fatima.fills_in({"Eigen thema": "Nieuwe collega’s"})
    fatima.presses("Planning bekijken")


def the_last_page_shows_the_plan_before_anything_is_saved(fatima: Person) -> None:
    fatima.sees(
        "er is nog niets vastgelegd", "20 mei 2027", "Kerstvakantie", "Toetsweek 2", "Sessies"
    )
    drawing = ".td-strip-phone svg" if fatima.width == PHONE else ".td-strip-wide svg"
    strip = fatima.main.locator(drawing)
    assert strip.is_visible()
    assert strip.locator(".td-shade").count() >= 4
    assert strip.locator(".td-strip-test").count() >= 1
    box = strip.bounding_box()
    assert box
    assert fatima.width != PHONE or box["width"] <= PHONE
    fatima.main.locator("summary", has_text="Planning en organisatie").click()
    assert fatima.main.locator("li", has_text="Eerste gesprek met de").is_visible()
    assert not Traject.objects.exists()


def the_plan_is_complete_and_keeps_to_the_calendar(traject: Traject, leader) -> None:
    rows = list(traject.run_sheet.all())
    assert len(rows) >= 35
    assert {row.phase for row in rows} == {"planning", "execution", "evaluation"}
    first, last = min(row.starts_on for row in rows), max(row.ends_on for row in rows)
    calendar = SchoolCalendar.of(traject.school, first, last)
    days = {day for row in rows for day in (row.starts_on, row.ends_on)}
    assert not [day for day in days if calendar.is_closed(day)]
    sessions = [row for row in rows if row.kind == "session"]
    assert not [row for row in sessions if calendar.is_avoided(row.starts_on)]
    assert traject.themes.filter(is_cao=True, is_chosen=True).count() == 7
    assert traject.checklist.count() == 39
    assert traject.communication.count() >= 20
    assert traject.seats.get(role=SeatRole.PROJECT_LEADER).user == leader
    assert traject.seats.filter(user=None, staff_member=None).count() >= 8


def test_leaving_halfway_and_going_on_elsewhere_the_next_day(somebody, clock, leader):
    at_school = already_signed_in(somebody("Fatima", width=LAPTOP), leader)
    at_school.opens("/trajecten/nieuw/")
    at_school.presses("Verder")
    at_school.chooses("Ikzelf", "Voor het proces en voor de inhoud")
    at_school.presses("Verder")
    at_school.fills_in({"Wanneer moet de instemming": TARGET})
    at_school.presses("Verder")

    clock.becomes(2026, 10, 7, 20, 15)
    at_home = already_signed_in(somebody("Fatima thuis", width=PHONE, has_scripts=False), leader)
    at_home.opens("/trajecten/nieuw/")

    at_home.sees("Sessies en tafels", "Laatst bewaard op 6 oktober 2026")
    at_home.chooses("Eerst per team")
    at_home.fills_in({"Hoeveel dialoogsessies": 4})
    at_home.presses("Verder")
    at_home.presses("Planning bekijken")
    at_home.presses("Traject starten")
    at_home.sees("Het traject is gestart")

    traject = Traject.objects.get()
    assert (traject.shape, traject.planned_sessions) == ("by_team", 4)
    assert traject.leader_owns_content is True
    already_signed_in(at_school, leader)
    at_school.fills_in({"Hoeveel tafels": 9})
    at_school.presses("Verder")
    at_school.sees("is het traject al gestart")
    assert Traject.objects.count() == 1
    assert not WizardDraft.objects.exists()


def test_a_second_cycle_begins_like_the_first(somebody, clock, leader):
    fatima = already_signed_in(somebody("Fatima", width=PHONE), leader)
    starts_a_traject(fatima, TARGET)
    first = Traject.objects.get()

    clock.becomes(2027, 9, 14, 10, 0)
    again = already_signed_in(somebody("Fatima later", width=PHONE), leader)
    again.opens("/trajecten/nieuw/")
    again.chooses("Zoals de vorige keer")
    again.presses("Verder")
    again.chooses("Ikzelf", "Dezelfde mensen")
    again.presses("Verder")
    again.fills_in({"Wanneer moet de instemming": "2028-05-18"})
    again.presses("Verder")
    again.sees("Vorm en regels gaan mee")
    again.presses("Verder")
    again.presses("Planning bekijken")
    again.sees("Wat meegaat van de vorige keer", "Nieuwe collega’s", "loopt al een traject")
    again.presses("Traject starten")

    second = Traject.objects.latest("pk")
    assert second.like == first
    assert second.run_sheet.count() == first.run_sheet.count()
    assert second.run_sheet.get(is_target=True).ends_on == date(2028, 5, 18)


def starts_a_traject(person: Person, target: str) -> None:
    person.opens("/trajecten/nieuw/")
    person.presses("Verder")
    person.chooses("Ikzelf", "Alleen voor het proces")
    person.presses("Verder")
    person.fills_in({"Wanneer moet de instemming": target})
    person.presses("Verder")
    person.presses("Verder")
    person.fills_in({"Eigen thema": "Nieuwe collega’s"})
    person.presses("Planning bekijken")
    person.presses("Traject starten")
    person.sees("Het traject is gestart")
