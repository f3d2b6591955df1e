"""The year on one strip: every line inside the picture, on a laptop and on a phone."""

from datetime import date, timedelta

import pytest

from people.models import SchoolCalendar
from tests.factories import SchoolFactory
from trajects.actions.start import rows_of
from trajects.charts import year_strip
from trajects.models.schedule import plan
from trajects.models.template import run_sheet_lines

pytestmark = pytest.mark.django_db
STARTS_ON, TARGET_ON = date(2026, 9, 14), date(2027, 5, 20)


@pytest.fixture
def calendar():
    return SchoolCalendar.of(SchoolFactory(region="midden"), STARTS_ON, TARGET_ON)


@pytest.fixture
def rows(calendar):
    lines = run_sheet_lines(3)
    placed = plan(
        [line.activity for line in lines],
        calendar=calendar,
        starts_on=STARTS_ON,
        target_on=TARGET_ON,
    )
    return rows_of([(line, placed[line.key]) for line in lines])


@pytest.mark.parametrize("is_phone", [False, True])
def test_every_line_lies_inside_its_picture_and_covers_no_other(rows, calendar, is_phone):
    strip = year_strip(rows, calendar, TARGET_ON, is_phone=is_phone)

    pieces = [piece for lane in strip.lanes for piece in lane.pieces]
    assert len(pieces) == len(rows)
    assert sum(piece.is_session for piece in pieces) == 3
    for piece in pieces:
        assert strip.labels <= piece.x <= strip.width
        assert strip.head < piece.y < strip.height - 8
    for lane in strip.lanes:
        for one in lane.pieces:
            same = [each for each in lane.pieces if each.y == one.y and each is not one]
            assert all(one.x + one.width <= each.x or each.x < one.x for each in same)


@pytest.mark.parametrize("is_phone", [False, True])
def test_breaks_are_shaded_and_end_where_the_picture_ends(rows, calendar, is_phone):
    strip = year_strip(rows, calendar, TARGET_ON, is_phone=is_phone)

    titles = {band.label for band in strip.breaks}
    assert {"Kerstvakantie", "Zomervakantie"} <= titles
    assert strip.head + strip.depth == strip.height
    assert all(band.x + band.width <= strip.width + 1 for band in [*strip.breaks, *strip.tests])


def test_a_phone_gets_letters_instead_of_names_of_months(rows, calendar):
    strip = year_strip(rows, calendar, TARGET_ON, is_phone=True)

    assert strip.width <= 340
    assert {len(month.label) for month in strip.months} == {1}
    assert all(lane.text_y < lane.y for lane in strip.lanes)


def test_the_target_near_the_right_edge_has_its_words_on_the_left(rows, calendar):
    last = max(row.ends_on for row in rows)

    strip = year_strip(rows, calendar, last + timedelta(days=5))

    assert strip.target_anchor == "end"
    assert strip.target_text < strip.target
