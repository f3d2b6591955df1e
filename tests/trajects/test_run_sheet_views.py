"""P2: the same lines as a list, a timeline, a week and a month, also when there are 400."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import RunSheetItemFactory
from trajects.models import RunSheetItem, Seat

pytestmark = pytest.mark.django_db

VIEWS = ("run_sheet", "run_sheet_timeline", "run_sheet_week", "run_sheet_month")


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


def address(name, traject):
    return reverse(f"trajects:{name}", args=[traject.pk])


@pytest.fixture
def rows(traject) -> list[RunSheetItem]:
    """Over the autumn holiday, on one day, and in another month."""
    days = [
        ("long", date(2026, 10, 14), date(2026, 10, 27)),
        ("short", date(2026, 10, 14), date(2026, 10, 14)),
        ("later", date(2026, 12, 1), date(2026, 12, 1)),
    ]
    return [
        RunSheetItemFactory(
            traject=traject, key=key, title=key.capitalize(), starts_on=first, ends_on=last
        )
        for key, first, last in days
    ]


def lines(week) -> list[list[tuple[str, int]]]:
    return [[(cell.line.key, cell.span) for cell in lane if cell.line] for lane in week.lanes]


def test_the_month_shows_whole_weeks_with_what_spans_days(client, anna, traject, rows):
    client.force_login(anna)

    response = client.get(address("run_sheet_month", traject), {"dag": "2026-10-14"})

    weeks = response.context["weeks"]
    assert weeks[0].days[0].on == date(2026, 9, 28)
    assert weeks[-1].days[-1].on == date(2026, 11, 1)
    assert lines(weeks[2]) == [[("long", 5)], [("short", 1)]]
    assert lines(weeks[3]) == [[("long", 7)]]
    assert lines(weeks[4]) == [[("long", 2)]]
    assert all(sum(cell.span for cell in lane) == 7 for week in weeks for lane in week.lanes)


def test_today_is_marked_and_free_days_have_their_name(client, anna, traject, rows, school):
    school.calendar_days.create(
        title="Studiedag", first_on=date(2026, 10, 9), last_on=date(2026, 10, 9), kind="blocked"
    )
    client.force_login(anna)

    page = client.get(address("run_sheet_month", traject)).content.decode()

    assert 'aria-current="date"><span class="td-cal-date">wo 7 okt' in page
    assert "Studiedag" in page
    assert "Herfstvakantie" in page
    assert "Studiedag" in client.get(address("run_sheet_week", traject)).content.decode()


def test_the_week_pages_by_real_links(client, anna, traject, rows):
    client.force_login(anna)

    response = client.get(address("run_sheet_week", traject), {"dag": "2026-10-14"})

    assert response.context["first"] == date(2026, 10, 12)
    page = response.content.decode()
    assert "?dag=2026-10-05" in page
    assert "?dag=2026-10-19" in page
    assert {line.key for day in response.context["days"] for line in day.lines} == {
        "long",
        "short",
    }


@pytest.mark.parametrize(
    "day", ["", "gisteren", "2026-02-30", "0001-01-01", "9999-12-31", "2098-12-31"]
)
@pytest.mark.parametrize("view", ["run_sheet_week", "run_sheet_month"])
def test_a_day_that_does_not_exist_is_today(client, anna, traject, rows, view, day):
    client.force_login(anna)

    assert client.get(address(view, traject), {"dag": day}).status_code == 200


def test_a_filter_stays_while_switching_view(client, anna, traject, rows):
    RunSheetItem.objects.filter(key="short").update(phase="execution")
    client.force_login(anna)

    for view in VIEWS:
        asked = {"fase": "execution", "dag": "2026-10-14"}
        page = client.get(address(view, traject), asked).content.decode()
        assert "Short" in page
        assert "Long" not in page
        for other in VIEWS:
            assert f'href="{address(other, traject)}?fase=execution' in page


def test_the_timeline_has_a_bar_an_arrow_and_a_row_for_each_line(client, anna, traject, rows):
    rows[2].waits_for.add(rows[0])
    client.force_login(anna)

    response = client.get(address("run_sheet_timeline", traject))

    chart = response.context["chart"]
    assert [bar.task.key for bar in chart.bars] == ["short", "long", "later"]
    assert len(chart.arrows) == 1
    assert chart.today is None or chart.today > chart.labels
    assert any("Herfstvakantie" in shade.label for shade in chart.shades)
    assert response.content.decode().count("<tr class=") == 3


def fill(traject, number: int) -> None:
    """So many lines over a school year, every second one waiting for the one before."""
    seat = Seat.objects.get(traject=traject, role="project_leader")
    start, have = date(2026, 10, 12), traject.run_sheet.count()
    made = [
        RunSheetItem(
            traject=traject,
            key=f"regel-nr-{have + each}",
            title=f"Activiteit {each}",
            phase=("planning", "execution", "evaluation")[each % 3],
            link=("team", "policy", "themes")[each % 3],
            starts_on=start + timedelta(days=7 * (each % 30)),
            ends_on=start + timedelta(days=7 * (each % 30) + 1),
            responsible=seat,
            responsible_role="project_leader",
        )
        for each in range(number - have)
    ]
    made = RunSheetItem.objects.bulk_create(made)
    for first, second in zip(made[::2], made[1::2], strict=False):
        second.waits_for.add(first)


MOST = {
    "run_sheet": 7,
    "run_sheet_timeline": 7,
    "run_sheet_week": 7,
    "run_sheet_month": 7,
    "run_sheet_shift": 7,
    "traject": 8,
}


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_400_lines_cost_as_many_queries_as_40_and_stay_light(
    client, anna, traject, name, most, django_assert_max_num_queries
):
    client.force_login(anna)
    counts = []
    for number in (40, 400):
        fill(traject, number)
        with django_assert_max_num_queries(most) as asked:
            response = client.get(address(name, traject))
        counts.append(len(asked))
        assert len(response.content) < 100_000

    assert traject.run_sheet.count() == 400
    assert counts[0] == counts[1]


def test_a_line_of_400_and_a_change_of_them_cost_no_more_queries(
    client, anna, traject, django_assert_max_num_queries
):
    client.force_login(anna)
    fill(traject, 400)
    item = traject.run_sheet.order_by("pk")[7]

    with django_assert_max_num_queries(8):
        client.get(item.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(address("run_sheet_bulk", traject), {"regel": [item.pk]})


def test_the_list_pages_at_50_lines_and_keeps_its_weeks(client, anna, traject):
    fill(traject, 400)
    client.force_login(anna)

    first = client.get(address("run_sheet", traject))
    last = client.get(address("run_sheet", traject), {"page": "8"})

    assert sum(len(group.rows) for group in first.context["groups"]) == 50
    assert sum(len(group.rows) for group in last.context["groups"]) == 50
    assert first.context["groups"][0].title == "Volgende week"
    assert "Volgende" in first.content.decode()


def test_the_timeline_of_many_lines_opens_where_work_is_left(client, anna, traject):
    fill(traject, 400)
    done = list(traject.run_sheet.values_list("pk", flat=True)[:120])
    RunSheetItem.objects.filter(pk__in=done).update(status="done")
    client.force_login(anna)

    response = client.get(address("run_sheet_timeline", traject))

    assert response.context["page"].number == 3
    assert len(response.context["chart"].bars) == 50
