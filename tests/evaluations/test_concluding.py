"""What the tables said is added up per policy item, and a person concludes (E1, E2)."""

import pytest
from django.utils.html import strip_tags

from core.models import Event
from core.versions import StaleVersion
from evaluations.charts import directions_chart
from evaluations.models import Conclusion
from evaluations.models.tally import by_agreement, tallies
from tests.factories import (
    ClosedSessionFactory,
    DialogueSessionFactory,
    DialogueTableFactory,
    OutcomeFactory,
    PolicyCategoryFactory,
    PolicyItemFactory,
    TaskPolicyFactory,
)

pytestmark = pytest.mark.django_db
ANSWER = {"verdict": "revise", "direction": "less", "reasoning": "Drie tafels vragen dit."}


@pytest.fixture
def category(traject):
    return PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=traject))


@pytest.fixture
def item(category):
    return PolicyItemFactory(category=category, title="Vergaderingen")


def said(traject, item, *directions, status="closed", **fields):
    session = traject.sessions.first() or ClosedSessionFactory(traject=traject)
    for direction in directions:
        table = DialogueTableFactory(session=session, status=status)
        OutcomeFactory(table=table, policy_item=item, direction=direction, **fields)


def test_directions_of_all_closed_tables_are_added_up(traject, item):
    said(traject, item, "less", "less", "more", count_less=4, count_unknown=1)

    (tally,) = tallies(traject)

    assert tally.tables == 3
    assert tally.leading == "less"
    assert tally.conclusion_in_words == "2 van 3 tafels: minder."
    assert tally.base == 12
    assert tally.unknown == 3


def test_an_open_table_does_not_count(traject, item):
    said(traject, item, "less", status="open")

    (tally,) = tallies(traject)

    assert tally.tables == 0


def test_a_table_that_closed_early_does_not_tell_the_others(traject, item):
    session = DialogueSessionFactory(traject=traject, status="open")
    OutcomeFactory(table=DialogueTableFactory(session=session, status="closed"), policy_item=item)

    (tally,) = tallies(traject)

    assert tally.tables == 0


def test_tables_that_differ_have_no_leading_direction(traject, item):
    said(traject, item, "less", "more")

    (tally,) = tallies(traject)

    assert tally.leading is None
    assert "verschillen" in tally.conclusion_in_words


def test_most_agreed_comes_first_and_silence_last(traject, category, item):
    agreed = PolicyItemFactory(category=category, title="Eens")
    PolicyItemFactory(category=category, title="Stil")
    said(traject, item, "less", "more")
    said(traject, agreed, "keep", "keep")

    titles = [tally.policy_item.title for tally in by_agreement(tallies(traject))]

    assert titles == ["Eens", "Vergaderingen", "Stil"]


def test_fewer_than_five_persons_show_no_numbers(traject, item):
    said(traject, item, "less", count_less=4)

    chart = directions_chart(tallies(traject), minimum=5)

    assert chart.rows[0].is_too_few


def test_the_minority_view_is_on_the_page(client, traject, item, anna):
    said(
        traject,
        item,
        "less",
        minority_view="Eén collega wil het houden.",
        has_no_minority_view=False,
    )
    client.force_login(anna)

    page = client.get(f"/trajecten/{traject.pk}/opbrengsten/").content.decode()

    assert "Eén collega wil het houden." in page


def test_the_project_team_draws_a_conclusion(client, traject, item, anna):
    said(traject, item, "less")
    client.force_login(anna)

    client.post(f"/onderdeel/{item.pk}/conclusie/", {**ANSWER, "version": 0})

    conclusion = Conclusion.objects.get()
    assert conclusion.verdict == "revise"
    assert conclusion.drawn_by == anna
    assert Event.objects.about(conclusion).count() == 1


def test_keeping_a_rule_is_not_revising_it(client, traject, item, anna):
    client.force_login(anna)

    page = client.post(
        f"/onderdeel/{item.pk}/conclusie/", {**ANSWER, "direction": "keep", "version": 0}
    )

    assert page.status_code == 422
    assert "past niet bij" in page.content.decode()
    assert ANSWER["reasoning"] in page.content.decode()
    assert not Conclusion.objects.exists()


def test_who_comes_second_sees_both_texts(client, traject, item, anna):
    Conclusion.objects.draw(item, by=anna, version=0, **ANSWER)
    client.force_login(anna)

    page = client.post(
        f"/onderdeel/{item.pk}/conclusie/",
        {**ANSWER, "reasoning": "Een tweede tekst.", "version": 0},
    )

    text = " ".join(strip_tags(page.content.decode()).split())
    assert page.status_code == 409
    assert "Een tweede tekst." in text
    assert ANSWER["reasoning"] in text
    assert Conclusion.objects.get().reasoning == ANSWER["reasoning"]


def test_a_stale_version_is_refused_by_the_model(item, anna):
    Conclusion.objects.draw(item, by=anna, version=0, **ANSWER)

    with pytest.raises(StaleVersion):
        Conclusion.objects.draw(item, by=anna, version=7, **ANSWER)


@pytest.mark.parametrize("tables", [2, 20])
@pytest.mark.parametrize("page", ["opbrengsten", "conclusies", "gouden-draad"])
def test_pages_ask_a_constant_number_of_queries(
    client, traject, category, anna, tables, page, django_assert_max_num_queries
):
    for number in range(tables):
        said(traject, PolicyItemFactory(category=category, title=f"{number}"), "less", "more")
    client.force_login(anna)
    client.get(f"/trajecten/{traject.pk}/{page}/")

    with django_assert_max_num_queries(12):
        client.get(f"/trajecten/{traject.pk}/{page}/")
