"""P1: zoals de vorige keer. What the school made of its plan comes back, on new days."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from people.models import RoleKind, SchoolCalendar
from tests.factories import (
    RoleFactory,
    RunSheetItemFactory,
    SchoolFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.trajects.test_start import LEADER, SCHOOL, TARGET, THEMES, page, shown, start
from trajects.actions.run_sheet import add_item
from trajects.models import CommunicationItem, RunSheetItem, Seat, SeatRole, Traject

pytestmark = pytest.mark.django_db
OWN = "eigen-ouderavond-nr1"


@pytest.fixture(autouse=True)
def september():
    with time_machine.travel("2026-09-07 10:00+02:00", tick=False):
        yield


@pytest.fixture
def colleague(school):
    return StaffMemberFactory(school=school)


@pytest.fixture
def gone(school):
    return StaffMemberFactory(school=school, ends_on=date(2027, 7, 1))


@pytest.fixture
def last_cycle(client, anna, school, colleague, gone):
    """A traject of two sessions that the school made its own."""
    traject = start(client, anna, school)
    rows = {item.key: item for item in traject.run_sheet.all()}
    RunSheetItem.objects.filter(pk=rows["learn_from_others"].pk).update(
        status="skipped", skip_reason="Niet nodig."
    )
    RunSheetItem.objects.filter(pk=rows["collect_information"].pk).update(
        title="Cijfers van de school verzamelen",
        duration_days=4,
        responsible_role="sponsor",
        evidence="Het verslag van 3 maart",
    )
    evening, _ = add_item(
        traject, by=anna, waits_for=[rows["session_feedback-2"]], title="Ouderavond",
        phase="execution", kind="session", duration_days=2, minimum_days=1,
        starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 2), responsible_role="team_member",
        is_fixed=True,
    )  # fmt: skip
    rows["bundle_outcomes"].waits_for.add(evening)
    CommunicationItem.objects.create(
        traject=traject, key="ouders", run_sheet_item=evening, audience="all_staff",
        planned_on=date(2027, 2, 19), sender="projectleider", subject="Ouderavond", body="Kom.",
        status="approved",
    )  # fmt: skip
    traject.communication.filter(key="interim").update(status="stopped")
    traject.themes.filter(title="Vergaderen").update(question="Kan het korter?")
    traject.themes.filter(key="workload").update(is_chosen=False, reason_not_chosen="Al besproken")
    seats = traject.seats
    seats.filter(role=SeatRole.SPONSOR).update(staff_member=colleague, mandate="Onze opdracht")
    seats.filter(role=SeatRole.PROCESS_COACH).update(user=UserFactory())
    seats.filter(role=SeatRole.PMR_REPRESENTATIVE).update(staff_member=gone)
    seats.filter(role=SeatRole.SOUNDING_BOARD).update(released_at="2027-01-01T10:00Z")
    return traject


def again(client, anna, school, last_cycle, **changes) -> Traject:
    with time_machine.travel("2027-09-06 10:00+02:00", tick=False):
        client.force_login(anna)
        pages = {
            "school": SCHOOL | {"school": school.pk, "school_year": 2027, "like": last_cycle.pk},
            "leiding": LEADER | {"people": "same"},
            "datum": {"starts_on": "2027-09-13", "target_on": "2028-05-18"},
            "bijeenkomsten": {"sessions": "2", "tables": "4"},
            "themas": THEMES,
        }
        for name, answers in pages.items():
            response = client.post(page(name), answers | changes.get(name, {}))
            assert response.status_code == 302, response.context["form"].errors
        return post_start(client)


def post_start(client):
    client.post(reverse("trajects:start"), shown(client))
    return Traject.objects.latest("pk")


def test_lines_come_back_as_the_school_made_them(client, anna, school, last_cycle):
    traject = again(client, anna, school, last_cycle)
    rows = {item.key: item for item in traject.run_sheet.all()}

    assert traject.like == last_cycle
    assert traject.pk != last_cycle.pk
    assert "learn_from_others" not in rows
    assert rows["collect_information"].title == "Cijfers van de school verzamelen"
    assert rows["collect_information"].days_as_usual == 4
    assert rows["collect_information"].responsible.role == SeatRole.SPONSOR
    assert rows[OWN].title == "Ouderavond"
    assert not rows[OWN].is_fixed
    assert set(rows[OWN].waits_for.values_list("key", flat=True)) == {"session_feedback-2"}
    assert rows["bundle_outcomes"].waits_for.filter(key=OWN).exists()
    assert len(rows) == last_cycle.run_sheet.count() - 1


def test_what_was_done_last_time_is_open_again(client, anna, school, last_cycle):
    last_cycle.run_sheet.exclude(status="skipped").update(status="done")

    traject = again(client, anna, school, last_cycle)

    assert set(traject.run_sheet.values_list("status", flat=True)) == {"not_started"}
    item = traject.run_sheet.get(key="collect_information")
    assert item.evidence != "Het verslag van 3 maart"


def test_what_waited_for_a_skipped_line_waits_for_what_that_one_waited_for(
    client, anna, school, last_cycle
):
    traject = again(client, anna, school, last_cycle)

    waits = traject.run_sheet.get(key="publish_library").waits_for
    assert set(waits.values_list("key", flat=True)) == {"collect_information", "talk_with_pmr"}


def test_every_date_is_counted_again_for_the_new_day_of_consent(client, anna, school, last_cycle):
    traject = again(client, anna, school, last_cycle)

    calendar = SchoolCalendar.of(school, traject.starts_on, traject.target_on)
    assert traject.run_sheet.get(is_target=True).ends_on == date(2028, 5, 18)
    for item in traject.run_sheet.all():
        assert item.starts_on >= date(2027, 9, 13)
        assert not calendar.is_closed(item.starts_on)
        assert all(other.ends_on < item.starts_on for other in item.waits_for.all())


def test_more_sessions_than_last_time_follow_the_pattern_of_the_last_one(
    client, anna, school, last_cycle
):
    traject = again(client, anna, school, last_cycle, bijeenkomsten={"sessions": "4"})
    rows = {item.key: item for item in traject.run_sheet.all()}

    assert rows["session_hold-4"].title == "Dialoogsessie houden (sessie 4)"
    days = [rows[f"session_hold-{number}"].starts_on for number in (1, 2, 3, 4)]
    assert days == sorted(set(days))
    waits = set(rows["bundle_outcomes"].waits_for.values_list("key", flat=True))
    assert {f"session_feedback-{number}" for number in (1, 2, 3, 4)} <= waits
    assert traject.communication.filter(key="session_seat-4").exists()


def test_fewer_sessions_than_last_time_leave_no_loose_ends(client, anna, school, last_cycle):
    traject = again(client, anna, school, last_cycle, bijeenkomsten={"sessions": "1"})

    assert not traject.run_sheet.filter(key__endswith="-2").exists()
    waits = traject.run_sheet.get(key=OWN).waits_for
    assert set(waits.values_list("key", flat=True)) == {"session_feedback-1"}


def test_themes_come_back_with_the_words_of_the_school(client, anna, school, last_cycle):
    with time_machine.travel("2027-09-06 10:00+02:00", tick=False):
        client.force_login(anna)
        client.post(page("school"), SCHOOL | {
            "school": school.pk, "school_year": 2027, "like": last_cycle.pk,
        })  # fmt: skip
        client.post(page("leiding"), LEADER | {"people": "empty"})
        client.post(page("datum"), {"starts_on": "2027-09-13", "target_on": "2028-05-18"})
        client.post(page("bijeenkomsten"), {"sessions": "2", "tables": "4"})
        form = client.get(page("themas")).context["form"]

    assert "workload" not in form["themes"].value()
    assert form["reason_not_chosen"].value() == "Al besproken"
    assert form["own_themes"].value() == "Vergaderen\nToezicht in de pauze"

    traject = again(client, anna, school, last_cycle)
    assert traject.themes.get(title="Vergaderen").question == "Kan het korter?"


def test_seats_come_back_with_who_still_works_here(client, anna, school, last_cycle, colleague):
    traject = again(client, anna, school, last_cycle)

    seats = {seat.role: seat for seat in Seat.objects.filter(traject=traject)}
    assert seats[SeatRole.SPONSOR].staff_member == colleague
    assert seats[SeatRole.SPONSOR].mandate == "Onze opdracht"
    assert not seats[SeatRole.PMR_REPRESENTATIVE].is_filled
    assert not seats[SeatRole.PROCESS_COACH].is_filled
    assert SeatRole.SOUNDING_BOARD not in seats
    assert seats[SeatRole.PROJECT_LEADER].user == anna


def test_seats_can_come_back_empty_with_their_agreements(client, anna, school, last_cycle):
    traject = again(client, anna, school, last_cycle, leiding={"people": "empty"})

    sponsor = traject.seats.get(role=SeatRole.SPONSOR)
    assert not sponsor.is_filled
    assert sponsor.mandate == "Onze opdracht"


def test_messages_come_back_as_drafts_as_far_from_their_line_as_before(
    client, anna, school, last_cycle
):
    traject = again(client, anna, school, last_cycle)

    told = {message.key: message for message in traject.communication.all()}
    evening = traject.run_sheet.get(key=OWN)
    calendar = SchoolCalendar.of(school, traject.starts_on, traject.target_on)
    assert told["ouders"].planned_on == calendar.add_school_days(evening.starts_on, -1)
    assert {message.status for message in told.values()} == {"draft"}
    assert "interim" not in told
    assert told["announcement"].planned_on == traject.run_sheet.get(key="announce").starts_on


def test_the_last_page_tells_what_goes_along_before_anything_is_saved(
    client, anna, school, last_cycle, colleague, gone
):
    before = Traject.objects.count()
    with time_machine.travel("2027-09-06 10:00+02:00", tick=False):
        again(client, anna, school, last_cycle)
        Traject.objects.latest("pk").delete()
        client.post(page("school"), SCHOOL | {
            "school": school.pk, "school_year": 2027, "like": last_cycle.pk,
        })  # fmt: skip
        client.post(page("leiding"), LEADER | {"people": "same"})
        client.post(page("datum"), {"starts_on": "2027-09-13", "target_on": "2028-05-18"})
        client.post(page("bijeenkomsten"), {"sessions": "2", "tables": "4"})
        client.post(page("themas"), THEMES)
        text = client.get(reverse("trajects:wizard_review")).content.decode()

    assert "Wat meegaat van de vorige keer" in text
    for words in ("Ouderavond", "Kijken bij andere scholen", "Vergaderen", str(colleague)):
        assert words in text
    assert f"{gone}: werkt hier niet meer" in text
    assert Traject.objects.count() == before


def test_only_trajects_of_the_own_school_are_offered(
    client, anna, school, last_cycle, other_traject
):
    RunSheetItemFactory(traject=other_traject, key="consent", is_target=True)
    client.force_login(anna)

    form = client.get(page("school")).context["form"]
    response = client.post(
        page("school"), SCHOOL | {"school": school.pk, "like": other_traject.pk}
    )

    assert set(form.earlier) == {str(last_cycle.pk)}
    assert response.status_code == 422
    assert "like" in response.context["form"].errors


def test_somebody_with_two_schools_does_not_mix_them_up(client, anna, school, last_cycle):
    second = SchoolFactory(board=school.board)
    RoleFactory(user=anna, school=second, kind=RoleKind.PROJECT_LEADER)
    client.force_login(anna)

    response = client.post(page("school"), SCHOOL | {"school": second.pk, "like": last_cycle.pk})

    assert response.status_code == 422
    assert "niet van" in str(response.context["form"].errors["like"])


def test_a_school_without_an_earlier_traject_is_not_asked(client, anna, school):
    client.force_login(anna)

    assert "like" not in client.get(page("school")).context["form"].fields


def test_a_target_that_the_own_plan_cannot_meet_is_refused_on_its_page(
    client, anna, school, last_cycle
):
    last_cycle.run_sheet.filter(key="write_proposals").update(duration_days=90, minimum_days=90)
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk, "like": last_cycle.pk})
    client.post(page("leiding"), LEADER | {"people": "empty"})

    response = client.post(page("datum"), TARGET | {"target_on": "2027-02-26"})

    earliest = response.context["earliest"]
    assert response.status_code == 422
    taken = client.post(page("datum"), TARGET | {"take": str(earliest)})
    assert taken.url == page("bijeenkomsten")
