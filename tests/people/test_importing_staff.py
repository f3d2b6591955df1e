"""An import changes nothing before it is confirmed, everything at once, and can be undone."""

from decimal import Decimal

import pytest
from django.urls import reverse

from people.models import StaffImport, StaffMember, Team
from tests.factories import StaffMemberFactory

HEADER = "persnr;roepnaam;tussenvoegsel;achternaam;e-mail;functiecategorie;wtf;team\n"


def rows(number: int, start: int = 1) -> str:
    return HEADER + "".join(
        f"9{n:05d};Voornaam{n};van;Achternaam{n};m{n}@school.example;OP;0,8;Team {n % 7}\n"
        for n in range(start, start + number)
    )


def snapshot(school) -> list[dict]:
    return list(school.staff.order_by("pk").values().distinct())


def without_version(found: list[dict]) -> list[dict]:
    return [{key: row[key] for key in row if key != "version"} for row in found]


def test_a_preview_changes_nothing(client, school, start_import):
    staff_import = start_import("rooster-export.csv")
    before = snapshot(school)

    answer = client.get(reverse("people:staff_import_preview", args=[staff_import.pk]))

    assert len(answer.context["comparison"].new) == 82
    assert snapshot(school) == before


def test_a_list_is_taken_in_and_the_file_forgotten(school, start_import, confirm):
    staff_import = start_import("rooster-export.csv")

    answer = confirm(staff_import)

    assert answer.status_code == 302
    wim = school.staff.get(employee_number="el w246")
    assert wim.working_time_factor == Decimal("0.7")
    assert wim.team.name == "Bovenbouw havo"
    assert staff_import.rows == []
    assert staff_import.result["new"] == 82


def test_three_files_with_other_numbers_describe_the_same_people(
    client, school, start_import, confirm
):
    school.staff.all().delete()
    confirm(start_import("rooster-export.csv"))

    staff_import = start_import("salaris-export.xlsx")
    confirm(staff_import)

    assert staff_import.result["new"] == 0
    assert school.staff.count() == 82
    ursula = school.staff.get(given_name="Ursula", family_name="Mulder")
    assert ursula.employee_number == "mulu751"
    assert school.staff.get(given_name="Łukasz", family_name="Bakker").job_title == "docent LC"


def test_a_damaged_name_never_replaces_a_good_one(client, school, start_import, confirm):
    school.staff.all().delete()
    StaffMemberFactory(
        school=school, employee_number="7", given_name="Łukasz", family_name="Bakker"
    )

    confirm(start_import("l.csv", HEADER + "7;?ukasz;;Bakker;;OP;1;\n"))

    assert school.staff.get().given_name == "Łukasz"


def test_refused_columns_are_named_and_never_stored(client, school, start_import):
    staff_import = start_import("salaris-export.xlsx")

    page = client.get(reverse("people:staff_import_preview", args=[staff_import.pk]))

    assert "Geboortedatum, Salarisschaal" in page.content.decode()
    stored = StaffImport.objects.filter(pk=staff_import.pk).values().get()
    assert "1980" not in str(stored["rows"])


def test_rows_in_error_need_an_explicit_choice(client, school, start_import, confirm):
    staff_import = start_import("eigen-lijst.txt")
    before = school.staff.count()

    refused = confirm(staff_import)

    assert refused.status_code == 422
    assert "overslaan" in refused.content.decode()
    assert school.staff.count() == before

    confirm(staff_import, skip_wrong="on")

    assert school.staff.count() == before + 78
    assert {row["name"] for row in staff_import.result["skipped"]} >= {"Petra Bos"}
    result = client.get(reverse("people:staff_import_result", args=[staff_import.pk]))
    assert "Petra Bos" in result.content.decode()


def test_wrong_rows_can_be_taken_along_as_a_file(client, school, start_import, confirm):
    staff_import = start_import("eigen-lijst.txt")
    confirm(staff_import)

    answer = client.get(reverse("people:staff_import_errors", args=[staff_import.pk]))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Rij;Naam;Wat er moet gebeuren"
    assert len(lines) == 5
    assert not any(line.split(";")[1].startswith("=") for line in lines)


