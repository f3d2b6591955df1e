"""Offering freezes the text, starts the term, and tells the council and the others at once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from core.frozen import hash_of
from core.models import Message
from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from evaluations import actions
from evaluations.models import PolicyProposal
from evaluations.models.readiness import missing_parts
from evaluations.models.terms import add_months, term_for
from people.models import CalendarDay, DayKind, DayOrigin, TermUnit

ADDRESSES = "mr@school.example\nouders@school.example"


def offer(client, proposal, informed=ADDRESSES):
    return client.post(reverse("evaluations:offer", args=[proposal.pk]), {"informed": informed})


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("anna", 302),
        ("dirk", 302),
        ("bas", 403),
        ("carla", 403),
        ("els", 404),
        ("farid", 404),
        ("gerda", 404),
        ("hugo", 404),
        ("root", 404),
    ],
)
def test_who_may_offer(client, request, draft, item, person, status):
    client.force_login(request.getfixturevalue(person))

    assert offer(client, draft).status_code == status


def test_missing_parts_are_named_before_the_button(client, anna, draft):
    draft.measures = draft.consequences_parents = ""
    draft.save()
    client.force_login(anna)

    page = client.get(reverse("evaluations:offer", args=[draft.pk])).text

    assert "Maatregelen bij die gevolgen" in page
    assert "Voorstel aanbieden</button>" not in page
    assert missing_parts(draft) == [
        "minstens één wijziging",
        "bij elke wijziging wat er straks geldt",
        "gevolgen voor ouders",
        "maatregelen bij die gevolgen",
    ]


def test_a_proposal_that_is_not_complete_cannot_be_offered(anna, draft):
    with pytest.raises(WrongMoment, match="minstens één wijziging"):
        actions.offer_proposal(draft, by=anna, informed=["mr@school.example"])

    assert PolicyProposal.objects.get().status == "draft"


def test_criteria_are_advice_and_block_nothing(client, anna, draft, item):
    PolicyProposal.objects.update(criteria="")
    client.force_login(anna)

    assert (
        "Een geschil draait daar vaak om"
        in client.get(reverse("evaluations:offer", args=[draft.pk])).text
    )
    assert offer(client, draft).status_code == 302


def test_the_confirmation_says_who_gets_what(client, anna, carla, draft, item):
    client.force_login(anna)

    page = client.get(reverse("evaluations:offer", args=[draft.pk])).text

    assert "Carla Jansen" in page
    assert "De tekst ligt vast" in page
    assert "Geen antwoord is nooit instemming" in page


def test_the_capacity_of_who_offered_is_kept(offered):
    assert offered.content["capacity"] == "projectleider, namens het bevoegd gezag"
    assert offered.steps.get().capacity == "projectleider, namens het bevoegd gezag"


def test_the_text_the_pmr_sees_is_exactly_what_was_frozen(
    client, carla, anna, offered, item, factor_item, other_tasks
):
    client.force_login(carla)
    url = reverse("evaluations:proposal", args=[offered.pk])
    before = client.get(url).text
    factor_item.title, factor_item.text = "Een andere naam", "Een andere tekst."
    factor_item.save()
    other_tasks.name = "Iets anders"
    other_tasks.save()
    item.new_text = "Stiekem veranderd."
    item.save()
    anna.name = "Anna de Bruin"
    anna.save()
    PolicyProposal.objects.update(rationale="Stiekem herschreven.")

    after = client.get(url).text

    for word in ("Een andere naam", "Iets anders", "Stiekem", "Anna de Bruin"):
        assert word not in after
    for word in ("Opslagfactor", "Overige taken", "De tafels vragen", "Anna de Wit"):
        assert word in before
        assert word in after


def test_the_hash_covers_the_frozen_content(offered):
    assert offered.sha256 == hash_of(offered.content)
    assert hash_of(offered.content | {"title": "iets anders"}) != offered.sha256


def test_the_council_is_asked_and_the_others_are_informed_in_the_same_transaction(
    client, anna, carla, draft, item
):
    client.force_login(anna)

    offer(client, draft)

    asked = Message.objects.get(to=carla.email)
    informed = Message.objects.filter(template="evaluations/proposal_for_information")
    assert f"{anna} (projectleider" in asked.body
    assert "vraagt de pmr om instemming" in asked.body
    assert asked.sender == str(anna)
    assert {letter.to for letter in informed} == {"mr@school.example", "ouders@school.example"}
    assert f"Stel die aan {anna}." in informed.first().body
    assert "Per lesuur telt de factor 0,65." in informed.first().attachments[0][2]


def test_without_an_address_for_the_others_nothing_is_offered(client, anna, draft, item):
    client.force_login(anna)

    assert offer(client, draft, informed="").status_code == 422
    assert offer(client, draft, informed="geen adres").status_code == 422
    assert PolicyProposal.objects.get().status == "draft"


def test_offering_twice_tells_the_second_person(client, dirk, offered):
    client.force_login(dirk)

    response = offer(client, offered)

    assert response.status_code == 409
    assert Message.objects.filter(template="evaluations/consent_requested").count() == 1


def test_a_late_colleague_is_told_also_when_the_page_was_open(anna, dirk, draft, item):
    seen_earlier = PolicyProposal.objects.for_page().get()
    actions.offer_proposal(draft, by=anna, informed=["mr@school.example"])

    with pytest.raises(StepNotAllowed):
        actions.offer_proposal(seen_earlier, by=dirk, informed=["mr@school.example"])


def holiday(school, first, last, kind=DayKind.FREE):
    return CalendarDay.objects.create(
        school=school,
        title="Meivakantie",
        first_on=first,
        last_on=last,
        kind=kind,
        origin=DayOrigin.REGION,
        uid=f"2026:{first}",
    )


def test_school_holidays_do_not_count_in_the_term(school):
    holiday(school, date(2027, 4, 24), date(2027, 5, 2))

    term = term_for(school, date(2027, 4, 1))

    assert term.last_on == date(2027, 4, 1) + timedelta(days=42 + 9)
    assert term.skipped == ("Meivakantie",)
    assert "6 weken, schoolvakanties tellen niet mee" in term.source


def test_a_school_may_count_every_day(school):
    holiday(school, date(2027, 4, 24), date(2027, 5, 2))
    school.term_skips_holidays = False

    assert term_for(school, date(2027, 4, 1)).last_on == date(2027, 5, 13)


def test_a_study_day_does_count_in_weeks_but_not_in_school_days(school):
    holiday(school, date(2027, 1, 1), date(2027, 1, 3))
    CalendarDay.objects.create(
        school=school, title="Studiedag", first_on=date(2027, 3, 3), last_on=date(2027, 3, 3)
    )
    school.term_length = 1
    in_weeks = term_for(school, date(2027, 3, 1))
    school.term_length, school.term_unit = 5, TermUnit.SCHOOL_DAYS
    in_school_days = term_for(school, date(2027, 3, 1))

    assert in_weeks.last_on == date(2027, 3, 8)
    assert in_school_days.last_on == date(2027, 3, 9)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2027, 1, 15), date(2027, 4, 15)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_three_months_are_calendar_months(start, end):
    assert add_months(start, 3) == end


@time_machine.travel("2027-04-06 10:00 +0200")
def test_the_term_is_stored_with_its_source(anna, carla, draft, item, school):
    school.term_length, school.term_source = 2, "reglement, artikel 24"
    school.save()
    holiday(school, date(2027, 1, 1), date(2027, 1, 3))

    actions.offer_proposal(draft, by=anna, informed=["mr@school.example"])

    draft.refresh_from_db()
    assert draft.term_ends_on == date(2027, 4, 20)
    assert draft.term_source.endswith("reglement, artikel 24")


def test_old_and_new_hours_are_shown_for_three_sizes_of_job(offered):
    examples = offered.content["items"][0]["examples"]

    assert [row["factor"] for row in examples] == ["0.4", "0.8", "1"]
    assert [Decimal(row["delta"]) for row in examples] == [
        Decimal("14.4"),
        Decimal("28.8"),
        Decimal(36),
    ]
