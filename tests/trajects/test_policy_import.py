"""A school brings its taakbeleid from its own spreadsheet; all of it or nothing (P11)."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from core.steps import StepNotAllowed
from tests.factories import DialogueTableFactory, OutcomeFactory, ThemeFactory
from trajects.models import PolicyImport, PolicyItem, TaskPolicy
from trajects.models.policy_import import as_number, guess_columns, matching_theme
from trajects.models.template import shipped_items

pytestmark = pytest.mark.django_db
SHIPPED = Path(__file__).parents[1] / "data" / "taakbeleid.xlsx"


@pytest.fixture
def themes(traject):
    return [
        ThemeFactory(traject=traject, key=item["key"], title=item["title"], is_cao=True)
        for item in shipped_items("themes")
    ]


def upload(client, traject, content, name="taakbeleid.csv"):
    given_file = SimpleUploadedFile(
        name, content if isinstance(content, bytes) else content.encode()
    )
    response = client.post(
        reverse("trajects:policy_upload", args=[traject.pk]), {"file": given_file}
    )
    assert response.status_code == 302, response.text
    return PolicyImport.objects.latest("pk")


def confirm(client, found):
    return client.post(reverse("trajects:policy_confirm", args=[found.pk]))


def items_of(traject):
    return PolicyItem.objects.of(traject).for_overview()


def test_the_shipped_example_comes_in_as_it_is(client, anna, traject, themes):
    client.force_login(anna)

    found = upload(client, traject, SHIPPED.read_bytes(), "taakbeleid.xlsx")
    response = confirm(client, found)

    items = {item.title: item for item in items_of(traject)}
    assert response.status_code == 302
    assert len(items) == 12
    assert items["Opslagfactor"].value == Decimal("0.65")
    assert items["Opslagfactor"].hours == 468
    assert {item.category.name for item in items.values()} == {
        "Lestaak",
        "Voor- en nawerk",
        "Deskundigheidsbevordering",
        "Overige taken",
    }
    assert all(item.theme for item in items.values())


def test_themes_are_recognised_though_worded_differently(traject, themes):
    def key(name):
        theme = matching_theme(name, themes)
        return theme and theme.key

    assert key("Aanbod, kwaliteit en toetsing") == "education_and_assessment"
    assert key("Verdeling van taken") == "division_of_tasks"
    assert key("Verdeling van taken en benutten van expertise") == "division_of_tasks"
    assert key("Professionele verantwoordelijkheden en autonomie") == "professional_autonomy"
    assert key("Collectieve en individuele werkdruk") == "workload"
    assert key("Overige schoolactiviteiten") == "other_activities"
    assert key("Parkeren") is None


def test_other_headers_another_order_and_decimal_commas(client, anna, traject, themes):
    client.force_login(anna)
    text = (
        "Uren per jaar;Taak;Rubriek;Doelgroep\n"
        "82,5;Scholing;Ontwikkeling;OP\n1.040;Lessen;Les;OP\n"
    )

    confirm(client, upload(client, traject, text))

    hours = {item.title: item.hours for item in items_of(traject)}
    assert hours == {"Scholing": Decimal("82.5"), "Lessen": Decimal(1040)}


def test_a_title_row_and_headings_above_groups_are_understood(client, anna, traject):
    client.force_login(anna)
    text = (
        "Taakbeleid van onze school;;\nCategorie;Onderdeel;Uren\nLestaak;;\n;Lessen;720\n"
        "Overige taken;;\n;Overleg;60\nTotaal;;780\n"
    )

    confirm(client, upload(client, traject, text))

    found = [(item.category.name, item.title) for item in items_of(traject)]
    assert found == [("Lestaak", "Lessen"), ("Overige taken", "Overleg")]


def test_columns_can_be_chosen_by_hand(client, anna, traject):
    client.force_login(anna)
    found = upload(client, traject, "A;B;C\nLestaak;Lessen;720\n")
    url = reverse("trajects:policy_import", args=[found.pk])

    client.post(url, {"category": "0", "title": "1", "hours": "2"})
    confirm(client, found)

    assert items_of(traject).get().hours == 720


def test_one_column_cannot_be_two_things(client, anna, traject):
    client.force_login(anna)
    found = upload(client, traject, "Categorie;Onderdeel\nLestaak;Lessen\n")

    response = client.post(
        reverse("trajects:policy_import", args=[found.pk]), {"category": "1", "title": "1"}
    )

    assert response.status_code == 422
    assert "Deze kolom koos u twee keer" in response.text


def test_each_wrong_row_says_what_to_do_and_nothing_comes_in(client, anna, traject):
    client.force_login(anna)
    text = (
        "Categorie;Onderdeel;Uren\nLestaak;Lessen;veel\n;;12\n"
        "Lestaak;Overleg;20\nLestaak;overleg;30\n"
    )
    found = upload(client, traject, text)

    page = client.get(reverse("trajects:policy_import", args=[found.pk]))
    refused = confirm(client, found)

    assert "‘veel’ is geen getal" in page.text
    assert "De naam van het onderdeel ontbreekt" in page.text
    assert "staat ook op rij 4" in page.text
    assert "Er is nog niets ingelezen" in page.text
    assert refused.status_code == 409
    assert not TaskPolicy.objects.filter(traject=traject).exists()


def test_a_file_that_is_no_list_is_refused_with_the_reason(client, anna, traject):
    client.force_login(anna)
    url = reverse("trajects:policy_upload", args=[traject.pk])

    response = client.post(url, {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7 iets")})

    assert response.status_code == 422
    assert "Dit is een PDF" in response.text


def test_a_new_version_keeps_the_old_one_and_its_questions(client, anna, traject):
    client.force_login(anna)
    confirm(client, upload(client, traject, "Categorie;Onderdeel;Uren\nLestaak;Lessen;750\n"))
    item = items_of(traject).get()
    item.change(version=item.version, by=anna, question="Past dit?")

    confirm(client, upload(client, traject, "Categorie;Onderdeel;Uren\nLestaak;Lessen;720\n"))
    page = client.get(reverse("trajects:policy", args=[traject.pk]), {"versie": 1})

    newest = items_of(traject).get()
    assert (newest.hours, newest.question) == (720, "Past dit?")
    assert [policy.number for policy in TaskPolicy.objects.of(traject)] == [2, 1]
    assert "U leest een oude versie" in page.text
    assert "750" in page.text


def test_what_tables_talked_about_is_not_replaced(client, anna, traject):
    client.force_login(anna)
    found = upload(client, traject, "Categorie;Onderdeel\nLestaak;Lessen\n")
    confirm(client, found)
    later = upload(client, traject, "Categorie;Onderdeel\nLestaak;Andere lessen\n")
    table = DialogueTableFactory(session__traject=traject)
    OutcomeFactory(table=table, policy_item=items_of(traject).get())

    response = confirm(client, later)
    page = client.get(reverse("trajects:policy", args=[traject.pk]))

    assert response.status_code == 409
    assert "De tafels spraken al over dit taakbeleid" in response.text
    assert "kan pas weer na het besluit" in page.text
    assert items_of(traject).get().title == "Lessen"


def test_one_upload_becomes_one_version_however_often_it_is_pressed(client, anna, traject):
    client.force_login(anna)
    found = upload(client, traject, "Categorie;Onderdeel\nLestaak;Lessen\n")
    same = PolicyImport.objects.get(pk=found.pk)

    found.confirm(by=anna)

    with pytest.raises(StepNotAllowed):
        same.confirm(by=anna)
    assert TaskPolicy.objects.filter(traject=traject).count() == 1


def test_only_what_every_teacher_has_is_added_up(client, anna, traject, themes):
    client.force_login(anna)
    confirm(client, upload(client, traject, SHIPPED.read_bytes(), "taakbeleid.xlsx"))

    page = client.get(reverse("trajects:policy", args=[traject.pk]))

    balance = page.context["balances"][0]
    assert balance.sums[0].each[0] == 720 + 468 + 83 + 60 + 20 + 40
    assert "blijft er 268 uur over" in page.text
    assert "Nog niet meegeteld" in page.text


LIST = "Categorie;Onderdeel;Eenheid;Waarde;Uren\n"


@pytest.mark.parametrize(
    ("unit", "goes_by_factor"),
    [
        ("klokuren per jaar", True),
        ("factor per lesuur", True),
        ("uur per les", True),
        ("", True),
        ("klokuren per groep", False),
        ("uur per leerling", False),
    ],
)
def test_hours_that_follow_the_lessons_follow_the_working_time(
    client, anna, traject, unit, goes_by_factor
):
    client.force_login(anna)

    confirm(client, upload(client, traject, f"{LIST}Lestaak;Iets;{unit};1;100\n"))

    assert items_of(traject).get().is_pro_rata is goes_by_factor


def test_what_the_school_chose_about_the_working_time_comes_back_with_the_file(
    client, anna, traject
):
    client.force_login(anna)
    confirm(client, upload(client, traject, f"{LIST}Overig;Open dag;klokuren per jaar;8;8\n"))
    item = items_of(traject).get()
    item.change(version=item.version, by=anna, is_pro_rata=False)

    confirm(client, upload(client, traject, f"{LIST}Overig;Open dag;klokuren per jaar;6;6\n"))

    assert (items_of(traject).get().hours, items_of(traject).get().is_pro_rata) == (6, False)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_goes_out_comes_in_again_unchanged(client, anna, traject, themes, kind):
    client.force_login(anna)
    confirm(client, upload(client, traject, SHIPPED.read_bytes(), "taakbeleid.xlsx"))
    url = reverse("trajects:policy_export", args=[traject.pk, kind])

    confirm(client, upload(client, traject, client.get(url).content, f"uit.{kind}"))

    def rows(number):
        items = PolicyItem.objects.filter(category__task_policy__number=number)
        return list(
            items.values_list("category__name", "title", "unit", "value", "hours", "theme")
        )

    assert len(rows(1)) == 12
    assert rows(1) == rows(2)


def test_an_item_is_added_and_changed_by_hand(client, anna, traject):
    client.force_login(anna)
    values = {"new_category": "Lestaak", "title": "Lessen", "hours": "720,5", "version": 1}

    client.post(reverse("trajects:policy_item_add", args=[traject.pk]), values)
    item = items_of(traject).get()
    client.post(
        reverse("trajects:policy_item", args=[item.pk]),
        {"category_name": "Lestaak", "title": "Lessen", "hours": "700.5", "version": item.version},
    )

    item.refresh_from_db()
    assert item.hours == Decimal("700.5")


def test_two_who_change_one_item_see_both_texts(client, anna, traject):
    client.force_login(anna)
    item = PolicyItem.objects.add(traject, category="Lestaak", by=anna, title="Lessen", text="")
    PolicyItem.objects.get(pk=item.pk).change(version=item.version, by=anna, text="Andermans")

    response = client.post(
        reverse("trajects:policy_item", args=[item.pk]),
        {
            "category_name": "Lestaak",
            "title": "Lessen",
            "text": "Eigene",
            "version": item.version,
        },
    )

    assert response.status_code == 409
    assert "Andermans" in response.text
    assert "Eigene" in response.text


def test_every_colleague_reads_the_rules_of_today_but_only_the_team_changes_them(
    client, anna, els, traject
):
    item = PolicyItem.objects.add(traject, category="Lestaak", by=anna, title="Lessen")
    client.force_login(els)

    assert client.get(reverse("trajects:policy", args=[traject.pk])).status_code == 200
    assert client.get(reverse("trajects:policy_item", args=[item.pk])).status_code == 200
    answer = client.post(reverse("trajects:policy_item", args=[item.pk]), {"title": "Niets"})
    assert answer.status_code == 403


def test_the_page_costs_the_same_whatever_its_length(client, anna, traject):
    client.force_login(anna)
    PolicyItem.objects.add(traject, category="Lestaak", by=anna, title="Lessen")
    url = reverse("trajects:policy", args=[traject.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(10):
        PolicyItem.objects.add(traject, category=f"C{number}", by=anna, title=f"T{number}")

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,65", "0.65"),
        ("0.650", "0.65"),
        ("1.659", "1659"),
        ("1.659,25", "1659.25"),
        (" 1 659 ", "1659"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert as_number(text) == Decimal(number)


@given(some.decimals(min_value=0, max_value=99_999, places=2))
def test_a_number_with_a_comma_is_always_itself(number):
    assert as_number(str(number).replace(".", ",")) == number


def test_guessed_columns_never_claim_one_place_twice():
    found = guess_columns(["Taak", "Norm", "Uren", "Toelichting", "Taak", ""])

    assert found == {"title": 0, "value": 1, "hours": 2, "text": 3}
