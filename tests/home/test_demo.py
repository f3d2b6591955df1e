"""The example school loads on any day of the year and fills every screen."""

from datetime import date

import pytest
import time_machine

from core.frozen import hash_of
from dialogues.models import DialogueSession, Outcome
from evaluations.models import Conclusion, Decision, PolicyProposal
from home.actions.demo import DemoExists, accounts, load_demo, read_story
from people.models import User
from trajects.models import RunSheetItem

pytestmark = pytest.mark.django_db


def test_the_story_is_half_way_with_something_on_every_screen():
    traject = load_demo()

    assert traject.run_sheet.count() >= 35
    assert {session.status for session in DialogueSession.objects.all()} == {"closed", "planned"}
    assert Outcome.objects.count() >= 20
    assert traject.policies.count() == 2
    assert Conclusion.objects.exists()
    assert {p.status for p in PolicyProposal.objects.all()} == {"draft", "under_review"}
    assert Decision.objects.count() == 1
    assert RunSheetItem.objects.filter(status="done").exists()


def test_the_council_got_the_proposal_before_it_asked_about_it():
    load_demo()

    offered = PolicyProposal.objects.get(status="under_review")
    told = [offered.offered_at, *offered.steps.values_list("at", flat=True)]
    asked = offered.questions.values_list("asked_at", flat=True)
    assert max(told) < min(asked)
    assert offered.content["term"]["last_on"] == str(offered.term_ends_on)
    assert offered.sha256 == hash_of(offered.content)


@pytest.mark.parametrize(
    "today", [date(2026, 8, 3), date(2026, 12, 24), date(2027, 2, 1), date(2027, 7, 12)]
)
def test_the_story_can_be_told_on_any_day(today):
    with time_machine.travel(today, tick=False):
        traject = load_demo()

    assert traject.target_on > traject.starts_on


def test_every_account_can_sign_in(client):
    load_demo()

    for account in accounts(read_story()):
        assert client.login(username=account.email, password=account.password), account
        assert client.get("/").status_code == 200
        client.logout()


def test_real_work_is_never_overwritten(school, anna):
    with pytest.raises(DemoExists):
        load_demo(only_if_empty=True)

    assert User.objects.count() == 1


def test_a_second_time_changes_nothing():
    load_demo()
    before = User.objects.count()

    with pytest.raises(DemoExists):
        load_demo()

    assert User.objects.count() == before


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 8), date(2027, 3, 17)])
def test_the_draaiboek_has_the_days_of_the_sessions(today):
    with time_machine.travel(today, tick=False):
        traject = load_demo()

    held = sorted(session.day for session in DialogueSession.objects.all())
    planned = traject.run_sheet.filter(key__startswith="session_hold").order_by("starts_on")
    assert list(planned.values_list("starts_on", flat=True)) == held
