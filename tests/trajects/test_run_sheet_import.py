"""P2, C6: an edited draaiboek comes back: differences first, then all or nothing, and undo."""

import csv
import io
import time
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models import Event, RowImport
from core.rows.taking_in import Confirmation, compare, take_in
from core.tasks import forget
from core.work import work_due
from tests.factories import RunSheetItemFactory
from trajects.actions.run_sheet import add_item, set_status
from trajects.models import RunSheetItem, Seat
from trajects.resources.run_sheet import RunSheetRows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


@pytest.fixture
def sheet(traject, anna, client):
    """Prepare, meet, consent: each waits for the one before. Anna is signed in."""
    days = [("2026-10-12", "2026-10-14"), ("2026-10-15", "2026-10-15"), ("2027-05-20",) * 2]
    rows = [
        RunSheetItemFactory(
            traject=traject,
            key=key,
            title=key.capitalize(),
            starts_on=date.fromisoformat(first),
            ends_on=date.fromisoformat(last),
            kind=kind,
            is_target=key == "consent",
        )
        for key, (first, last), kind in zip(
            ["prepare", "meet", "consent"], days, ["activity", "session", "milestone"], strict=True
        )
    ]
    rows[1].waits_for.add(rows[0])
    rows[2].waits_for.add(rows[1])
    client.force_login(anna)
    return rows


def exported(client, traject, kind="xlsx") -> list[list]:
    """What a person sees: rows of cells with the header first."""
    response = client.get(reverse("core:rows_export", args=["draaiboek", traject.pk, kind]))
    assert response.status_code == 200
    if kind == "csv":
        text = response.content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def as_xlsx(table) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for line, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(line, column, value)
            if isinstance(value, str) and value.startswith("=") and not value.startswith("=SUM"):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("draaiboek.xlsx", out.getvalue())


def as_csv(table) -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(table)
    return SimpleUploadedFile("draaiboek.csv", out.getvalue().encode("cp1252"))


def edited(table, key, **changes):
    """The table with cells of one row changed; names are column titles, _ is a space."""
    head = table[0]
    for row in table[1:]:
        if row[0] == key:
            for name, value in changes.items():
                row[head.index(name.replace("_", " "))] = value
    return table


def new_row(table, **cells):
    table.append([cells.get(name.replace(" ", "_"), "") for name in table[0]])
    return table


def upload(client, traject, file, status=302):
    response = client.post(
        reverse("core:rows_upload", args=["draaiboek", traject.pk]), {"file": file}
    )
    assert response.status_code == status, response.content.decode()[-3000:]
    return RowImport.objects.latest("pk") if status == 302 else response


def preview(client, given):
    response = client.get(given.get_absolute_url())
    assert response.status_code == 200
    return response.context["seen"]


def confirm(client, given, **data):
    seen = preview(client, given)
    data = {"fingerprint": seen.fingerprint} | data
    return client.post(reverse("core:rows_confirm", args=[given.pk]), data)


def state() -> list:
    """Everything that a half import could leave behind."""
    rows = RunSheetItem.objects.order_by("pk")
    waits = RunSheetItem.waits_for.through.objects.order_by("pk")
    return [list(rows.values()), list(waits.values_list()), Event.objects.count()]


@pytest.mark.parametrize(("kind", "make"), [("xlsx", as_xlsx), ("csv", as_csv)])
def test_an_export_that_nobody_edited_changes_nothing(client, traject, sheet, kind, make):
    RunSheetItem.objects.filter(pk=sheet[0].pk).update(
        about="eerst\r\ndan ", manner="=1+1", place="-2+3", evidence="’t Café; “zo”"
    )

    given = upload(client, traject, make(exported(client, traject, kind)))

    seen = preview(client, given)
    assert (seen.changed, seen.new, seen.stale, seen.wrong) == ([], [], [], [])
    assert seen.unchanged == 3
    assert "Er is niets in te lezen" in client.get(given.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("kind", "make"), [("xlsx", as_xlsx), ("csv", as_csv)])
