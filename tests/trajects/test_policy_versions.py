"""The taakbeleid has versions: what was stays as it was, and what differs is shown (P11)."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Document
from tests.factories import DialogueTableFactory, OutcomeFactory, StaffMemberFactory
from tests.trajects.test_policy_import import confirm, upload
from trajects.models import PolicyItem, PolicyTerm, TaskPolicy
from trajects.models.policy_comparison import compare
from trajects.models.policy_hours import Staffing, present_balance, staffing_of
from trajects.models.template import shipped_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons(anna, traject):
    return PolicyItem.objects.add(
        traject,
        category="Lestaak",
        by=anna,
        title="Maximale lestaak",
        hours=Decimal(720),
        unit="klokuren per jaar",
        applies_to="alle docenten",
        staff_category="op",
    )


@pytest.fixture
def mentor(anna, traject, lessons):
    return PolicyItem.objects.add(
        traject,
        category="Mentoraat",
        by=anna,
        title="Mentor",
        value=Decimal(80),
        unit="klokuren per groep",
        applies_to="mentoren",
        staff_category="op",
        is_pro_rata=False,
    )


def begin(client, traject, origin=1, note="De nieuwe uren"):
    url = reverse("trajects:policy_begin", args=[traject.pk])
    return client.post(url, {"origin": origin, "note": note})


def page(client, traject, name="policy", **asked):
    return client.get(reverse(f"trajects:{name}", args=[traject.pk]), asked)


def items_of(version):
    return {item.title: item for item in version.items().for_overview()}


def test_a_new_version_begins_as_a_copy_and_the_old_one_stays(
    client, anna, traject, lessons, mentor
):
    client.force_login(anna)

    begin(client, traject)
    second = TaskPolicy.objects.of(traject).first()
    copy = items_of(second)["Maximale lestaak"]
    copy.change(version=copy.version, by=anna, hours=Decimal(700))

    first = TaskPolicy.objects.of(traject).last()
    assert (second.number, second.origin, second.note) == (2, "copy", "De nieuwe uren")
    assert items_of(first)["Maximale lestaak"].hours == 720
    assert items_of(second)["Maximale lestaak"].hours == 700
    assert copy.previous_id == lessons.pk


def test_an_older_version_can_come_back_on_top(client, anna, traject, lessons):
    client.force_login(anna)
    begin(client, traject)
    newest = items_of(TaskPolicy.objects.of(traject).first())["Maximale lestaak"]
    newest.change(version=newest.version, by=anna, hours=Decimal(650))

    begin(client, traject, origin=1, note="Toch weer zoals het was")

    third = TaskPolicy.objects.of(traject).first()
    assert third.number == 3
    assert items_of(third)["Maximale lestaak"].hours == 720


def test_a_version_without_a_reason_is_not_begun(client, anna, traject, lessons):
    client.force_login(anna)

    response = begin(client, traject, note="")

    assert response.status_code == 422
    assert TaskPolicy.objects.count() == 1


def test_a_version_that_does_not_exist_cannot_be_taken_over(client, anna, traject, lessons):
    client.force_login(anna)

    assert begin(client, traject, origin=9).status_code == 422


def test_once_tables_spoke_about_it_no_copy_is_begun(client, anna, traject, lessons):
    OutcomeFactory(table=DialogueTableFactory(session__traject=traject), policy_item=lessons)
    client.force_login(anna)

    response = begin(client, traject)

    assert response.status_code == 409
    assert TaskPolicy.objects.count() == 1


def test_an_item_of_an_old_version_is_read_and_not_changed(client, anna, traject, lessons):
    client.force_login(anna)
    begin(client, traject)

    shown = client.get(lessons.get_absolute_url())
    posted = client.post(
        lessons.get_absolute_url(),
        {"version": 1, "title": "Anders", "category_name": "Lestaak", "is_pro_rata": "on"},
    )

    assert "hoort bij versie 1" in shown.content.decode()
    assert posted.status_code == 409
    lessons.refresh_from_db()
    assert lessons.title == "Maximale lestaak"


def test_an_item_can_go_while_nobody_spoke_about_it(client, anna, traject, lessons, mentor):
    client.force_login(anna)
    OutcomeFactory(table=DialogueTableFactory(session__traject=traject), policy_item=lessons)

    gone = client.post(reverse("trajects:policy_item_remove", args=[mentor.pk]))
    kept = client.post(reverse("trajects:policy_item_remove", args=[lessons.pk]))

    assert (gone.status_code, kept.status_code) == (302, 409)
    assert set(items_of(TaskPolicy.objects.get())) == {"Maximale lestaak"}


def test_the_comparison_names_what_is_new_gone_and_different(
    client, anna, traject, lessons, mentor
):
    client.force_login(anna)
    begin(client, traject)
    second = TaskPolicy.objects.of(traject).first()
    renamed = items_of(second)["Maximale lestaak"]
    renamed.change(version=1, by=anna, title="Lestaak", hours=Decimal("700.5"))
    items_of(second)["Mentor"].remove(by=anna)
    PolicyItem.objects.add(traject, category="Overige taken", by=anna, title="Open dag")

    text = page(client, traject, "policy_compare").content.decode()
    found = compare(TaskPolicy.objects.of(traject).last(), second)

    assert [change.item.title for change in found.added] == ["Open dag"]
    assert [change.item.title for change in found.gone] == ["Mentor"]
    assert [(field.label, field.old, field.new) for field in found.changed[0].fields] == [
        ("Onderdeel", "Maximale lestaak", "Lestaak"),
        ("Uren bij wtf 1,0", "720", "700,5"),
    ]
    assert found.hours_delta == Decimal("-19.5")
    assert "1 gewijzigd, 1 nieuw, 1 vervallen" in text


def test_versions_further_apart_are_compared_through_those_in_between(
    client, anna, traject, lessons
):
    client.force_login(anna)
    for name in ("Lestaak", "Lessen"):
        begin(client, traject, origin=TaskPolicy.objects.count())
        newest = TaskPolicy.objects.of(traject).first().items().get()
        newest.change(version=1, by=anna, title=name)

    response = page(client, traject, "policy_compare", van=3, naar=1)

    comparison = response.context["comparison"]
    assert (response.context["old"].number, response.context["new"].number) == (1, 3)
    assert [len(part) for part in (comparison.added, comparison.gone)] == [0, 0]
    assert comparison.changed[0].fields[0].new == "Lessen"


def test_a_small_difference_in_a_value_is_a_difference(client, anna, traject):
    made = PolicyItem.objects.add(
        traject, category="Opslag", by=anna, title="Factor", value=Decimal("0.6250")
    )
    second = made.task_policy.copy(by=anna, note="fijner")
    copy = second.items().get()
    copy.change(version=copy.version, by=anna, value=Decimal("0.6251"))

    changed = compare(TaskPolicy.objects.of(traject).last(), second).changed

    assert [(field.old, field.new) for field in changed[0].fields] == [("0,625", "0,6251")]


def test_one_version_has_nothing_to_compare_with(client, els, traject, lessons):
    client.force_login(els)

    assert "Er is nog maar één versie" in page(client, traject, "policy_compare").content.decode()


def test_a_first_version_brings_the_numbers_of_its_edition(client, anna, traject, lessons):
    shipped = shipped_items("cao_editions")[0]["terms"]

    found = PolicyTerm.objects.filter(task_policy__traject=traject)

    assert [term.key for term in found] == [row["key"] for row in shipped]
    assert not any(term.is_certain for term in found)


def test_an_edition_that_is_not_known_has_no_numbers_until_somebody_adds_them(
    client, anna, traject, lessons
):
    client.force_login(anna)
    policy = TaskPolicy.objects.get()
    policy.terms.all().delete()
    policy.change(version=1, by=anna, cao_edition="CAO VO 2031")
    take = reverse("trajects:policy_terms_take", args=[traject.pk])

    client.post(take)
    assert not policy.terms.exists()
    policy.change(version=2, by=anna, cao_edition="CAO VO 2024-2025")
    client.post(take)
    client.post(take)

    assert policy.terms.count() == len(shipped_items("cao_editions")[0]["terms"])


def test_edition_and_norm_are_data_of_the_version(client, anna, traject, lessons):
    client.force_login(anna)
    url = reverse("trajects:policy_basis", args=[traject.pk])
    wanted = {"version": 1, "cao_edition": "CAO VO 2027", "norm_hours": 1600,
              "valid_from": "2027-08-01", "note": ""}  # fmt: skip

    saved = client.post(url, wanted)
    stale = client.post(url, {**wanted, "norm_hours": 1700})
    wrong = client.post(url, {**wanted, "version": 2, "norm_hours": "veel"})

    policy = TaskPolicy.objects.get()
    assert (saved.status_code, stale.status_code, wrong.status_code) == (302, 409, 422)
    assert (policy.cao_edition, policy.norm_hours) == ("CAO VO 2027", 1600)
    assert "1.600" in page(client, traject).content.decode()


@pytest.mark.parametrize("given", ["-1", "NaN", "1e309", "veel", "١٢x", "1000000"])
def test_a_number_of_the_cao_that_is_none_is_explained(client, anna, traject, lessons, given):
    client.force_login(anna)
    url = reverse("trajects:policy_term_add", args=[traject.pk])

    response = client.post(url, {"title": "Lestaak", "value": given, "bound": "maximum"})

    assert response.status_code == 422
    assert "Lestaak" in response.content.decode()


def test_a_number_with_a_comma_is_understood(client, anna, traject, lessons):
    client.force_login(anna)
    url = reverse("trajects:policy_term_add", args=[traject.pk])

    client.post(url, {"title": "Opslag", "value": "0,65", "bound": "minimum"})

    assert PolicyTerm.objects.get(title="Opslag").value == Decimal("0.65")


def test_less_than_the_cao_is_an_advice(client, anna, traject, lessons):
    client.force_login(anna)
    lessons.change(
        version=1, by=anna, hours=Decimal(750), term_key="teaching_maximum", category="Lestaak"
    )

    text = page(client, traject).content.decode()

    assert "Let op de CAO" in text
    assert "hoogstens 720" in text


def test_what_stays_within_the_cao_needs_no_advice(client, anna, traject, lessons):
    client.force_login(anna)
    lessons.change(version=1, by=anna, term_key="teaching_maximum")

    assert "Let op de CAO" not in page(client, traject).content.decode()


def test_the_balance_is_the_one_of_the_example(anna, traject):
    """Domain 7: N = 1659, L = 720, p = 0,60, D = 83 leaves O = 424, and 339,2 at 0,8."""
    for title, hours in (("Lessen", 720), ("Voor- en nawerk", 432), ("Leren", 83)):
        PolicyItem.objects.add(
            traject,
            category=title,
            by=anna,
            title=title,
            hours=Decimal(hours),
            staff_category="op",
        )
    items = list(PolicyItem.objects.of(traject).for_overview())
    group = Staffing("op", 10, Decimal("8.5"), True)

    balance = present_balance(items, [group], norm=Decimal(1659))[0]

    assert balance.left.each == [Decimal(424), Decimal("339.2"), Decimal("169.6")]
    assert balance.left.total == Decimal(424) * Decimal("8.5")
    assert balance.fits


def test_hours_for_some_count_as_often_as_they_occur(anna, traject, lessons, mentor):
    group = Staffing("op", 10, Decimal(8), True)

    def balance():
        return present_balance(
            list(PolicyItem.objects.of(traject).for_overview()), [group], norm=Decimal(1659)
        )[0]

    assert [item.title for item in balance().uncounted] == ["Mentor"]
    mentor.change(version=1, by=anna, quantity=14)
    assert balance().uncounted == []
    assert balance().sums[0].total == 720 * 8 + 80 * 14
    mentor.change(version=2, by=anna, is_within_other=True)
    assert balance().sums[0].total == 720 * 8


def test_a_factor_is_no_number_of_hours(anna, traject, lessons):
    PolicyItem.objects.add(
        traject, category="Opslag", by=anna, title="Factor", value=1, unit="factor per lesuur"
    )
    group = Staffing("op", 10, Decimal(8), True)

    balance = present_balance(
        list(PolicyItem.objects.of(traject).for_overview()), [group], norm=Decimal(1659)
    )[0]

    assert [row.name for row in balance.rows] == ["Lestaak"]


def test_too_many_hours_are_said_with_the_gap(anna, traject, lessons):
    lessons.change(version=1, by=anna, hours=Decimal(1700), category="Lestaak")
    group = Staffing("op", 10, Decimal(8), True)

    balance = present_balance(
        list(PolicyItem.objects.of(traject).for_overview()), [group], norm=Decimal(1659)
    )[0]

    assert not balance.fits
    assert balance.conclusion == "Bij wtf 1,0 is 41 uur te veel verdeeld."


def test_support_staff_has_a_balance_of_its_own(anna, traject, lessons):
    PolicyItem.objects.add(
        traject, category="Overige taken", by=anna, title="Toezicht", hours=Decimal(60),
        staff_category="oop",
    )  # fmt: skip
    PolicyItem.objects.add(
        traject, category="Overige taken", by=anna, title="Studiedag", hours=Decimal(16),
        applies_to="alle medewerkers",
    )  # fmt: skip
    groups = [Staffing("op", 9, Decimal(8), True), Staffing("oop", 9, Decimal(8), True)]

    teachers, support = present_balance(
        list(PolicyItem.objects.of(traject).for_overview()), groups, norm=Decimal(1659)
    )

    assert teachers.sums[0].each[0] == 736
    assert support.sums[0].each[0] == 76


def test_a_small_group_shows_no_totals(client, anna, traject, lessons):
    StaffMemberFactory.create_batch(6, school=traject.school, staff_category="op")
    StaffMemberFactory.create_batch(4, school=traject.school, staff_category="oop")
    PolicyItem.objects.add(
        traject, category="Lestaak", by=anna, title="Studiedag", hours=Decimal(16),
        applies_to="alle medewerkers",
    )  # fmt: skip
    client.force_login(anna)

    sizes = {found.group: found.is_large_enough for found in staffing_of(traject.school)}
    text = page(client, traject).content.decode()

    assert sizes == {"op": True, "oop": False}
    assert text.count("hele groep</th>") == 1
    assert "De groep is te klein om totalen te tonen." in text


def test_reading_a_file_shows_first_what_it_would_change(client, anna, traject, lessons, mentor):
    client.force_login(anna)
    file = "Categorie;Onderdeel;Uren bij wtf 1,0;Hoe vaak in de school\n"
    file += "Lestaak;Maximale lestaak;700;\nOverige taken;Open dag;30;\n"
    found = upload(client, traject, file)

    text = client.get(found.get_absolute_url()).content.decode()
    confirm(client, found)

    assert "Wat er verandert" in text
    assert all(word in text for word in ("gewijzigd", "nieuw", "vervalt"))
    newest = TaskPolicy.objects.of(traject).first()
    assert items_of(newest)["Maximale lestaak"].previous_id == lessons.pk


def test_how_often_must_be_a_whole_number(client, anna, traject):
    client.force_login(anna)
    file = "Categorie;Onderdeel;Hoe vaak in de school\nMentoraat;Mentor;14,5\nMentoraat;Coach;12\n"

    rows = upload(client, traject, file).read()

    assert "heel getal" in rows[0].errors[0]
    assert not rows[1].errors


def test_the_taakbeleid_can_be_printed_by_whoever_may_read_it(client, els, anna, traject, lessons):
    client.force_login(els)

    response = client.post(reverse("trajects:policy_paper", args=[traject.pk]))

    document = Document.objects.get()
    assert response.url == document.get_absolute_url()
    assert document.kind == "trajects.policy"


def test_without_a_taakbeleid_there_is_nothing_to_print_or_to_measure(client, anna, traject):
    client.force_login(anna)

    printed = client.post(reverse("trajects:policy_paper", args=[traject.pk]))
    terms = page(client, traject, "policy_terms")
    fresh = page(client, traject, "policy_begin")

    assert printed.url == reverse("trajects:policy", args=[traject.pk])
    assert (terms.status_code, fresh.status_code) == (404, 200)
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["policy", "policy_compare", "policy_terms"])
def test_the_number_of_queries_does_not_grow(client, anna, traject, lessons, name):
    client.force_login(anna)
    begin(client, traject)
    counts = []
    for round_ in range(2):
        for number in range(15):
            PolicyItem.objects.add(
                traject, category=f"Categorie {round_}{number}", by=anna, title=f"Deel {number}",
                hours=Decimal(1), term_key="teaching_maximum",
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            page(client, traject, name)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 10
