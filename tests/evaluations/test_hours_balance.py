"""The Urenbalans: the arithmetic of the taakbeleid, exactly as in the examples of the domain."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.models.hours import HoursBalance, HoursChange, hours_left, lessons_that_fit

NORM = Decimal(1659)


def change(delta, *, category="Voor- en nawerk", taken_from="", **more):
    fields = {"title": "Opslagfactor", "group": "OP", "fte": Decimal(60), "persons": 77} | more
    return HoursChange(category=category, delta=Decimal(delta), taken_from=taken_from, **fields)


def balance(*changes):
    return HoursBalance.of(changes, norm=NORM)


def test_at_a_full_job_424_hours_are_left_for_other_tasks():
    assert hours_left(NORM, Decimal(720), Decimal("0.60"), Decimal(83)) == 424


def test_at_four_fifths_everything_is_pro_rata():
    assert hours_left(
        NORM, Decimal(576), Decimal("0.60"), Decimal("66.4"), factor=Decimal("0.8")
    ) == Decimal("339.2")


def test_raising_the_factor_to_065_costs_36_hours_per_fte():
    assert Decimal(720) * Decimal("0.65") - Decimal(720) * Decimal("0.60") == 36
    assert change(36).delta == 36


def test_taken_from_other_tasks_388_hours_are_left():
    assert hours_left(NORM, Decimal(720), Decimal("0.65"), Decimal(83)) == 388


def test_taken_from_lessons_21_8_lesson_hours_less_fit():
    fits = lessons_that_fit(Decimal(1152), Decimal("0.65"))
    less = Decimal(720) - fits

    assert round(fits, 1) == Decimal("698.2")
    assert round(less, 1) == Decimal("21.8")
    assert round(less * 60) == 1309
    assert round(less * 60 / fits, 1) == Decimal("1.9")


def test_for_60_fte_the_change_costs_2160_hours():
    assert change(36).total == 2160


def test_hours_that_are_not_pro_rata_count_heads():
    mentor = change(20, fte=Decimal("11.4"), persons=14, is_pro_rata=False)

    assert mentor.total == 280
    assert mentor.at(Decimal("0.4")) == 20


def test_a_pro_rata_change_is_smaller_for_a_part_timer():
    assert change(36).at(Decimal("0.4")) == Decimal("14.4")


def test_a_package_that_says_where_hours_come_from_closes():
    package = balance(change(36, taken_from="Overige taken"))

    assert package.closes
    assert package.groups[0].by_category == {
        "Voor- en nawerk": Decimal(36),
        "Overige taken": Decimal(-36),
    }


def test_hours_out_of_the_own_category_close_without_a_system_change():
    package = balance(change(12, category="Overige taken", taken_from="Overige taken"))

    assert package.closes
    assert not package.moves_between_categories


def test_two_changes_that_cancel_out_close_the_package():
    assert balance(change(36), change(-36, category="Overige taken")).closes


def test_hours_are_not_counted_twice_when_both_sides_are_in_the_package():
    """Less lessons, and more prep that says: taken from the lessons."""
    package = balance(
        change(-22, category="Lestaak", taken_from="Voor- en nawerk"),
        change(22, taken_from="Lestaak"),
    )

    assert package.closes
    assert package.groups[0].by_category == {
        "Lestaak": Decimal(-22),
        "Voor- en nawerk": Decimal(22),
    }


def test_what_the_other_side_really_gives_decides_whether_it_closes():
    package = balance(change(-10, category="Lestaak"), change(22, taken_from="Lestaak"))

    assert package.groups[0].gap == 12


def test_more_hours_in_that_category_do_not_stand_in_the_way():
    package = balance(
        change(10, category="Overige taken", taken_from="Lestaak"),
        change(36, taken_from="Overige taken"),
    )

    assert package.closes


def test_a_package_that_does_not_close_names_the_gap():
    package = balance(change(36))

    assert not package.closes
    assert package.groups[0].gap == 36
    assert package.total_gap == 2160
    assert round(package.gap_in_fte, 1) == Decimal("1.3")


def test_each_function_must_close_by_itself():
    package = balance(change(10, group="OP"), change(-10, group="OOP"))

    assert not package.closes


def test_hours_between_categories_are_a_system_change():
    """The known ruling: 750 to 700 lesson hours, 50 to deskundigheidsbevordering (R25)."""
    package = balance(change(-50, category="Lestaak", taken_from="Deskundigheidsbevordering"))

    assert package.moves_between_categories


def test_hours_inside_one_category_are_no_system_change():
    package = balance(change(10, category="Overige taken"), change(-10, category="Overige taken"))

    assert not package.moves_between_categories


def test_a_change_of_text_only_is_no_system_change():
    assert not balance(change(0)).moves_between_categories


CATEGORIES = ["Lestaak", "Voor- en nawerk", "Overige taken"]
MOVES = st.tuples(
    st.decimals(-500, 500, places=2),
    st.sampled_from(CATEGORIES),
    st.sampled_from(["", *CATEGORIES]),
)


@given(st.lists(MOVES, max_size=8))
def test_no_hour_is_made_or_lost(moves):
    changes = [change(delta, category=own, taken_from=other) for delta, own, other in moves]

    for group in balance(*changes).groups:
        assert sum(group.by_category.values()) == group.gap


@pytest.mark.parametrize("delta", ["0.1", "0.33"])
def test_nothing_is_rounded_before_it_is_shown(delta):
    assert change(delta, fte=Decimal("0.5808")).total == Decimal(delta) * Decimal("0.5808")