def test_nobody_who_is_missing_leaves_without_a_choice(
    client, school, farid, start_import, confirm
):
    kept, gone = StaffMemberFactory(school=school), StaffMemberFactory(school=school)

    confirm(start_import("l.csv", rows(3)), left=[gone.pk], left_on="2026-11-01")

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert kept.ends_on is None
    assert str(gone.ends_on) == "2026-11-01"


def test_foreign_numbers_in_the_choice_do_nothing(school, start_import, confirm):
    stranger = StaffMemberFactory()

    confirm(start_import("l.csv", rows(3)), left=[stranger.pk, "x", "１"], same=["999"])

    stranger.refresh_from_db()
    assert stranger.ends_on is None


def test_zeros_that_a_spreadsheet_dropped_are_understood(school, start_import, confirm):
    member = StaffMemberFactory(school=school, employee_number="07123", given_name="Aad")

    staff_import = start_import("l.csv", HEADER + "7123;Bea;;Bos;;OOP;0,5;\n")
    confirm(staff_import)

    member.refresh_from_db()
    assert member.given_name == "Bea"
    assert member.employee_number == "07123"
    assert staff_import.result["new"] == 0


def test_a_namesake_is_asked_about(client, school, start_import, confirm):
    member = StaffMemberFactory(
        school=school, employee_number="smil232", given_name="Lotte", family_name="Smit"
    )
    text = HEADER + "76232;Lotte;;Smit;;OP;0,6;\n"

    staff_import = start_import("l.csv", text)
    page = client.get(reverse("people:staff_import_preview", args=[staff_import.pk]))
    assert len(page.context["comparison"].doubtful) == 1

    confirm(staff_import, same=["2"])

    assert school.staff.filter(family_name="Smit").count() == 1
    member.refresh_from_db()
    assert member.working_time_factor == Decimal("0.6")


def test_an_empty_cell_never_erases_what_is_known(school, start_import, confirm):
    member = StaffMemberFactory(school=school, employee_number="7", email="aad@school.example")

    confirm(start_import("l.csv", HEADER + "7;Aad;;Bos;;;;\n"))

    member.refresh_from_db()
    assert member.email == "aad@school.example"
    assert member.staff_category == "op"


def test_the_chosen_columns_are_remembered_for_the_same_header(
    client, school, start_import, confirm
):
    text = "Wie;Nr;Soort;Deel\nBos, Aad;77;OP;0,5\n"
    first = start_import("l.csv", text)
    url = reverse("people:staff_import_columns", args=[first.pk])
    client.post(
        url,
        {"employee_number": 1, "full_name": 0, "staff_category": 2, "working_time_factor": 3},
    )
    preview = client.get(reverse("people:staff_import_preview", args=[first.pk]))
    fingerprint = {"fingerprint": preview.context["fingerprint"]}
    client.post(reverse("people:staff_import_confirm", args=[first.pk]), fingerprint)

    again = start_import("anders.csv", text)

    assert again.mapping["columns"]["full_name"] == 0
    assert school.staff.filter(employee_number="77").exists()


def test_a_column_stands_for_one_thing(client, school, start_import):
    staff_import = start_import("l.csv", rows(2))
    url = reverse("people:staff_import_columns", args=[staff_import.pk])

    answer = client.post(url, {"employee_number": 0, "full_name": 0})

    assert "koos u al" in answer.content.decode()


def test_undo_restores_exactly_what_was_there(client, school, start_import, confirm):
    StaffMemberFactory(school=school, employee_number="900001", given_name="Oud")
    gone = StaffMemberFactory(school=school)
    before = without_version(snapshot(school))
    staff_import = start_import("l.csv", rows(30))
    confirm(staff_import, left=[gone.pk])
    assert without_version(snapshot(school)) != before

    client.post(reverse("people:staff_import_undo", args=[staff_import.pk]))

    assert without_version(snapshot(school)) == before
    assert not Team.objects.filter(school=school).exists()
    staff_import.refresh_from_db()
    assert staff_import.status == StaffImport.Status.UNDONE


