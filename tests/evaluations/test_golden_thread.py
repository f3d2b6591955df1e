"""Every member of staff sees what happened with our input (E7, XM5)."""

import pytest

from evaluations.models import Conclusion, ProposalItem
from evaluations.models.thread import golden_threads
from tests.factories import (
    ClosedSessionFactory,
    DialogueTableFactory,
    OfferedProposalFactory,
    OutcomeFactory,
    PolicyCategoryFactory,
    PolicyItemFactory,
    PolicyProposalFactory,
    TaskPolicyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(traject):
    category = PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=traject))
    return PolicyItemFactory(category=category, title="Vergaderingen", text="Zestig uur.")


def stations(traject, reader, *, is_inside):
    (thread,) = golden_threads(traject, reader=reader, is_inside=is_inside)
    return {station.key: station for station in thread.stations}


def test_a_colleague_finds_no_door_that_stays_closed(client, traject, item, els, anna):
    client.force_login(els)
    page = client.get(f"/trajecten/{traject.pk}/gouden-draad/").content.decode()
    client.force_login(anna)
    of_the_leader = client.get(f"/trajecten/{traject.pk}/gouden-draad/").content.decode()

    for door in ("opbrengsten", "conclusies", "voorstellen"):
        assert f"/trajecten/{traject.pk}/{door}/" not in page
        assert f"/trajecten/{traject.pk}/{door}/" in of_the_leader


def test_the_pmr_can_follow_every_station(client, traject, item, anna, carla):
    Conclusion.objects.draw(
        item, by=anna, version=0, verdict="confirm", direction="keep", reasoning="Goed zo."
    )
    client.force_login(carla)

    found = stations(traject, carla, is_inside=True)

    for station in found.values():
        if station.url:
            assert client.get(station.url).status_code == 200, station.key
    assert found["conclusion"].url


def test_what_is_not_reached_says_not_yet(client, traject, item, els):
    client.force_login(els)

    page = client.get(f"/onderdeel/{item.pk}/gouden-draad/").content.decode()

    assert "Zestig uur." in page
    assert page.count("nog niet") >= 7


def test_the_words_of_closed_tables_are_a_station(traject, item, els):
    table = DialogueTableFactory(session=ClosedSessionFactory(traject=traject), status="closed")
    OutcomeFactory(table=table, policy_item=item)

    assert stations(traject, els, is_inside=False)["tables"].text == "De tafel kiest: minder."


def test_a_draft_is_for_the_team_only(traject, item, els, anna):
    draft = PolicyProposalFactory(traject=traject, title="Minder vergaderen")
    ProposalItem.objects.create(proposal=draft, policy_item=item)

    assert not stations(traject, els, is_inside=False)["proposal"].is_reached
    assert stations(traject, anna, is_inside=True)["proposal"].is_reached


def test_an_offered_proposal_is_known_to_all(traject, item, els):
    offered = OfferedProposalFactory(traject=traject, title="Minder vergaderen")
    ProposalItem.objects.create(proposal=offered, policy_item=item)

    found = stations(traject, els, is_inside=False)

    assert found["proposal"].text == "Minder vergaderen."
    assert found["consent"].text == "Aangeboden."
    assert found["proposal"].url == ""


def test_conclusions_stay_inside_until_there_is_a_proposal(traject, item, anna, els):
    Conclusion.objects.draw(
        item, by=anna, version=0, verdict="revise", direction="less", reasoning="Drie tafels."
    )

    assert not stations(traject, els, is_inside=False)["conclusion"].is_reached
    assert stations(traject, anna, is_inside=True)["conclusion"].is_reached
