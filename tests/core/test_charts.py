"""Charts are geometry: the same counts and dates always draw the same shapes."""

import datetime

import pytest

from core.charts.clock import clock
from core.charts.diverging import MIDDLE, REACH, Counts, diverging
from core.charts.shapes import diagonals, dots
from core.charts.tally import tally
from core.charts.timeline import LABELS, WIDTH, Shade, Task, timeline

DAY = datetime.date(2027, 1, 12)


def shifted(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days=days)


def segments(chart, number=0):
    return {part.kind: part for part in chart.rows[number].segments}


def test_houden_zo_is_centred_on_the_zero_line():
    parts = segments(diverging([Counts("Mentoraat", less=2, keep=4, more=3)]))

    assert parts["keep"].label_x == pytest.approx(MIDDLE)
    assert parts["less"].x + parts["less"].width == pytest.approx(parts["keep"].x, abs=0.02)
    assert parts["more"].x == pytest.approx(parts["keep"].x + parts["keep"].width, abs=0.02)


def test_anders_has_a_column_of_its_own():
    chart = diverging([Counts("Mentoraat", less=1, more=5, different=3)])
    parts = segments(chart)

    assert parts["different"].x == chart.column
    assert parts["more"].x + parts["more"].width <= chart.column


def test_one_answer_has_the_same_width_everywhere():
    chart = diverging(
        [Counts("A", less=6, keep=2, more=1, different=2), Counts("B", more=4, different=1)]
    )

    widths = {round(p.width / p.count, 2) for row in chart.rows for p in row.segments}

    assert max(widths) - min(widths) < 0.02
    assert all(p.x >= MIDDLE - REACH - 0.1 for row in chart.rows for p in row.segments)


def test_the_most_agreed_item_comes_first():
    chart = diverging([Counts("Verdeeld", less=3, more=3), Counts("Eens", more=6)])

    assert [row.counts.label for row in chart.rows] == ["Eens", "Verdeeld"]


def test_weet_ik_niet_stays_outside_the_base():
    assert Counts("A", more=5, unknown=4).base == 5


def test_too_few_answers_are_not_drawn():
    row = diverging([Counts("A", more=4)]).rows[0]

    assert row.is_too_few
    assert row.segments == ()


def test_an_item_without_answers_is_too_few_whatever_the_minimum():
    assert diverging([Counts("A")], minimum=0).rows[0].is_too_few


def test_patterns_stay_inside_their_box():
    for path in (diagonals(10, 4, 30, 24), dots(10, 4, 30, 24)):
        places = path.replace("M", " ").replace("L", " ").replace("h.01", "").split()
        numbers = [float(number) for number in places]
        assert min(numbers[::2]) >= 10
        assert max(numbers[::2]) <= 40
        assert min(numbers[1::2]) >= 4
        assert max(numbers[1::2]) <= 28


def test_a_timeline_covers_whole_months_and_marks_today():
    chart = timeline([Task(1, "Sessie", DAY, shifted(30))], today=DAY)

    assert [month.label for month in chart.months] == ["jan 2027", "feb"]
    assert LABELS < chart.today < WIDTH


def test_an_arrow_runs_to_what_waits():
    chart = timeline(
        [Task(1, "Eerst", DAY, DAY), Task(2, "Dan", shifted(9), shifted(9), after=(1,))]
    )

    assert len(chart.arrows) == 1


def test_a_dependency_outside_the_picture_draws_nothing():
    assert timeline([Task(2, "Dan", DAY, DAY, after=(99,))]).arrows == ()


def test_holidays_outside_the_picture_are_left_out():
    away = Shade("Zomer", shifted(200), shifted(240))
    near = Shade("Vakantie", shifted(3), shifted(6))

    chart = timeline([Task(1, "Sessie", DAY, DAY)], [away, near])

    assert [shade.label for shade in chart.shades] == ["Vakantie"]


def test_an_empty_plan_has_no_timeline():
    assert timeline([]) is None


def test_a_tally_names_its_base_and_its_line():
    result = tally(58, 96, 64)

    assert result.sentence == "58 van 96, nodig zijn er 64"
    assert not result.is_reached
    assert result.filled < result.line < result.width


def test_a_tally_without_anybody_stays_empty():
    assert tally(0, 0).filled == 0


@pytest.mark.parametrize(
    ("today", "left", "passed"), [(0, 10, False), (10, 0, False), (11, -1, True)]
)
def test_the_clock_runs_up_to_and_including_the_last_day(today, left, passed):
    result = clock(DAY, shifted(10), shifted(today))

    assert result.left == left
    assert result.is_passed is passed