def test_every_column_comes_back(client, traject, anna, sheet, kind, make):
    seat = Seat.objects.get(role="project_leader")
    table = edited(
        exported(client, traject, kind),
        "prepare",
        fase="uitvoering",
        soort="bijeenkomst",
        wat="Voorbereiden & meer",
        waarover="De hele school",
        verantwoordelijk="projectleider",
        wie_doet_mee="iedereen",
        waar="aula",
        hoe="met koffie",
        van="13 oktober 2026",
        tot_en_met="14-10-2026",
        datum_staat_vast="JA",
        niet_eerder_dan="12-10-2026",
        niet_later_dan="30-10-2026",
        status="bezig",
        wacht_op="",
        waaruit_blijkt_het="het verslag",
    )

    given = upload(client, traject, make(table))
    response = confirm(client, given)

    assert response.status_code == 302
    row = RunSheetItem.objects.get(key="prepare")
    assert (row.phase, row.kind, row.title) == ("execution", "session", "Voorbereiden & meer")
    assert (row.starts_on, row.ends_on) == (date(2026, 10, 13), date(2026, 10, 14))
    assert (row.not_before, row.not_after) == (date(2026, 10, 12), date(2026, 10, 30))
    assert (row.duration_days, row.is_fixed, row.status) == (2, True, "busy")
    assert (row.responsible, row.responsible_role) == (seat, "project_leader")
    assert (row.about, row.place, row.manner) == ("De hele school", "aula", "met koffie")
    assert (row.participants, row.evidence) == ("iedereen", "het verslag")


def test_the_preview_shows_old_and_new_and_writes_nothing(client, traject, sheet):
    before = state()
    table = edited(exported(client, traject), "prepare", waar="aula", van=date(2026, 10, 13))

    given = upload(client, traject, as_xlsx(table))

    line = preview(client, given).changed[0]
    assert [(each.label, each.old, each.new) for each in line.differences] == [
        ("waar", "", "aula"),
        ("van", "12-10-2026", "13-10-2026"),
    ]
    page = client.get(given.get_absolute_url()).content.decode()
    assert "12-10-2026" in page
    assert "13-10-2026" in page
    assert state() == before


def test_columns_in_another_order_unknown_and_missing_ones(client, traject, sheet):
    table = edited(exported(client, traject), "prepare", waar="aula")
    keep = ["versie", "waar", "sleutel"]
    places = [table[0].index(name) for name in keep]
    smaller = [[row[place] for place in places] + ["x"] for row in table]
    smaller[0][-1] = "mijn eigen kolom"

    given = upload(client, traject, as_xlsx(smaller))
    seen = preview(client, given)
    assert seen.ignored == ["mijn eigen kolom"]
    assert "mijn eigen kolom" in client.get(given.get_absolute_url()).content.decode()
    confirm(client, given)

    row = RunSheetItem.objects.get(key="prepare")
    assert (row.place, row.title, row.starts_on) == ("aula", "Prepare", date(2026, 10, 12))


def test_a_row_changed_meanwhile_is_refused_with_both_values(client, traject, anna, sheet):
    table = edited(exported(client, traject), "prepare", waar="aula")
    sheet[0].save_if_unchanged(version=1, place="kantine")

    given = upload(client, traject, as_xlsx(table))

    seen = preview(client, given)
    assert [line.name for line in seen.stale] == ["Prepare"]
    page = client.get(given.get_absolute_url()).content.decode()
    assert "kantine" in page
    assert "aula" in page
    response = confirm(client, given)
    assert response.status_code == 409
    assert RunSheetItem.objects.get(key="prepare").place == "kantine"
    assert "niets over" in confirm(client, given, skip="on").content.decode()
    assert RunSheetItem.objects.get(key="prepare").place == "kantine"


def test_a_row_changed_meanwhile_but_not_touched_in_the_file_stays(client, traject, sheet):
    table = edited(exported(client, traject), "meet", waar="aula")
    sheet[0].save_if_unchanged(version=1, place="kantine")

    given = upload(client, traject, as_xlsx(table))

    seen = preview(client, given)
    assert (seen.stale, [line.name for line in seen.behind]) == ([], ["Prepare"])
    confirm(client, given)
    assert RunSheetItem.objects.get(key="prepare").place == "kantine"
    assert RunSheetItem.objects.get(key="meet").place == "aula"


