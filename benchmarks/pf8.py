"""PF8: reading a staff list of 300 and of 5.000 people; preview and commit 1 s and 5 s at most."""

import re
import time
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import data
from people.models import Board, Role, RoleKind, School, StaffImport, StaffMember

SIZES = {300: 1.0, 5000: 5.0}
HEADER = "personeelsnummer;roepnaam;achternaam;e-mail;functiecategorie;wtf;team;sectie;vestiging"


def staff_list(size: int) -> bytes:
    """A plain list: 12 teams, 20 secties, one in six is support staff."""
    lines = [HEADER, *(_line(number) for number in range(size))]
    return "\r\n".join(lines).encode()


def _line(number: int) -> str:
    category = "OOP" if number % 6 == 0 else "OP"
    factor = f"0,{4 + number % 6}"
    name = f"Roepnaam{number};Achternaam{number};m{number}@school.example"
    return (
        f"{90_000 + number};{name};{category};{factor};Team {number % 12};Sectie {number % 20};A"
    )


def school_of(size: int) -> School:
    """An empty school whose list the admin of the example school keeps too."""
    board = Board.objects.create(name=f"Bestuur {size}")
    school = School.objects.create(board=board, name=f"School {size}", brin=f"{size % 90 + 10}ZZ")
    admin = data.reader("admin")
    Role.objects.create(user=admin, school=school, kind=RoleKind.SCHOOL_ADMIN)
    return school


def measured(client: Client, size: int, limit: float) -> Iterator[dict[str, Any]]:
    school = school_of(size)
    file = SimpleUploadedFile("lijst.csv", staff_list(size))
    client.post(reverse("people:staff_import", args=[school.pk]), {"file": file})
    found = StaffImport.objects.get(school=school)
    took, queries, page = timed(
        lambda: client.get(reverse("people:staff_import_preview", args=[found.pk]))
    )
    yield row(f"preview {size} rows", took, queries, limit)
    fingerprint = re.search(r'name="fingerprint" value="([^"]+)"', page.content.decode())
    confirm = reverse("people:staff_import_confirm", args=[found.pk])
    took, queries, _ = timed(lambda: client.post(confirm, {"fingerprint": fingerprint[1]}))
    kept = StaffMember.objects.filter(school=school).count()
    yield {**row(f"commit {size} rows", took, queries, limit), "kept": kept}


def timed(work: Any) -> tuple[float, int, Any]:
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        answer = work()
        took = time.perf_counter() - began
        return took, len(asked), answer


def row(name: str, took: float, queries: int, limit: float) -> dict[str, Any]:
    return {
        "work": name,
        "seconds": round(took, 2),
        "queries": queries,
        "over": ["seconds"] if took > limit else [],
    }


def run() -> list[dict[str, Any]]:
    data.make()
    client = Client(headers={"host": "localhost"})
    name, value = data.signed_in("admin")
    client.cookies[name] = value
    return [line for size, limit in SIZES.items() for line in measured(client, size, limit)]
