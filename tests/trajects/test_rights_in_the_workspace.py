"""The truth table of the workspace: every person, every page, one answer each."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.permissions.trajects_workspace import PERMISSIONS

pytestmark = pytest.mark.django_db
PEOPLE = ("visitor", "els", "anna", "bas", "carla", "dirk", "farid", "gerda", "hugo", "root")


@pytest.fixture
def cast(school, traject, anna, bas, carla, dirk, els, farid, gerda, hugo, root):
    people = {
        "anna": anna,
        "bas": bas,
        "carla": carla,
        "dirk": dirk,
        "els": els,
        "farid": farid,
        "gerda": gerda,
        "hugo": hugo,
        "root": root,
    }
    return SimpleNamespace(school=school, traject=traject, **people)


@pytest.mark.parametrize("name", PERMISSIONS)
def test_everybody_gets_the_answer_of_the_table(client, cast, name):
    row = PERMISSIONS[name]

    found = {}
    for person in PEOPLE:
        client.logout()
        if person != "visitor":
            client.force_login(getattr(cast, person))
        url = reverse(name, kwargs=row["make"](cast))
        found[person] = getattr(client, row.get("method", "get"))(url).status_code

    assert found == {person: row[person] for person in PEOPLE}
