"""P1: five short pages, then a complete plan: counted back, and made once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from core.models import Event
from people.models import CalendarDay, RoleKind, SchoolCalendar, StaffMember
from tests.factories import RoleFactory, StaffMemberFactory
from trajects.models import RunSheetItem, Seat, SeatRole, Traject, WizardDraft

pytestmark = pytest.mark.django_db

SCHOOL = {"school_year": "2026", "cao_edition": "CAO VO 2024-2025"}
LEADER = {"who": "me", "colleague": "", "owns_content": "no"}
TARGET = {"starts_on": "2026-09-14", "target_on": "2027-05-20"}
SESSIONS = {"sessions": "2", "tables": "4", "shape": "weeks"}
THEMES = {
    "themes": [
        "education_and_assessment",
        "professional_autonomy",
        "workload",
        "teaching_load",
        "division_of_tasks",
        "class_size",
        "other_activities",
    ],
    "reason_not_chosen": "",
    "own_themes": "Vergaderen\nToezicht in de pauze",
}


@pytest.fixture(autouse=True)
def september():
    with time_machine.travel("2026-09-07 10:00+02:00", tick=False):
        yield


def page(name: str) -> str:
    return reverse("trajects:wizard_step", args=[name])


def fill(client, school, **changes) -> None:
    pages = {
        "school": SCHOOL | {"school": school.pk},
        "leiding": LEADER,
        "datum": TARGET,
        "bijeenkomsten": SESSIONS,
        "themas": THEMES,
    }
    for name, answers in pages.items():
        response = client.post(page(name), answers | changes.get(name, {}))
        assert response.status_code == 302, response.context["form"].errors


def shown(client) -> dict:
    """What the last page posts along when somebody presses the button."""
    response = client.get(reverse("trajects:wizard_review"))
    assert response.status_code == 200
    return {"draft": response.context["draft"].key, "seen": response.context["seen"]}


def start(client, user, school, **changes) -> Traject:
    client.force_login(user)
    fill(client, school, **changes)
    client.post(reverse("trajects:start"), shown(client))
    return Traject.objects.latest("pk")


def test_a_started_traject_has_everything_a_project_needs(client, anna, school):
    traject = start(client, anna, school)

    assert traject.run_sheet.count() >= 35
    assert set(traject.run_sheet.values_list("phase", flat=True)) == {
        "planning",
        "execution",
        "evaluation",
    }
    assert traject.checklist.count() == 39
    assert traject.themes.filter(is_cao=True).count() == 7
    assert list(traject.themes.filter(is_cao=False).values_list("title", flat=True)) == [
        "Vergaderen",
        "Toezicht in de pauze",
    ]
    assert traject.communication.count() >= 20
    assert traject.seats.get(role=SeatRole.PROJECT_LEADER).user == anna
    assert traject.seats.filter(role=SeatRole.FACILITATOR, user=None).count() == 4
    assert Event.objects.about(traject).filter(verb="traject_started", actor=anna).exists()
    assert not WizardDraft.objects.filter(user=anna).exists()


def test_lines_per_session_come_back_for_each_session(client, anna, school):
    traject = start(client, anna, school, bijeenkomsten={"sessions": "3"})

    held = traject.run_sheet.filter(key__startswith="session_hold-").order_by("starts_on")
    assert [item.key for item in held] == ["session_hold-1", "session_hold-2", "session_hold-3"]
    bundle = traject.run_sheet.get(key="bundle_outcomes")
    assert bundle.waits_for.filter(key__startswith="session_feedback-").count() == 3


def test_the_plan_is_counted_back_and_keeps_to_school_days(client, anna, school):
    CalendarDay.objects.create(
        school=school,
        title="Toetsweek",
        kind="avoid",
        first_on=date(2027, 1, 18),
        last_on=date(2027, 1, 29),
    )

    traject = start(client, anna, school)

    calendar = SchoolCalendar.of(school, traject.starts_on, traject.target_on)
    consent = traject.run_sheet.get(is_target=True)
    assert consent.ends_on == traject.target_on
    for item in traject.run_sheet.all():
        assert not calendar.is_closed(item.starts_on), item
        assert not calendar.is_closed(item.ends_on), item
        assert item.duration_days == calendar.school_days_between(item.starts_on, item.ends_on)
        for other in item.waits_for.all():
            assert other.ends_on < item.starts_on, (other, item)
        if item.kind in {"session", "message"}:
            assert not calendar.is_avoided(item.starts_on), item


def test_messages_get_dates_from_the_lines_they_belong_to(client, anna, school):
    traject = start(client, anna, school)

    announcement = traject.communication.get(key="announcement")
    assert announcement.planned_on == traject.run_sheet.get(key="announce").starts_on
    seats = traject.communication.get(key="session_seat-2")
    assert seats.planned_on < traject.run_sheet.get(key="session_hold-2").starts_on
    assert seats.sender == "projectleider"


def test_an_impossible_date_is_refused_at_once_with_the_earliest_that_can(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)

    response = client.post(page("datum"), TARGET | {"target_on": "2026-10-01"})

    earliest = response.context["earliest"]
    assert response.status_code == 422
    assert f'name="take" value="{earliest}"' in response.content.decode()
    assert "De vroegste datum is" in response.content.decode()
    too_early = TARGET | {"target_on": str(earliest - timedelta(days=1))}
    assert client.post(page("datum"), too_early).status_code == 422
    taken = client.post(page("datum"), TARGET | {"take": str(earliest)})
    assert taken.url == page("bijeenkomsten")
    assert WizardDraft.objects.get(user=anna).answers["datum"]["target_on"] == [str(earliest)]


def test_a_year_beyond_every_calendar_is_refused(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)

    response = client.post(page("datum"), {"starts_on": "9999-12-31", "target_on": "9999-12-31"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"starts_on", "target_on"}


def test_too_many_sessions_for_the_date_are_refused_on_their_own_page(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)
    refused = client.post(page("datum"), TARGET | {"target_on": "2026-10-01"})
    earliest = refused.context["earliest"]
    client.post(page("datum"), TARGET | {"target_on": str(earliest)})

    response = client.post(page("bijeenkomsten"), SESSIONS | {"sessions": "5"})

    assert response.status_code == 422
    later = response.context["earliest"]
    assert later > earliest
    taken = client.post(page("bijeenkomsten"), SESSIONS | {"sessions": "5", "take": str(later)})
    assert taken.url == page("themas")


def test_a_study_afternoon_becomes_a_fixed_session(client, anna, school):
    traject = start(client, anna, school, bijeenkomsten=SESSIONS | {"afternoon_1": "2027-01-12"})

    first = traject.run_sheet.get(key="session_hold-1")
    assert (first.starts_on, first.is_fixed) == (date(2027, 1, 12), True)


@pytest.mark.parametrize(
    ("day", "word"),
    [("2026-12-24", "vrij"), ("2027-07-01", "tussen"), ("2026-09-21", "te vroeg")],
)
def test_a_study_afternoon_that_cannot_be_is_refused(client, anna, school, day, word):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)
    client.post(page("datum"), TARGET)

    response = client.post(page("bijeenkomsten"), SESSIONS | {"afternoon_1": day})

    assert response.status_code == 422
    assert word in str(response.context["form"].errors["afternoon_1"])


def test_leaving_and_returning_loses_nothing(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER | {"who": "colleague"})

    client.logout()
    client.force_login(anna)

    assert client.get(reverse("trajects:start_wizard")).url == page("leiding")
    assert client.get(page("school")).context["form"]["school_year"].value() == "2026"
    assert client.get(page("datum")).url == page("leiding")


def test_pressing_start_twice_makes_one_traject(client, anna, school):
    before = Traject.objects.count()
    client.force_login(anna)
    fill(client, school)
    button = shown(client)

    first = client.post(reverse("trajects:start"), button)
    again = client.post(reverse("trajects:start"), button)

    assert Traject.objects.count() == before + 1
    assert again.url == first.url


def test_start_without_answers_never_lands_on_the_traject_of_last_year(client, anna, school):
    start(client, anna, school)

    response = client.post(reverse("trajects:start"))

    assert response.url == page("school")


def test_a_page_in_another_tab_lands_on_the_traject_that_was_started(client, anna, school):
    client.force_login(anna)
    fill(client, school)
    button = shown(client)
    client.post(reverse("trajects:start"), button)
    traject = Traject.objects.latest("pk")

    response = client.post(page("bijeenkomsten"), SESSIONS | {"draft": button["draft"]})

    assert response.url == reverse("trajects:run_sheet", args=[traject.pk])
    assert not WizardDraft.objects.filter(user=anna).exists()


def test_a_plan_that_was_changed_in_another_tab_is_shown_again_before_it_starts(
    client, anna, school
):
    client.force_login(anna)
    fill(client, school)
    button = shown(client)
    client.post(page("bijeenkomsten"), SESSIONS | {"sessions": "3"})
    before = Traject.objects.count()

    response = client.post(reverse("trajects:start"), button)

    assert response.status_code == 409
    assert "intussen gewijzigd" in response.content.decode()
    assert Traject.objects.count() == before
    client.post(reverse("trajects:start"), button | {"seen": response.context["seen"]})
    assert Traject.objects.latest("pk").planned_sessions == 3


def test_two_tabs_on_different_pages_keep_each_others_answers(client, anna, school):
    client.force_login(anna)
    fill(client, school)

    old_tab = WizardDraft.objects.get(user=anna)
    WizardDraft.keep(anna, "themas", {"own_themes": ["Lunch"], "themes": THEMES["themes"]})
    WizardDraft.keep(anna, "bijeenkomsten", {**old_tab.answers["bijeenkomsten"], "tables": ["9"]})

    kept = WizardDraft.objects.get(user=anna).answers
    assert kept["themas"]["own_themes"] == ["Lunch"]
    assert kept["bijeenkomsten"]["tables"] == ["9"]


def test_what_was_typed_is_kept_also_when_it_is_wrong(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)

    client.post(page("datum"), TARGET | {"target_on": "overmorgen"})
    client.logout()
    client.force_login(anna)

    response = client.get(page("datum"))
    assert 'value="overmorgen"' in response.content.decode()
    assert response.context["form"].errors


def test_going_on_the_next_week_plans_from_that_day(client, anna, school):
    client.force_login(anna)
    fill(client, school, datum={"starts_on": "2026-09-08"})

    with time_machine.travel("2026-09-14 10:00+02:00", tick=False):
        client.force_login(anna)
        response = client.get(reverse("trajects:wizard_review"))

    assert response.status_code == 200
    assert response.context["answers"].starts_on == date(2026, 9, 14)


def test_a_start_that_was_already_past_is_refused(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})
    client.post(page("leiding"), LEADER)

    response = client.post(
        page("datum"), TARGET | {"starts_on": "2026-09-04", "kept_on": "2026-09-01"}
    )

    assert "voorbij" in str(response.context["form"].errors["starts_on"])


def test_going_back_a_page_keeps_what_was_typed(client, anna, school):
    client.force_login(anna)
    client.post(page("school"), SCHOOL | {"school": school.pk})

    response = client.post(page("leiding"), {"who": "colleague", "back": "1"})

    assert response.url == page("school")
    assert client.get(page("leiding")).context["form"]["who"].value() == "colleague"


def test_starting_over_throws_the_answers_away(client, anna, school):
    client.force_login(anna)
    fill(client, school)

    response = client.post(reverse("trajects:wizard_start_over"))

    assert response.url == page("school")
    assert not WizardDraft.objects.filter(user=anna).exists()


def test_a_colleague_leads_and_the_starter_keeps_a_place(client, anna, school, els):
    colleague = StaffMember.objects.get(user=els)

    traject = start(
        client,
        anna,
        school,
        leiding={"who": "colleague", "colleague": colleague.pk, "owns_content": "yes"},
    )

    assert traject.seats.get(role=SeatRole.PROJECT_LEADER).user == els
    assert traject.leader_owns_content is True
    assert Seat.objects.filter(traject=traject, role=SeatRole.TEAM_MEMBER, user=anna).exists()


def test_a_leading_school_leader_is_told_about_the_pmr(client, dirk, school):
    client.force_login(dirk)
    fill(client, school)

    response = client.get(reverse("trajects:wizard_review"))

    assert "Vraag een lid van de pmr" in response.content.decode()


def test_leaving_a_cao_theme_out_needs_a_reason(client, anna, school):
    client.force_login(anna)
    fill(client, school)

    response = client.post(page("themas"), THEMES | {"themes": ["workload"]})

    assert "reason_not_chosen" in response.context["form"].errors


@pytest.mark.parametrize(("name", "status"), [("els", 403), ("farid", 403), ("carla", 403)])
def test_only_leadership_and_project_leaders_start(client, request, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(page("school")).status_code == status
    assert client.post(reverse("trajects:start")).status_code == status


def test_somebody_of_another_school_cannot_start_here(client, hugo, school):
    client.force_login(hugo)

    response = client.post(page("school"), SCHOOL | {"school": school.pk})

    assert response.status_code == 422


@pytest.mark.parametrize("name", ["school", "leiding", "datum", "bijeenkomsten", "themas"])
def test_every_page_of_the_wizard_is_quick(
    client, anna, school, name, django_assert_max_num_queries
):
    StaffMemberFactory.create_batch(30, school=school)
    client.force_login(anna)
    fill(client, school)

    with django_assert_max_num_queries(10):
        client.get(page(name))


def test_a_leader_at_two_schools_chooses(client, anna, school, other_traject):
    RoleFactory(user=anna, school=other_traject.school, kind=RoleKind.PROJECT_LEADER)

    traject = start(client, anna, other_traject.school)

    assert traject.school == other_traject.school
    assert RunSheetItem.objects.filter(traject=traject, is_target=True).count() == 1
