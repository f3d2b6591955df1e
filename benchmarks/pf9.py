"""PF9: plan a draaiboek of 40 items, and plan it again after a moved date; 100 ms at most."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks import data
from people.models import School, SchoolCalendar
from trajects.models import Traject
from trajects.models.planning import RunSheet
from trajects.models.schedule import plan
from trajects.models.template import run_sheet_lines

LIMIT_MS = 100
TIMES = 20


def timed(name: str, work: Callable[[], Any]) -> dict[str, Any]:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    median = statistics.median(took)
    spread = statistics.quantiles(took, n=20)[-1]
    over = ["median_ms"] if median > LIMIT_MS else []
    return {"work": name, "median_ms": round(median, 2), "p95_ms": round(spread, 2), "over": over}


def run() -> list[dict[str, Any]]:
    data.make()
    starts_on = date(2026, 9, 7)
    target_on = date(2027, 6, 1)
    calendar = SchoolCalendar.of(School.objects.get(), starts_on, target_on)
    activities = [line.activity for line in run_sheet_lines(4)]
    traject = Traject.objects.get()
    own = SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)
    later = traject.target_on + timedelta(days=14)
    return [
        timed(
            f"plan {len(activities)} activities",
            lambda: plan(activities, calendar=calendar, starts_on=starts_on, target_on=target_on),
        ),
        timed("plan a kept draaiboek again", lambda: RunSheet(traject, own).replanned(later)),
    ]
