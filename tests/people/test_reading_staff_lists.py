"""A school's own list can be read as it is: other columns, two contracts, lost zeros and all."""

from datetime import date
from decimal import Decimal

import pytest

from core.spreadsheets import SpreadsheetRefused, read_table
from people.resources import cells
from people.resources.columns import check_numbers, guess, is_refused, staff_list
from people.resources.people_in_list import Reader

TODAY = date(2026, 11, 22)


@pytest.fixture
def people_of(uploaded):
    def read(name: str, content: str | bytes | None = None):
        found = staff_list(read_table(uploaded(name, content)))
        reader = Reader(guess(found.header), "", TODAY)
        return found, reader.people(found.rows)

    return read


def by_name(people, name):
    return next(person for person in people if person.name == name)


@pytest.mark.parametrize(
    ("name", "number_of_people", "wrong"),
    [("rooster-export.csv", 82, 0), ("salaris-export.xlsx", 82, 0), ("eigen-lijst.txt", 82, 4)],
)
def test_the_three_lists_of_one_school_are_read(people_of, name, number_of_people, wrong):
    _, people = people_of(name)

    assert len(people) == number_of_people
    assert len([person for person in people if person.errors]) == wrong, [
        (person.name, person.errors) for person in people if person.errors
    ]


def test_contracts_of_one_person_are_added_up(people_of):
    _, people = people_of("rooster-export.csv")

    wim = by_name(people, "Wim El Amrani")
    assert wim.values["working_time_factor"] == Decimal("0.7")
    assert wim.values["subject_department"] == "Biologie"
    assert wim.values["ends_on"] is None
    assert "2 aanstellingen" in wim.warnings[0]


def test_title_rows_are_skipped_and_refused_columns_leave_no_trace(people_of):
    found, people = people_of("salaris-export.xlsx")

    assert found.refused == ["Geboortedatum", "Salarisschaal"]
    assert "01-01-1980" not in str(found.rows)
    assert "LC/8" not in str(found.rows)
    assert found.rows[0][0] == 4
    assert found.notes[0].startswith("Regels boven de kolomnamen: ")
    daan = by_name(people, "Daan in 't Veld")
    assert (daan.values["infix"], daan.values["family_name"]) == ("in 't", "Veld")


def test_each_wrong_row_says_what_to_do(people_of):
    _, people = people_of("eigen-lijst.txt")

    errors = {person.name: person.errors for person in people if person.errors}

    assert "stagiair" in errors["Petra Bos"][0]
    assert "1,2" in errors["Renée de Wit"][0]
    assert "geen mailadres" in errors["?ukasz Bakker"][0]
    assert any("formule" in error for found in errors.values() for error in found)


def test_a_doubled_row_is_told_once_and_counted_once(people_of):
    _, people = people_of("eigen-lijst.txt")

    fatima = by_name(people, "Fatima Postma")
    assert fatima.lines == [4, 5]
    assert fatima.values["working_time_factor"] == 1
    assert len(fatima.warnings) == 1


def test_letters_that_were_lost_on_the_way_are_named(people_of):
    _, people = people_of("eigen-lijst.txt")

    assert "onderweg verloren" in by_name(people, "?ukasz Bakker").warnings[0]


def test_contracts_that_ended_are_left_out(people_of):
    _, people = people_of(
        "lijst.csv",
        "persnr;roepnaam;achternaam;cat;functiecategorie;wtf;van;tot\n"
        "1;Aad;Bos;x;OP;0,5;01-08-2024;31-07-2026\n"
        "1;Aad;Bos;x;OP;0,8;01-08-2026;\n"
        "2;Bea;Bos;x;OP;0,4;01-08-2024;31-07-2026\n"
        "3;Cor;Bos;x;OP;0,4;01-08-2027;\n",
    )

    aad, bea, cor = people
    assert aad.values["working_time_factor"] == Decimal("0.8")
    assert aad.values["starts_on"] == date(2024, 8, 1)
    assert bea.has_left
    assert not cor.has_left


def test_a_next_contract_is_not_added_to_the_present_one(people_of):
    _, people = people_of(
        "lijst.csv",
        "persnr;roepnaam;achternaam;functiecategorie;wtf;van;tot\n"
        "1;Aad;Bos;OP;0,5;01-08-2025;31-01-2027\n"
        "1;Aad;Bos;OP;0,8;01-02-2027;\n",
    )

    assert people[0].values["working_time_factor"] == Decimal("0.5")
    assert people[0].values["ends_on"] is None


@pytest.mark.parametrize(
    "header",
    [
        "werknemerscode;hoofdvestiging;team;standaard functiecategorie;roepnaam;achternaam;wtf",
        "Medewerker\tNaam\tE-mail werk\tFunctie\tAfdeling\tFTE\tCategorie",
        "Pers. nr.,Volledige naam,Mail (werk),OP/OOP,Aantal FTE per 1 oktober,Vaksectie",
    ],
)
def test_other_programs_name_their_columns_otherwise(header):
    separator = next(sign for sign in ";\t," if sign in header)
    found = guess(header.split(separator))

    assert "employee_number" in found
    assert {"full_name"} <= set(found) or {"given_name", "family_name"} <= set(found)
    assert "working_time_factor" in found
    assert "staff_category" in found


