"""Dates, numbers and shares read as a Dutch school writes them."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone

from core import words
from core.differences import differences

DAY = datetime.date(2027, 1, 12)


def rendered(source: str, **context) -> str:
    return Template("{% load td %}" + source).render(Context(context))


def test_a_date_is_written_out():
    assert words.datum(DAY) == "dinsdag 12 januari 2027"
    assert words.datum_kort(DAY) == "di 12 jan"


def test_a_moment_is_local_and_has_a_point():
    utc = datetime.datetime(2027, 1, 12, 14, 30, tzinfo=datetime.UTC)

    assert words.moment(utc) == "dinsdag 12 januari 2027, 15.30 uur"


def test_late_in_the_evening_is_the_next_day_here():
    assert words.datum(datetime.datetime(2027, 1, 12, 23, 30, tzinfo=datetime.UTC)) == (
        "woensdag 13 januari 2027"
    )


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (DAY, "dinsdag 12 januari 2027"),
        (None, "dinsdag 12 januari 2027"),
        (datetime.date(2027, 1, 14), "12 tot en met 14 januari 2027"),
        (datetime.date(2027, 2, 3), "12 januari tot en met 3 februari 2027"),
        (datetime.date(2028, 2, 3), "12 januari 2027 tot en met 3 februari 2028"),
    ],
)
def test_a_period_says_what_is_shared_once(end, said):
    assert words.periode(DAY, end) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2026, "2026-2027"),
        (datetime.date(2027, 7, 31), "2026-2027"),
        (datetime.date(2027, 8, 1), "2027-2028"),
    ],
)
def test_a_school_year_starts_in_august(value, said):
    assert words.schooljaar(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(1659, "1.659"), (12.5, "12,5"), (Decimal("0.25"), "0,25"), (-40, "-40"), (0, "0")],
)
def test_hours_have_a_point_for_thousands_and_a_comma_for_parts(value, said):
    assert words.uren(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(1, "1,0"), (Decimal("0.8000"), "0,8"), ("0.8125", "0,8125")]
)
def test_a_working_time_factor_keeps_its_comma(value, said):
    assert words.wtf(value) == said


def test_a_share_names_its_base():
    assert words.aandeel(74, 110) == "74 van 110 (67%)"
    assert words.aandeel(0, 0) == "0 van 0"


@pytest.mark.parametrize(
    ("name", "said"), [("Els van der Veen", "EV"), ("Cher", "C"), ("", ""), ("Ömer Şahin", "ÖŞ")]
)
def test_initials_are_those_of_the_first_and_last_word(name, said):
    assert words.initials(name) == said


def test_what_is_not_there_yet_shows_as_nothing():
    assert rendered("{{ day|datum }}|{{ hours|uren }}", day=None, hours="") == "|"


def test_filters_reach_templates():
    assert rendered("{{ 74|aandeel:110 }}, {{ day|periode:day }}", day=DAY) == (
        "74 van 110 (67%), dinsdag 12 januari 2027"
    )


def test_a_badge_has_a_word_and_an_icon():
    shown = rendered("{% badge 'consented' label='instemming' %}")

    assert "td-tone-success" in shown
    assert "shield-check" in shown
    assert "instemming" in shown


def test_an_unknown_status_is_neutral():
    assert "td-tone-neutral" in rendered("{% badge 'iets anders' %}")


def test_an_icon_beside_a_word_is_silent_and_alone_it_speaks():
    assert 'aria-hidden="true"' in rendered("{% icon 'check-circle' %}")
    assert 'aria-label="klaar"' in rendered("{% icon 'check-circle' 'klaar' %}")


def test_an_icon_on_paper_carries_its_drawing():
    shown = rendered("{% icon 'check-circle' inline=True %}")

    assert "<path" in shown
    assert "<use" not in shown


def test_differences_are_found_word_by_word():
    pieces = differences("krijgt 50 uren", "krijgt 70 uren")

    assert pieces == [("same", "krijgt "), ("gone", "50"), ("added", "70"), ("same", " uren")]


def test_side_by_side_shows_each_text_once_and_escaped():
    shown = rendered("{% diff old new %}", old="<b>50</b> uren", new="70 uren")

    assert "<del>&lt;b&gt;50&lt;/b&gt;</del>" in shown
    assert "<ins>70</ins>" in shown


def test_now_is_a_moment_too():
    assert words.tijd(timezone.now()).endswith(" uur")
