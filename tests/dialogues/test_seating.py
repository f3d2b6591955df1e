"""Tables are mixed, even, explained, and never under one's own team leader if avoidable."""

import time
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues import actions
from dialogues.models import DialogueTable, SessionInvitation
from dialogues.models.seating import Guest, NoRoom, Place, seat, tables_needed
from people.models import SubjectDepartment
from tests.dialogues.conftest import invite
from tests.factories import SeatFactory, StaffMemberFactory, TeamFactory

guests = st.lists(
    st.tuples(
        st.sampled_from(["wi", "ne", "en", "gs", ""]),
        st.sampled_from(["op", "oop"]),
        st.sampled_from(["onder", "boven", "vmbo", ""]),
    ),
    max_size=50,
)


@st.composite
def evenings(draw):
    """People, tables with and without a team leader as facilitator, and some seated by hand."""
    leaders = {"onder": 1, "boven": 2, "vmbo": 3}
    people = [Guest(n, g, leaders.get(g[2])) for n, g in enumerate(draw(guests))]
    capacity = draw(st.integers(3, 10))
    number = max(1, tables_needed(len(people), capacity)) + draw(st.integers(0, 2))
    led_by = st.sampled_from([1, 2, 3, None, None])
    places = [Place(n, capacity, draw(led_by)) for n in range(number)]
    for guest in list(people):
        place = places[draw(st.integers(0, number - 1))]
        if draw(st.booleans()) and draw(st.booleans()) and place.has_room:
            place.fixed.append(guest)
            people.remove(guest)
    return people, places


@settings(max_examples=200, deadline=None)
@given(evenings())
def test_everybody_sits_exactly_once_and_no_table_is_too_full(evening):
    people, places = evening

    plan = seat(people, places)

    assert plan.keys() == {guest.key for guest in people}
    assert all(len(place) <= place.capacity for place in places)


@settings(max_examples=300, deadline=None)
@given(evenings())
def test_nobody_sits_under_the_own_team_leader_where_it_can_be_avoided(evening):
    people, places = evening

    seat(people, places)

    for place in places:
        for guest in place.guests:
            if not place.suits(guest):
                others = [other for other in places if other.suits(guest)]
                assert not any(other.has_room for other in others)
                loose = [one for other in others for one in other.guests]
                assert not any(place.suits(one) for one in loose)


@settings(max_examples=50, deadline=None)
@given(evenings())
def test_the_same_people_always_get_the_same_plan(evening):
    people, places = evening
    again = [Place(p.key, p.capacity, p.facilitator, list(p.fixed)) for p in places]

    assert seat(people, places) == seat(reversed(people), again)


def test_sections_and_teams_are_spread():
    people = [Guest(n, (f"s{n % 5}", "op", f"t{n % 3}")) for n in range(45)]
    places = [Place(n, 9) for n in range(5)]

    seat(people, places)

    for place in places:
        sections = Counter(guest.groups[0] for guest in place.guests)
        assert len(place) == 9
        assert max(sections.values()) == 2


def test_too_few_chairs_are_refused():
    with pytest.raises(NoRoom):
        seat([Guest(n, ("", "", "")) for n in range(4)], [Place(1, 3)])


def test_three_hundred_people_are_seated_well_under_half_a_second():
    people = [Guest(n, (f"s{n % 23}", "op" if n % 5 else "oop", f"t{n % 11}")) for n in range(300)]
    places = [Place(n, 9) for n in range(34)]
    start = time.process_time()

    seat(people, places)

    assert time.process_time() - start < 0.4


@pytest.fixture
def invited(session, school):
    onder, boven = TeamFactory(school=school), TeamFactory(school=school)
    section = SubjectDepartment.objects.create(school=school, name="wiskunde")
    invite(session, 6, team=onder, subject_department=section)
    invite(session, 6, team=boven, staff_category="oop")
    return session.invitations.all()


def compose(client, session, number):
    return client.post(reverse("dialogues:compose", args=[session.pk]), {"number": number})


def test_the_project_leader_composes_tables_with_their_explanation(
    client, anna, bas, session, invited
):
    client.force_login(anna)

    compose(client, session, 2)

    page = client.get(reverse("dialogues:seating", args=[session.pk])).content.decode()
    assert [table.places.count() for table in session.tables.all()] == [6, 6]
    assert session.tables.get(number=1).facilitator == bas.seats.get()
    assert page.count("1 sectie, 2 teams, 3 OOP") == 2


