"""Reach is told by group; a small group is never shown, nor found by subtraction (R49)."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import Message
from core.outbox import post
from dialogues.models import SessionInvitation
from people.models import StaffCategory, SubjectDepartment, Team
from tests.factories import ClosedSessionFactory, StaffMemberFactory
from trajects.models import KickoffMeeting, KickoffPresence, ReachCount
from trajects.models.reach import SMALL, Dimension, Group, reach_of, shown

pytestmark = pytest.mark.django_db


def division(key: str, labels: list[str]) -> Dimension:
    """Person n belongs to the n-th label."""
    groups = {
        label: frozenset(n for n, given in enumerate(labels) if given == label)
        for label in set(labels)
    }
    named = sorted(groups.items())
    return Dimension(
        key, key, [Group(label, frozenset({f"{key}:{label}"}), who) for label, who in named]
    )


staffs = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("pqrst"), st.sampled_from("uvwxyz")),
    max_size=60,
)


def divided(staff):
    names = ("functie", "team", "sectie")
    return [division(name, [one[n] for one in staff]) for n, name in enumerate(names)]


@settings(max_examples=300, deadline=None)
@given(staffs, st.integers(5, 20))
def test_no_group_that_is_shown_is_too_small(staff, minimum):
    for part in shown(divided(staff), minimum):
        assert all(len(group) >= minimum for group in part.groups)


@settings(max_examples=300, deadline=None)
@given(staffs, st.integers(5, 20))
def test_everybody_is_in_exactly_one_group_so_that_the_rest_is_never_a_few(staff, minimum):
    for part in shown(divided(staff), minimum):
        everybody = [person for group in part.groups for person in group.people]
        assert sorted(everybody) == list(range(len(staff)))


@settings(max_examples=300, deadline=None)
@given(staffs)
def test_no_difference_between_groups_of_two_divisions_leaves_a_few(staff):
    for one, other in combinations(shown(divided(staff), 5), 2):
        for part, rest in ((one, other), (other, one)):
            for large in rest.groups:
                inside = [group.people for group in part.groups if group.people <= large.people]
                if inside:
                    left = large.people - frozenset().union(*inside)
                    assert len(left) == 0 or len(left) >= 5
                around = [group.people for group in part.groups if group.people & large.people]
                extra = frozenset().union(*around) - large.people
                assert len(extra) == 0 or len(extra) >= 5


def test_one_small_group_hides_behind_the_next_smallest():
    labels = ["groot"] * 20 + ["midden"] * 8 + ["klein"] * 2

    [part] = shown([division("team", labels)], 5)

    assert {(group.name, len(group)) for group in part.groups} == {("groot", 20), (SMALL, 10)}


def test_a_division_into_one_group_says_nothing_beside_the_total():
    assert shown([division("team", ["groot"] * 20 + ["klein"] * 3)], 5) == []


def test_a_group_inside_another_with_a_few_between_them_is_not_shown_apart():
    """Seven of the support staff, six of them one team: the difference would be one person."""
    categories = ["oop"] * 7 + ["op"] * 20
    teams = ["ondersteuning"] * 6 + ["onderbouw"] * 11 + ["bovenbouw"] * 10

    parts = shown([division("functie", categories), division("team", teams)], 5)

    teams_shown = {group.name for part in parts if part.key == "team" for group in part.groups}
    assert "ondersteuning" not in teams_shown


@pytest.fixture
def staff(school):
    """Twelve in Onderbouw, seven in Bovenbouw, two in Vavo."""
    people = {}
    for name, number in (("Onderbouw", 12), ("Bovenbouw", 7), ("Vavo", 2)):
        team = Team.objects.create(school=school, name=name)
        people[name] = StaffMemberFactory.create_batch(number, school=school, team=team)
    return people


def rows(traject, label):
    return {row.name: row for row in dict(reach_of(traject).parts).get(label, [])}


def letter(traject, person, number):
    made = post(
        key=f"communication:{number}:staffmember-{person.pk}",
        to=person.email,
        name=person.full_name,
        template="trajects/message",
        context={"item": {"subject": "Nieuws", "body": "Tekst."}, "school": traject.school},
        scope=traject.scope,
        person=person,
    )
    Message.objects.filter(pk=made.pk).update(status=Message.Status.SENT)


def test_a_letter_reaches_a_colleague_once_however_many_came(traject, staff):
    for person in staff["Onderbouw"][:8]:
        letter(traject, person, 1)
        letter(traject, person, 2)

    onderbouw = rows(traject, "Team")["Onderbouw"]

    assert (onderbouw.reached, onderbouw.size) == (8, 12)


def test_an_invitation_counts_with_the_letters(traject, staff):
    session = ClosedSessionFactory(traject=traject, present_count=11)
    letter(traject, staff["Onderbouw"][0], 1)
    for person in staff["Onderbouw"][:3]:
        SessionInvitation.for_colleague(session, person).save()

    found = reach_of(traject)

    assert rows(traject, "Team")["Onderbouw"].reached == 3
    assert [(one.title, one.number) for one in found.presences] == [(session.title, 11)]


def test_the_kick_off_counts_who_was_invited_and_how_many_were_there(traject, staff):
    kickoff = KickoffMeeting.objects.create(
        traject=traject,
        form="wide",
        invited_at=timezone.now(),
        told_from=timezone.now(),
        told_until=timezone.now(),
        held_on=timezone.localdate(),
    )
    kickoff.invited.set(staff["Onderbouw"][:5])
    for group, present in (("op", 9), ("oop", 6)):
        KickoffPresence.objects.create(
            kickoff=kickoff, group=group, label=group, present=present, employed=10
        )

    found = reach_of(traject)

    assert rows(traject, "Team")["Onderbouw"].reached == 5
    assert [(one.title, one.number) for one in found.presences] == [("Startbijeenkomst", 15)]


def test_a_count_by_hand_is_a_number_and_never_more_than_the_group(client, anna, traject, staff):
    client.force_login(anna)
    url = reverse("trajects:reach_counts", args=[traject.pk])
    team = staff["Onderbouw"][0].team_id
    values = {"counted_on": timezone.localdate().isoformat(), "what": "Overleg"}

    too_many = client.post(url, {**values, "group": f"team:{team}", "number": 13})
    client.post(url, {**values, "group": f"team:{team}", "number": 9})

    assert too_many.status_code == 422
    assert "telt 12 mensen" in too_many.text
    assert rows(traject, "Team")["Onderbouw"].at_least == 9


def test_a_small_group_is_not_offered_for_counting(client, anna, traject, staff):
    client.force_login(anna)
    url = reverse("trajects:reach_counts", args=[traject.pk])
    vavo = staff["Vavo"][0].team_id

    page = client.get(url)
    refused = client.post(
        url,
        {"counted_on": "2026-01-05", "what": "x", "group": f"team:{vavo}", "number": 1},
    )

    assert "Vavo" not in page.text
    assert refused.status_code == 422


@pytest.mark.parametrize("where", ["page", "xlsx", "csv", "paper"])
def test_a_team_of_two_stands_nowhere(client, carla, traject, staff, where):
    from core.documents import render_document
    from core.models import Document

    client.force_login(carla)
    match where:
        case "page":
            text = client.get(reverse("trajects:support", args=[traject.pk])).text
        case "paper":
            client.post(reverse("trajects:reach_paper", args=[traject.pk]))
            text = render_document(Document.objects.get())
        case kind:
            file = client.get(reverse("trajects:reach_export", args=[traject.pk, kind]))
            text = file.content.decode("utf-8", errors="ignore")

    assert "Vavo" not in text
    if where != "xlsx":
        assert "Onderbouw" in text


def test_a_school_of_four_shows_nothing(client, anna, traject):
    StaffMemberFactory.create_batch(3, school=traject.school)
    client.force_login(anna)

    page = client.get(reverse("trajects:support", args=[traject.pk])).text

    assert reach_of(traject).total is None
    assert "Te weinig mensen om te tonen" in page


def test_the_school_may_ask_for_larger_groups(traject, staff):
    traject.school.minimum_group = 8

    assert set(rows(traject, "Team")) == {"Onderbouw", SMALL}


def test_who_left_is_counted_no_more(traject, staff):
    for person in staff["Onderbouw"]:
        letter(traject, person, 1)
    gone = staff["Onderbouw"][0]
    gone.ends_on = timezone.localdate() - timedelta(days=1)
    gone.save()

    onderbouw = rows(traject, "Team")["Onderbouw"]

    assert (onderbouw.reached, onderbouw.size) == (11, 11)


def test_no_name_is_kept_with_a_count(anna, traject):
    kept = {field.name for field in ReachCount._meta.get_fields()}

    assert kept == {"id", "traject", "counted_on", "what", "group", "number", "counted_by"}


def test_sections_and_function_groups_are_told_apart(traject, school):
    section = SubjectDepartment.objects.create(school=school, name="Gym")
    StaffMemberFactory.create_batch(6, school=school, subject_department=section)
    StaffMemberFactory.create_batch(9, school=school, staff_category=StaffCategory.OOP)

    assert set(rows(traject, "Sectie")) == {"Gym", "zonder sectie"}
    assert len(rows(traject, "Functiegroep")) == 2
