"""Key figures are for the project team; nobody else ever reads who they are (P5)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.documents import render_document
from core.jobs import JobRefused
from core.models import Document, Event
from people.models import SubjectDepartment, Team
from tests.factories import SeatFactory, StaffMemberFactory, TeamFactory
from trajects.models import SeatRole, Stakeholder, TeamTraject, evidence_for
from trajects.resources.support import StakeholderRows

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(anna, traject):
    return Stakeholder.objects.add(
        traject, by=anna, name="Wim Wens", kind="team_leader", needs="Rust in het rooster."
    )


def support(client, traject):
    return client.get(reverse("trajects:support", args=[traject.pk]))


def test_somebody_is_listed_with_what_is_of_importance(client, anna, traject):
    client.force_login(anna)
    seat = traject.seats.get(role=SeatRole.PROJECT_LEADER)

    client.post(
        reverse("trajects:stakeholder_add", args=[traject.pk]),
        {
            "name": "Sectie Gym",
            "kind": "department",
            "is_group": "on",
            "needs": "Ruimte in de zaal.",
            "talks_by": seat.pk,
            "version": 1,
        },
    )

    page = support(client, traject).text
    assert "Sectie Gym" in page
    assert "Ruimte in de zaal." in page
    assert "Contact: Anna de Wit" in page


def test_a_talk_is_noted_on_its_day(client, anna, traject, figure):
    client.force_login(anna)
    url = reverse("trajects:stakeholder_contact", args=[figure.pk])
    today = timezone.localdate().isoformat()

    refused = client.post(url, {"held_on": "2999-01-01", "done": "Samen gekeken."})
    client.post(url, {"held_on": today, "done": "Planning gedeeld."})

    assert refused.status_code == 422
    assert "Samen gekeken." in refused.text
    assert "Planning gedeeld." in client.get(figure.get_absolute_url()).text
    assert "1 van 1 sleutelfiguren gesproken" in support(client, traject).text


def test_outside_the_project_team_only_groups_are_counted(client, anna, carla, traject, figure):
    figure.note_contact(by=anna, done="Gesproken.")
    client.force_login(carla)

    page = support(client, traject).text
    assert "1 van 4 groepen gesproken" in page
    assert "sleutelfiguren gesproken" not in page


@pytest.mark.parametrize("person", ["bas", "carla", "dirk", "root"])
def test_nobody_outside_the_project_team_sees_a_name(client, request, traject, figure, person):
    client.force_login(request.getfixturevalue(person))

    names = [
        support(client, traject),
        client.get(figure.get_absolute_url()),
        client.get(reverse("core:rows_export", args=["sleutelfiguren", traject.pk, "csv"])),
        client.get(reverse("trajects:traject", args=[traject.pk])),
        client.get(reverse("trajects:checklists", args=[traject.pk])),
    ]

    assert all("Wim Wens" not in page.text for page in names)
    assert names[1].status_code == 404
    assert names[2].status_code == 404


def test_others_see_which_groups_were_spoken_to_without_numbers(client, carla, traject, figure):
    client.force_login(carla)

    page = support(client, traject)

    assert "Wie dit zijn, ziet alleen het projectteam" in page.text
    assert "Op de lijst</th>" not in page.text


def test_no_name_stands_in_the_history_that_others_read(anna, traject, figure):
    figure.note_contact(by=anna, done="Besproken.")
    figure.remove(by=anna)

    assert not Event.objects.within(traject.scope).exists()
    assert all("Wim" not in event.detail for event in Event.objects.all())


def test_who_leaves_the_team_cannot_read_the_paper_any_more(client, anna, traject, figure):
    client.force_login(anna)
    client.post(reverse("trajects:stakeholder_paper", args=[traject.pk]))
    document = Document.objects.get()
    assert "Wim Wens" in render_document(document)

    traject.seats.update(released_at=timezone.now())

    with pytest.raises(JobRefused):
        render_document(Document.objects.select_related("requested_by").get())


def test_the_breadth_names_the_groups_that_have_nobody(client, anna, traject, figure):
    client.force_login(anna)

    page = " ".join(support(client, traject).text.split())

    assert "sectievoorzitter of sectie, medezeggenschap, medewerker" in page


def test_the_staff_list_suggests_team_leaders_sections_and_the_pmr(
    client, anna, bas, carla, traject
):
    school = traject.school
    TeamFactory(school=school, leader=bas.staff_memberships.get())
    section = SubjectDepartment.objects.create(school=school, name="Gym")
    StaffMemberFactory(school=school, subject_department=section)
    client.force_login(anna)
    url = reverse("trajects:stakeholder_suggest", args=[traject.pk])
    offered = {one.name: one.key for one in client.get(url).context["form"].found}

    client.post(url, {"chosen": [offered["Bas Yilmaz"], offered["Sectie Gym"]]})

    listed = set(Stakeholder.objects.values_list("name", "kind"))
    assert listed == {("Bas Yilmaz", "team_leader"), ("Sectie Gym", "department")}
    left = {one.name for one in client.get(url).context["form"].found}
    assert left == {"Carla Jansen"}


def test_who_left_the_school_is_marked(client, anna, bas, traject, figure):
    member = bas.staff_memberships.get()
    Stakeholder.objects.filter(pk=figure.pk).update(staff_member=member)
    member.ends_on = timezone.localdate() - timedelta(days=1)
    member.save()
    client.force_login(anna)

    assert "uit dienst" in support(client, traject).text


def test_taking_a_name_off_the_list_takes_the_notes_along(client, anna, traject, figure):
    figure.note_contact(by=anna, done="Besproken.")
    client.force_login(anna)

    client.post(reverse("trajects:stakeholder_remove", args=[figure.pk]))

    assert not Stakeholder.objects.exists()


def test_two_writers_of_one_key_figure_see_both_texts(client, anna, figure):
    seen = figure.version
    Stakeholder.objects.get(pk=figure.pk).change(version=seen, by=anna, needs="Andermans.")
    client.force_login(anna)

    response = client.post(
        reverse("trajects:stakeholder_edit", args=[figure.pk]),
        {"name": "Wim Wens", "kind": "team_leader", "needs": "Eigene.", "version": seen},
    )

    assert response.status_code == 409
    assert "Andermans." in response.text
    assert "Eigene." in response.text


def test_the_checklist_sees_no_number(anna, traject, figure):
    for kind in ("department", "council", "employee"):
        Stakeholder.objects.add(traject, by=anna, name=kind, kind=kind)
    for one in Stakeholder.objects.all():
        assert not evidence_for(traject, {"stakeholders_spoken"})["stakeholders_spoken"].done
        one.note_contact(by=anna, done="Gesproken.")

    found = evidence_for(traject, {"stakeholders_spoken"})["stakeholders_spoken"]
    assert found.done
    assert found.sentence == "Met alle sleutelfiguren is gesproken."


def test_the_list_is_a_file_for_the_team(client, anna, traject, figure):
    client.force_login(anna)

    file = client.get(reverse("core:rows_export", args=["sleutelfiguren", traject.pk, "xlsx"]))

    rows = list(load_workbook(BytesIO(file.content)).active.iter_rows(values_only=True))
    assert rows[1][:3] == ("sleutelfiguur-1", "Wim Wens", "teamleider")


def test_a_file_brings_key_figures_and_takes_them_back(anna, traject, figure):
    rows = StakeholderRows(TeamTraject.objects.get(pk=traject.pk))

    made = rows.add({"name": "Sectie Gym", "kind": "department"}, by=anna)
    rows.change(figure, {"needs": "Ruimte."}, by=anna)
    rows.remove(made, by=anna)

    figure.refresh_from_db()
    assert [one.needs for one in Stakeholder.objects.all()] == ["Ruimte."]


def test_an_empty_list_says_what_comes_here(client, anna, traject):
    client.force_login(anna)

    assert "Nog niemand op de lijst" in support(client, traject).text


def test_the_page_costs_the_same_whatever_its_length(client, anna, traject, figure):
    StaffMemberFactory.create_batch(6, school=traject.school)
    client.force_login(anna)
    with CaptureQueriesContext(connection) as few:
        support(client, traject)
    holder = SeatFactory(traject=traject, staff_member=StaffMemberFactory(school=traject.school))
    for number in range(30):
        one = Stakeholder.objects.add(
            traject, by=anna, name=f"Naam {number}", kind="employee", talks_by=holder
        )
        one.note_contact(by=anna, done="Gesproken.")
        StaffMemberFactory(
            school=traject.school,
            team=Team.objects.create(school=traject.school, name=f"Team {number}"),
        )

    with CaptureQueriesContext(connection) as many:
        support(client, traject)

    assert len(many) == len(few)
