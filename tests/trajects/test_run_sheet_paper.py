"""P2, XS13, XG4: the draaiboek on paper: a list, week by week, and on one sheet of A3."""

import re
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from types import SimpleNamespace

import pikepdf
import pypdf
import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core.charts.timeline import Shade
from core.charts.wall import HEIGHT, MOST, WIDTH, Strip, hatched, wall
from core.models import Document
from core.papers import paper_named
from core.printing import print_pdf
from tests.factories import RunSheetItemFactory
from trajects.documents.run_sheet import chosen_for_the_wall
from trajects.models import RunSheetItem

pytestmark = pytest.mark.django_db
A3 = (1190.55, 841.89)


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel("2027-01-13 10:00+01:00", tick=False):
        yield


def many(traject, number):
    """Rows through the year, some done, busy, skipped or late, each waiting for the last."""
    statuses = ["done", "busy", "not_started", "skipped"]
    phases = ["planning", "execution", "evaluation"]
    rows = RunSheetItem.objects.bulk_create(
        RunSheetItem(
            traject=traject,
            key=f"regel-{each}",
            phase=phases[each * 3 // number],
            kind="session" if each % 9 == 0 else "activity",
            title=f"Activiteit {each} met een naam die op het blad nog leesbaar moet zijn",
            starts_on=date(2026, 9, 14) + timedelta(days=each * 250 // number),
            ends_on=date(2026, 9, 14)
            + timedelta(days=each * 250 // number + (0 if each % 9 == 0 else 5)),
            status=statuses[each % 4],
            skip_reason="niet nodig" if each % 4 == 3 else "",
        )
        for each in range(number)
    )
    for before, after in pairwise(rows):
        after.waits_for.add(before)
    return rows


def html_of(traject, kind):
    template, context = paper_named(kind).make(traject)
    document = SimpleNamespace(title="Draaiboek", shows_version="")
    return render_to_string(template, {"document": document, "made_at": timezone.now(), **context})


def printed(traject, kind) -> pypdf.PdfReader:
    pdf = print_pdf(html_of(traject, kind), title="Draaiboek", still_busy=lambda: None)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert opened.Root.Lang == "nl"
    return pypdf.PdfReader(BytesIO(pdf))


def test_86_rows_stand_on_one_sheet_of_a3_and_can_be_read(traject):
    many(traject, 86)

    pdf = printed(traject, "trajects.run_sheet_wall")

    assert len(pdf.pages) == 1
    assert [float(each) for each in pdf.pages[0].mediabox[2:]] == pytest.approx(A3, abs=0.1)
    text = pdf.pages[0].extract_text()
    assert text.count("Activiteit") == 86
    assert "vandaag" in text
    html = html_of(traject, "trajects.run_sheet_wall")
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', html)}
    assert min(sizes) / 10 * 72 / 25.4 >= 5.5, "in points on the sheet"


def test_of_400_rows_the_sheet_says_what_it_leaves_out(traject):
    many(traject, 400)

    pdf = printed(traject, "trajects.run_sheet_wall")

    assert len(pdf.pages) == 1
    text = " ".join(pdf.pages[0].extract_text().split())
    assert f"{MOST} van 400 regels" in text
    assert f"De andere {400 - MOST} vindt u in het Excel-bestand" in text


def test_moments_and_open_rows_go_first_and_stay_in_order(traject):
    rows = many(traject, 40)

    chosen = chosen_for_the_wall(rows, 20)

    moments = [row for row in rows if row.kind == "session"]
    assert set(moments) <= set(chosen)
    assert all(row.is_open for row in chosen if row.kind != "session")
    assert chosen == sorted(chosen, key=rows.index)


def test_an_empty_draaiboek_prints_too(traject):
    for kind in ("trajects.run_sheet_wall", "trajects.run_sheet_weeks", "trajects.run_sheet"):
        assert "regels" in printed(traject, kind).pages[0].extract_text()


def test_the_week_list_holds_what_is_open_late_first(traject):
    RunSheetItemFactory(traject=traject, title="Te laat werk")
    RunSheetItemFactory(
        traject=traject, title="Later", starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 3)
    )
    RunSheetItemFactory(traject=traject, title="Klaar werk", status="done")

    html = html_of(traject, "trajects.run_sheet_weeks")

    assert html.index("Te laat werk") < html.index("Week 5") < html.index("Later")
    assert "Klaar werk" not in html
    assert "Te laat" in printed(traject, "trajects.run_sheet_weeks").pages[0].extract_text()


@pytest.mark.parametrize(
    ("sort", "kind"),
    [
        ("", "trajects.run_sheet"),
        ("blad", "trajects.run_sheet_wall"),
        ("weken", "trajects.run_sheet_weeks"),
        ("../iets", "trajects.run_sheet"),
    ],
)
def test_each_paper_is_asked_for_on_the_page(client, anna, traject, sort, kind):
    client.force_login(anna)

    client.post(reverse("trajects:run_sheet_paper", args=[traject.pk]), {"soort": sort})

    assert Document.objects.get().kind == kind


def test_names_from_a_file_stay_text_on_paper(traject):
    RunSheetItemFactory(traject=traject, title="<script>alert(1)</script> {{7*7}}")

    for kind in ("trajects.run_sheet_wall", "trajects.run_sheet_weeks"):
        assert "<script>" not in html_of(traject, kind)
        assert "49" not in html_of(traject, kind).split("</svg>")[-1]


def strip(key="a", **changes) -> Strip:
    fields = {
        "key": key,
        "group": "Planning",
        "title": "Iets",
        "who": "Iemand",
        "when": "",
        "start": date(2027, 1, 11),
        "end": date(2027, 1, 15),
    }
    return Strip(**fields | changes)


def chart(*strips, tests=()):
    days = date(2027, 1, 13), date(2027, 3, 1)
    return wall(strips, closed=[], tests=tests, today=days[0], target=days[1])


def test_states_differ_without_colour():
    states = ("todo", "busy", "late", "done", "skipped")

    bars = chart(*(strip(state, state=state) for state in states)).bars

    hatches = {bar.strip.state: bar.hatch != "" for bar in bars}
    assert hatches == {
        "todo": False,
        "busy": True,
        "late": True,
        "done": False,
        "skipped": False,
    }
    assert bars[1].hatch.count("M") < bars[2].hatch.count("M")


def test_everything_stays_on_the_sheet_and_arrows_point_at_what_waits():
    drawn = chart(
        *(strip(str(n), after=(str(n - 1),)) for n in range(MOST)),
        tests=[Shade("toetsweek", date(2027, 1, 18), date(2027, 1, 22))],
    )

    assert len(drawn.arrows) == MOST - 1
    assert drawn.foot <= HEIGHT
    assert all(bar.x + bar.width <= WIDTH for bar in drawn.bars)
    assert drawn.test_lines


def test_hatching_stays_inside_its_box():
    for lean in (False, True):
        numbers = re.findall(r"[ML]([\d.]+) ([\d.]+)", hatched(10, 20, 33, 7, 4, leans_back=lean))
        assert numbers
        assert all(10 <= float(x) <= 43 and 20 <= float(y) <= 27 for x, y in numbers)


def test_without_rows_there_is_no_sheet():
    assert chart() is None
