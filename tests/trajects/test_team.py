"""Every seat has a holder, four agreements and a successor; signals advise, never block (P3)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Event, Message
from core.versions import StaleVersion
from people.actions.roles import accept, invite
from people.models import RoleKind, StaffCategory, SubjectDepartment, User
from tests.conftest import seat as take_seat
from tests.factories import (
    AMSTERDAM,
    RunSheetItemFactory,
    SeatFactory,
    StaffMemberFactory,
    TeamFactory,
    UserFactory,
)
from trajects.models import RunSheetItem, Seat, SeatRole, team_advice

pytestmark = pytest.mark.django_db


def team_url(traject):
    return reverse("trajects:team", args=[traject.pk])


def advice_keys(traject):
    seats = list(Seat.objects.filter(traject=traject).kept().for_overview())
    return [advice.key for advice in team_advice(traject, seats)]


def fill(client, seat, **values):
    values.setdefault("version", seat.version)
    return client.post(reverse("trajects:seat_fill", args=[seat.pk]), values)


def test_a_seat_is_filled_from_the_staff_list_and_takes_the_account_along(
    client, anna, els, traject
):
    empty = SeatFactory(traject=traject, role=SeatRole.FACILITATOR)
    member = els.staff_memberships.get()
    client.force_login(anna)

    fill(client, empty, holder=f"staff-{member.pk}")

    empty.refresh_from_db()
    assert (empty.user, empty.staff_member) == (els, member)
    assert Event.objects.about(empty).get().verb == "seat_filled"


def test_a_colleague_without_account_sits_by_name(client, anna, traject):
    empty = SeatFactory(traject=traject)
    member = StaffMemberFactory(school=traject.school, given_name="Noor", family_name="Vos")
    client.force_login(anna)

    fill(client, empty, holder=f"staff-{member.pk}")
    response = client.get(team_url(traject))

    assert "Noor Vos" in response.text
    assert "nog geen account" in response.text


def test_a_coach_from_outside_has_an_end_date(client, anna, gerda, traject):
    empty = SeatFactory(traject=traject, role=SeatRole.PROCESS_COACH)
    client.force_login(anna)

    without = fill(client, empty, holder=f"account-{gerda.pk}")
    fill(client, empty, holder=f"account-{gerda.pk}", ends_on="2027-02-01")

    empty.refresh_from_db()
    assert without.status_code == 422
    assert empty.user == gerda
    assert str(empty.ends_on) == "2027-02-01"


def test_nobody_of_another_school_can_be_chosen(client, anna, hugo, traject):
    empty = SeatFactory(traject=traject)
    stranger = hugo.staff_memberships.get()
    client.force_login(anna)

    response = fill(client, empty, holder=f"staff-{stranger.pk}")

    assert response.status_code == 422


def test_of_two_who_fill_one_seat_the_second_is_told(anna, bas, els, traject):
    empty = SeatFactory(traject=traject)
    same = Seat.objects.get(pk=empty.pk)

    empty.fill(by=anna, version=empty.version, user=bas)

    with pytest.raises(StaleVersion):
        same.fill(by=anna, version=same.version, user=els)
    same.refresh_from_db()
    assert same.user == bas


def test_a_released_seat_leaves_an_empty_one_with_the_same_agreements(client, anna, bas, traject):
    taken = traject.seats.get(role=SeatRole.FACILITATOR)
    Seat.objects.filter(pk=taken.pk).update(mandate="Begeleid een tafel.")
    client.force_login(anna)

    client.post(reverse("trajects:seat_release", args=[taken.pk]), {"version": taken.version})

    successor = traject.seats.active().get(role=SeatRole.FACILITATOR)
    assert not successor.is_filled
    assert successor.mandate == "Begeleid een tafel."


def test_a_seat_is_not_released_without_the_version_that_was_seen(client, anna, bas, traject):
    taken = traject.seats.get(role=SeatRole.FACILITATOR)
    client.force_login(anna)

    response = client.post(reverse("trajects:seat_release", args=[taken.pk]), {"version": "1e9"})

    assert response.status_code == 409
    assert traject.seats.active().get(role=SeatRole.FACILITATOR) == taken


def test_there_is_one_project_leader(client, anna, traject):
    client.force_login(anna)

    response = client.post(
        reverse("trajects:seat_add", args=[traject.pk]), {"role": SeatRole.PROJECT_LEADER}
    )

    assert response.status_code == 422
    assert "Er is al een projectleider" in response.text
    with pytest.raises(IntegrityError):
        SeatFactory(traject=traject, role=SeatRole.PROJECT_LEADER)


def test_a_new_seat_comes_with_the_texts_of_its_role(client, anna, traject):
    client.force_login(anna)

    client.post(reverse("trajects:seat_add", args=[traject.pk]), {"role": SeatRole.SPONSOR})

    made = traject.seats.get(role=SeatRole.SPONSOR)
    assert made.mandate
    assert made.agreements_written == 3


def test_two_writers_of_the_agreements_see_both_texts(client, anna, bas, traject):
    taken = traject.seats.get(role=SeatRole.FACILITATOR)
    Seat.objects.get(pk=taken.pk).agree(by=anna, version=taken.version, mandate="Vooraf")
    client.force_login(anna)

    response = client.post(
        reverse("trajects:seat", args=[taken.pk]),
        {"mandate": "Achteraf", "version": taken.version},
    )

    assert response.status_code == 409
    assert "Vooraf" in response.text
    assert "Achteraf" in response.text


def test_a_school_leader_who_leads_alone_gets_advice_until_the_pmr_joins(dirk, carla, traject):
    take_seat(traject, SeatRole.PROJECT_LEADER, dirk)
    assert "pmr_takes_part" in advice_keys(traject)

    take_seat(traject, SeatRole.PMR_REPRESENTATIVE, carla)

    assert "pmr_takes_part" not in advice_keys(traject)


def test_whether_the_leader_owns_the_content_must_be_chosen(client, anna, traject):
    assert "content_responsibility" in advice_keys(traject)
    client.force_login(anna)

    client.post(
        reverse("trajects:team_content", args=[traject.pk]),
        {"leader_owns_content": "no", "version": traject.version},
    )

    traject.refresh_from_db()
    assert traject.leader_owns_content is False
    assert "content_responsibility" not in advice_keys(traject)


def test_three_seats_for_one_person_is_advised_against(anna, traject):
    take_seat(traject, SeatRole.FACILITATOR, anna)
    assert "too_many_seats" not in advice_keys(traject)

    take_seat(traject, SeatRole.SOUNDING_BOARD, anna)

    assert "too_many_seats" in advice_keys(traject)


@pytest.mark.parametrize(("days", "said"), [(13, True), (15, False)])
def test_an_empty_seat_is_signalled_when_a_date_needs_it_soon(anna, traject, days, said):
    empty = SeatFactory(traject=traject, role=SeatRole.FACILITATOR)
    day = timezone.localdate() + timedelta(days=days)
    RunSheetItemFactory(traject=traject, responsible=empty, starts_on=day, ends_on=day)

    assert (f"empty-{empty.pk}" in advice_keys(traject)) is said


def test_an_empty_seat_is_signalled_once_whatever_waits_for_it(anna, traject):
    first, second = SeatFactory(traject=traject), SeatFactory(traject=traject)
    for number in range(8):
        seat = second if number == 7 else first
        day = timezone.localdate() + timedelta(days=number)
        RunSheetItemFactory(
            traject=traject, title=f"Werk {number}", responsible=seat, starts_on=day, ends_on=day
        )

    seats = list(Seat.objects.filter(traject=traject).kept().for_overview())
    said = [each for each in team_advice(traject, seats) if each.key.startswith("empty-")]
    assert [each.key for each in said] == [f"empty-{first.pk}", f"empty-{second.pk}"]
    assert "Werk 0, Werk 1, Werk 2, Werk 3, Werk 4 en nog 2." in said[0].text


def test_groups_without_a_seat_are_named(anna, traject):
    section = SubjectDepartment.objects.create(school=traject.school, name="Gym")
    StaffMemberFactory(
        school=traject.school, staff_category=StaffCategory.OOP, subject_department=section
    )

    keys = advice_keys(traject)

    assert "category_missing" in keys
    assert "department_missing" in keys


def test_an_advice_is_set_aside_with_a_reason_that_stays(client, anna, traject):
    client.force_login(anna)
    url = reverse("trajects:team_advice", args=[traject.pk, "content_responsibility"])

    refused = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Dat beslist het bestuur in mei."})
    response = client.get(team_url(traject))

    assert refused.status_code == 422
    assert "Adviezen waarvan is afgeweken" in response.text
    assert "Dat beslist het bestuur in mei." in response.text


def test_the_page_costs_the_same_whatever_the_number_of_seats(client, anna, traject):
    client.force_login(anna)
    few = queries_of(client, traject)
    for _ in range(12):
        member = StaffMemberFactory(school=traject.school)
        SeatFactory(traject=traject, staff_member=member)

    assert queries_of(client, traject) == few


def queries_of(client, traject) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(team_url(traject))
    return len(queries)


TODAY = date(2027, 2, 1)


@pytest.fixture
def coach(traject):
    """Somebody from outside, without any role at the school."""
    user = UserFactory(name="Margriet Buiten", email="margriet@buiten.example")
    return SeatFactory(traject=traject, role=SeatRole.PROCESS_COACH, user=user, ends_on=TODAY)


def test_the_access_of_a_coach_ends_after_the_last_day(client, coach, traject):
    with time_machine.travel(datetime(2027, 2, 1, 23, 30, tzinfo=AMSTERDAM), tick=False):
        client.force_login(coach.user)
        assert client.get(team_url(traject)).status_code == 200

    with time_machine.travel(datetime(2027, 2, 2, 0, 5, tzinfo=AMSTERDAM), tick=False):
        client.force_login(coach.user)
        assert client.get(team_url(traject)).status_code == 404
        assert client.get(reverse("trajects:traject", args=[traject.pk])).status_code == 404


def test_an_ended_coach_stays_on_the_page_with_a_signal(client, anna, coach, traject):
    Seat.objects.filter(pk=coach.pk).update(ends_on=date(2026, 1, 5))
    client.force_login(anna)

    page = client.get(team_url(traject)).text

    assert "Margriet Buiten" in page
    assert "stopte na" in page
    assert f"ended-{coach.pk}" in advice_keys(traject)


def test_the_last_day_of_a_coach_is_moved_but_never_into_the_past(client, anna, coach):
    client.force_login(anna)
    url = reverse("trajects:seat", args=[coach.pk])
    later = timezone.localdate() + timedelta(days=40)

    without = client.post(url, {"version": coach.version, "ends_on": ""})
    past = client.post(url, {"version": coach.version, "ends_on": "2020-01-01"})
    client.post(url, {"version": coach.version, "ends_on": later.isoformat()})

    coach.refresh_from_db()
    assert (without.status_code, past.status_code) == (422, 422)
    assert coach.ends_on == later


def test_a_coach_without_an_end_date_is_signalled(anna, coach, traject):
    assert f"coach-without-end-{coach.pk}" not in advice_keys(traject)

    Seat.objects.filter(pk=coach.pk).update(ends_on=None)

    assert f"coach-without-end-{coach.pk}" in advice_keys(traject)


def test_work_after_the_last_day_of_a_coach_is_signalled(anna, coach, traject):
    end = timezone.localdate() + timedelta(days=20)
    Seat.objects.filter(pk=coach.pk).update(ends_on=end)
    line = RunSheetItemFactory(traject=traject, responsible=coach, starts_on=end, ends_on=end)
    assert f"work-after-end-{coach.pk}" not in advice_keys(traject)

    RunSheetItem.objects.filter(pk=line.pk).update(ends_on=end + timedelta(days=1))

    assert f"work-after-end-{coach.pk}" in advice_keys(traject)


def test_somebody_from_outside_gets_in_with_a_mail_address_and_a_last_day(client, anna, traject):
    empty = SeatFactory(traject=traject, role=SeatRole.PROCESS_COACH)
    client.force_login(anna)
    end = timezone.localdate() + timedelta(days=60)
    values = {"name": "Ida Extern", "email": "Ida@Extern.example", "version": empty.version}
    url = reverse("trajects:seat_outsider", args=[empty.pk])

    refused = client.post(url, {**values, "ends_on": ""})
    client.post(url, {**values, "ends_on": end.isoformat()})

    user = User.objects.get(email="ida@extern.example")
    assert refused.status_code == 422
    assert refused.context["form"]["name"].value() == "Ida Extern"
    assert not user.roles.exists()
    assert not user.has_usable_password()
    assert "Inloggen met een code" in Message.objects.get(to=user.email).body
    client.force_login(user)
    assert client.get(team_url(traject)).status_code == 200
    assert client.get(reverse("people:staff", args=[traject.school_id])).status_code == 404


def test_a_team_leader_who_facilitates_is_shown_as_a_conflict(client, anna, bas, traject):
    seat = traject.seats.get(role=SeatRole.FACILITATOR)
    assert f"own-team-{seat.pk}" not in advice_keys(traject)

    TeamFactory(school=traject.school, name="Onderbouw", leader=bas.staff_memberships.get())
    client.force_login(anna)

    assert f"own-team-{seat.pk}" in advice_keys(traject)
    assert "geeft leiding aan Onderbouw" in client.get(team_url(traject)).text
    assert "geeft leiding aan Onderbouw" in client.get(seat.get_absolute_url()).text


def test_who_left_the_school_gets_in_no_more_and_is_signalled(client, anna, bas, traject):
    seat = traject.seats.get(role=SeatRole.FACILITATOR)
    bas.staff_memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    client.force_login(bas)

    assert client.get(team_url(traject)).status_code == 404
    assert f"left-{seat.pk}" in advice_keys(traject)


def test_who_sits_before_having_an_account_gets_in_once_invited(client, anna, dirk, traject):
    member = StaffMemberFactory(school=traject.school, email="noor@school.example")
    empty = SeatFactory(traject=traject, role=SeatRole.TEAM_MEMBER)
    client.force_login(anna)
    fill(client, empty, holder=f"staff-{member.pk}")
    line = RunSheetItemFactory(traject=traject, responsible=empty)
    assert "nog geen account" in client.get(team_url(traject)).text

    invitation = invite(school=traject.school, kind=RoleKind.EMPLOYEE, email=member.email, by=dirk)
    noor, _ = accept(invitation)

    assert "nog geen account" not in client.get(team_url(traject)).text
    client.force_login(noor)
    assert client.get(team_url(traject)).status_code == 200
    assert line in RunSheetItem.objects.in_calendar_of(noor)
    mine = client.get(reverse("trajects:run_sheet", args=[traject.pk]), {"stand": "mine"})
    assert line.title in mine.text


def test_two_colleagues_of_one_name_are_two_people(anna, traject):
    for _ in range(3):
        twin = StaffMemberFactory(school=traject.school, given_name="Jan", family_name="Smit")
        SeatFactory(traject=traject, staff_member=twin)

    assert "too_many_seats" not in advice_keys(traject)
