"""The school's calendar and settings are its own; the first school is set up once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import CalendarDay, DayKind, RoleKind, School, User

SETUP = {
    "board_name": "Stichting Oost",
    "name": "Het Oosten",
    "brin": "33CC",
    "region": "noord",
    "your_name": "Noor Visser",
    "email": "Noor@Oosten.example",
    "password": "vier vrolijke vossen",
}


@pytest.fixture
def keeper(client, farid):
    client.force_login(farid)
    return farid


def calendar_page(client, school, year=2026):
    return client.get(reverse("people:calendar", args=[school.pk]), {"jaar": year})


def test_the_regions_holidays_are_shown_before_they_are_copied(client, school, keeper):
    words = calendar_page(client, school).content.decode()

    assert "Kerstvakantie" in words
    assert "overnemen en aanpassen" in words
    assert not CalendarDay.objects.exists()


def test_holidays_are_copied_once_and_can_be_changed(client, school, keeper):
    url = reverse("people:calendar_copy", args=[school.pk, 2026])
    client.post(url)
    herfst = school.calendar_days.get(title="Herfstvakantie")
    client.post(
        reverse("people:calendar_day", args=[herfst.pk]),
        {"title": "Herfstvakantie", "first_on": "2026-10-10", "last_on": "2026-10-18",
         "kind": "free"},
    )  # fmt: skip
    client.post(url)

    herfst.refresh_from_db()
    assert str(herfst.first_on) == "2026-10-10"
    assert school.calendar_days.filter(title="Herfstvakantie").count() == 1
    assert school.calendar_days.get(title="Goede vrijdag").kind == DayKind.AVOID


def test_years_without_published_holidays_say_so(client, school, keeper):
    assert "nog niet bekend" in calendar_page(client, school, 2030).content.decode()


@pytest.mark.parametrize("year", ["x", "1", "99999", "-5", "２０２６"])
def test_an_odd_year_is_this_year(client, school, keeper, year):
    assert calendar_page(client, school, year).status_code == 200


def test_a_day_is_added_and_removed(client, school, keeper):
    client.post(
        reverse("people:calendar_add", args=[school.pk]),
        {"title": "Studiedag", "first_on": "2026-11-03", "last_on": "", "kind": "preferred"},
    )
    day = school.calendar_days.get()
    assert day.first_on == day.last_on

    client.post(reverse("people:calendar_remove", args=[day.pk]))
    assert not school.calendar_days.exists()


@pytest.mark.parametrize("last_on", ["2026-10-01", "2028-11-03"])
def test_a_period_that_cannot_be_is_refused(client, school, keeper, last_on):
    answer = client.post(
        reverse("people:calendar_add", args=[school.pk]),
        {"title": "x", "first_on": "2026-11-03", "last_on": last_on, "kind": "free"},
    )

    assert answer.context["form"].errors["last_on"]


def upload_agenda(client, school, content: bytes):
    file = SimpleUploadedFile("jaar.ics", content)
    return client.post(
        reverse("people:calendar_file", args=[school.pk]), {"file": file}, follow=True
    )


@pytest.fixture
def jaarkalender() -> bytes:
    from tests.people.conftest import DATA

    return (DATA / "jaarkalender.ics").read_bytes()


def take_over(client, school, answer, **kinds):
    form = answer.context["form"]
    data = {name: field.initial for name, field in form.fields.items()} | kinds
    return client.post(reverse("people:calendar_preview", args=[school.pk]), data)


def test_the_schools_own_agenda_is_taken_over_after_a_look(client, school, keeper, jaarkalender):
    answer = upload_agenda(client, school, jaarkalender)
    assert not school.calendar_days.exists()

    take_over(client, school, answer)

    toetsweek = school.calendar_days.get(title="Toetsweek 1")
    assert (str(toetsweek.first_on), str(toetsweek.last_on)) == ("2026-11-02", "2026-11-06")
    assert toetsweek.kind == DayKind.BLOCKED


def test_reading_it_again_updates_and_keeps_what_was_chosen(client, school, keeper, jaarkalender):
    take_over(client, school, upload_agenda(client, school, jaarkalender), kind_0="avoid")
    number = school.calendar_days.count()
    moved = jaarkalender.replace(b"20261102", b"20261103")

    take_over(client, school, upload_agenda(client, school, moved))

    assert school.calendar_days.count() == number
    toetsweek = school.calendar_days.get(title="Toetsweek 1")
    assert (str(toetsweek.first_on), toetsweek.kind) == ("2026-11-03", DayKind.AVOID)


def test_timed_events_become_days_and_odd_ones_are_told(client, school, keeper):
    content = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T140000Z\r\nDTEND:20261201T160000Z\r\n"
        "SUMMARY:Studiemiddag\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20261207\r\nRRULE:FREQ=WEEKLY\r\n"
        "SUMMARY:<b>Overleg</b>\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:c\r\nSUMMARY:Zonder datum\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:20200101\r\nDTEND;VALUE=DATE:20300101\r\n"
        "SUMMARY:Eeuwig\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )

    answer = upload_agenda(client, school, content.encode())

    words = answer.content.decode()
    assert "Zonder datum: er staat geen geldige datum" in words
    assert "Alleen de eerste keer" in words
    assert "Eeuwig: duurt langer" in words
    assert "<b>Overleg" not in words
    take_over(client, school, answer)
    assert school.calendar_days.get(title="Studiemiddag").kind == DayKind.PREFERRED


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n\xff",
     b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
     b"BEGIN:VCALENDAR" + b"x" * 1_100_000],
)  # fmt: skip
def test_a_file_that_is_no_agenda_is_refused_in_words(client, school, keeper, content):
    answer = upload_agenda(client, school, content)

    assert answer.status_code == 200
    assert list(answer.context["messages"])


def test_the_calendar_takes_a_fixed_number_of_questions(
    client, school, keeper, django_assert_max_num_queries
):
    calendar_page(client, school)
    client.post(reverse("people:calendar_copy", args=[school.pk, 2026]))
    with django_assert_max_num_queries(8):
        calendar_page(client, school)


def settings_of(school, **changes):
    fields = ["version", "name", "brin", "region", "cao_edition", "consent_body", "term_length",
              "term_unit", "term_source", "minimum_group", "norm_hours"]  # fmt: skip
    return {name: getattr(school, name) for name in fields} | changes


def test_settings_are_saved_and_never_overwritten(client, school, keeper):
    url = reverse("people:settings", args=[school.pk])
    stale = settings_of(school, term_length=3)
    client.post(url, settings_of(school, term_length=4))

    late = client.post(url, stale)

    assert late.status_code == 409
    assert School.objects.get(pk=school.pk).term_length == 4


def test_who_keeps_the_school_gets_out_of_the_settings(client, school, keeper):
    page = client.get(reverse("people:settings", args=[school.pk])).text

    way_out = re.search(r'href="([^"]+)">Annuleren', page)
    assert way_out
    assert client.get(way_out[1]).status_code == 200


@pytest.mark.parametrize(
    "changes", [{"minimum_group": 4}, {"minimum_group": 21}, {"brin": "x"}, {"term_length": 0}]
)
def test_settings_that_cannot_be_are_refused(client, school, keeper, changes):
    answer = client.post(
        reverse("people:settings", args=[school.pk]), settings_of(school, **changes)
    )

    assert set(answer.context["form"].errors) == set(changes)


def test_the_first_school_is_set_up_in_the_browser(client, db):
    url = reverse("people:setup")
    assert client.get(url).status_code == 200

    answer = client.post(url, SETUP)

    school = School.objects.get()
    user = User.objects.get()
    assert answer["Location"] == reverse("people:staff_import", args=[school.pk])
    assert user.email == "noor@oosten.example"
    assert user.has_role(RoleKind.SCHOOL_ADMIN, school)
    assert not user.is_superuser
    assert school.calendar_days.filter(title="Kerstvakantie").count() == 2
    assert client.get(url).status_code == 404


def test_the_first_account_may_also_lead_the_project(client, db):
    client.post(reverse("people:setup"), {**SETUP, "also_leads": "on"})

    assert User.objects.get().has_role(RoleKind.PROJECT_LEADER, School.objects.get())


def test_a_choice_that_is_open_asks_in_dutch(client, db):
    page = client.get(reverse("people:setup")).text

    assert '<option value="" selected>Maak een keuze</option>' in page


def test_set_up_is_over_once_somebody_has_an_account(client, anna):
    number = School.objects.count()

    assert client.post(reverse("people:setup"), SETUP).status_code == 404
    assert School.objects.count() == number