def test_undo_refuses_when_a_colleague_worked_on_it(client, school, farid, start_import, confirm):
    staff_import = start_import("l.csv", rows(3))
    confirm(staff_import)
    member = school.staff.get(employee_number="900002")
    member.save_if_unchanged(version=member.version, by=farid, job_title="docent")
    before = snapshot(school)

    answer = client.post(reverse("people:staff_import_undo", args=[staff_import.pk]), follow=True)

    assert "Voornaam2 van Achternaam2" in answer.content.decode()
    assert snapshot(school) == before


def test_undo_refuses_when_a_new_colleague_already_leads_a_team(
    client, school, start_import, confirm
):
    staff_import = start_import("l.csv", rows(3))
    confirm(staff_import)
    Team.objects.filter(school=school).update(leader=school.staff.get(employee_number="900001"))

    client.post(reverse("people:staff_import_undo", args=[staff_import.pk]))

    assert school.staff.filter(employee_number="900001").exists()


def test_an_import_is_confirmed_once(client, school, start_import, confirm):
    staff_import = start_import("l.csv", rows(3))
    confirm(staff_import)

    again = client.post(
        reverse("people:staff_import_confirm", args=[staff_import.pk]), {"fingerprint": "x"}
    )

    assert again.status_code == 409
    assert school.staff.filter(employee_number__startswith="9000").count() == 3


def test_what_was_confirmed_is_what_was_seen(client, school, start_import, confirm):
    staff_import = start_import("l.csv", rows(3))
    preview = client.get(reverse("people:staff_import_preview", args=[staff_import.pk]))
    StaffMemberFactory(school=school, employee_number="900001")

    client.post(
        reverse("people:staff_import_confirm", args=[staff_import.pk]),
        {"fingerprint": preview.context["fingerprint"]},
    )

    assert not school.staff.filter(employee_number="900002").exists()


def test_an_unfinished_upload_does_not_stay(school, start_import):
    start_import("l.csv", rows(3))
    second = start_import("l.csv", rows(4))

    assert list(StaffImport.objects.values_list("pk", flat=True)) == [second.pk]


def test_a_list_of_one_and_a_list_of_many_take_as_many_questions(
    client, school, start_import, django_assert_max_num_queries
):
    for size in (1, 1000):
        staff_import = start_import("l.csv", rows(size))
        url = reverse("people:staff_import_columns", args=[staff_import.pk])
        form = client.get(url).context["form"]
        client.post(url, {name: form[name].initial or "" for name in form.fields})
        with django_assert_max_num_queries(12):
            preview = client.get(reverse("people:staff_import_preview", args=[staff_import.pk]))
        with django_assert_max_num_queries(34):
            client.post(
                reverse("people:staff_import_confirm", args=[staff_import.pk]),
                {"fingerprint": preview.context["fingerprint"]},
            )
    assert StaffMember.objects.filter(school=school).count() >= 1000


def test_a_hostile_name_is_shown_as_text(client, school, start_import):
    text = HEADER + "1;<script>alert(1)</script>;;{{ 7*7 }};;OP;1;\n"

    staff_import = start_import("l.csv", text)
    answer = client.get(reverse("people:staff_import_preview", args=[staff_import.pk]))

    assert "<script>alert(1)" not in answer.content.decode()
    assert "{{ 7*7 }}" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "leeg"), (b"%PDF-1.7", "PDF"), (b"<html><table></table></html>", "webpagina")],
)
def test_a_file_that_is_no_list_is_refused_with_a_reason(
    client, school, farid, uploaded, content, words
):
    client.force_login(farid)

    answer = client.post(
        reverse("people:staff_import", args=[school.pk]), {"file": uploaded("l.xlsx", content)}
    )

    assert words in answer.content.decode()
    assert not StaffImport.objects.exists()
