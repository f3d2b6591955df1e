"""22 success factors: scored apart or together, unseen before closing, shown over time (P10)."""

import base64
from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from core.models import Document, Event
from core.steps import StepNotAllowed
from tests.conftest import seat
from tests.factories import RoleFactory, RunSheetItemFactory, UserFactory
from trajects.documents.checklists import success_factors as paper_of_factors
from trajects.models import FactorNote, Phase, ScoreRound, SeatRole
from trajects.models.success_factors import (
    AlreadyScored,
    _sealed,
    open_round,
    shipped_factors,
    who_scores,
)
from trajects.models.template import shipped_items

pytestmark = pytest.mark.django_db
FACTOR = "joint_start"


@pytest.fixture
def team(traject, anna, carla):
    """Six who score: Anna, Carla and four members of the team."""
    members = UserFactory.create_batch(4)
    for member in members:
        RoleFactory(user=member, school=traject.school)
        seat(traject, SeatRole.TEAM_MEMBER, member)
    return [anna, carla, *members]


def opened(traject, by, **fields):
    given = {"label": "Na de start", "day": date(2026, 10, 1), "manner": "each"}
    return open_round(traject, by=by, phases=[Phase.PLANNING], **given | fields)


@pytest.fixture
def round_(traject, team):
    return opened(traject, team[0])


def page(client, user, name, *arguments):
    client.force_login(user)
    return client.get(reverse(f"trajects:{name}", args=arguments))


def score_all(round_, team, values):
    for person, value in zip(team, values, strict=False):
        round_.score({FACTOR: value}, by=person)
    round_.refresh_from_db()


def test_there_are_22_factors_each_with_a_point_of_the_checklist():
    points = {item["key"] for item in shipped_items("checklists")}
    factors = shipped_items("success_factors")

    assert len(factors) == 22
    assert {factor["checklist"] for factor in factors} <= points


def test_the_project_team_and_the_pmr_are_asked(traject, team, bas, els):
    assert {person.pk for person in who_scores(traject)} == {person.pk for person in team}


def test_what_is_asked_freezes_when_the_round_opens(round_):
    assert len(round_.factors) == 10
    assert round_.roll.count() == 6


def test_each_scores_and_closing_shows_counts_per_value(client, round_, team):
    score_all(round_, team, [2, 2, 2, 1, 1, 0])

    round_.close(by=team[0])

    assert round_.results == {FACTOR: [1, 2, 3]}
    assert "3 ja, 2 deels, 1 nog niet" in page(client, team[0], "score_round", round_.pk).text


def test_nobody_sees_anything_before_closing(client, round_, team, dirk, traject):
    score_all(round_, team, [2, 2, 2, 1, 1])

    for user in (team[0], team[5], dirk):
        for answer in (
            page(client, user, "score_round", round_.pk),
            page(client, user, "success_factors", traject.pk),
            client.get(reverse("core:rows_export", args=["succesfactoren", traject.pk, "csv"])),
        ):
            assert "3 ja" not in answer.content.decode()
    assert round_.results == {}


def test_the_database_holds_no_answer_of_anybody(round_, team):
    """One text of one length, whatever was said; no row, column or event per answer (R48)."""
    before = len(round_.sealed)
    events = Event.objects.count()

    score_all(round_, team, [2, 0, 1])

    assert len(round_.sealed) == before == len(_sealed({FACTOR: [90, 90, 90]}))
    assert FACTOR not in round_.sealed
    assert Event.objects.count() == events
    fields = {field.name for field in round_.roll.model._meta.get_fields()}
    assert fields == {"id", "round", "user", "has_taken_part"}


def test_the_sealed_tally_carries_no_time(round_, team):
    score_all(round_, team, [2])

    assert base64.urlsafe_b64decode(round_.sealed)[1:9] == bytes(8)


