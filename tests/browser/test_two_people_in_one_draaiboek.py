"""Two people change the same line: the second sees both texts and loses nothing (XS14, X11)."""

import pytest
from django.urls import reverse

from tests.browser.conftest import already_signed_in
from tests.browser.person import PHONE
from tests.factories import RunSheetItemFactory, SeatFactory, UserFactory
from trajects.models import RunSheetItem


@pytest.fixture
def line(traject) -> RunSheetItem:
    return RunSheetItemFactory(
        traject=traject, title="Koffie regelen", starts_on="2026-10-12", ends_on="2026-10-12"
    )


@pytest.fixture
def mees(traject):
    user = UserFactory(name="Mees Jansen", email="mees@11aa.example")
    SeatFactory(traject=traject, role="team_member", user=user)
    return user


def test_the_second_writer_sees_both_texts_and_saves_after_all(somebody, clock, anna, mees, line):
    first, second = (
        already_signed_in(somebody("Anna"), anna),
        already_signed_in(somebody("Mees"), mees),
    )
    address = reverse("trajects:run_sheet_edit", args=[line.pk])
    first.opens(address)
    second.opens(address)

    first.page.locator("#id_place").fill("Aula")
    first.presses("Opslaan")
    first.sees("De regel is opgeslagen", "Ongedaan maken")

    second.page.locator("#id_place").fill("Kantine")
    second.page.get_by_role("button", name="Opslaan").click()
    second.page.wait_for_load_state("load")
    assert second.complaints == [f"409 for {address}"] or any(
        "409" in each for each in second.complaints
    )
    second.complaints.clear()
    second.sees("Een collega was u voor", "Aula", "Anna")
    assert second.page.locator("#id_place").input_value() == "Kantine"

    second.presses("Opslaan")
    second.sees("De regel is opgeslagen")
    line.refresh_from_db()
    assert line.place == "Kantine"


def test_several_lines_change_and_come_back_without_scripts_on_a_phone(
    somebody, clock, anna, traject, line
):
    RunSheetItemFactory(
        traject=traject, title="Stoelen klaarzetten", starts_on="2026-10-12", ends_on="2026-10-12"
    )
    leader = already_signed_in(somebody("Anna", width=PHONE, has_scripts=False), anna)

    leader.opens(reverse("trajects:run_sheet", args=[traject.pk]))
    for title in ("Koffie regelen", "Stoelen klaarzetten"):
        leader.page.get_by_label(f"Kies: {title}").check()
    leader.presses("Samen wijzigen")
    leader.sees("2 regels gekozen")
    leader.page.get_by_label("Status", exact=False).first.select_option("busy")
    leader.presses("Gekozen regels wijzigen")
    leader.sees("De gekozen regels zijn gewijzigd")
    assert set(traject.run_sheet.values_list("status", flat=True)) == {"busy"}

    leader.presses("Ongedaan maken")
    leader.sees("Ongedaan gemaakt")
    assert set(traject.run_sheet.values_list("status", flat=True)) == {"not_started"}


def enters(person) -> None:
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    person.arrives()


def test_a_line_is_shifted_with_the_keyboard_alone(somebody, clock, anna, traject, line):
    leader = already_signed_in(somebody("Anna"), anna)
    leader.opens(reverse("trajects:run_sheet", args=[traject.pk]))

    leader.page.get_by_label("Kies: Koffie regelen").focus()
    leader.page.keyboard.press("Space")
    leader.page.get_by_role("button", name="Samen verschuiven").focus()
    enters(leader)
    leader.sees("1 regel gekozen")
    leader.page.get_by_role("spinbutton").focus()
    leader.page.keyboard.type("2")
    enters(leader)
    leader.sees("14 oktober 2026", "Er is nog niets opgeslagen")
    leader.page.get_by_role("button", name="Regels verschuiven").focus()
    enters(leader)

    leader.sees("De regels zijn verschoven")
    line.refresh_from_db()
    assert str(line.starts_on) == "2026-10-14"
