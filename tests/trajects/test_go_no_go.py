"""First the go or no-go: three questions to schoolleiding, board and medezeggenschap (P4)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.models import Event
from people.models import RoleKind
from tests.factories import RoleFactory
from trajects.models import StartPosition

pytestmark = pytest.mark.django_db

ANSWERS = {
    "signals": "Veel collega's werken in het weekend.",
    "time": "Na de toetsweek.",
    "expectations": "Een eerlijke verdeling.",
    "stance": "go",
    "reason": "",
}


def give(client, user, traject, party, **changes):
    client.force_login(user)
    address = reverse("trajects:go_no_go_position", args=[traject.pk, party])
    last = StartPosition.objects.filter(traject=traject, party=party).order_by("-pk").first()
    seen = {"seen": last.pk if last else ""}
    return client.post(address, {**ANSWERS, **seen, **changes})


def page(client, user, traject):
    client.force_login(user)
    return client.get(reverse("trajects:go_no_go", args=[traject.pk])).text


def test_the_three_parties_stand_side_by_side_with_name_capacity_and_day(
    client, traject, dirk, gerda, carla
):
    give(client, dirk, traject, "leadership")
    give(client, gerda, traject, "board", signals="Het verzuim stijgt.")
    give(client, carla, traject, "representation", stance="not_yet", reason="Eerst tijd maken.")

    for reader in (dirk, gerda, carla):
        text = page(client, reader, traject)
        for words in (
            "Dirk Bakker, schoolleiding",
            "Gerda Smit, bevoegd gezag",
            "Carla Jansen, voorzitter van de pmr",
            "Het verzuim stijgt.",
            "Eerst tijd maken.",
        ):
            assert words in text
    assert Event.objects.filter(verb="start_position_taken").count() == 3


def test_without_positions_the_page_asks_the_questions(client, dirk, traject):
    text = page(client, dirk, traject)

    assert text.count("Is er nu tijd?") == 3
    assert text.count("nog geen standpunt") == 3


@pytest.mark.parametrize("stance", ["no_go", "not_yet"])
def test_a_position_against_needs_a_reason_and_keeps_what_was_typed(
    client, carla, traject, stance
):
    response = give(client, carla, traject, "representation", stance=stance, time="Nooit op tijd.")

    assert response.status_code == 422
    assert "Schrijf op waarom" in response.text
    assert "Nooit op tijd." in response.text
    with pytest.raises(IntegrityError), transaction.atomic():
        StartPosition.objects.create(traject=traject, party="board", stance=stance)


def test_a_no_go_is_advice_and_no_lock(client, anna, carla, traject):
    give(client, carla, traject, "representation", stance="no_go", reason="Geen tijd.")
    client.force_login(anna)

    begun = client.post(reverse("trajects:approach_begin", args=[traject.pk]))
    text = client.get(reverse("trajects:approach", args=[traject.pk])).text

    assert begun.status_code == 302
    assert "Niet iedereen wil nu beginnen (medezeggenschap: no-go)" in text


def test_an_earlier_position_stays_in_the_history(client, carla, traject):
    give(client, carla, traject, "representation", stance="no_go", reason="Geen tijd.")
    give(client, carla, traject, "representation", time="Nu wel.")

    text = page(client, carla, traject)

    assert StartPosition.objects.count() == 2
    assert "Eerdere standpunten" in text
    assert "Geen tijd." in text
    assert "Niet iedereen wil nu beginnen" not in text


def test_nobody_answers_for_another_party(client, anna, dirk, carla, traject):
    assert give(client, dirk, traject, "representation").status_code == 404
    assert give(client, carla, traject, "leadership").status_code == 404
    assert give(client, anna, traject, "leadership").status_code == 403
    assert give(client, dirk, traject, "iedereen").status_code == 404
    assert not StartPosition.objects.exists()


def test_a_colleague_who_was_first_is_read_first(client, school, carla, els, traject):
    RoleFactory(user=els, school=school, kind=RoleKind.PMR_MEMBER)
    give(client, els, traject, "representation", time="Els zegt ja.")

    late = give(client, carla, traject, "representation", seen="", time="Carla zegt nee.")
    assert late.status_code == 422
    assert "Een collega van uw partij" in late.text
    assert "Carla zegt nee." in late.text
    assert StartPosition.objects.count() == 1

    again = give(client, carla, traject, "representation", time="Carla zegt nee.")
    assert again.status_code == 302
    assert StartPosition.objects.count() == 2