def test_each_score_rewrites_the_whole_roll(round_, team):
    with CaptureQueriesContext(connection) as asked:
        round_.score({FACTOR: 2}, by=team[2])

    (update,) = [q["sql"] for q in asked if q["sql"].startswith('UPDATE "trajects_scoreroll"')]
    assert "CASE WHEN" in update
    assert update.rstrip().endswith(f'"round_id" = {round_.pk}')


def test_nobody_scores_twice(round_, team):
    round_.score({FACTOR: 2}, by=team[1])

    with pytest.raises(AlreadyScored):
        round_.score({FACTOR: 0}, by=team[1])


def test_who_is_not_asked_cannot_score(client, round_, dirk):
    client.force_login(dirk)

    response = client.post(reverse("trajects:score_round", args=[round_.pk]), {FACTOR: "2"})

    assert response.status_code == 403


def test_the_receipt_says_nothing_about_the_answers(client, round_, team):
    client.force_login(team[1])

    client.post(reverse("trajects:score_round", args=[round_.pk]), {FACTOR: "1"})
    answer = client.get(reverse("trajects:score_round", args=[round_.pk]))

    assert "Uw score is ontvangen." in answer.text
    assert "checked" not in answer.text


def test_an_empty_form_is_not_a_score(client, round_, team):
    client.force_login(team[1])

    response = client.post(reverse("trajects:score_round", args=[round_.pk]), {})

    assert response.status_code == 422
    assert not round_.has_scored(team[1])


def test_with_fewer_than_five_the_tally_is_thrown_away_unseen(client, round_, team):
    score_all(round_, team, [2, 2, 2, 2])

    round_.close(by=team[0])

    assert (round_.status, round_.sealed, round_.results) == ("void", "", {})
    assert "Te weinig antwoorden" in page(client, team[0], "score_round", round_.pk).text


def test_a_factor_that_too_few_answered_says_nothing(round_, team):
    for number, person in enumerate(team):
        answers = {FACTOR: 2} if number else {FACTOR: 2, "clear_course": 0}
        round_.score(answers, by=person)

    round_.close(by=team[0])

    assert round_.results == {FACTOR: [0, 0, 6]}


def test_a_closed_round_takes_no_score(round_, team):
    score_all(round_, team, [2] * 5)
    round_.close(by=team[0])

    with pytest.raises(StepNotAllowed):
        round_.score({FACTOR: 2}, by=team[5])


def test_a_higher_minimum_of_the_school_counts(traject, team):
    traject.school.minimum_group = 6
    traject.school.save()
    round_ = opened(traject, team[0])
    score_all(round_, team, [2] * 5)

    round_.close(by=team[0])

    assert round_.status == "void"


# A small team scores together


def test_a_team_smaller_than_five_gives_one_joint_score(client, traject, anna, carla):
    form = page(client, anna, "score_round_open", traject.pk)
    round_ = opened(traject, anna)
    client.post(
        reverse("trajects:score_round", args=[round_.pk]), {FACTOR: "1", "version": round_.version}
    )
    round_.refresh_from_db()
    round_.close(by=anna)

    assert "geeft u samen één score" in form.text
    assert round_.is_joint
    assert round_.results == {FACTOR: [0, 1, 0]}
    assert "deels" in page(client, carla, "score_round", round_.pk).text


def test_of_two_who_fill_in_the_joint_score_the_second_is_told(client, traject, anna, carla):
    round_ = opened(traject, anna)
    seen = round_.version
    round_.score_together({FACTOR: 2}, version=seen, by=carla)
    client.force_login(anna)

    response = client.post(
        reverse("trajects:score_round", args=[round_.pk]), {FACTOR: "0", "version": seen}
    )

    assert response.status_code == 409


# Over time, and what we do about it


