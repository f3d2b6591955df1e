"""P2: a group shifts together; conflicts are named before anything is saved."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories import RunSheetItemFactory
from trajects.models import ChangeSet, RunSheetItem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


@pytest.fixture
def rows(traject) -> dict[str, RunSheetItem]:
    """Two lines, what waits for the second, a fixed day and the consent."""
    days = {
        "prepare": (12, 13), "invite": (14, 14), "meet": (15, 15), "fixed": (16, 16),
        "later": (16, 16),
    }  # fmt: skip
    made = {
        key: RunSheetItemFactory(
            traject=traject,
            key=key,
            title=key.capitalize(),
            starts_on=date(2026, 10, first),
            ends_on=date(2026, 10, last),
            duration_days=last - first + 1,
            is_fixed=key == "fixed",
            phase="execution" if key == "later" else "planning",
            link="team" if key == "invite" else "",
        )
        for key, (first, last) in days.items()
    }
    made["consent"] = RunSheetItemFactory(
        traject=traject,
        key="consent",
        title="Consent",
        is_target=True,
        phase="evaluation",
        kind="milestone",
        starts_on=traject.target_on,
        ends_on=traject.target_on,
    )
    made["meet"].waits_for.add(made["invite"])
    made["consent"].waits_for.add(made["meet"])
    return made


def address(traject) -> str:
    return reverse("trajects:run_sheet_shift", args=[traject.pk])


def asked(**changes):
    return {"wat": "fase", "fase": "planning", "hoe": "dagen", "dagen": 2, "mee": "on"} | changes


def moves(response) -> dict[str, date]:
    return {each.item.key: each.starts_on for each in response.context["differences"].changes}


def starts(key: str) -> date:
    return RunSheetItem.objects.get(key=key).starts_on


def test_a_phase_shifts_by_school_days_and_nothing_is_saved_yet(client, anna, traject, rows):
    client.force_login(anna)

    response = client.get(address(traject), asked())

    assert moves(response) == {
        "prepare": date(2026, 10, 14),
        "invite": date(2026, 10, 16),
        "meet": date(2026, 10, 26),
    }
    assert starts("prepare") == date(2026, 10, 12)
    assert "Er is nog niets opgeslagen" in response.content.decode()


def test_what_is_shown_is_saved_and_can_be_undone(client, anna, traject, rows):
    client.force_login(anna)
    shown = client.get(address(traject), asked()).context["differences"]

    response = client.post(address(traject), asked(fingerprint=shown.fingerprint))

    assert response.status_code == 302
    assert starts("meet") == date(2026, 10, 26)
    client.post(ChangeSet.objects.get().undo_url)
    assert starts("meet") == date(2026, 10, 15)
    assert starts("prepare") == date(2026, 10, 12)


def test_the_chosen_lines_shift_to_a_date(client, anna, traject, rows):
    client.force_login(anna)
    chosen = [rows["prepare"].pk, rows["invite"].pk]

    response = client.get(
        address(traject),
        asked(wat="gekozen", regel=chosen, hoe="datum", datum="2026-10-13", mee=""),
    )

    assert moves(response) == {"prepare": date(2026, 10, 13), "invite": date(2026, 10, 15)}
    assert [line.key for line in response.context["differences"].stuck] == ["meet"]


def test_what_waits_for_the_group_moves_along_when_asked(client, anna, traject, rows):
    client.force_login(anna)
    chosen = [rows["invite"].pk]

    response = client.get(address(traject), asked(wat="gekozen", regel=chosen, dagen=1))

    assert moves(response) == {"invite": date(2026, 10, 15), "meet": date(2026, 10, 16)}


def test_one_step_and_everything_after_a_day_shift_too(client, anna, traject, rows):
    client.force_login(anna)

    step = client.get(address(traject), asked(wat="stap", stap="team", mee=""))
    after = client.get(address(traject), asked(wat="vanaf", vanaf="2026-10-15", mee=""))

    assert moves(step).keys() == {"invite"}
    assert moves(after).keys() == {"meet", "later"}


def test_what_is_fixed_done_begun_or_the_consent_itself_stays_and_is_named(
    client, anna, traject, rows
):
    RunSheetItem.objects.filter(key="prepare").update(status="done")
    RunSheetItem.objects.filter(key="invite").update(status="busy")
    client.force_login(anna)

    shown = client.get(address(traject), asked(wat="vanaf", vanaf="2026-10-01")).context[
        "differences"
    ]

    reasons = {each.item.key: each.reason for each in shown.staying}
    assert reasons["fixed"] == "datum staat vast"
    assert reasons["prepare"] == "klaar"
    assert reasons["invite"] == "is bezig"
    assert "Opnieuw plannen" in reasons["consent"]


def conflicts(response) -> list[tuple[str, str]]:
    return [(each.item.key, each.text) for each in response.context["differences"].conflicts]


def test_what_would_pass_the_target_is_said_before_saving(client, anna, traject, rows):
    client.force_login(anna)

    response = client.get(address(traject), asked(wat="stap", stap="team", dagen=170, mee=""))

    assert ("invite", "is dan te laat klaar om de datum van instemming te halen") in conflicts(
        response
    )


def test_what_would_begin_too_early_is_said_before_saving(client, anna, traject, rows):
    client.force_login(anna)

    response = client.get(
        address(traject), asked(wat="gekozen", regel=[rows["meet"].pk], dagen=-1)
    )
    past = client.get(address(traject), asked(wat="gekozen", regel=[rows["prepare"].pk], dagen=-9))

    assert ("meet", "begint dan voordat ‘Invite’ klaar is") in conflicts(response)
    assert ("prepare", "begint dan in het verleden") in conflicts(past)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dagen": ""}, "dagen"),
        ({"dagen": "veel"}, "dagen"),
        ({"dagen": 201}, "dagen"),
        ({"fase": ""}, "fase"),
        ({"hoe": "datum", "datum": "2026-10-17"}, "datum"),
        ({"wat": "gekozen"}, "wat"),
        ({"wat": "vanaf", "vanaf": "morgen"}, "vanaf"),
    ],
)
def test_wrong_input_is_explained_and_kept(client, anna, traject, rows, changes, field):
    client.force_login(anna)

    response = client.get(address(traject), asked(**changes))

    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.mark.parametrize("given", ["999999", "niets", "-1"])
def test_a_line_of_another_traject_does_not_exist_here(client, anna, traject, rows, given):
    client.force_login(anna)

    response = client.get(address(traject), asked(wat="gekozen", regel=[given]))

    assert response.status_code == 404


def test_what_changed_since_it_was_shown_is_shown_again(client, anna, traject, rows):
    client.force_login(anna)
    shown = client.get(address(traject), asked()).context["differences"]
    rows["later"].save_if_unchanged(version=1, title="Anders")

    response = client.post(address(traject), asked(fingerprint=shown.fingerprint))

    assert response.status_code == 422
    assert starts("prepare") == date(2026, 10, 12)
