"""P2: late, due this week and too little time are said in words, wherever a line is shown."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories import RunSheetItemFactory
from trajects.models import RunSheetItem
from trajects.models.planning import RunSheet
from trajects.views.run_sheet import calendar_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    """A Wednesday, a week and a half before the autumn holiday."""
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


@pytest.fixture
def chain(traject) -> dict[str, RunSheetItem]:
    """Three days of preparing, one of meeting, and the consent on Friday 6 November."""
    traject.target_on = date(2026, 11, 6)
    traject.save(update_fields=["target_on"])
    days = {
        "prepare": (date(2026, 10, 12), date(2026, 10, 14), 3),
        "meet": (date(2026, 10, 15), date(2026, 10, 15), 1),
        "consent": (date(2026, 11, 6), date(2026, 11, 6), 1),
    }
    made = {
        key: RunSheetItemFactory(
            traject=traject,
            key=key,
            title=key.capitalize(),
            starts_on=first,
            ends_on=last,
            duration_days=length,
            is_target=key == "consent",
        )
        for key, (first, last, length) in days.items()
    }
    made["meet"].waits_for.add(made["prepare"])
    made["consent"].waits_for.add(made["meet"])
    made["after"] = RunSheetItemFactory(
        traject=traject,
        key="after",
        title="After",
        starts_on=date(2026, 11, 9),
        ends_on=date(2026, 11, 9),
    )
    return made


def rooms(traject):
    return RunSheet(traject, calendar_of(traject)).rooms


def test_slack_is_counted_in_school_days_and_skips_the_holiday(traject, chain):
    """From 15 October: 16, then 26 to 30 October and 2 to 5 November: ten school days."""
    assert {key: room.days for key, room in rooms(traject).items()} == {"prepare": 10, "meet": 10}
    assert rooms(traject)["meet"].in_words == "nog 10 schooldagen speling"
    assert rooms(traject)["meet"].ends_by == date(2026, 11, 5)


def test_what_the_consent_does_not_wait_for_has_no_slack(traject, chain):
    assert "after" not in rooms(traject)
    assert "consent" not in rooms(traject)


def test_time_that_passes_eats_the_slack(traject, chain):
    with time_machine.travel("2026-10-28 10:00+01:00", tick=False):
        assert rooms(traject)["prepare"].days == 3
    with time_machine.travel("2026-11-02 10:00+01:00", tick=False):
        assert rooms(traject)["prepare"].days == 0
        assert rooms(traject)["prepare"].in_words == "geen speling"
    with time_machine.travel("2026-11-03 10:00+01:00", tick=False):
        assert rooms(traject)["prepare"].is_at_risk
        assert rooms(traject)["prepare"].in_words == "1 schooldag te kort voor de instemming"


def test_what_has_begun_needs_only_its_last_days(traject, chain):
    RunSheetItem.objects.filter(key="prepare").update(status="busy")

    with time_machine.travel("2026-11-04 10:00+01:00", tick=False):
        assert rooms(traject)["prepare"].days == 0


def test_what_is_done_needs_nothing(traject, chain):
    RunSheetItem.objects.filter(key="prepare").update(status="done")

    with time_machine.travel("2026-11-04 10:00+01:00", tick=False):
        found = rooms(traject)
        assert "prepare" not in found
        assert found["meet"].days == 1


def test_a_fixed_day_limits_what_comes_before_it(traject, chain):
    RunSheetItem.objects.filter(key="meet").update(is_fixed=True)

    found = rooms(traject)

    assert found["prepare"].days == 0
    assert "meet" not in found


def pages(client, traject, chain) -> dict[str, str]:
    names = ("run_sheet", "run_sheet_timeline", "run_sheet_month", "run_sheet_week", "traject")
    found = {
        name: client.get(reverse(f"trajects:{name}", args=[traject.pk]), {"dag": "2026-10-12"})
        for name in names
    }
    found["item"] = client.get(chain["prepare"].get_absolute_url())
    return {name: response.content.decode() for name, response in found.items()}


def test_too_little_time_is_said_on_every_page(client, anna, traject, chain):
    RunSheetItem.objects.filter(key="prepare").update(
        starts_on=date(2026, 10, 12), ends_on=date(2026, 11, 5), duration_days=14
    )
    client.force_login(anna)

    found = pages(client, traject, chain)

    assert [name for name, page in found.items() if "te weinig tijd" not in page] == []
    assert "1 met te weinig tijd" in found["run_sheet"]
    assert "te kort voor de instemming" in found["item"]


def test_late_is_said_on_every_page(client, anna, traject, chain):
    with time_machine.travel("2026-10-16 10:00+02:00", tick=False):
        client.force_login(anna)
        found = pages(client, traject, chain)

    assert [name for name, page in found.items() if "te laat" not in page] == []


def test_the_list_is_filtered_by_signal(client, anna, traject, chain):
    RunSheetItem.objects.filter(key="prepare").update(
        starts_on=date(2026, 10, 8), ends_on=date(2026, 10, 9)
    )
    client.force_login(anna)

    def keys(stand):
        response = client.get(reverse("trajects:run_sheet", args=[traject.pk]), {"stand": stand})
        return [row.item.key for group in response.context["groups"] for row in group.rows]

    assert keys("week") == ["prepare"]
    assert keys("waits") == ["meet", "consent"]
    assert keys("late") == keys("risk") == []


def test_a_line_says_what_it_waits_for_and_why_it_cannot_begin(client, anna, traject, chain):
    client.force_login(anna)

    page = client.get(chain["meet"].get_absolute_url())
    sheet = client.get(reverse("trajects:run_sheet", args=[traject.pk])).content.decode()

    text = page.content.decode()
    assert "Deze regel kan nog niet beginnen" in text
    assert [line.key for line in page.context["blockers"]] == ["prepare"]
    assert "Wacht op ‘Prepare’" in sheet


def test_the_chain_is_shown_both_ways(client, anna, traject, chain):
    client.force_login(anna)

    first = client.get(chain["prepare"].get_absolute_url()).context
    last = client.get(chain["consent"].get_absolute_url()).context

    assert [line.key for line in first["followers"]] == ["meet"]
    assert [line.key for line in first["further_after"]] == ["consent"]
    assert [line.key for line in last["waits"]] == ["meet"]
    assert [line.key for line in last["further_before"]] == ["prepare"]


def test_behind_a_skipped_line_waits_what_that_one_waited_for(client, anna, traject, chain):
    RunSheetItem.objects.filter(key="meet").update(status="skipped", skip_reason="Nee.")
    client.force_login(anna)

    page = client.get(chain["consent"].get_absolute_url())

    assert [line.key for line in page.context["blockers"]] == ["prepare"]


def test_lines_that_would_wait_for_each_other_are_named(client, anna, traject, chain):
    client.force_login(anna)

    page = client.post(
        reverse("trajects:run_sheet_edit", args=[chain["prepare"].pk]),
        {
            "version": 1,
            "title": "Prepare",
            "phase": "planning",
            "kind": "activity",
            "starts_on": "2026-10-12",
            "ends_on": "2026-10-14",
            "waits_for": [chain["meet"].pk],
        },
    )

    errors = page.context["form"].errors["waits_for"]
    assert "‘Prepare’ wacht op ‘Meet’ wacht op ‘Prepare’" in errors[0] or (
        "‘Meet’ wacht op ‘Prepare’ wacht op ‘Meet’" in errors[0]
    )