def test_who_edits_between_preview_and_confirming_stops_it_all(client, traject, sheet):
    table = edited(exported(client, traject), "prepare", waar="aula")
    table = edited(table, "meet", waar="aula")
    given = upload(client, traject, as_xlsx(table))
    seen = preview(client, given)
    sheet[1].save_if_unchanged(version=1, place="kantine")
    before = state()

    response = client.post(
        reverse("core:rows_confirm", args=[given.pk]),
        {"fingerprint": seen.fingerprint, "skip": "on"},
    )

    assert response.status_code == 409
    assert "‘Meet’" in response.content.decode()
    assert state() == before
    assert RowImport.objects.get().is_open


def test_one_wrong_row_keeps_everything_out_until_it_is_skipped_by_choice(client, traject, sheet):
    table = edited(exported(client, traject), "prepare", waar="aula")
    table = edited(table, "meet", van="30-02-2027")
    given = upload(client, traject, as_xlsx(table))
    before = state()

    assert confirm(client, given).status_code == 409
    assert state() == before

    confirm(client, given, skip="on")
    assert RunSheetItem.objects.get(key="prepare").place == "aula"
    assert RunSheetItem.objects.get(key="meet").starts_on == date(2026, 10, 15)
    result = client.get(given.get_absolute_url()).context["result"]
    assert [name for _, name, _ in result["skipped"]] == ["Meet"]


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"van": "30-02-2027"}, "geen datum"),
        ({"van": "03/04"}, "geen datum"),
        ({"van": "1-1-0001"}, "2000 tot en met 2099"),
        ({"van": "31-12-9999"}, "2000 tot en met 2099"),
        ({"van": ""}, "mag niet leeg"),
        ({"van": "17-10-2026", "tot_en_met": "26-10-2026"}, "is vrij"),
        ({"van": "15-10-2026"}, "ligt voor de eerste"),
        ({"wat": ""}, "mag niet leeg"),
        ({"wat": "x" * 161}, "160 tekens"),
        ({"wat": "=SUM(A1:A2)"}, "formule"),
        ({"fase": "later"}, "Kies uit"),
        ({"status": "half"}, "Kies uit"),
        ({"status": "overgeslagen met reden"}, "waarom u deze regel overslaat"),
        ({"waarom_overgeslagen": "geen tijd"}, "de status is niet"),
        ({"datum_staat_vast": "misschien"}, "ja of nee"),
        ({"verantwoordelijk": "Sinterklaas"}, "plaats uit het team"),
        ({"wacht_op": "bestaat-niet"}, "geen sleutel"),
        ({"wacht_op": "prepare"}, "op zichzelf"),
        ({"wacht_op": "consent"}, "wachten dan op elkaar"),
        ({"niet_eerder_dan": "13-10-2026"}, "liggen buiten"),
        ({"niet_later_dan": "13-10-2026"}, "liggen buiten"),
        ({"niet_eerder_dan": "2-10-2026", "niet_later_dan": "1-10-2026"}, "Draai de twee dagen"),
        ({"versie": ""}, "versie ontbreekt"),
    ],
)
def test_bad_cells_are_refused_by_row_with_advice(client, traject, sheet, changes, advice):
    table = edited(exported(client, traject), "prepare", waar="aula", **changes)

    given = upload(client, traject, as_xlsx(table))

    wrong = preview(client, given).wrong
    assert [(line.number, line.name) for line in wrong] == [(2, "Prepare")]
    assert advice in " ".join(wrong[0].errors)
    assert "rij" in client.get(given.get_absolute_url()).content.decode().lower()


def test_the_day_of_consent_moves_by_planning_again_only(client, traject, sheet):
    table = edited(exported(client, traject), "consent", van="21-05-2027", tot_en_met="21-05-2027")

    given = upload(client, traject, as_xlsx(table))

    assert "Opnieuw plannen" in preview(client, given).wrong[0].errors[0]


