"""PF1: every page, signed in as who naturally reads it, in a school of typical size.

Limits: start, dashboard and detail 6 times the floor page, 8 queries, 40 kB; lists 10 times,
7 queries, 100 kB; a session with its minutes 12 times. p95 with 8 at once: 100 ms, lists 150 ms.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from benchmarks import data
from benchmarks.load import load
from benchmarks.server import Server, running

FLOOR = "floor_page"


@dataclass(frozen=True)
class Limits:
    times_floor: float
    queries: int
    kilobytes: int
    p95_ms: float


DETAIL = Limits(6, 8, 40, 100)
LIST = Limits(10, 7, 100, 150)
SESSION = Limits(12, 8, 100, 150)

# Name of the address, who reads it, what its number names, what it may cost.
PAGES: list[tuple[str, str, str, Limits]] = [
    ("home:start", "leader", "", DETAIL),
    ("home:dashboard", "leadership", "school", DETAIL),
    ("people:staff", "admin", "school", LIST),
    ("people:calendar", "admin", "school", LIST),
    ("people:roles", "admin", "school", LIST),
    ("people:profile", "leader", "", DETAIL),
    ("trajects:traject", "leader", "traject", DETAIL),
    ("trajects:run_sheet", "leader", "traject", LIST),
    ("trajects:run_sheet_timeline", "leader", "traject", LIST),
    ("trajects:team", "leader", "traject", DETAIL),
    ("trajects:themes", "leader", "traject", DETAIL),
    ("trajects:policy", "leader", "traject", LIST),
    ("trajects:checklists", "leader", "traject", LIST),
    ("trajects:communication", "leader", "traject", LIST),
    ("dialogues:sessions", "leader", "traject", LIST),
    ("dialogues:session", "leader", "session", SESSION),
    ("dialogues:seating", "leader", "session", SESSION),
    ("dialogues:minutes", "leader", "session", SESSION),
    ("dialogues:table", "leader", "table", SESSION),
    ("evaluations:outcomes", "leader", "traject", LIST),
    ("evaluations:conclusions", "leader", "traject", LIST),
    ("evaluations:proposals", "pmr", "traject", DETAIL),
    ("evaluations:proposal", "pmr", "proposal", DETAIL),
    ("evaluations:golden_threads", "leader", "traject", LIST),
]

# The same pages once more when the draaiboek has grown (PF3).
GROWN = 400
GROWING = {"home:start", "trajects:traject", "trajects:run_sheet", "trajects:run_sheet_timeline"}


def address(name: str, about: str) -> str | None:
    """The path of a page, or nothing where the page or its subject does not exist."""
    number = data.number(about) if about else None
    if about and number is None:
        return None
    try:
        return reverse(name, args=[number] if about else [])
    except NoReverseMatch:
        return None


def queries(path: str, cookie: tuple[str, str]) -> int:
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.cookies[cookie[0]] = cookie[1]
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)


def measure(server: Server, name: str, path: str, role: str) -> dict[str, Any]:
    cookie = data.signed_in(role)
    result = asdict(load(server, path, "=".join(cookie)))
    return {"page": name, "role": role, **result, "queries": queries(path, cookie)}


def judged(row: dict[str, Any], floor: float, limits: Limits | None) -> dict[str, Any]:
    row["times_floor"] = round(row["cpu_ms"] / floor, 2)
    if limits is None:
        return row
    row["over"] = [
        name
        for name, found, most in (
            ("status", row["status"], 200),
            ("times_floor", row["times_floor"], limits.times_floor),
            ("queries", row["queries"], limits.queries),
            ("bytes", row["bytes"], limits.kilobytes * 1000),
            ("p95_ms", row["p95_ms"], limits.p95_ms),
        )
        if found > most
    ]
    return row


def run() -> list[dict[str, Any]]:
    data.make()
    with running() as server:
        floors = [measure(server, name, reverse(name), "leader") for name in (FLOOR, "floor_list")]
        rows = [judged(row, floors[0]["cpu_ms"], None) for row in floors]
        for name, role, about, limits in PAGES:
            if path := address(name, about):
                row = measure(server, name, path, role)
                rows.append(judged(row, floors[0]["cpu_ms"], limits))
            else:
                rows.append({"page": name, "role": role, "missing": True})
        data.grow_run_sheet(GROWN)
        for name, role, about, limits in PAGES:
            if name in GROWING and (path := address(name, about)):
                row = measure(server, f"{name} ({GROWN} lines)", path, role)
                rows.append(judged(row, floors[0]["cpu_ms"], limits))
        rows.append({"page": "memory at rest (PF14)", "megabytes": round(server.memory_mb())})
    return rows
