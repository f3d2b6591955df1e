"""The school chooses its themes, in its own order, with a question under each rule (P7)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    PolicyCategoryFactory,
    PolicyItemFactory,
    TaskPolicyFactory,
    ThemeFactory,
)
from trajects.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(traject):
    return [
        ThemeFactory(traject=traject, title=title, position=position, is_cao=True)
        for position, title in enumerate(["De lestaak", "Klassengrootte", "Werkdruk"])
    ]


@pytest.fixture
def item(traject, three):
    category = PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=traject))
    return PolicyItemFactory(category=category, theme=three[0], title="Maximale lestaak")


def order(traject):
    return list(traject.themes.values_list("title", flat=True))


def post(client, name, theme, **values):
    return client.post(reverse(f"trajects:{name}", args=[theme.pk]), values)


def test_a_theme_moves_one_place_at_a_time(client, anna, traject, three):
    client.force_login(anna)

    post(client, "theme_move", three[2], direction="up")
    post(client, "theme_move", three[0], direction="up")

    assert order(traject) == ["De lestaak", "Werkdruk", "Klassengrootte"]


def test_the_last_theme_stays_last_when_moved_down(client, anna, traject, three):
    client.force_login(anna)

    post(client, "theme_move", three[2], direction="down")

    assert order(traject) == ["De lestaak", "Klassengrootte", "Werkdruk"]


def test_a_theme_is_left_out_with_a_reason_only(client, anna, traject, three):
    client.force_login(anna)
    values = {"title": "De lestaak", "version": three[0].version}

    refused = post(client, "theme", three[0], **values)
    post(client, "theme", three[0], reason_not_chosen="Vorig jaar besproken.", **values)
    page = client.get(reverse("trajects:themes", args=[traject.pk]))

    three[0].refresh_from_db()
    assert refused.status_code == 422
    assert "Zeg waarom dit thema niet meegaat" in refused.text
    assert not three[0].is_chosen
    assert "Vorig jaar besproken." in page.text


def test_a_theme_that_was_left_out_comes_back_in_one_press(client, anna, three):
    Theme.objects.filter(pk=three[0].pk).update(is_chosen=False, reason_not_chosen="Geen tijd.")
    client.force_login(anna)

    post(client, "theme_choose", three[0])

    three[0].refresh_from_db()
    assert three[0].is_chosen
    assert three[0].reason_not_chosen == ""


def test_a_school_adds_its_own_theme_and_may_take_it_away(client, anna, traject, three):
    client.force_login(anna)

    client.post(reverse("trajects:theme_add", args=[traject.pk]), {"title": "Stagebegeleiding"})
    own = traject.themes.get(is_cao=False)
    assert order(traject)[-1] == "Stagebegeleiding"

    post(client, "theme_remove", own)

    assert not traject.themes.filter(pk=own.pk).exists()


def test_a_theme_of_the_cao_cannot_be_taken_away(client, anna, three):
    client.force_login(anna)

    response = post(client, "theme_remove", three[0])

    assert response.status_code == 409
    assert Theme.objects.filter(pk=three[0].pk).exists()


def test_each_rule_gets_a_question_for_the_table(client, anna, traject, three, item):
    client.force_login(anna)
    url = reverse("trajects:theme_question", args=[item.pk])

    client.post(
        url,
        {"question": "Past dit maximum?", "theme": three[1].pk, "version": item.version},
    )
    page = client.get(reverse("trajects:themes", args=[traject.pk]))

    item.refresh_from_db()
    assert item.theme == three[1]
    assert "Past dit maximum?" in page.text


def test_a_theme_of_another_traject_cannot_be_chosen(client, anna, other_traject, item):
    foreign = ThemeFactory(traject=other_traject)
    client.force_login(anna)
    url = reverse("trajects:theme_question", args=[item.pk])

    response = client.post(url, {"theme": foreign.pk, "version": item.version})

    assert response.status_code == 422


def test_two_writers_of_one_theme_see_both_texts(client, anna, three):
    client.force_login(anna)
    seen = three[0].version
    Theme.objects.get(pk=three[0].pk).change(version=seen, by=anna, title="Andermans")

    response = post(client, "theme", three[0], title="Eigene", is_chosen="on", version=seen)

    assert response.status_code == 409
    assert "Andermans" in response.text
    assert "Eigene" in response.text


def test_the_page_costs_the_same_whatever_its_length(client, anna, traject, three, item):
    client.force_login(anna)
    url = reverse("trajects:themes", args=[traject.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(10):
        PolicyItemFactory(category=item.category, theme=ThemeFactory(traject=traject))

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)