def test_a_key_twice_and_a_key_that_is_not_there(client, traject, sheet):
    table = exported(client, traject)
    table.append(list(table[1]))
    table.append(["verdwenen", *table[1][1:]])

    given = upload(client, traject, as_xlsx(table))

    errors = [line.errors[0] for line in preview(client, given).wrong]
    assert "staat ook op rij 2" in errors[0]
    assert "bestaat hier niet" in errors[1]


def test_new_rows_and_waiting_for_each_other(client, traject, sheet):
    table = exported(client, traject)
    new_row(table, fase="Uitvoering", wat="Proefronde", van="19-10-2026", tot_en_met="19-10-2026",
            wacht_op="prepare; Zaal regelen")  # fmt: skip
    new_row(table, fase="Planning en organisatie", wat="Zaal regelen", van="13-10-2026",
            tot_en_met="13-10-2026")  # fmt: skip
    edited(table, "consent", wacht_op="meet, Proefronde")

    given = upload(client, traject, as_xlsx(table))
    seen = preview(client, given)
    assert {line.name for line in seen.wrong} == {"Proefronde", "Consent"}, "autumn holiday"
    edited_again = [
        [date(2026, 10, 13) if cell == "19-10-2026" else cell for cell in row] for row in table
    ]
    given = upload(client, traject, as_xlsx(edited_again))
    assert [line.name for line in preview(client, given).new] == ["Proefronde", "Zaal regelen"]
    confirm(client, given)

    trial = RunSheetItem.objects.get(title="Proefronde")
    assert set(trial.waits_for.values_list("title", flat=True)) == {"Prepare", "Zaal regelen"}
    waits = RunSheetItem.objects.get(key="consent").waits_for
    assert set(waits.values_list("title", flat=True)) == {"Meet", "Proefronde"}


def test_who_waits_for_a_new_row_that_is_wrong_is_wrong_too(client, traject, sheet):
    table = exported(client, traject)
    new_row(table, fase="Uitvoering", wat="Fout", van="geen idee", tot_en_met="13-10-2026")
    edited(table, "consent", wacht_op="meet; Fout")

    seen = preview(client, upload(client, traject, as_xlsx(table)))

    assert {line.name for line in seen.wrong} == {"Fout", "Consent"}


def test_a_row_that_is_not_in_the_file_stays(client, traject, sheet):
    table = [row for row in exported(client, traject) if row[0] != "meet"]
    edited(table, "prepare", waar="aula")

    given = upload(client, traject, as_xlsx(table))
    assert [row.key for row in preview(client, given).missing] == ["meet"]
    confirm(client, given)

    assert RunSheetItem.objects.filter(key="meet").exists()


def test_a_row_of_the_school_goes_only_when_it_is_ticked_and_can_come_back(
    client, traject, anna, sheet
):
    own, _ = add_item(
        traject,
        by=anna,
        waits_for=[sheet[0]],
        title="Eigen regel",
        phase="planning",
        starts_on=date(2026, 10, 15),
        ends_on=date(2026, 10, 15),
    )
    sheet[1].waits_for.add(own)
    RunSheetItem.objects.filter(key="meet").update(source="HR 3")
    table = [row for row in exported(client, traject) if row[0] not in {own.key, "meet"}]

    given = upload(client, traject, as_xlsx(table))
    seen = preview(client, given)
    assert [row.key for row in seen.removable] == [own.key], "meet is not the school's own"
    confirm(client, given, removed=[own.key, "meet"])

    assert set(RunSheetItem.objects.values_list("key", flat=True)) == {
        "prepare",
        "meet",
        "consent",
    }
    client.post(reverse("core:rows_undo", args=[given.pk]))
    back = RunSheetItem.objects.get(key=own.key)
    assert list(back.waits_for.all()) == [sheet[0]]
    assert back in RunSheetItem.objects.get(key="meet").waits_for.all()


