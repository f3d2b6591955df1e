"""The startbijeenkomst: form, programme, invitation, material, presence as totals, yield (P9)."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from core.models import Document, Job, Message
from core.permissions import WrongMoment, require
from core.steps import StepNotAllowed
from core.work import work_due
from people.models import StaffCategory
from tests.factories import (
    AMSTERDAM,
    RunSheetItemFactory,
    StaffMemberFactory,
    ThemeFactory,
)
from trajects.actions.kick_off import cancel, hold, invite, start_kickoff
from trajects.models import KickoffMeeting, KickoffPart, KickoffYield
from trajects.models.kick_off_plan import WORDS, KickoffPlan, duration
from trajects.models.kick_off_yield import StaffGroup, joined, staff_groups
from trajects.models.placeholders import faults_in, fill
from trajects.models.template import shipped_items

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=AMSTERDAM)
HELD_ON = date(2026, 12, 8)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def line(traject):
    return RunSheetItemFactory(
        traject=traject,
        key="hold_kickoff",
        title="Startbijeenkomst houden",
        place="Aula",
        starts_on=HELD_ON,
        ends_on=HELD_ON,
    )


@pytest.fixture
def kickoff(traject, anna, line):
    made = start_kickoff(traject, form="wide", by=anna)
    made.change(version=made.version, by=anna, begins_at=time(13, 30), host="Anna")
    made.materials.update(is_ready=True)
    return KickoffMeeting.objects.for_page().get(pk=made.pk)


def url(name, kickoff, *more):
    return reverse(f"trajects:{name}", args=[kickoff.traject_id, *more])


def again(kickoff):
    return KickoffMeeting.objects.for_page().get(pk=kickoff.pk)


def put(line, day):
    """Another day in the draaiboek."""
    line.save_if_unchanged(version=line.version, starts_on=day, ends_on=day)


def event_of(message):
    return next(iter(Calendar.from_ical(message.attachments[0][2]).walk("VEVENT")))


# The form, with an example that says where it comes from


@pytest.mark.parametrize("example", shipped_items("kick_off"), ids=lambda example: example["key"])
def test_both_examples_are_complete_and_say_where_they_come_from(example):
    assert example["source"]
    assert example["origin"] == "own"
    assert all(part["minutes"] > 0 and part["title"] for part in example["parts"])
    assert example["materials"]
    assert not faults_in("subject", example["subject"], WORDS)
    assert not faults_in("invitation", example["invitation"], WORDS)


def test_choosing_a_form_brings_programme_material_and_invitation(client, anna, traject):
    client.force_login(anna)

    shown = client.get(reverse("trajects:kickoff", args=[traject.pk]))
    client.post(reverse("trajects:kickoff_start", args=[traject.pk]), {"form": "limited"})

    kickoff = KickoffMeeting.objects.get(traject=traject)
    assert "Hoe begint uw school?" in shown.text
    assert kickoff.get_form_display() == "kort begin"
    assert kickoff.parts.count() == 4
    assert kickoff.materials.filter(is_ready=False).count() == 3


def test_another_form_replaces_the_example(client, anna, kickoff):
    client.force_login(anna)

    client.post(url("kickoff_start", kickoff), {"form": "limited", "version": kickoff.version})

    assert again(kickoff).form == "limited"
    assert KickoffPlan(again(kickoff)).minutes == 30


# One moment: the day and place of the draaiboek, a time, and the minutes of the programme


def test_times_follow_from_the_beginning_and_the_minutes(kickoff):
    plan = KickoffPlan(kickoff)

    assert plan.minutes == 120
    assert plan.duration == "2 uur"
    assert [row.when for row in plan.rows[:2]] == ["13.30 tot 13.40 uur", "13.40 tot 14.00 uur"]
    assert plan.ends == datetime(2026, 12, 8, 15, 30, tzinfo=AMSTERDAM)


def test_the_day_and_the_place_are_those_of_the_draaiboek(client, anna, kickoff, line):
    put(line, date(2026, 12, 10))
    client.force_login(anna)

    page = client.get(url("kickoff", kickoff))

    assert "donderdag 10 december 2026, 13.30 uur" in page.text
    assert "Dag of plaats wijzigen in het draaiboek" in page.text


def test_a_day_without_school_is_said_with_the_next_one(client, anna, kickoff, line):
    put(line, date(2026, 12, 25))
    client.force_login(anna)

    page = client.get(url("kickoff", kickoff))

    assert "is er geen school" in page.text
    assert "maandag 4 januari 2027" in page.text
    assert not KickoffPlan(again(kickoff)).is_prepared


@pytest.mark.parametrize(
    ("day", "clock"), [(date(2027, 3, 28), "02:30"), (date(2027, 10, 31), "02:30")]
)
def test_a_time_that_the_clock_skips_or_repeats_is_refused(
    client, anna, kickoff, line, day, clock
):
    put(line, day)
    client.force_login(anna)

    response = client.post(
        url("kickoff_edit", kickoff),
        {"version": kickoff.version, "begins_at": clock, "baseline": "not_here", "purpose": "Ha"},
    )

    assert response.status_code == 422
    assert "gaat de klok om" in response.text
    assert "Ha" in response.text


def test_a_meeting_without_a_line_in_the_draaiboek_says_so(client, anna, traject):
    start_kickoff(traject, form="wide", by=anna)
    client.force_login(anna)

    page = client.get(reverse("trajects:kickoff", args=[traject.pk]))

    assert "staat niet in het draaiboek" in page.text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minuut"), (30, "30 minuten"), (60, "1 uur"), (95, "1 uur en 35 minuten")],
)
def test_a_duration_in_words(minutes, words):
    assert duration(minutes) == words


# The programme


def test_parts_change_places_with_buttons(client, anna, kickoff):
    first, second = kickoff.parts.all()[:2]
    client.force_login(anna)

    client.post(reverse("trajects:kickoff_part_move", args=[second.pk]), {"direction": "up"})

    assert list(kickoff.parts.all()[:2]) == [second, first]


@pytest.mark.parametrize("minutes", ["0", "-5", "481", "tien", ""])
def test_minutes_that_cannot_be_are_refused_and_nothing_is_lost(client, anna, kickoff, minutes):
    client.force_login(anna)

    response = client.post(
        url("kickoff_part_add", kickoff),
        {"title": "Mijn rondje", "minutes": minutes, "version": 1},
    )

    assert response.status_code == 422
    assert "Mijn rondje" in response.text
    assert not KickoffPart.objects.filter(title="Mijn rondje").exists()


def test_of_two_who_change_a_part_the_second_sees_both_texts(client, anna, kickoff):
    part = kickoff.parts.first()
    seen = part.version
    part.change(version=seen, by=anna, title="Eerste")
    client.force_login(anna)

    response = client.post(
        part.get_absolute_url(), {"title": "Tweede", "minutes": 5, "version": seen}
    )

    assert response.status_code == 409
    assert "Eerste" in response.text
    assert "Tweede" in response.text


def test_the_baseline_is_chosen_and_the_page_says_what_is_not_there_yet(client, anna, kickoff):
    client.force_login(anna)
    typed = {"version": kickoff.version, "begins_at": "13:30", "baseline": "digital"}

    refused = client.post(url("kickoff_edit", kickoff), typed)
    client.post(url("kickoff_edit", kickoff), {**typed, "instrument": "workload"})
    page = client.get(url("kickoff", kickoff))

    assert refused.status_code == 422
    assert again(kickoff).instrument == "workload"
    assert "Invullen in Taakdialoog komt met het onderdeel vragenlijsten" in page.text


# Ready only when form, programme, material and invitation are


def test_it_is_ready_when_the_four_things_are(client, anna, kickoff):
    client.force_login(anna)
    material = kickoff.materials.first()
    material.change(version=material.version, by=anna, is_ready=False)

    refused = client.post(url("kickoff_step", kickoff), {"to": "ready"})
    material.change(version=material.version, by=anna, is_ready=True)
    client.post(url("kickoff_step", kickoff), {"to": "ready"})

    assert refused.status_code == 409
    assert again(kickoff).status == "ready"


def test_what_is_not_ready_cannot_be_held(anna, kickoff):
    with pytest.raises(StepNotAllowed):
        hold(kickoff, on=HELD_ON, present={}, by=anna)


# The invitation


def test_only_known_words_between_braces(client, anna, kickoff):
    client.force_login(anna)

    response = client.post(
        url("kickoff_invitation", kickoff),
        {"version": kickoff.version, "subject": "Kom", "invitation": "Tot {dag}, {naam}."},
    )

    assert response.status_code == 422
    assert "{dag} kunnen wij niet invullen" in response.text


@pytest.mark.parametrize(
    ("subject", "invitation", "words"),
    [
        ("Kom, {naam}", "Tot dan.", "Zet geen naam in het onderwerp."),
        ("Kom", "[Klik hier](https://elders.example/)", "Schrijf een webadres voluit"),
    ],
)
def test_an_invitation_keeps_the_same_rules_as_every_message(
    client, anna, kickoff, subject, invitation, words
):
    client.force_login(anna)

    response = client.post(
        url("kickoff_invitation", kickoff),
        {"version": kickoff.version, "subject": subject, "invitation": invitation},
    )

    assert response.status_code == 422
    assert words in response.text
    assert again(kickoff).invitation == kickoff.invitation


def test_what_people_typed_is_never_a_template():
    assert fill("{{ settings.SECRET_KEY }} {naam}", {"naam": "Els"}) == (
        "{{ settings.SECRET_KEY }} Els"
    )


def test_before_sending_stand_the_number_the_letter_and_who_has_no_mail(client, anna, kickoff):
    StaffMemberFactory(school=kickoff.traject.school, given_name="Zonder", email="")
    client.force_login(anna)

    page = client.get(url("kickoff_invite", kickoff))

    assert "2 collega’s krijgen een uitnodiging" in page.text
    assert "1 zonder mailadres" in page.text
    assert "dinsdag 8 december 2026, 13.30 uur tot 15.30 uur" in page.text
    assert "oriënteren" in page.text
    assert not Message.objects.exists()


def test_everybody_gets_one_letter_with_the_appointment(anna, els, kickoff):
    StaffMemberFactory.create_batch(3, school=kickoff.traject.school)

    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)
    invite(again(kickoff), staff=kickoff.staff(HELD_ON), by=anna)
    work_due()
    Job.objects.update(status="waiting")
    work_due()

    assert Message.objects.count() == 5
    letter = Message.objects.get(to=els.email)
    event = event_of(letter)
    assert "Beste Els" in letter.body
    assert letter.subject.startswith("Doe mee met de studiemiddag over ons taakbeleid op dinsdag")
    assert event["UID"].startswith(f"startbijeenkomst-{kickoff.pk}@")
    assert event["DTSTART"].dt == datetime(2026, 12, 8, 13, 30, tzinfo=AMSTERDAM)
    assert event["DTEND"].dt == datetime(2026, 12, 8, 15, 30, tzinfo=AMSTERDAM)
    assert event["LOCATION"] == "Aula"


def test_only_the_chosen_function_groups_are_invited(anna, kickoff):
    helper = StaffMemberFactory(school=kickoff.traject.school, staff_category="oop")
    kickoff.change(version=kickoff.version, by=anna, audience=[StaffCategory.OOP])

    assert list(kickoff.staff(HELD_ON)) == [helper]


def test_another_moment_updates_the_same_event(client, anna, kickoff, line):
    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)
    work_due()
    put(line, date(2026, 12, 10))
    client.force_login(anna)

    page = client.get(url("kickoff", kickoff))
    client.post(url("kickoff_tell", kickoff), {"version": again(kickoff).version})
    work_due()

    assert "De genodigden weten dit nog niet." in page.text
    first, second = Message.objects.order_by("pk")
    assert event_of(first)["UID"] == event_of(second)["UID"]
    assert event_of(second)["SEQUENCE"] == event_of(first)["SEQUENCE"] + 1
    assert event_of(second)["DTSTART"].dt.date() == date(2026, 12, 10)
    assert second.subject == "Gewijzigd: startbijeenkomst op donderdag 10 december 2026"


def test_who_knows_the_moment_is_not_told_again(anna, kickoff):
    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)

    with pytest.raises(WrongMoment):
        require(anna, "trajects.tell_kickoff", again(kickoff))


def test_calling_it_off_takes_the_appointment_out_of_the_calendar(anna, kickoff):
    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)
    work_due()

    cancel(again(kickoff), reason="De zaal is weg.", by=anna)
    work_due()

    letter = Message.objects.order_by("pk").last()
    assert "De zaal is weg." in letter.body
    assert "method=CANCEL" in letter.attachments[0][1]
    assert event_of(letter)["STATUS"] == "CANCELLED"
    assert not KickoffPlan(again(kickoff)).kickoff.is_open


def test_after_calling_off_people_are_invited_anew(anna, kickoff):
    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)
    work_due()
    cancel(again(kickoff), reason="De zaal is weg.", by=anna)
    work_due()

    again(kickoff).step("concept", by=anna)
    assert invite(again(kickoff), staff=kickoff.staff(HELD_ON), by=anna).number == 1
    work_due()

    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert len(subjects) == 3
    assert subjects[0] == subjects[2]
    sequences = [event_of(letter)["SEQUENCE"] for letter in Message.objects.order_by("pk")]
    assert sequences == sorted(set(sequences))


def test_a_letter_that_was_overtaken_is_not_written(anna, kickoff):
    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)
    cancel(again(kickoff), reason="De zaal is weg.", by=anna)

    work_due()

    assert [letter.template for letter in Message.objects.all()] == ["trajects/kickoff_cancelled"]


def test_a_meeting_that_has_begun_invites_nobody(client, anna, kickoff, today):
    today.move_to(datetime(2026, 12, 8, 14, 0, tzinfo=AMSTERDAM))
    client.force_login(anna)

    assert client.get(url("kickoff_invite", kickoff)).status_code == 409


def test_colleagues_read_the_programme_once_they_are_invited(client, anna, els, kickoff):
    client.force_login(els)
    before = client.get(url("kickoff_programme", kickoff))

    invite(kickoff, staff=kickoff.staff(HELD_ON), by=anna)
    page = client.get(url("kickoff_programme", kickoff))

    assert before.status_code == 404
    assert "De basis van het taakbeleid" in page.text
    assert "Reken één voorbeeld voor op het bord" not in page.text


# Presence as totals


OP, OOP, DIR = StaffGroup(("op",), 92), StaffGroup(("oop",), 15), StaffGroup(("dir",), 3)


def test_a_small_group_is_joined_before_anything_is_asked():
    assert joined([OP, OOP, DIR], 5) == [OP, StaffGroup(("oop", "dir"), 18)]


def test_a_group_that_stays_small_takes_the_next_one_along():
    tiny = [StaffGroup(("op",), 40), StaffGroup(("oop",), 2), StaffGroup(("dir",), 1)]

    assert joined(tiny, 5) == [StaffGroup(("op", "oop", "dir"), 43)]


def test_a_school_with_a_higher_minimum_joins_more():
    assert joined([OP, StaffGroup(("oop",), 12)], 20) == [StaffGroup(("op", "oop"), 104)]


def test_presence_shows_totals_with_their_base(client, anna, kickoff):
    school = kickoff.traject.school
    StaffMemberFactory.create_batch(8, school=school)
    StaffMemberFactory.create_batch(2, school=school, staff_category="oop")
    StaffMemberFactory.create_batch(4, school=school, staff_category="dir")
    kickoff.prepare(by=anna)
    client.force_login(anna)

    form = client.get(url("kickoff_hold", kickoff))
    typed = {"held_on": "2026-11-23", "op": 6, "oop_dir": 5}
    client.post(url("kickoff_hold", kickoff), typed)
    page = client.get(url("kickoff", kickoff))

    assert "Aanwezig: OOP en directie samen" in form.text
    assert "11 van 15 (73%)" in page.text
    assert "5 van 6 (83%)" in page.text
    assert set(again(kickoff).presence.values_list("group", flat=True)) == {"op", "oop_dir"}


def test_more_than_there_are_and_a_day_to_come_are_refused(client, anna, kickoff):
    kickoff.prepare(by=anna)
    client.force_login(anna)

    response = client.post(url("kickoff_hold", kickoff), {"held_on": "2026-12-08", "op": 7})

    assert response.status_code == 422
    assert "moet nog komen" in response.text
    assert "Dat zijn er meer dan er in dienst zijn (1)." in response.text


def test_without_a_staff_list_a_count_is_enough(client, anna, kickoff):
    kickoff.traject.school.staff.all().delete()
    kickoff.prepare(by=anna)
    client.force_login(anna)

    client.post(url("kickoff_hold", kickoff), {"held_on": "2026-11-23", "all": 74})
    page = client.get(url("kickoff", kickoff))

    assert staff_groups(kickoff)[0].label == "alle collega's"
    assert "De personeelslijst is leeg" in page.text


# What came out of it


@pytest.fixture
def held(kickoff, anna):
    kickoff.prepare(by=anna)
    hold(kickoff, on=date(2026, 11, 23), present={StaffGroup(("op",), 1): 1}, by=anna)
    return again(kickoff)


def test_nothing_is_written_down_before_it_was_held(client, anna, kickoff):
    client.force_login(anna)

    assert client.get(url("kickoff_yield_add", kickoff)).status_code == 409


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ("answered", "Schrijf het antwoord op."),
        ("to_theme", "Kies het thema waaronder dit aan tafel komt."),
        ("to_run_sheet", "Kies de regel in het draaiboek."),
        ("parked", "Kies de dag waarop u dit weer bekijkt."),
    ],
)
def test_every_ending_says_what_belongs_to_it(client, anna, held, ending, words):
    client.force_login(anna)

    response = client.post(
        url("kickoff_yield_add", held),
        {"kind": "question", "text": "Mag dit?", "ending": ending, "version": 1},
    )

    assert response.status_code == 422
    assert words in response.text
    assert "Mag dit?" in response.text


def test_a_concern_goes_to_a_theme_and_colleagues_read_that(client, anna, els, held):
    theme = ThemeFactory(traject=held.traject, title="Werkdruk")
    client.force_login(anna)
    client.post(
        url("kickoff_yield_add", held),
        {
            "kind": "concern",
            "text": "Te vol",
            "ending": "to_theme",
            "theme": theme.pk,
            "version": 1,
        },
    )
    KickoffMeeting.objects.filter(pk=held.pk).update(
        invited_at=TUESDAY, told_from=TUESDAY, told_until=TUESDAY
    )
    client.force_login(els)

    page = client.get(url("kickoff_programme", held))

    assert KickoffYield.objects.get().theme == theme
    assert "Te vol" in page.text
    assert "naar een thema aan tafel" in page.text


def test_a_theme_of_another_school_cannot_be_chosen(client, anna, held, other_traject):
    theirs = ThemeFactory(traject=other_traject)
    client.force_login(anna)

    response = client.post(
        url("kickoff_yield_add", held),
        {"kind": "concern", "text": "X", "ending": "to_theme", "theme": theirs.pk, "version": 1},
    )

    assert response.status_code == 422


def test_the_history_never_says_what_was_said(anna, held, client):
    client.force_login(anna)
    client.post(
        url("kickoff_yield_add", held),
        {"kind": "concern", "text": "Geheime zorg", "ending": "open", "version": 1},
    )

    page = client.get(url("kickoff", held))

    assert page.text.count("Geheime zorg") == 2  # the row, and the name of its link


def test_aftercare_is_finished_and_can_be_opened_again(client, anna, held):
    client.force_login(anna)

    client.post(url("kickoff_step", held), {"to": "finished"})
    client.post(url("kickoff_step", held), {"to": "held"})

    assert again(held).status == "held"


# Paper, rows and cost


def test_the_programme_leaves_as_rows_in_its_order(client, anna, kickoff):
    client.force_login(anna)

    address = reverse("core:rows_export", args=["startprogramma", kickoff.traject_id, "csv"])
    lines = client.get(address).content.decode("utf-8-sig").splitlines()

    assert lines[0].replace('"', "").startswith("sleutel;tijd;minuten;wat")
    assert "13.30 tot 13.40 uur" in lines[1]
    assert len(lines) == 9


def test_a_pdf_holds_the_programme_and_a_page_for_the_host(client, anna, kickoff):
    client.force_login(anna)

    response = client.post(url("kickoff_paper", kickoff))

    assert response.url == Document.objects.get().get_absolute_url()


def test_the_page_costs_the_same_with_many_parts(client, anna, held):
    client.force_login(anna)
    counts = []
    for _ in range(2):
        for position in range(30):
            KickoffPart.objects.create(kickoff=held, position=position, minutes=5, title="Deel")
            KickoffYield.objects.create(kickoff=held, text="Vraag", position=position)
        counts.append(_queries(client, url("kickoff", held)))

    assert counts[0] == counts[1] <= 14


def _queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
