"""Thirty-nine facts: ticked by evidence that can be opened, or by hand with a note (P10)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import seat as take_seat
from tests.factories import RunSheetItemFactory, SeatFactory
from trajects.actions.approach import begin_approach
from trajects.models import ChecklistItem, KickoffMeeting, Phase, SeatRole, Traject, evidence_for
from trajects.models.evidence import registered
from trajects.models.points import points_of
from trajects.models.template import shipped_items

pytestmark = pytest.mark.django_db

# What only later parts of the product can see; until then these are ticked by hand.
LATER = {"leadership_visit", "pulse_safe", "feedback_anonymous"}


@pytest.fixture
def points(traject):
    for position, item in enumerate(shipped_items("checklists")):
        ChecklistItem.objects.create(
            traject=traject,
            key=item["key"],
            phase=item["phase"],
            text=item["text"],
            help=item["help"],
            evidence=item["evidence"],
            is_ours=item["added_by_us"],
            position=position,
        )


def seen(traject, key):
    return evidence_for(Traject.objects.get(pk=traject.pk), {key})[key]


def settle(traject, key, day):
    """A day written down in the draft of the approach."""
    begin_approach(traject, by=None).sections.filter(key=key).update(agreed_on=day)


def page(client, user, traject):
    client.force_login(user)
    return client.get(reverse("trajects:checklists", args=[traject.pk]))


def test_all_facts_of_the_three_phases_are_there(client, anna, traject, points):
    response = page(client, anna, traject)

    for item in ChecklistItem.objects.filter(traject=traject):
        assert item.text.replace("'", "&#x27;") in response.text
    assert "van 39 punten zijn waar" in response.text


def test_a_named_project_leader_ticks_the_fact_and_can_be_opened(client, anna, traject, points):
    response = page(client, anna, traject)

    assert "Projectleider: Anna de Wit." in response.text
    assert f'href="{reverse("trajects:team", args=[traject.pk])}">Bekijken' in response.text


def test_a_seat_for_the_pmr_is_seen(anna, carla, traject):
    assert not seen(traject, "pmr_seat_filled").done

    take_seat(traject, SeatRole.PMR_REPRESENTATIVE, carla)

    assert seen(traject, "pmr_seat_filled").sentence == "Namens de pmr doet mee: Carla Jansen."


def test_four_agreements_count_only_seats_that_are_held(anna, traject):
    texts = dict.fromkeys(("mandate", "responsibilities", "division_of_work", "reporting"), "Ja.")
    traject.seats.update(**texts)
    SeatFactory(traject=traject)

    assert seen(traject, "four_agreements").done


@pytest.mark.parametrize(
    ("agreed", "done"), [(date(2027, 1, 11), True), (date(2027, 1, 12), False)]
)
def test_how_to_record_is_agreed_before_the_first_session(traject, agreed, done):
    RunSheetItemFactory(
        traject=traject,
        key="session_hold-1",
        starts_on=date(2027, 1, 12),
        ends_on=date(2027, 1, 12),
    )
    settle(traject, "recording", agreed)

    assert seen(traject, "recording_agreed_before_first_session").done is done


def test_the_goal_of_the_evaluation_is_set_before_phase_three(traject):
    RunSheetItemFactory(traject=traject, phase=Phase.EVALUATION)
    assert not seen(traject, "evaluation_goal_set").done

    settle(traject, "evaluation_goal", date(2026, 9, 20))

    assert seen(traject, "evaluation_goal_set").done


def test_a_kick_off_that_was_held_is_evidence(traject):
    KickoffMeeting.objects.create(
        traject=traject, form="wide", status="held", held_on=date(2026, 9, 25)
    )

    found = seen(traject, "kickoff_held")

    assert found.done
    assert found.sentence == "De startbijeenkomst is gehouden op vrijdag 25 september 2026."


def test_the_draaiboek_says_when_what_is_not_done_yet(traject):
    RunSheetItemFactory(traject=traject, key="hold_kickoff", title="Startbijeenkomst houden")

    assert "maandag 21 september 2026" in seen(traject, "kickoff_held").sentence


def test_what_the_system_does_not_see_is_ticked_by_hand_with_a_note(client, anna, traject, points):
    item = ChecklistItem.objects.get(key="C-P4")
    client.force_login(anna)
    url = reverse("trajects:checklist_item", args=[item.pk])

    refused = client.post(url, {"declared": "true", "note": "", "version": item.version})
    client.post(
        url, {"declared": "true", "note": "Gesprek met twee scholen.", "version": item.version}
    )
    response = page(client, anna, traject)

    item.refresh_from_db()
    assert refused.status_code == 422
    assert item.ticked_by == anna
    assert "Gesprek met twee scholen." in response.text


def test_a_tick_is_taken_back_and_the_note_stays(client, anna, points):
    item = ChecklistItem.objects.get(key="C-P4")
    item.declare(version=item.version, declared="true", note="Te vroeg.", by=anna)
    client.force_login(anna)

    client.post(reverse("trajects:checklist_clear", args=[item.pk]), {"version": item.version})

    item.refresh_from_db()
    assert not item.is_ticked
    assert item.note == "Te vroeg."


def test_of_two_who_tick_the_second_sees_both_notes(client, anna, points):
    item = ChecklistItem.objects.get(key="C-P4")
    seen_version = item.version
    item.declare(version=item.version, declared="true", note="Eerste", by=anna)
    client.force_login(anna)

    response = client.post(
        reverse("trajects:checklist_item", args=[item.pk]),
        {"declared": "true", "note": "Tweede", "version": seen_version},
    )

    assert response.status_code == 409
    assert "Eerste" in response.text


def test_every_check_that_is_registered_belongs_to_a_fact():
    asked = {item["evidence"] for item in shipped_items("checklists")} - {""}

    assert registered() <= asked


def test_every_check_answers_for_an_empty_traject(traject):
    for key, found in evidence_for(traject, registered()).items():
        assert found.sentence.endswith((".", ")")), key


def test_the_page_costs_the_same_whatever_the_draaiboek_holds(client, anna, traject, points):
    client.force_login(anna)
    url = reverse("trajects:checklists", args=[traject.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for item in ChecklistItem.objects.filter(traject=traject)[:9]:
        item.declare(version=item.version, declared="true", note="Ja.", by=anna)
    for _ in range(10):
        RunSheetItemFactory(traject=traject)

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few) <= 8


def test_the_page_with_all_points_weighs_less_than_60_kilobytes(client, anna, traject, points):
    client.force_login(anna)

    page = client.get(reverse("trajects:checklists", args=[traject.pk]))

    assert page.text.count('id="C-') >= 39
    assert len(page.content) < 60_000


@pytest.mark.parametrize("reader", ["anna", "bas", "carla", "dirk"])
def test_what_a_point_rests_on_opens_for_everybody_who_reads_the_list(
    client, request, reader, traject, points
):
    user = request.getfixturevalue(reader)
    client.force_login(user)
    items = list(ChecklistItem.objects.filter(traject=traject))
    proofs = {point.proof_url for point in points_of(traject, items)} - {""}

    refused = {url for url in proofs if client.get(url).status_code != 200}

    assert len(proofs) >= 8
    assert refused == set()


def test_a_point_that_does_not_fit_is_left_out_of_the_total(client, anna, traject, points):
    item = ChecklistItem.objects.get(key="C-P4")
    item.declare(version=item.version, declared="not_applicable", note="Geen buren.", by=anna)

    response = page(client, anna, traject)

    assert "van 38 punten zijn waar" in response.text
    assert "Niet van toepassing:" in response.text


def test_what_happened_elsewhere_is_shown_as_such(client, anna, traject, points):
    item = ChecklistItem.objects.get(key="C-U1")
    item.declare(version=item.version, declared="true", note="In de studiedag.", by=anna)

    assert "Elders gebeurd:" in page(client, anna, traject).text


def test_the_school_adds_orders_and_removes_its_own_points(client, anna, traject, points):
    client.force_login(anna)
    client.post(
        reverse("trajects:checklist_add", args=[traject.pk]),
        {"text": "De roostermaker doet mee.", "phase": "planning", "key": "", "help": ""},
    )
    own = ChecklistItem.objects.get(is_own=True)
    client.post(reverse("trajects:checklist_move", args=[own.pk]), {"direction": "up"})

    planning = [item.key for item in ChecklistItem.objects.filter(phase="planning")]
    assert own.key == "S-1"
    assert planning.index("S-1") == len(planning) - 2
    client.post(reverse("trajects:checklist_remove", args=[own.pk]))
    assert not ChecklistItem.objects.filter(is_own=True).exists()


def test_a_point_of_the_fixed_list_cannot_be_removed(client, anna, points):
    item = ChecklistItem.objects.get(key="C-P4")
    client.force_login(anna)

    response = client.post(reverse("trajects:checklist_remove", args=[item.pk]))

    assert response.status_code == 409


def test_the_filter_shows_what_is_open(client, anna, traject, points):
    client.force_login(anna)

    response = client.get(
        reverse("trajects:checklists", args=[traject.pk]), {"stand": "open", "fase": "planning"}
    )

    assert "Er is gekeken hoe andere scholen dit doen." in response.text
    assert "Er is een projectleider" not in response.text
    assert "De startbijeenkomst is geweest" not in response.text
