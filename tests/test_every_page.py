"""Every address stands in one table that says who gets which answer (T6).

tests/permissions/<app>.py hold the table. Visitor, stranger, each role and the superuser
ask every address; whoever is refused leaves the database as it was.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests import permissions

PERSONS = ["visitor", "els", "anna", "bas", "carla", "dirk", "farid", "gerda", "hugo", "root"]
LIBRARIES = ("admin:", "account_", "mfa_", "socialaccount_")


def table() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for module in pkgutil.iter_modules(permissions.__path__):
        found = importlib.import_module(f"tests.permissions.{module.name}").PERMISSIONS
        assert not rows.keys() & found.keys(), f"twice: {rows.keys() & found.keys()}"
        rows |= found
    return rows


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name


@pytest.fixture
def cast(school, traject, anna, bas, carla, dirk, els, farid, gerda, hugo, root):
    people = {"anna": anna, "bas": bas, "carla": carla, "dirk": dirk, "els": els, "farid": farid}
    return SimpleNamespace(
        school=school, traject=traject, gerda=gerda, hugo=hugo, root=root, **people
    )


def asking(cast: SimpleNamespace, person: str) -> Client:
    client = Client(raise_request_exception=False)
    if person != "visitor":
        client.force_login(getattr(cast, person), backend="people.accounts.AccountBackend")
    return client


def answered(client: Client, row: dict[str, Any], url: str) -> int:
    """The status; whatever the request changed is taken back."""
    with transaction.atomic():
        send: Callable[..., Any] = getattr(client, row.get("method", "get"))
        response = let_go(send(url, row.get("data")))
        transaction.set_rollback(True)
    return int(response.status_code)


def let_go(response: Any) -> Any:
    """Close the file of a download; closing the answer itself closes the database too."""
    for close in response._resource_closers:
        close()
    return response


def rows_per_table() -> dict[str, int]:
    """How much stands where; sessions come and go with signing in."""
    counts = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label not in {"sessions", "contenttypes"}:
                cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608
                counts[model._meta.label] = cursor.fetchone()[0]
    return counts


def test_every_address_stands_in_the_table():
    ours = {name for name in addresses(get_resolver()) if not name.startswith(LIBRARIES)}

    assert ours == table().keys()


@pytest.mark.parametrize("name", sorted(table()))
def test_everybody_gets_the_answer_of_the_table(name, cast):
    row = table()[name]
    url = reverse(name, kwargs=row["make"](cast) if "make" in row else {})

    found = {person: answered(asking(cast, person), row, url) for person in PERSONS}

    assert resolve(url).view_name == name, "another page claims the same address"
    assert found == {person: row[person] for person in PERSONS}


@pytest.mark.parametrize("name", sorted(table()))
def test_whoever_is_refused_changes_nothing(name, cast):
    row = table()[name]
    url = reverse(name, kwargs=row["make"](cast) if "make" in row else {})
    before = rows_per_table()

    for person in PERSONS:
        if row[person] in {302, 403, 404} and (person == "visitor" or row[person] != 302):
            asking(cast, person).post(url, row.get("data"))

    assert rows_per_table() == before


@pytest.mark.parametrize("name", sorted(table()))
def test_looking_changes_nothing(name, cast):
    row = table()[name]
    if row.get("creates_when_read"):
        pytest.skip(row["creates_when_read"])
    url = reverse(name, kwargs=row["make"](cast) if "make" in row else {})
    clients = [asking(cast, person) for person in PERSONS]
    before = rows_per_table()

    for client in clients:
        for look in (client.get, client.head, client.options):
            let_go(look(url))

    assert rows_per_table() == before