def test_it_can_be_undone_as_long_as_nobody_worked_on_it(client, traject, anna, sheet):
    before = state()[:2]
    table = edited(
        exported(client, traject), "prepare", waar="aula", van="13-10-2026", wacht_op="",
        verantwoordelijk="Anna de Wit", status="klaar",
    )  # fmt: skip
    edited(table, "meet", wacht_op="")
    new_row(table, fase="Uitvoering", wat="Extra", van="13-10-2026", tot_en_met="13-10-2026",
            wacht_op="prepare")  # fmt: skip
    given = upload(client, traject, as_xlsx(table))
    confirm(client, given)
    assert RunSheetItem.objects.count() == 4

    client.post(reverse("core:rows_undo", args=[given.pk]))

    after = state()[:2]
    for rows in (before[0], after[0]):
        for row in rows:
            row.pop("version"), row.pop("duration_days")
    assert after[0] == before[0]
    assert [each[1:] for each in after[1]] == [each[1:] for each in before[1]] or {
        each[1:] for each in after[1]
    } == {each[1:] for each in before[1]}
    assert RowImport.objects.get().status == "undone"
    verbs = list(Event.objects.about(given).values_list("verb", flat=True))
    assert set(verbs) == {"rows_taken_in", "rows_put_back"}


def test_undoing_is_refused_when_somebody_worked_on_a_row_since(client, traject, anna, sheet):
    table = edited(exported(client, traject), "prepare", waar="aula")
    given = upload(client, traject, as_xlsx(edited(table, "meet", waar="aula")))
    confirm(client, given)
    row = RunSheetItem.objects.get(key="meet")
    set_status(row, "done", version=row.version, by=anna)
    before = state()

    page = client.post(reverse("core:rows_undo", args=[given.pk]), follow=True)

    assert "‘Meet’" in page.content.decode()
    assert state() == before


def test_a_second_click_changes_nothing_more(client, traject, sheet):
    given = upload(
        client, traject, as_xlsx(edited(exported(client, traject), "prepare", waar="aula"))
    )
    fingerprint = preview(client, given).fingerprint
    first = client.post(
        reverse("core:rows_confirm", args=[given.pk]), {"fingerprint": fingerprint}
    )
    after = state()

    second = client.post(
        reverse("core:rows_confirm", args=[given.pk]), {"fingerprint": fingerprint}
    )

    assert (first.status_code, second.status_code) == (302, 302)
    assert state() == after


def test_a_file_lives_a_day_and_only_for_who_chose_it(client, traject, dirk, anna, sheet):
    given = upload(
        client, traject, as_xlsx(edited(exported(client, traject), "prepare", waar="aula"))
    )

    client.force_login(dirk)
    assert client.get(given.get_absolute_url()).status_code == 404
    client.force_login(anna)
    RowImport.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert client.get(given.get_absolute_url()).status_code == 404
    assert client.post(reverse("core:rows_confirm", args=[given.pk])).status_code == 404


def test_who_lost_the_seat_can_not_confirm(client, traject, anna, sheet):
    given = upload(
        client, traject, as_xlsx(edited(exported(client, traject), "prepare", waar="aula"))
    )
    fingerprint = preview(client, given).fingerprint
    anna.seats.update(user=None, staff_member=None)

    response = client.post(
        reverse("core:rows_confirm", args=[given.pk]), {"fingerprint": fingerprint}
    )

    assert response.status_code in {403, 404}
    assert RunSheetItem.objects.get(key="prepare").place == ""