@pytest.mark.parametrize("size", [45, 4000])
@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "cp1252"), (",", "utf-16")]
)
def test_lists_of_any_size_separator_and_encoding_are_read(people_of, size, separator, encoding):
    lines = [separator.join(["Categorie", "Roepnaam", "Nummer", "Achternaam", "WTF"])]
    lines += [
        separator.join(["OOP" if n % 5 else "OP", f"Zoë{n}", str(n), "de Vries", "0.8"])
        for n in range(1, size + 1)
    ]

    _, people = people_of("lijst.csv", "\r\n".join(lines).encode(encoding))

    assert len(people) == size
    assert people[0].name == "Zoë1 de Vries"
    assert not any(person.errors for person in people)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mulder, Ursula", ("Ursula", "", "Mulder")),
        ("Berg, Omar van den", ("Omar", "van den", "Berg")),
        ("van den Berg, Omar", ("Omar", "van den", "Berg")),
        ("Omar van den Berg", ("Omar", "van den", "Berg")),
        ("Veld, Daan in 't", ("Daan", "in 't", "Veld")),
        ("Anne Marie Bos", ("Anne Marie", "", "Bos")),
        ("Wim El Amrani", ("Wim", "", "El Amrani")),
        ("Berg, O.J. (Omar) van den", ("Omar", "van den", "Berg")),
        ("d'Arcy-van 't Hof, Bo", ("Bo", "", "d'Arcy-van 't Hof")),
        ("Ğüneş, Işıl", ("Işıl", "", "Ğüneş")),
    ],
)
def test_a_name_in_one_column_is_split(text, parts):
    assert cells.split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "factor"), [("0,8", "0.8"), ("0.8", "0.8"), ("1", "1"), ("0,58081", "0.5808")]
)
def test_a_factor_is_read_with_comma_or_point(text, factor):
    assert cells.factor(text) == Decimal(factor)


@pytest.mark.parametrize(
    "text", ["0", "-1", "1,2", "80", "80%", "1.659,00", "1e309", "NaN", "١٢", "0,00001", "een"]
)
def test_a_factor_that_cannot_be_says_what_is_meant(text):
    with pytest.raises(cells.CellRefused, match="werktijdfactor"):
        cells.factor(text)


@pytest.mark.parametrize("text", ["31-07-2027", "31/7/2027", "2027-07-31", "20270731"])
def test_a_date_is_read_as_programs_write_it(text):
    assert cells.day(text) == date(2027, 7, 31)


@pytest.mark.parametrize("text", ["30-02-2027", "01-01-0001", "03/04", "morgen"])
def test_a_date_that_does_not_exist_is_refused_with_an_example(text):
    with pytest.raises(cells.CellRefused, match="31-07-2027"):
        cells.day(text)


def test_an_end_far_away_is_no_end():
    assert cells.day("31-12-9999") is None


@pytest.mark.parametrize("text", ["=HYPERLINK()", "+1", "-1", "@x", "＝1"])
def test_a_formula_is_not_a_name(text):
    with pytest.raises(cells.CellRefused, match="formule"):
        cells.text(text, 60)


def test_marks_that_nobody_sees_disappear_from_names():
    assert cells.text("Bo\u202e\u200b  de\u2028Wit\n", 60) == "Bo de Wit"


@pytest.mark.parametrize(
    "name",
    ["BSN", "Geboortedatum", "Burgerservicenummer", "Geslacht", "M/V", "Nationaliteit",
     "Salarisschaal", "Verzuim %", "Beoordeling 2026", "Vakbond", "Adres", "Straat", "Postcode",
     "Woonplaats", "Jaartaak", "Telefoon privé", "E-mail privé", "Bruto salaris"],
)  # fmt: skip
def test_columns_that_we_never_store_are_known_by_name(name):
    assert is_refused(name)


@pytest.mark.parametrize(
    "name", ["E-mailadres", "Mailadres", "Geboortenaam", "Functie", "Afdeling", "Team", "FTE"]
)
def test_columns_that_we_need_are_not_refused(name):
    assert not is_refused(name)


def test_citizen_numbers_are_not_taken_for_employee_numbers():
    with pytest.raises(SpreadsheetRefused, match="burgerservicenummers"):
        check_numbers(["111222333", "123456782"] * 5)


def test_a_list_without_header_says_what_is_missing(uploaded):
    with pytest.raises(SpreadsheetRefused, match="kolomnamen"):
        staff_list(read_table(uploaded("lijst.csv", "1;1\n2;2\n")))


def test_two_people_do_not_share_one_address(people_of):
    _, people = people_of(
        "lijst.csv",
        "persnr;roepnaam;achternaam;mail;functiecategorie;wtf\n"
        "1;Aad;Bos;balie@school.example;OOP;0,5\n2;Bea;Bos;Balie@School.example ;OOP;0,5\n",
    )

    assert people[0].values["email"] == "balie@school.example"
    assert people[1].values["email"] is None
    assert "rij 2" in people[1].warnings[0]
