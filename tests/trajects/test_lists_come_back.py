"""C6: every list of planning leaves as a file and comes back edited, and can be undone."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse

from core.models import RowImport
from core.rows import Text, every_list
from tests.factories import (
    PolicyCategoryFactory,
    PolicyItemFactory,
    RunSheetItemFactory,
    TaskPolicyFactory,
    ThemeFactory,
)
from trajects.actions.approach import begin_approach
from trajects.models import (
    ChecklistItem,
    CommunicationItem,
    KickoffMeeting,
    KickoffPart,
    KickoffYield,
    LibraryItem,
    PolicyItem,
    ProgressEntry,
    Seat,
    Stakeholder,
    Theme,
)

pytestmark = pytest.mark.django_db
HOSTILE = ['=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "<script>{{7*7}}%s"]


def fill(traject, number=2):
    """So many rows in every list."""
    policy = TaskPolicyFactory(traject=traject)
    category = PolicyCategoryFactory(task_policy=policy)
    begin_approach(traject, by=None)
    kickoff = KickoffMeeting.objects.create(
        traject=traject, form="wide", status="held", held_on=date(2026, 10, 1)
    )
    for each in range(number):
        RunSheetItemFactory(traject=traject)
        ThemeFactory(traject=traject)
        PolicyItemFactory(category=category)
        Seat.objects.create(traject=traject, role="team_member")
        KickoffPart.objects.create(kickoff=kickoff, minutes=10, title=f"Deel {each}")
        KickoffYield.objects.create(kickoff=kickoff, text=f"Vraag {each}")
        ChecklistItem.objects.create(
            traject=traject, key=f"C-{each}", phase="planning", text=f"Punt {each}"
        )
        LibraryItem.objects.create(
            traject=traject,
            key=f"stuk{each}",
            subject="workload",
            title=f"Stuk {each}",
            summary="Kort.",
        )
        CommunicationItem.objects.create(
            traject=traject,
            key=f"bericht-{each}",
            audience="all_staff",
            planned_on=date(2026, 11, 2),
            sender="projectleider",
            subject=f"Bericht {each}",
        )
        ProgressEntry.objects.create(traject=traject, number=each + 1, went=f"Notitie {each}")
        Stakeholder.objects.create(
            traject=traject, number=each + 1, name=f"Sectie {each}", kind="department"
        )


LISTS = pytest.mark.parametrize("name", sorted(each.name for each in every_list()))


def download(client, traject, name, kind="xlsx"):
    response = client.get(reverse("core:rows_export", args=[name, traject.pk, kind]))
    assert response.status_code == 200
    return response.content


def table_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def upload(client, traject, name, table):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    response = client.post(
        reverse("core:rows_upload", args=[name, traject.pk]),
        {"file": SimpleUploadedFile("lijst.xlsx", out.getvalue())},
    )
    assert response.status_code == 302, response.content.decode()[-2000:]
    given = RowImport.objects.latest("pk")
    return given, client.get(given.get_absolute_url()).context["seen"]


def take_in(client, given, seen):
    data = {"fingerprint": seen.fingerprint}
    response = client.post(reverse("core:rows_confirm", args=[given.pk]), data)
    assert response.status_code == 302


def edit(client, traject, name, changes, at=1):
    """Export, change cells of one row, take it in."""
    table = table_of(download(client, traject, name))
    for title, value in changes.items():
        table[at][table[0].index(title)] = value
    given, seen = upload(client, traject, name, table)
    assert not seen.is_refused, [line.errors for line in seen.lines]
    take_in(client, given, seen)
    return given


@LISTS
def test_what_leaves_untouched_comes_back_unchanged(client, traject, anna, name):
    fill(traject)
    client.force_login(anna)

    _, seen = upload(client, traject, name, table_of(download(client, traject, name)))

    assert seen.unchanged == len(seen.lines) >= 2
    assert not seen.is_refused


def make_hostile(rows, by):
    """Every text field of the model behind each row; or, without one, every column of text."""
    for row, hostile in zip(rows.rows, HOSTILE, strict=False):
        if not isinstance(row, Model):
            names = [column.name for column in rows.edited if isinstance(column, Text)]
            rows.change(row, dict.fromkeys(names, hostile), by=by)
            continue
        texts = [
            field
            for field in type(row)._meta.concrete_fields
            if field.get_internal_type() in {"CharField", "TextField"} and not field.choices
        ]
        new = {field.name: hostile[: field.max_length] for field in texts}
        if "key" in new:
            longest = type(row)._meta.get_field("key").max_length
            new["key"] = f"{hostile}{row.pk}"[-longest:]
        type(row).objects.filter(pk=row.pk).update(**new)


@LISTS
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_text_of_every_list_is_inert_in_every_export(client, traject, anna, name, kind):
    fill(traject, number=len(HOSTILE))
    made = next(each for each in every_list() if each.name == name)
    make_hostile(made(traject), anna)
    client.force_login(anna)

    content = download(client, traject, name, kind)

    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert any(cell.value == HOSTILE[0] for cell in cells)
    else:
        text = content.decode("utf-8-sig")
        assert "'=HYPERLINK" in text
        for line in text.splitlines():
            for cell in line.split(";"):
                assert not cell.lstrip('" ').startswith(("=", "@", "＝", "+1", "-1")), cell


@LISTS
def test_exporting_takes_as_many_queries_for_3_rows_as_for_60(
    client, traject, anna, name, django_assert_max_num_queries
):
    client.force_login(anna)
    fill(traject, number=60)

    with django_assert_max_num_queries(10):
        download(client, traject, name)
    given, _ = upload(client, traject, name, table_of(download(client, traject, name)))
    with django_assert_max_num_queries(14):
        client.get(given.get_absolute_url())


@LISTS
def test_only_who_may_change_a_list_reads_a_file_in(client, traject, bas, els, name):
    client.force_login(bas)
    assert client.get(reverse("core:rows_upload", args=[name, traject.pk])).status_code in {
        403,
        404,
    }
    client.force_login(els)
    assert client.get(reverse("core:rows_upload", args=[name, traject.pk])).status_code == 404


def test_agreements_of_a_seat(client, traject, anna):
    fill(traject)
    client.force_login(anna)

    given = edit(client, traject, "mensen", {"opdracht": "Leiden", "kartrekker": "ja"})

    seat = Seat.objects.get(role="project_leader")
    assert (seat.mandate, seat.is_champion) == ("Leiden", True)
    client.post(reverse("core:rows_undo", args=[given.pk]))
    seat.refresh_from_db()
    assert (seat.mandate, seat.is_champion) == ("", False)


def test_who_sits_where_is_not_taken_in(client, traject, anna):
    fill(traject)
    client.force_login(anna)
    table = table_of(download(client, traject, "mensen"))
    table[1][table[0].index("wie")] = "Een ander"

    _, seen = upload(client, traject, "mensen", table)

    assert seen.size == 0
    assert "alleen om te lezen" in seen.lines[0].notes[0]


def test_a_theme_is_left_out_with_a_reason_and_an_own_one_added(client, traject, anna):
    fill(traject)
    client.force_login(anna)
    table = table_of(download(client, traject, "themas"))
    table[1][table[0].index("gaat mee in het gesprek")] = "nee"
    table.append(["", "Ons eigen thema", *[""] * 6])

    _, seen = upload(client, traject, "themas", table)
    assert "waarom dit thema niet meegaat" in seen.wrong[0].errors[0]
    table[1][table[0].index("waarom niet")] = "Vorig jaar besproken"
    given, seen = upload(client, traject, "themas", table)
    take_in(client, given, seen)

    assert Theme.objects.get(title="Ons eigen thema").is_chosen
    assert Theme.objects.filter(is_chosen=False).count() == 1
    client.post(reverse("core:rows_undo", args=[given.pk]))
    assert Theme.objects.count() == 2
    assert not Theme.objects.filter(is_chosen=False).exists()


def test_questions_at_the_table_get_their_theme(client, traject, anna):
    fill(traject)
    theme = Theme.objects.last()
    client.force_login(anna)

    edit(client, traject, "vragen", {"thema": theme.title, "vraag aan tafel": "Kan het anders?"})

    item = PolicyItem.objects.get(question="Kan het anders?")
    assert item.theme == theme


def test_a_message_changes_while_it_is_open_only(client, traject, anna):
    fill(traject)
    client.force_login(anna)
    edit(client, traject, "communicatie", {"onderwerp": "Anders", "wanneer": "3 november 2026"})
    item = CommunicationItem.objects.get(subject="Anders")
    assert item.planned_on == date(2026, 11, 3)

    CommunicationItem.objects.filter(pk=item.pk).update(status="sent")
    table = table_of(download(client, traject, "communicatie"))
    row = next(row for row in table if row[0] == item.key)
    row[table[0].index("onderwerp")] = "Nog eens anders"
    _, seen = upload(client, traject, "communicatie", table)
    assert "al verstuurd" in seen.wrong[0].errors[0]


def test_a_point_is_ticked_with_a_note(client, traject, anna):
    fill(traject)
    client.force_login(anna)
    table = table_of(download(client, traject, "checklists"))
    table[1][table[0].index("vastgesteld met de hand")] = "dit is waar"
    _, seen = upload(client, traject, "checklists", table)
    assert "toelichting" in seen.wrong[0].errors[0]

    changes = {"vastgesteld met de hand": "dit is waar", "toelichting": "Zie het verslag"}
    given = edit(client, traject, "checklists", changes)

    point = ChecklistItem.objects.get(key="C-0")
    assert (point.is_ticked, point.note, point.ticked_by) == (True, "Zie het verslag", anna)
    client.post(reverse("core:rows_undo", args=[given.pk]))
    point.refresh_from_db()
    assert (point.is_ticked, point.note) == (False, "")


def test_what_we_do_about_a_factor_comes_in_and_can_be_put_back(client, traject, anna):
    client.force_login(anna)

    given = edit(client, traject, "succesfactoren", {"wat doen we hieraan": "Eerder beginnen"})

    column = table_of(download(client, traject, "succesfactoren"))[0].index("wat doen we hieraan")
    assert table_of(download(client, traject, "succesfactoren"))[1][column] == "Eerder beginnen"
    client.post(reverse("core:rows_undo", args=[given.pk]))
    assert not table_of(download(client, traject, "succesfactoren"))[1][column]
    given.refresh_from_db()
    assert given.status == "undone"