def test_rounds_stand_beside_each_other_as_drawing_and_as_table(client, traject, team):
    for number, values in enumerate(([0, 0, 1, 1, 1], [2, 2, 2, 2, 1])):
        each = opened(traject, team[0], label=f"Ronde {number}", day=date(2026, 10, 1 + number))
        score_all(each, team, values)
        each.close(by=team[0])

    answer = page(client, team[0], "success_factors", traject.pk)

    assert "3 deels, 2 nog niet" in answer.text
    assert "4 ja, 1 deels" in answer.text
    assert 'role="img"' in answer.text
    assert "was ‘ja’ bij 1 van 1 factoren" in answer.text


def test_a_note_says_what_we_do_and_links_to_the_draaiboek(client, anna, traject):
    line = RunSheetItemFactory(traject=traject, title="Praten met teamleiders")
    client.force_login(anna)
    address = reverse("trajects:factor_note", args=[traject.pk, FACTOR])

    client.post(address, {"text": "Vaker bellen", "run_sheet_item": line.pk, "version": 0})
    answer = client.get(reverse("trajects:success_factors", args=[traject.pk]))

    assert FactorNote.objects.get().text == "Vaker bellen"
    assert "In het draaiboek: Praten met teamleiders" in answer.text


def test_of_two_who_write_a_note_the_second_sees_both(client, anna, traject):
    client.force_login(anna)
    address = reverse("trajects:factor_note", args=[traject.pk, FACTOR])
    client.post(address, {"text": "Eerste", "version": 0})

    response = client.post(address, {"text": "Tweede", "version": 0})

    assert response.status_code == 409
    assert "Eerste" in response.text


def test_a_pdf_can_be_asked_for(client, anna, traject):
    client.force_login(anna)

    response = client.post(reverse("trajects:success_paper", args=[traject.pk]))

    assert response.url == Document.objects.get().get_absolute_url()


def test_the_page_costs_the_same_with_many_rounds(client, traject, team):
    client.force_login(team[0])
    counts = []
    for number in range(3):
        for each in range(1 if number else 2):
            round_ = opened(traject, team[0], label=f"R{number}{each}")
            score_all(round_, team, [2] * 5)
            round_.close(by=team[0])
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("trajects:success_factors", args=[traject.pk]))
        counts.append(len(asked))

    assert len(set(counts)) == 1
    assert counts[0] <= 8
    assert ScoreRound.objects.closed().count() == 4


# What we do about a factor prints too when no round asked about it


def printed(traject):
    template, context = paper_of_factors(traject)
    return render_to_string(template, context)


def test_notes_print_of_phases_that_no_round_asked_about(traject, team):
    round_ = opened(traject, team[0])
    score_all(round_, team, [2] * 5)
    round_.close(by=team[0])
    other = next(item for item in shipped_factors(["evaluation"]))
    line = RunSheetItemFactory(traject=traject, title="Terugkijken met de teams")
    fields = {"text": "Elke maand bespreken", "run_sheet_item": line}
    FactorNote.objects.keep(traject, other["key"], version=0, by=team[0], **fields)

    text = printed(traject)

    assert "Elke maand bespreken" in text
    assert "In het draaiboek: Terugkijken met de teams" in text
    assert "Over deze factoren is nog geen ronde gehouden." in text
    assert all(escape(factor["title"]) in text for factor in shipped_factors(Phase.values))


def test_notes_print_before_any_round_is_closed(client, traject, anna):
    FactorNote.objects.keep(traject, FACTOR, version=0, by=anna, text="Vaker bellen")

    assert "Vaker bellen" in printed(traject)
    assert reverse("trajects:success_paper", args=[traject.pk]) in (
        page(client, anna, "success_factors", traject.pk).text
    )


def test_a_phase_without_a_round_has_no_empty_drawing(client, traject, team):
    round_ = opened(traject, team[0])
    score_all(round_, team, [2] * 5)
    round_.close(by=team[0])

    answer = page(client, team[0], "success_factors", traject.pk)

    assert answer.text.count('class="td-chart td-chart-scores"') == len(
        {f["phase"] for f in round_.factors}
    )
    assert "hierover is nog geen ronde gehouden" in answer.text