def test_too_few_tables_are_refused_with_the_least_that_fits(client, anna, session, invited):
    client.force_login(anna)

    response = compose(client, session, 1)

    assert response.status_code == 422
    assert "minstens 2 tafels" in response.content.decode()


def test_who_was_moved_by_hand_stays_when_composing_again(client, anna, session, invited):
    client.force_login(anna)
    compose(client, session, 2)
    person, second = invited.filter(table__number=1)[0], session.tables.get(number=2)

    client.post(reverse("dialogues:move", args=[person.pk]), {"table": second.pk})
    compose(client, session, 2)

    person.refresh_from_db()
    assert (person.table, person.is_placed_by_hand) == (second, True)
    assert SessionInvitation.objects.filter(table=None).count() == 0


def test_a_full_table_takes_nobody_else(client, anna, session, invited):
    session.seats_per_table = 6
    session.save()
    client.force_login(anna)
    compose(client, session, 2)
    person, second = invited.filter(table__number=1)[0], session.tables.get(number=2)

    response = client.post(
        reverse("dialogues:move", args=[person.pk]), {"table": second.pk}, follow=True
    )

    assert "Tafel 2 is vol" in response.content.decode()
    assert second.places.count() == 6


def test_a_table_of_another_session_is_no_destination(client, anna, session, invited, hugo):
    client.force_login(anna)
    compose(client, session, 2)
    foreign = DialogueTable.objects.create(
        session=session.traject.sessions.create(
            title="x", starts_at=session.starts_at, ends_at=session.ends_at, place="x"
        ),
        number=1,
    )
    person = invited[0]

    client.post(reverse("dialogues:move", args=[person.pk]), {"table": foreign.pk})

    person.refresh_from_db()
    assert person.table.session == session


def test_who_declined_gets_no_seat_and_facilitators_sit_at_their_own_table(
    anna, bas, session, invited
):
    first = invited[0]
    first.give_answer("no")
    own = SessionInvitation.for_colleague(session, bas.staff_memberships.get())
    own.save()

    actions.compose_tables(session, number=2, by=anna)
    actions.compose_tables(session, number=2, by=anna)

    placed = SessionInvitation.objects.exclude(table=None)
    assert placed.count() == 11
    assert not placed.filter(pk__in=[first.pk, own.pk]).exists()


def test_fewer_tables_leave_nobody_behind(anna, session, invited):
    actions.compose_tables(session, number=4, by=anna)

    actions.compose_tables(session, number=2, by=anna)

    assert session.tables.count() == 2
    assert not invited.filter(table=None).exists()


def test_one_facilitator_keeps_one_table(client, anna, bas, session, table, second_table):
    client.force_login(anna)

    response = client.post(
        reverse("dialogues:change_table", args=[second_table.pk]),
        {"facilitator": bas.seats.get().pk},
    )

    assert response.status_code == 422
    assert "begeleidt al Tafel 1" in response.content.decode()


@pytest.mark.parametrize(("page", "most"), [("session", 12), ("seating", 8)])
def test_more_tables_cost_no_more_queries(client, anna, session, page, most, school):
    def count(number: int) -> int:
        StaffMemberFactory.create_batch(3, school=school)
        for n in range(session.tables.count(), number):
            seat = SeatFactory(
                traject=session.traject,
                role="facilitator",
                staff_member=StaffMemberFactory(school=school),
            )
            table = DialogueTable.objects.create(session=session, number=n + 1, facilitator=seat)
            (one,) = invite(session, 1, team=TeamFactory(school=school))
            SessionInvitation.objects.filter(pk=one.pk).update(table=table)
        url = reverse(f"dialogues:{page}", args=[session.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    client.force_login(anna)

    assert count(9) == count(34) <= most


def test_colleagues_at_the_table_of_their_own_team_leader_are_counted_on_the_plan(
    client, anna, bas, session
):
    bas.staff_memberships.update(team=None)
    team = TeamFactory(school=session.traject.school, leader=bas.staff_memberships.get())
    keeper = session.traject.seats.get(role="facilitator")
    table = DialogueTable.objects.create(session=session, number=1, facilitator=keeper)
    own = StaffMemberFactory(school=session.traject.school, team=team)
    other = StaffMemberFactory(school=session.traject.school)
    for person in (own, other):
        invitation = SessionInvitation.for_colleague(session, person)
        invitation.table = table
        invitation.save()
    client.force_login(anna)

    page = client.get(reverse("dialogues:seating", args=[session.pk]))

    assert "1 collega zit hier bij de eigen teamleider" in " ".join(page.text.split())
