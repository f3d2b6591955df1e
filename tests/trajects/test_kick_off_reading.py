"""Material of the startbijeenkomst that stands in the library is found from the programme."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import RunSheetItemFactory, TrajectFactory
from trajects.actions.kick_off import start_kickoff
from trajects.models import KickoffMaterial, KickoffMeeting, LibraryItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def kickoff(traject, anna):
    day = date(2026, 12, 8)
    RunSheetItemFactory(
        traject=traject, key="hold_kickoff", place="Aula", starts_on=day, ends_on=day
    )
    made = start_kickoff(traject, form="limited", by=anna)
    made.change(version=made.version, by=anna, begins_at=time(13, 30))
    return KickoffMeeting.objects.for_page().get(pk=made.pk)


def put(traject, by, title="Werkdruk in één blad", audience="everybody", publish=True):
    item = LibraryItem.objects.put(
        traject,
        by=by,
        source="https://voorbeeld.example/blad",
        subject="workload",
        title=title,
        summary="Meer tijd helpt, invloed ook.",
        audience=audience,
    )
    if publish:
        item.publish(by=by)
    return item


def point(kickoff, item):
    material = kickoff.materials.first()
    KickoffMaterial.objects.filter(pk=material.pk).update(library_item=item)
    return material


def announce(kickoff):
    now = "2026-11-24T10:00:00Z"
    KickoffMeeting.objects.filter(pk=kickoff.pk).update(
        invited_at=now, told_from=now, told_until=now
    )


def shown(client, person, name, kickoff):
    client.force_login(person)
    return client.get(reverse(f"trajects:{name}", args=[kickoff.traject_id])).text


def test_what_stands_in_the_library_needs_no_title_again(client, anna, traject, kickoff):
    item = put(traject, anna)
    client.force_login(anna)

    client.post(
        reverse("trajects:kickoff_material_add", args=[traject.pk]),
        {"library_item": item.pk, "title": "", "version": 1},
    )

    added = kickoff.materials.get(library_item=item)
    assert added.title == item.title


def test_nothing_at_all_is_refused_with_what_to_do(client, anna, traject, kickoff):
    client.force_login(anna)

    response = client.post(
        reverse("trajects:kickoff_material_add", args=[traject.pk]),
        {"title": "", "note": "Bij de conciërge", "version": 1},
    )

    assert response.status_code == 422
    assert "of kies een stuk uit de bibliotheek" in response.text
    assert "Bij de conciërge" in response.text


def test_an_item_of_another_traject_cannot_be_chosen(client, anna, kickoff):
    other = put(TrajectFactory(school=kickoff.traject.school), anna)
    client.force_login(anna)

    response = client.post(
        reverse("trajects:kickoff_material_add", args=[kickoff.traject_id]),
        {"library_item": other.pk, "title": "Blad", "version": 1},
    )

    assert response.status_code == 422


def test_colleagues_find_it_with_the_programme(client, anna, els, traject, kickoff):
    item = put(traject, anna)
    point(kickoff, item)
    announce(kickoff)

    text = shown(client, els, "kickoff_programme", kickoff)

    assert item.get_absolute_url() in text
    assert "Meer tijd helpt" in text


@pytest.mark.parametrize(("audience", "publish"), [("everybody", False), ("pmr_leadership", True)])
def test_what_they_may_not_read_is_not_even_named(
    client, anna, els, traject, kickoff, audience, publish
):
    item = put(traject, anna, title="Alleen voor ons", audience=audience, publish=publish)
    point(kickoff, item)
    announce(kickoff)

    assert "Alleen voor ons" not in shown(client, els, "kickoff_programme", kickoff)


def test_the_team_sees_that_a_draft_is_not_seen_yet(client, anna, dirk, traject, kickoff):
    item = put(traject, anna, title="Nog een concept", publish=False)
    point(kickoff, item)

    team = shown(client, anna, "kickoff", kickoff)
    leader = shown(client, dirk, "kickoff", kickoff)

    assert item.get_absolute_url() in team
    assert "collega’s zien het nog niet" in team
    assert item.get_absolute_url() not in leader


def test_a_withdrawn_item_stays_chosen_until_somebody_changes_it(client, anna, traject, kickoff):
    item = put(traject, anna)
    material = point(kickoff, item)
    item.withdraw(by=anna, reason="Verouderd.")
    announce(kickoff)
    client.force_login(anna)

    material = KickoffMaterial.objects.get(pk=material.pk)
    response = client.post(
        material.get_absolute_url(),
        {"title": "Blad", "library_item": item.pk, "version": material.version},
    )

    assert response.status_code == 302
    assert KickoffMaterial.objects.get(pk=material.pk).library_item == item
    assert item.get_absolute_url() not in shown(client, anna, "kickoff_programme", kickoff)


def test_many_materials_cost_no_more_questions(client, anna, traject, kickoff):
    point(kickoff, put(traject, anna))
    shown(client, anna, "kickoff", kickoff)
    counts = []
    for more in (2, 27):
        for number in range(more):
            item = put(traject, anna, title=f"Blad {more}-{number}")
            KickoffMaterial(kickoff=kickoff, title=item.title, library_item=item).add(by=anna)
        with CaptureQueriesContext(connection) as asked:
            client.get(kickoff.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1]
