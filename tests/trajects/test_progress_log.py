"""The log: what went well, what was adjusted and why; corrected, never erased (P3)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.documents import render_document
from core.models import Document, Event
from core.versions import StaleVersion
from tests.factories import RunSheetItemFactory
from trajects.models import ProgressEntry, evidence_for
from trajects.resources.progress import ProgressRows

pytestmark = pytest.mark.django_db


def write(client, traject, **values):
    values = {"noted_on": timezone.localdate().isoformat(), "went": "Het loopt.", **values}
    return client.post(reverse("trajects:progress_add", args=[traject.pk]), values)


def log(client, traject):
    return client.get(reverse("trajects:progress_log", args=[traject.pk]))


@pytest.fixture
def entry(anna, traject):
    return ProgressEntry.objects.write(traject, by=anna, went="Sessie 1 liep goed.")


def test_a_note_says_what_went_what_was_adjusted_and_why(client, anna, traject):
    line = RunSheetItemFactory(traject=traject, title="Sessie houden")
    client.force_login(anna)

    write(
        client,
        traject,
        went="Te weinig cijfers.",
        adjusted="Een feitenblad per tafel.",
        reason="Dan gaat het over oplossingen.",
        phase="execution",
        run_sheet_item=line.pk,
    )
    page = log(client, traject).text

    for words in ("Te weinig cijfers.", "Een feitenblad", "over oplossingen", "Sessie houden"):
        assert words in page
    assert Event.objects.get().verb == "progress_logged"


def test_what_is_adjusted_has_a_reason_and_nothing_typed_is_lost(client, anna, traject):
    client.force_login(anna)

    response = write(client, traject, went="Vol lokaal.", adjusted="Groter lokaal.")

    assert response.status_code == 422
    assert "Zeg waarom u dit hebt bijgesteld." in response.text
    assert "Groter lokaal." in response.text
    assert not ProgressEntry.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressEntry.objects.write(traject, by=anna, went="x", adjusted="y")


def test_tomorrow_is_not_in_the_log(client, anna, traject):
    client.force_login(anna)
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = write(client, traject, noted_on=tomorrow.isoformat())

    assert response.status_code == 422
    assert "moet nog komen" in response.text


def test_a_correction_is_a_new_version_and_the_old_text_stays(client, anna, dirk, traject, entry):
    client.force_login(dirk)
    url = reverse("trajects:progress_correct", args=[entry.pk])

    client.post(
        url, {"noted_on": entry.noted_on.isoformat(), "went": "Sessie 1 liep goed, op één na."}
    )

    newest = ProgressEntry.objects.current().get()
    entry.refresh_from_db()
    page = client.get(newest.get_absolute_url()).text
    assert (newest.version, newest.key) == (2, entry.key)
    assert entry.went == "Sessie 1 liep goed."
    assert "Eerdere versies" in page
    assert "Sessie 1 liep goed." in page
    assert "op één na" in log(client, traject).text


def test_of_two_who_correct_one_note_the_second_sees_both_texts(client, anna, entry):
    entry.correct(by=anna, went="Andermans")
    client.force_login(anna)

    response = client.post(
        reverse("trajects:progress_correct", args=[entry.pk]),
        {"noted_on": entry.noted_on.isoformat(), "went": "Eigene"},
    )

    assert response.status_code == 409
    assert "Andermans" in response.text
    assert "Eigene" in response.text
    with pytest.raises(StaleVersion):
        ProgressEntry.objects.get(pk=entry.pk).correct(by=anna, went="Nog eens.")


def test_who_only_facilitates_reads_but_does_not_write(client, bas, traject, entry):
    client.force_login(bas)

    assert "Notitie schrijven" not in log(client, traject).text
    assert write(client, traject).status_code == 403


def test_an_empty_log_says_what_comes_here(client, anna, traject):
    client.force_login(anna)

    assert "Nog geen notities" in log(client, traject).text


def test_the_log_is_proof_that_progress_is_watched(anna, traject):
    assert not evidence_for(traject, {"progress_logged"})["progress_logged"].done

    ProgressEntry.objects.write(traject, by=anna, went="a", adjusted="b", reason="c")

    found = evidence_for(traject, {"progress_logged"})["progress_logged"]
    assert found.done
    assert "1 keer bijgesteld" in found.sentence


def test_a_corrected_file_becomes_a_next_version(anna, traject, entry):
    rows = ProgressRows(traject)
    [row] = rows.rows

    rows.change(row, {"went": "Sessie 1 liep heel goed."}, by=anna)

    assert (row.version, row.went) == (2, "Sessie 1 liep heel goed.")
    assert [one.version for one in entry.versions()] == [2, 1]


def test_the_log_is_a_file(client, anna, traject, entry):
    entry.correct(by=anna, went="=1+1")
    client.force_login(anna)

    file = client.get(reverse("core:rows_export", args=["logboek", traject.pk, "xlsx"]))

    rows = list(load_workbook(BytesIO(file.content)).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("sleutel", "datum")
    assert [(row[0], row[3]) for row in rows[1:]] == [("notitie-1", "=1+1")]


def test_the_log_prints(client, anna, traject, entry):
    client.force_login(anna)

    client.post(reverse("trajects:progress_paper", args=[traject.pk]))

    assert "Sessie 1 liep goed." in render_document(Document.objects.get())


def test_the_log_costs_the_same_whatever_its_length(client, anna, traject, entry):
    client.force_login(anna)
    with CaptureQueriesContext(connection) as few:
        log(client, traject)
    line = RunSheetItemFactory(traject=traject)
    for _ in range(60):
        ProgressEntry.objects.write(traject, by=anna, went="Weer een.", run_sheet_item=line)

    with CaptureQueriesContext(connection) as many:
        page = log(client, traject)

    assert len(many) == len(few)
    assert len(page.context["page"].object_list) == 50
