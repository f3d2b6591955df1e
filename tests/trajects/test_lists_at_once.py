"""A file and a colleague, or a file twice, at the same moment: one writes, the other is told."""

import threading
from datetime import date

import pytest

from core.models import RowImport
from core.rows.taking_in import AlreadyDone, Confirmation, compare, take_in
from core.rows.writing import ImportRefused
from core.versions import StaleVersion
from people.models import User
from tests.factories import RunSheetItemFactory, ThemeFactory
from tests.racing import at_once
from trajects.models import ChangeSet, RunSheetItem, Theme
from trajects.resources.run_sheet import RunSheetRows
from trajects.resources.themes import ThemeRows

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TOLD = (AlreadyDone, ImportRefused, StaleVersion)


def uploaded(rows, user, column, value) -> tuple[RowImport, Confirmation]:
    """A file in which one column of every row says something else."""
    place = rows.header().index(column)
    lines = [list(line) for line in rows.table()]
    for line in lines:
        line[place] = value
    given = RowImport.objects.create(
        list_name=rows.name,
        owner_id=rows.owner.pk,
        scope=rows.owner.scope,
        file_name="lijst.xlsx",
        header=["sleutel", column, "versie"],
        rows=[[n, [line[0], line[place], line[-1]]] for n, line in enumerate(lines, start=2)],
        created_by=user,
    )
    seen = compare(given, type(rows)(rows.owner))
    return given, Confirmation(seen.fingerprint)


@pytest.fixture
def rows(traject):
    for number in range(12):
        RunSheetItemFactory(
            traject=traject,
            title=f"Regel {number}",
            starts_on=date(2026, 11, 2),
            ends_on=date(2026, 11, 4),
        )
    return RunSheetRows(traject)


def taking_in(given, confirmed, user):
    def deed():
        mine = RowImport.objects.get(pk=given.pk)
        take_in(mine, confirmed, by=User.objects.get(pk=user.pk))

    return deed


def test_a_file_that_is_confirmed_twice_is_written_once(rows, anna):
    given, confirmed = uploaded(rows, anna, "waar", "aula")
    deed = taking_in(given, confirmed, anna)

    assert at_once(deed, deed, told=TOLD) == ["done", "told"]

    assert ChangeSet.objects.count() == 1
    assert set(RunSheetItem.objects.values_list("version", flat=True)) == {2}


def test_a_file_and_a_colleague_never_both_write_the_same_row(rows, anna):
    given, confirmed = uploaded(rows, anna, "waar", "aula")
    row = RunSheetItem.objects.first()

    def edit():
        RunSheetItem.objects.get(pk=row.pk).save_if_unchanged(version=1, place="kantine")

    outcomes = at_once(taking_in(given, confirmed, anna), edit, told=TOLD)

    places = set(RunSheetItem.objects.values_list("place", flat=True))
    assert outcomes == ["done", "told"]
    assert places in ({"aula"}, {"kantine", ""}), "all of the file or nothing of it"


def test_a_list_without_change_sets_is_whole_too(traject, anna):
    for _ in range(12):
        ThemeFactory(traject=traject)
    given, confirmed = uploaded(ThemeRows(traject), anna, "toelichting", "anders")
    theme = Theme.objects.last()

    def edit():
        Theme.objects.get(pk=theme.pk).save_if_unchanged(version=1, explanation="van mij")

    outcomes = at_once(taking_in(given, confirmed, anna), edit, told=TOLD)

    texts = set(Theme.objects.values_list("explanation", flat=True))
    assert outcomes == ["done", "told"]
    assert texts in ({"anders"}, {"van mij", ""})


def test_without_the_versions_the_last_would_have_won(traject, anna, monkeypatch):
    """The negative control: saving without looking overwrites the colleague in silence."""
    for _ in range(3):
        ThemeFactory(traject=traject)
    given, confirmed = uploaded(ThemeRows(traject), anna, "toelichting", "anders")
    reached, written = threading.Event(), threading.Event()

    def careless(self, *, version, by=None, **fields):
        reached.set()
        written.wait(timeout=10)
        Theme.objects.filter(pk=self.pk).update(**fields)

    monkeypatch.setattr(Theme, "save_if_unchanged", careless)

    def edit():
        reached.wait(timeout=10)
        Theme.objects.update(explanation="van mij", version=2)
        written.set()

    assert at_once(taking_in(given, confirmed, anna), edit, told=TOLD) == ["done", "done"]

    assert set(Theme.objects.values_list("explanation", flat=True)) == {"anders"}