def test_hostile_text_stays_text_on_the_way_in_and_out(client, traject, sheet):
    hostile = '=HYPERLINK("http://x.example") <script>alert(1)</script> {{7*7}} %s'
    table = edited(exported(client, traject), "prepare", waar=hostile[:120], hoe="@SUM(A1)")

    given = upload(client, traject, as_xlsx(table))
    page = client.get(given.get_absolute_url()).content.decode()
    confirm(client, given)

    assert "<script>alert" not in page
    assert RunSheetItem.objects.get(key="prepare").place == hostile[:120]
    cells = [cell for row in exported(client, traject, "csv") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def many(traject, number):
    return RunSheetItem.objects.bulk_create(
        RunSheetItem(
            traject=traject,
            key=f"veel-{each}",
            phase="planning",
            title=f"Activiteit {each}",
            starts_on=date(2026, 10, 12),
            ends_on=date(2026, 10, 14),
            position=each,
        )
        for each in range(number)
    )


def change_all(table, value):
    place = table[0].index("waar")
    for row in table[1:]:
        row[place] = value
    return table


def test_many_rows_go_to_the_background_with_progress(client, traject, sheet):
    many(traject, 400)
    given = upload(client, traject, as_xlsx(change_all(exported(client, traject), "aula")))

    assert confirm(client, given).status_code == 302
    page = client.get(given.get_absolute_url()).content.decode()
    assert "<progress" in page
    assert not RunSheetItem.objects.filter(place="aula").exists()
    work_due()

    assert RunSheetItem.objects.filter(place="aula").count() == 403
    assert "Het bestand is ingelezen" in client.get(given.get_absolute_url()).content.decode()


def test_many_rows_are_put_back_in_the_background(client, traject, sheet):
    many(traject, 200)
    given = upload(client, traject, as_xlsx(change_all(exported(client, traject), "aula")))
    confirm(client, given)
    work_due()

    client.post(reverse("core:rows_undo", args=[given.pk]))
    assert "terugdraaien" in client.get(given.get_absolute_url()).content.decode()
    work_due()

    assert not RunSheetItem.objects.filter(place="aula").exists()
    assert "is teruggedraaid" in client.get(given.get_absolute_url()).content.decode()


def test_what_nobody_took_in_is_forgotten_within_the_day(client, traject, sheet):
    table = edited(exported(client, traject), "prepare", waar="aula")
    given = upload(client, traject, as_xlsx(table))
    confirm(client, given)
    upload(client, traject, as_xlsx(exported(client, traject)))
    RowImport.objects.update(created_at=timezone.now() - timedelta(hours=25))

    forget()

    assert list(RowImport.objects.all()) == [given]
    RowImport.objects.update(taken_in_at=timezone.now() - timedelta(days=91))
    forget()
    given.refresh_from_db()
    assert (given.before, given.result) == ({}, {})
    page = client.get(given.get_absolute_url())
    assert "Terugdraaien" not in page.content.decode()
    assert client.post(reverse("core:rows_undo", args=[given.pk])).status_code == 302


def test_in_the_background_too_a_change_meanwhile_keeps_everything_out(client, traject, sheet):
    many(traject, 400)
    given = upload(client, traject, as_xlsx(change_all(exported(client, traject), "aula")))
    confirm(client, given)
    sheet[0].save_if_unchanged(version=1, place="kantine")
    work_due()

    assert not RunSheetItem.objects.filter(place="aula").exists()
    page = client.get(given.get_absolute_url()).content.decode()
    assert "Er is niets ingelezen" in page


@pytest.mark.parametrize("number", [3, 60])
def test_exporting_and_comparing_take_as_many_queries_for_3_rows_as_for_60(
    client, traject, sheet, number, django_assert_max_num_queries
):
    many(traject, number)
    given = upload(client, traject, as_xlsx(change_all(exported(client, traject), "aula")))

    with django_assert_max_num_queries(9):
        exported(client, traject)
    with django_assert_max_num_queries(18):
        preview(client, given)


def test_400_rows_are_compared_and_written_within_a_second(client, traject, anna, sheet):
    """Measured 0,4 s and 0,8 s on a busy machine; the limit leaves room for a busier one."""
    many(traject, 400)
    given = upload(client, traject, as_xlsx(change_all(exported(client, traject), "aula")))
    given.refresh_from_db()

    started = time.perf_counter()
    seen = compare(given, RunSheetRows(traject))
    take_in(given, Confirmation(seen.fingerprint), by=anna)
    took = time.perf_counter() - started

    assert RunSheetItem.objects.filter(place="aula").count() == 403
    assert took < 4
