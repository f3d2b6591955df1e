"""Everybody's first page says what awaits them, by when, with one button each (H1)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.conftest import seat
from tests.factories import (
    DialogueSessionFactory,
    DialogueTableFactory,
    OfferedProposalFactory,
    RunSheetItemFactory,
)
from trajects.models import SeatRole

pytestmark = pytest.mark.django_db


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def start(client, user) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


def line(traject, user, **fields):
    holder = traject.seats.filter(user=user).first() or seat(traject, SeatRole.TEAM_MEMBER, user)
    return RunSheetItemFactory(traject=traject, responsible=holder, **fields)


def test_the_project_leader_sees_what_is_due_and_what_is_late(client, traject, anna):
    line(traject, anna, title="Posters ophangen", starts_on=today(-9), ends_on=today(-2))
    line(traject, anna, title="Lokalen vragen", starts_on=today(), ends_on=today(5))
    line(traject, anna, title="Ver weg", starts_on=today(40), ends_on=today(50))

    page = start(client, anna)

    assert page.index("Posters ophangen") < page.index("Lokalen vragen")
    assert "had klaar moeten zijn" in page
    assert "Ver weg" not in page


def test_a_line_of_somebody_else_does_not_wait_for_me(client, traject, anna, bas):
    line(traject, bas, title="Tafel voorbereiden", starts_on=today(), ends_on=today(3))

    page = start(client, anna)

    assert "Tafel voorbereiden" not in page


def test_a_facilitator_sees_the_own_table(client, traject, bas):
    session = DialogueSessionFactory(
        traject=traject,
        starts_at=timezone.now() + timedelta(days=3),
        ends_at=timezone.now() + timedelta(days=3, hours=2),
    )
    DialogueTableFactory(session=session, number=4, facilitator=bas.seats.get())

    page = start(client, bas)

    assert "Tafel 4 begeleiden" in page


def test_the_pmr_sees_an_offered_proposal_with_its_last_day(client, traject, carla, els):
    proposal = OfferedProposalFactory(traject=traject, title="Minder vergaderen")

    assert "Minder vergaderen" in start(client, carla)
    assert "Minder vergaderen" not in start(client, els)
    assert proposal.term_ends_on > today()


def test_leadership_is_asked_for_a_decision_once_there_is_consent(client, traject, dirk):
    OfferedProposalFactory(traject=traject, title="Minder vergaderen", status="granted")

    assert "Besluit vastleggen" in start(client, dirk)


def test_a_stranger_sees_nothing_of_this_school(client, traject, anna, hugo):
    line(traject, anna, title="Posters ophangen", starts_on=today(), ends_on=today(2))

    page = start(client, hugo)

    assert "Posters ophangen" not in page
    assert traject.title not in page


def test_a_superuser_sees_no_traject(client, traject, root):
    assert traject.title not in start(client, root)


@pytest.mark.parametrize("lines", [3, 30])
def test_the_number_of_queries_does_not_grow(
    client, traject, anna, lines, django_assert_max_num_queries
):
    for _ in range(lines):
        line(traject, anna, starts_on=today(), ends_on=today(3))
    client.force_login(anna)
    client.get("/")

    with django_assert_max_num_queries(8):
        client.get("/")


@pytest.mark.parametrize("lines", [3, 30])
def test_the_dashboard_asks_a_constant_number_of_queries(
    client, traject, anna, dirk, lines, django_assert_max_num_queries
):
    for _ in range(lines):
        line(traject, anna, starts_on=today(-9), ends_on=today(-3))
        OfferedProposalFactory(traject=traject)
    client.force_login(dirk)
    client.get(f"/school/{traject.school.pk}/overzicht/")

    with django_assert_max_num_queries(9):
        client.get(f"/school/{traject.school.pk}/overzicht/")


def test_the_board_sees_phases_but_no_content(client, traject, anna, gerda):
    line(traject, anna, title="Posters ophangen", starts_on=today(-9), ends_on=today(-2))
    OfferedProposalFactory(traject=traject, title="Minder vergaderen")
    client.force_login(gerda)

    page = client.get(f"/school/{traject.school.pk}/overzicht/").content.decode()

    assert "Planning en organisatie" in page
    assert "Posters ophangen" not in page
    assert "Minder vergaderen" not in page


def test_who_may_start_a_traject_finds_the_wizard_beside_a_running_one(client, traject, dirk, els):
    assert "/trajecten/nieuw/" in start(client, dirk)
    assert "/trajecten/nieuw/" not in start(client, els)
