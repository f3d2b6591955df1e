"""What happens to the startbijeenkomst is ticked in the draaiboek; nothing is asked twice."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.urls import reverse

from core.models import Event
from tests.factories import AMSTERDAM, RunSheetItemFactory
from trajects.actions.kick_off import cancel, hold, invite, start_kickoff, step
from trajects.models import ChangeSet, KickoffMeeting

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 12, 8)
TITLES = {
    "prepare_kickoff": "Startbijeenkomst voorbereiden",
    "invite_kickoff": "Uitnodigen voor de startbijeenkomst",
    "hold_kickoff": "Startbijeenkomst houden",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 24, 10, 0, tzinfo=AMSTERDAM), tick=False) as clock:
        yield clock


@pytest.fixture
def lines(traject):
    return {
        key: RunSheetItemFactory(
            traject=traject, key=key, title=title, place="Aula", starts_on=HELD_ON, ends_on=HELD_ON
        )
        for key, title in TITLES.items()
    }


@pytest.fixture
def kickoff(traject, anna, lines):
    made = start_kickoff(traject, form="wide", by=anna)
    made.change(version=made.version, by=anna, begins_at=time(13, 30))
    made.materials.update(is_ready=True)
    return again(made)


def again(kickoff):
    return KickoffMeeting.objects.for_page().get(pk=kickoff.pk)


def statuses(traject):
    return [traject.run_sheet.get(key=key).status for key in TITLES]


def post(client, name, kickoff, **typed):
    address = reverse(f"trajects:{name}", args=[kickoff.traject_id])
    return client.post(address, typed, follow=True)


def test_each_step_ticks_its_own_line(client, anna, traject, kickoff, today):
    client.force_login(anna)

    post(client, "kickoff_step", kickoff, to="ready")
    assert statuses(traject) == ["done", "not_started", "not_started"]
    post(client, "kickoff_invite", kickoff)
    assert statuses(traject) == ["done", "done", "not_started"]
    today.move_to(datetime(2026, 12, 9, 10, 0, tzinfo=AMSTERDAM))
    client.force_login(anna)
    post(client, "kickoff_hold", kickoff, held_on="2026-12-08", op=1)
    assert statuses(traject) == ["done", "done", "done"]


def test_the_page_says_what_it_ticked_and_one_button_undoes_only_that(
    client, anna, traject, kickoff
):
    client.force_login(anna)

    page = post(client, "kickoff_step", kickoff, to="ready")
    undo_url = ChangeSet.objects.get().undo_url
    client.post(undo_url)

    assert "Ook in het draaiboek: ‘Startbijeenkomst voorbereiden’: klaar." in page.text
    assert f'action="{undo_url}"' in page.text
    assert statuses(traject)[0] == "not_started"
    assert again(kickoff).status == "ready"


def test_the_history_of_the_line_says_who_finished_it(anna, kickoff, lines):
    step(kickoff, "ready", by=anna)

    event = Event.objects.about(lines["prepare_kickoff"]).get()
    assert (event.verb, event.actor) == ("run_sheet_item_done", anna)


@pytest.mark.parametrize(
    ("status", "reason"), [("done", ""), ("skipped", "Dit deden wij al."), ("waiting_for_pmr", "")]
)
def test_a_line_that_people_put_somewhere_stays_there(anna, traject, kickoff, status, reason):
    traject.run_sheet.filter(key="prepare_kickoff").update(status=status, skip_reason=reason)

    assert step(kickoff, "ready", by=anna) is None
    assert statuses(traject)[0] == status


def test_a_tick_that_was_undone_does_not_come_back_with_a_corrected_number(
    client, anna, traject, kickoff, today
):
    step(kickoff, "ready", by=anna)
    today.move_to(datetime(2026, 12, 9, 10, 0, tzinfo=AMSTERDAM))
    client.force_login(anna)
    hold(kickoff, on=HELD_ON, present={}, by=anna)
    client.post(ChangeSet.objects.first().undo_url)

    hold(again(kickoff), on=HELD_ON, present={}, by=anna)

    assert statuses(traject)[2] == "not_started"


def test_back_to_concept_opens_the_preparation_again(anna, traject, kickoff):
    step(kickoff, "ready", by=anna)

    step(again(kickoff), "concept", by=anna)

    assert statuses(traject)[0] == "busy"


def test_after_calling_off_inviting_is_open_again(anna, traject, kickoff):
    step(kickoff, "ready", by=anna)
    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)
    cancel(again(kickoff), reason="De zaal is weg.", by=anna)

    step(again(kickoff), "concept", by=anna)

    assert statuses(traject) == ["busy", "busy", "not_started"]


def test_a_draaiboek_without_these_lines_is_no_obstacle(anna, traject, kickoff):
    traject.run_sheet.all().delete()

    assert step(kickoff, "ready", by=anna) is None
    assert again(kickoff).status == "ready"


def test_a_step_that_is_refused_ticks_nothing(client, anna, traject, kickoff):
    kickoff.materials.update(is_ready=False)
    client.force_login(anna)

    assert post(client, "kickoff_step", kickoff, to="ready").status_code == 409
    assert statuses(traject)[0] == "not_started"
