"""The staff list can be searched, changed by two people without loss, and taken along."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from people.models import StaffMember, SubjectDepartment, Team
from tests.factories import SchoolFactory, StaffMemberFactory, TeamFactory

HOSTILE = ["=HYPERLINK(1)", "+1", "-1", "@x", "＝1"]


@pytest.fixture
def keeper(client, farid):
    client.force_login(farid)
    return farid


def page(client, school, **query):
    return client.get(reverse("people:staff", args=[school.pk]), query)


def names(answer) -> set[str]:
    return {member.given_name for member in answer.context["page"]}


def test_search_finds_by_part_of_a_name_number_or_address(client, school, keeper):
    StaffMemberFactory(school=school, given_name="Zoë", family_name="Postma", employee_number="X7")

    assert names(page(client, school, q="post zo")) == {"Zoë"}
    assert names(page(client, school, q="x7")) == {"Zoë"}
    assert names(page(client, school, q="niemand")) == set()


def test_the_list_narrows_by_category_team_and_sectie(client, school, keeper):
    team = TeamFactory(school=school)
    department = SubjectDepartment.objects.create(school=school, name="Duits")
    StaffMemberFactory(school=school, given_name="Bo", team=team, staff_category="oop")
    StaffMemberFactory(school=school, given_name="Jo", subject_department=department)

    assert names(page(client, school, team=team.pk)) == {"Bo"}
    assert names(page(client, school, staff_category="oop")) == {"Bo"}
    assert names(page(client, school, subject_department=department.pk)) == {"Jo"}


def test_who_left_is_shown_only_when_asked(client, school, keeper):
    StaffMemberFactory(school=school, given_name="Weg", ends_on="2020-01-01")

    assert "Weg" not in names(page(client, school))
    assert names(page(client, school, dienst="uit")) == {"Weg"}
    assert "Weg" in names(page(client, school, dienst="alle"))


@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1"},
        {"page": "x"},
        {"q": "\0"},
        {"q": "x" * 10_000},
        {"q": "%_*"},
        {"team": "9x"},
    ],
)
def test_odd_questions_get_an_answer(client, school, keeper, query):
    assert page(client, school, **query).status_code == 200


def test_a_team_of_another_school_is_no_choice(client, school, keeper):
    foreign = StaffMemberFactory(team=TeamFactory())

    answer = page(client, school, team=foreign.team.pk)

    assert foreign.given_name not in answer.content.decode()


def test_a_long_list_takes_as_many_questions_as_a_short_one(
    client, school, keeper, django_assert_max_num_queries
):
    page(client, school)
    for number in (1, 60):
        for _ in range(number):
            StaffMemberFactory(school=school, team=TeamFactory(school=school))
        with django_assert_max_num_queries(9):
            answer = page(client, school)
    assert len(answer.context["page"].object_list) == 50


def form_of(member, **changes) -> dict:
    fields = {
        "version": member.version,
        "employee_number": member.employee_number,
        "given_name": member.given_name,
        "family_name": member.family_name,
        "email": member.email,
        "staff_category": member.staff_category,
        "working_time_factor": "0,8",
    }
    return {**fields, **changes}


def test_a_colleague_is_changed(client, school, keeper):
    member = StaffMemberFactory(school=school)
    url = reverse("people:staff_change", args=[member.pk])

    client.post(url, form_of(member, job_title="mentor", working_time_factor="0,6"))

    member.refresh_from_db()
    assert member.job_title == "mentor"
    assert str(member.working_time_factor) == "0.6000"
    assert "wijzigde een medewerker" in client.get(member.get_absolute_url()).content.decode()


def test_two_people_never_overwrite_each_other(client, school, keeper):
    member = StaffMemberFactory(school=school)
    url = reverse("people:staff_change", args=[member.pk])
    client.post(url, form_of(member, job_title="eerste tekst"))

    late = client.post(url, form_of(member, job_title="tweede tekst"))

    assert late.status_code == 409
    assert "eerste" in late.content.decode()
    assert "tweede tekst" in late.content.decode()
    member.refresh_from_db()
    assert member.job_title == "eerste tekst"


@pytest.mark.parametrize(
    "changes",
    [
        {"working_time_factor": "0"},
        {"working_time_factor": "NaN"},
        {"working_time_factor": "2,1"},
        {"working_time_factor": "١٢"},
        {"given_name": "=1+1"},
        {"given_name": "x" * 300},
        {"email": "geen"},
        {"starts_on": "2026-08-01", "ends_on": "2025-08-01"},
        {"team": "999999"},
        {"employee_number": "dubbel"},
    ],
)
def test_what_cannot_be_is_refused_at_the_field(client, school, keeper, changes):
    StaffMemberFactory(school=school, employee_number="dubbel")
    member = StaffMemberFactory(school=school)

    url = reverse("people:staff_change", args=[member.pk])
    answer = client.post(url, form_of(member, **changes))

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) & set(changes)


def test_extra_fields_change_nothing(client, school, keeper):
    member, other = StaffMemberFactory(school=school), SchoolFactory()

    url = reverse("people:staff_change", args=[member.pk])
    client.post(url, form_of(member, school=other.pk, user=keeper.pk))

    member.refresh_from_db()
    assert (member.school_id, member.user_id) == (school.pk, None)


def test_a_colleague_is_added_and_leaves(client, school, keeper):
    add = reverse("people:staff_add", args=[school.pk])
    client.post(add, form_of(StaffMember(employee_number="55", given_name="Bo",
                                         family_name="Bos", staff_category="op")))  # fmt: skip
    member = school.staff.get(employee_number="55")

    client.post(
        reverse("people:staff_end", args=[member.pk]),
        {"version": member.version, "ends_on": "2026-11-01"},
    )

    member.refresh_from_db()
    assert not member.is_employed
    assert StaffMember.objects.filter(pk=member.pk).exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_exports_hold_text_and_no_formulas(client, school, keeper, text):
    StaffMemberFactory(school=school, given_name=text, job_title=text, location=text)
    team = TeamFactory(school=school, name=text)
    StaffMemberFactory(school=school, team=team)

    xlsx = client.get(reverse("people:staff_export", args=[school.pk, "xlsx"]))
    csv = client.get(reverse("people:staff_export", args=[school.pk, "csv"]))

    sheet = openpyxl.load_workbook(BytesIO(xlsx.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == text for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
    assert f";{text};" not in csv.content.decode("utf-8-sig") or text in {"+1", "-1"}


def test_an_export_is_a_list_that_can_be_read_again(client, school, keeper):
    from people.resources.columns import guess

    answer = client.get(reverse("people:staff_export", args=[school.pk, "csv"]))

    lines = answer.content.decode("utf-8-sig").splitlines()
    found = guess(lines[0].split(";"))
    assert {"employee_number", "given_name", "family_name", "working_time_factor"} <= set(found)
    assert ";0,8" in lines[1]
    assert client.get(reverse("people:staff_export", args=[school.pk, "exe"])).status_code == 404


def test_a_team_gets_a_leader_of_its_own_school(client, school, keeper):
    team, member, foreign = (
        TeamFactory(school=school),
        StaffMemberFactory(school=school),
        StaffMemberFactory(),
    )
    url = reverse("people:team_leader", args=[team.pk])

    client.post(url, {"leader": foreign.pk})
    assert Team.objects.get(pk=team.pk).leader is None

    client.post(url, {"leader": member.pk})
    assert Team.objects.get(pk=team.pk).leader == member
    assert (
        member.full_name in client.get(reverse("people:teams", args=[school.pk])).content.decode()
    )


def test_an_empty_list_teaches_the_first_step(client, school, keeper):
    school.staff.all().delete()

    assert "Nog geen medewerkers" in page(client, school).content.decode()
