"""A proposal says for each policy item what holds now, what will hold, and what it costs."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluations.forms.numbers import DutchDecimalField
from evaluations.models import PolicyProposal, ProposalItem, StaffConsultation
from evaluations.models.consultation import passes
from tests.evaluations.conftest import TEXTS, put
from tests.factories import OutcomeFactory, StaffMemberFactory


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("anna", 200),
        ("dirk", 200),
        ("bas", 403),
        ("carla", 403),
        ("els", 404),
        ("farid", 404),
        ("gerda", 404),
        ("hugo", 404),
        ("root", 404),
    ],
)
def test_who_may_begin_a_proposal(client, request, traject, anna, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("evaluations:propose", args=[traject.pk])).status_code == status


def test_the_project_leader_begins_a_proposal(client, anna, traject):
    client.force_login(anna)

    client.post(reverse("evaluations:propose", args=[traject.pk]), {"title": "Meer mentortijd"})

    proposal = PolicyProposal.objects.get()
    assert (proposal.number, proposal.edition, proposal.status) == (1, 1, "draft")


def test_an_item_starts_with_what_holds_now(client, anna, draft, factor_item, school):
    StaffMemberFactory(school=school, working_time_factor=Decimal("0.6"))
    client.force_login(anna)

    page = client.get(
        reverse("evaluations:item_add", args=[draft.pk]), {"onderdeel": factor_item.pk}
    )

    initial = page.context["form"].initial
    assert initial["new_text"] == factor_item.text
    assert initial["new_hours"] == 432
    assert initial["fte"] == Decimal("0.6") + Decimal("0.8")  # Anna is on the list too
    assert initial["persons"] == 2


def test_what_held_is_kept_with_the_item(client, anna, draft, factor_item, other_tasks):
    client.force_login(anna)

    client.post(
        reverse("evaluations:item_add", args=[draft.pk]),
        {
            "version": 0,
            "policy_item": factor_item.pk,
            "new_text": "De factor wordt 0,65.",
            "new_value": "0,65",
            "new_hours": "468",
            "fte": "60",
            "persons": "77",
        },
    )

    item = ProposalItem.objects.get()
    assert item.old_text == factor_item.text
    assert (item.old_hours, item.new_hours) == (432, 468)
    assert item.new_value == Decimal("0.65")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.659,00", "1659"),
        ("1.659", "1659"),
        ("0.605", "0.605"),
    ],
)
def test_hours_are_read_the_dutch_way(typed, understood):
    field = DutchDecimalField(least=Decimal(0), most=Decimal(5000), places=3)

    assert field.clean(typed) == Decimal(understood)


@pytest.mark.parametrize(
    "typed", ["1e309", "NaN", "-1", "١٢", "5001", "12,3456", "Infinity", "1,2,3", "9" * 400]
)
def test_what_is_no_number_is_refused_with_an_example_or_the_limit(typed):
    field = DutchDecimalField(least=Decimal(0), most=Decimal(5000), places=2)

    with pytest.raises(
        ValidationError, match=r"bijvoorbeeld 12,5|0 tot en met 5000|ten hoogste 2"
    ):
        field.clean(typed)


def test_a_number_is_echoed_as_it_was_understood():
    field = DutchDecimalField(least=Decimal(0), most=Decimal(5000))

    assert field.prepare_value(Decimal("12.5000")) == "12,5"


def test_two_writers_both_see_both_texts(client, anna, draft):
    client.force_login(anna)
    url = reverse("evaluations:proposal_texts", args=[draft.pk])
    fields = TEXTS | {"title": draft.title, "version": draft.version}

    first = client.post(url, fields | {"rationale": "De tekst van de eerste."})
    second = client.post(url, fields | {"rationale": "De tekst van de tweede."})

    assert first.status_code == 302
    assert second.status_code == 409
    assert "eerste." in second.text
    assert "tweede." in second.text


def test_the_system_test_is_computed_from_the_items(draft, item):
    assert draft.is_system_change


def test_the_system_test_can_be_overridden_with_a_reason_only(client, anna, draft, item):
    client.force_login(anna)
    url = reverse("evaluations:system_change", args=[draft.pk])

    refused = client.post(url, {"version": 1, "override": "False", "reason": ""})
    accepted = client.post(
        url, {"version": 1, "override": "False", "reason": "De categorie bestond al."}
    )

    assert refused.status_code == 422
    assert accepted.status_code == 302
    assert not PolicyProposal.objects.get(pk=draft.pk).is_system_change


@pytest.mark.parametrize(
    ("yes", "whole", "outcome"), [(66, 99, True), (66, 100, False), (64, 96, True), (0, 0, True)]
)
def test_two_thirds_is_an_integer_test(yes, whole, outcome):
    assert passes(yes, whole) is outcome


def test_needed_votes_are_said_as_a_number(draft):
    vote = StaffConsultation(proposal=draft, electorate=96, yes=64, no=0, blank=0)

    assert vote.needed == 64
    assert vote.is_passed


def test_blank_votes_are_never_yes_but_count_as_cast(draft):
    vote = StaffConsultation(
        proposal=draft, electorate=100, yes=66, no=30, blank=4, base="votes_cast"
    )

    assert not vote.is_passed


def test_a_pmr_member_reads_everything_on_one_page(client, carla, offered):
    client.force_login(carla)

    page = client.get(reverse("evaluations:proposal", args=[offered.pk])).text

    for words in (*TEXTS.values(), "0,60", "0,65", "14,4", "28,8", "36", "De pmr neemt"):
        assert words in page


def test_the_page_shows_what_tables_said(client, carla, draft, item, factor_item, traject):
    OutcomeFactory(
        policy_item=factor_item,
        table__session__traject=traject,
        table__status="closed",
        table__closed_at=timezone.now(),
        direction="more",
    )
    client.force_login(carla)

    assert "1 tafel" in client.get(reverse("evaluations:proposal", args=[draft.pk])).text


def test_the_number_of_queries_does_not_grow_with_the_items(
    client, anna, draft, item, prep, django_assert_max_num_queries
):
    from tests.factories import PolicyItemFactory

    client.force_login(anna)
    url = reverse("evaluations:proposal", args=[draft.pk])
    with django_assert_max_num_queries(60) as few:
        client.get(url)
    for _ in range(5):
        ProposalItem.objects.create(proposal=draft, policy_item=PolicyItemFactory(category=prep))

    with django_assert_max_num_queries(len(few)):
        client.get(url)


def test_the_list_asks_a_constant_number_of_questions(
    client, anna, traject, draft, django_assert_max_num_queries
):
    from tests.factories import PolicyProposalFactory

    client.force_login(anna)
    url = reverse("evaluations:proposals", args=[traject.pk])
    with django_assert_max_num_queries(40) as few:
        client.get(url)
    for _ in range(5):
        PolicyProposalFactory(traject=traject)

    with django_assert_max_num_queries(len(few)):
        client.get(url)


def test_an_offered_proposal_is_not_changed_any_more(client, anna, offered, item):
    client.force_login(anna)

    texts = client.get(reverse("evaluations:proposal_texts", args=[offered.pk]))
    change = client.post(reverse("evaluations:item_change", args=[item.pk]), {"version": 1})
    removal = client.post(reverse("evaluations:item_remove", args=[item.pk]))

    assert {texts.status_code, change.status_code, removal.status_code} == {409}


def test_the_board_sees_a_proposal_from_the_moment_it_is_offered(gerda, draft, item):
    before = PolicyProposal.objects.visible_to(gerda).exists()
    put(draft, "offered")

    assert not before
    assert PolicyProposal.objects.visible_to(gerda).exists()
