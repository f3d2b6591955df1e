"""The school chooses its themes, in its own order, with a question under each rule (P7)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.documents import render_document
from core.models import Document
from dialogues.actions import compose_tables
from tests.factories import (
    DialogueSessionFactory,
    PolicyCategoryFactory,
    PolicyItemFactory,
    TaskPolicyFactory,
    TeamFactory,
    ThemeFactory,
)
from trajects.models import DialogueSetup, Theme, evidence_for

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


def set_up(client, traject, **values):
    values = {
        "form": "theme_per_table",
        "coach": "no",
        "coach_reason": "Wij hebben ervaren begeleiders.",
        "version": 0,
        **values,
    }
    return client.post(reverse("trajects:dialogue_setup", args=[traject.pk]), values)


def test_the_set_up_says_which_form_and_whether_a_coach_is_needed(client, anna, traject, three):
    client.force_login(anna)

    set_up(client, traject, coach="later", coach_when="bij de eerste sessie")
    page = client.get(reverse("trajects:themes", args=[traject.pk])).text

    assert "Meer tafels: elke tafel heeft een eigen thema" in page
    assert "bij de eerste sessie" in page
    assert "nog niemand op de plaats van procesbegeleider" in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"coach_reason": ""}, "Dit veld is verplicht"),
        ({"coach": "later", "coach_when": ""}, "Zeg wanneer de begeleider nodig is"),
        ({"form": "iets"}, "geldige keuze"),
    ],
)
def test_a_half_set_up_is_refused_and_nothing_typed_is_lost(client, anna, traject, values, words):
    client.force_login(anna)

    response = set_up(client, traject, form_reason="Omdat het past.", **values)

    assert response.status_code == 422
    assert words in response.text
    assert "Omdat het past." in response.text


def test_two_who_choose_the_set_up_see_both_texts(client, anna, traject):
    client.force_login(anna)
    set_up(client, traject, form_reason="Andermans")

    response = set_up(client, traject, form_reason="Eigene")

    assert response.status_code == 409
    assert "Andermans" in response.text
    assert "Eigene" in response.text
    assert DialogueSetup.objects.get().form_reason == "Andermans"


def test_a_team_leader_who_facilitates_speaks_for_a_coach(client, anna, bas, traject):
    TeamFactory(school=traject.school, leader=bas.staff_memberships.get())
    client.force_login(anna)

    page = client.get(reverse("trajects:dialogue_setup", args=[traject.pk])).text

    assert "Overweeg een begeleider van buiten" in page
    assert "geeft leiding aan" in page


def test_a_new_session_begins_with_the_set_up(client, anna, traject, three):
    client.force_login(anna)
    set_up(client, traject)

    page = client.get(reverse("dialogues:plan_session", args=[traject.pk]))

    assert "elke tafel heeft een eigen thema" in page.text
    assert set(page.context["form"]["themes"].value()) == {theme.pk for theme in three}


@pytest.mark.parametrize(("form", "different"), [("theme_per_table", 3), ("one_agenda", 0)])
def test_tables_get_a_theme_in_turn_when_the_set_up_says_so(
    client, anna, traject, three, form, different
):
    client.force_login(anna)
    set_up(client, traject, form=form)
    session = DialogueSessionFactory(traject=traject, seats_per_table=3)
    session.themes.set(three)

    compose_tables(session, number=6, by=anna)

    given = [table.theme_id for table in session.tables.all() if table.theme_id]
    assert len(set(given)) == different
    assert len(given) == (6 if different else 0)


def test_a_theme_without_a_rule_and_a_rule_without_a_theme_are_named(
    client, anna, traject, three, item
):
    PolicyItemFactory(category=item.category, theme=None, title="Surveilleren")
    client.force_login(anna)

    page = " ".join(client.get(reverse("trajects:themes", args=[traject.pk])).text.split())

    assert "nog geen onderdeel van het taakbeleid: Klassengrootte, Werkdruk" in page
    assert "1 onderdeel heeft nog geen thema" in page


def test_the_agenda_prints_with_the_rule_as_it_is_now(client, anna, traject, item):
    client.force_login(anna)

    client.post(reverse("trajects:theme_paper", args=[traject.pk]))

    paper = render_document(Document.objects.get())
    assert "Maximale lestaak" in paper
    assert "60 klokuren" in paper


def test_choosing_the_set_up_is_proof_that_themes_were_chosen(client, anna, traject, three):
    client.force_login(anna)
    assert not evidence_for(traject, {"themes_chosen"})["themes_chosen"].done

    set_up(client, traject)

    assert evidence_for(traject, {"themes_chosen"})["themes_chosen"].done
