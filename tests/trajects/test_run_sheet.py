"""P2: the draaiboek by week; one row at a time; what depends on it follows; planned again."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from core.models import Document, Event
from tests.factories import RunSheetItemFactory
from trajects.models import CommunicationItem, RunSheetItem, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-10-07 10:00+02:00", tick=False):
        yield


@pytest.fixture
def chain(traject) -> list[RunSheetItem]:
    """Prepare, meet, consent: each waits for the one before."""
    days = [("2026-10-12", "2026-10-14"), ("2026-10-15", "2026-10-15"), ("2027-05-20",) * 2]
    rows = [
        RunSheetItemFactory(
            traject=traject,
            key=key,
            title=key.capitalize(),
            starts_on=date.fromisoformat(first),
            ends_on=date.fromisoformat(last),
            duration_days=length,
            kind=kind,
            is_target=key == "consent",
        )
        for key, (first, last), length, kind in zip(
            ["prepare", "meet", "consent"],
            days,
            [3, 1, 1],
            ["activity", "session", "milestone"],
            strict=True,
        )
    ]
    rows[1].waits_for.add(rows[0])
    rows[2].waits_for.add(rows[1])
    return rows


def answers(item: RunSheetItem, **changes) -> dict:
    same = {
        "version": item.version,
        "title": item.title,
        "phase": item.phase,
        "kind": item.kind,
        "starts_on": item.starts_on,
        "ends_on": item.ends_on,
        "waits_for": [other.pk for other in item.waits_for.all()],
        "who": "",
    }
    return same | changes


def sheet(traject) -> str:
    return reverse("trajects:run_sheet", args=[traject.pk])


def edit(item) -> str:
    return reverse("trajects:run_sheet_edit", args=[item.pk])


def test_late_rows_come_first_and_are_late_in_words(client, anna, traject, chain):
    RunSheetItemFactory(
        traject=traject, title="Vergeten", starts_on=date(2026, 9, 21), ends_on=date(2026, 9, 25)
    )
    client.force_login(anna)

    response = client.get(sheet(traject))

    assert [group.title for group in response.context["groups"]] == [
        "Te laat",
        "Volgende week",
        "Week 20",
    ]
    assert "te laat" in response.content.decode()


def test_the_list_is_filtered_by_phase_role_and_state(client, anna, traject, chain):
    RunSheetItem.objects.filter(key="meet").update(
        status="done", responsible_role="facilitator", phase="execution"
    )
    client.force_login(anna)

    def titles(**asked):
        groups = client.get(sheet(traject), asked).context["groups"]
        return [item.title for group in groups for item in group.items]

    assert titles(stand="open") == ["Prepare", "Consent"]
    assert titles(fase="execution") == titles(wie="facilitator") == ["Meet"]
    assert len(titles(stand="onzin")) == 3


def test_a_status_takes_one_tap_and_is_remembered(client, anna, chain):
    client.force_login(anna)

    client.post(
        reverse("trajects:run_sheet_status", args=[chain[0].pk]), {"status": "done", "version": 1}
    )

    chain[0].refresh_from_db()
    assert chain[0].status == "done"
    assert Event.objects.about(chain[0]).get().verb == "run_sheet_item_done"


def test_who_taps_second_is_told(client, anna, chain):
    client.force_login(anna)
    address = reverse("trajects:run_sheet_status", args=[chain[0].pk])
    client.post(address, {"status": "busy", "version": 1})

    assert client.post(address, {"status": "done", "version": 1}).status_code == 409


def test_skipping_needs_a_reason(client, anna, chain):
    client.force_login(anna)
    address = reverse("trajects:run_sheet_skip", args=[chain[0].pk])

    client.post(address, {"reason": "", "version": 1})
    assert RunSheetItem.objects.get(pk=chain[0].pk).status == "not_started"

    client.post(address, {"reason": "Dit deden we vorig jaar al.", "version": 1})
    assert RunSheetItem.objects.get(pk=chain[0].pk).skip_reason == "Dit deden we vorig jaar al."


def test_two_writers_see_both_texts(client, anna, chain):
    client.force_login(anna)
    client.post(edit(chain[0]), answers(chain[0], about="De tekst van de eerste"))

    response = client.post(edit(chain[0]), answers(chain[0], about="De tekst van de tweede"))

    assert response.status_code == 409
    page = response.content.decode()
    assert "eerste" in page
    assert "tweede" in page


def test_moving_a_row_first_shows_what_follows(client, anna, chain):
    client.force_login(anna)

    response = client.post(edit(chain[0]), answers(chain[0], ends_on="2026-10-16"))

    changes = response.context["differences"].changes
    assert [(each.item.key, each.starts_on) for each in changes] == [("meet", date(2026, 10, 26))]
    assert RunSheetItem.objects.get(key="prepare").ends_on == date(2026, 10, 14)


def test_what_was_shown_is_saved_together(client, anna, chain):
    client.force_login(anna)
    moved = answers(chain[0], ends_on="2026-10-16")
    shown = client.post(edit(chain[0]), moved).context["differences"]

    client.post(edit(chain[0]), moved | {"follow": shown.fingerprint})

    prepare, meet = (RunSheetItem.objects.get(key=key) for key in ("prepare", "meet"))
    assert (prepare.ends_on, prepare.duration_days) == (date(2026, 10, 16), 5)
    assert meet.starts_on == date(2026, 10, 26)


def test_only_this_row_can_move(client, anna, chain):
    client.force_login(anna)

    client.post(edit(chain[0]), answers(chain[0], ends_on="2026-10-16", follow="one"))

    assert RunSheetItem.objects.get(key="prepare").ends_on == date(2026, 10, 16)
    assert RunSheetItem.objects.get(key="meet").starts_on == date(2026, 10, 15)


def test_what_changed_meanwhile_is_shown_again(client, anna, chain):
    client.force_login(anna)
    moved = answers(chain[0], ends_on="2026-10-16")
    shown = client.post(edit(chain[0]), moved).context["differences"]
    chain[1].save_if_unchanged(version=1, starts_on=date(2026, 10, 14), ends_on=date(2026, 10, 14))

    again = client.post(edit(chain[0]), moved | {"follow": shown.fingerprint})

    assert again.status_code == 200
    assert RunSheetItem.objects.get(key="prepare").ends_on == date(2026, 10, 14)


def test_what_is_fixed_stays_and_is_named(client, anna, chain):
    RunSheetItem.objects.filter(key="meet").update(is_fixed=True)
    client.force_login(anna)

    response = client.post(edit(chain[0]), answers(chain[0], ends_on="2026-10-16"))

    assert [item.key for item in response.context["differences"].stuck] == ["meet"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "2026-10-17", "ends_on": "2026-10-19"}, "starts_on"),
        ({"starts_on": "2026-10-14", "ends_on": "2026-10-13"}, "ends_on"),
        ({"ends_on": "2026-10-24"}, "ends_on"),
    ],
)
def test_a_row_begins_and_ends_on_school_days(client, anna, chain, changes, field):
    client.force_login(anna)

    response = client.post(edit(chain[0]), answers(chain[0], **changes))

    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"not_before": "2027-10-14"}, "starts_on"),
        ({"not_after": "2025-10-13"}, "ends_on"),
        ({"not_before": "2025-10-14", "not_after": "2025-10-13"}, "not_after"),
        ({"not_before": "gauw"}, "not_before"),
    ],
)
def test_a_row_lies_within_its_own_window(client, anna, chain, changes, field):
    client.force_login(anna)

    response = client.post(edit(chain[0]), answers(chain[0], place="Aula", **changes))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Aula" in response.text


def test_a_window_is_kept_and_shown_with_the_row(client, anna, chain):
    client.force_login(anna)
    first = chain[0]
    window = {"not_before": first.starts_on, "not_after": "2027-05-20"}

    client.post(edit(first), answers(first, **window))

    page = client.get(first.get_absolute_url()).text
    assert "niet eerder dan" in page
    assert "niet later dan donderdag 20 mei 2027" in page
    assert 'value="2027-05-20"' in client.get(edit(first)).text
    client.post(edit(first), answers(first, version=2))
    first.refresh_from_db()
    assert (first.not_before, first.not_after) == (None, None)


def test_rows_never_wait_for_each_other(client, anna, chain):
    client.force_login(anna)

    response = client.post(edit(chain[0]), answers(chain[0], waits_for=[chain[1].pk]))

    assert "waits_for" in response.context["form"].errors


def test_an_own_row_is_added(client, anna, traject, chain):
    client.force_login(anna)
    seat = Seat.objects.get(traject=traject, role="project_leader")
    address = reverse("trajects:run_sheet_add", args=[traject.pk])

    client.post(
        address,
        {
            "version": 1,
            "title": "Koffie regelen",
            "phase": "execution",
            "kind": "activity",
            "who": f"seat:{seat.pk}",
            "starts_on": "2026-10-08",
            "ends_on": "2026-10-09",
            "waits_for": [chain[0].pk],
        },
    )

    made = traject.run_sheet.get(title="Koffie regelen")
    assert (made.responsible, made.duration_days) == (seat, 2)
    assert list(made.waits_for.all()) == [chain[0]]


def replan(client, traject, target_on, **data):
    address = reverse("trajects:replan", args=[traject.pk])
    if data:
        return client.post(address, {"target_on": target_on} | data)
    return client.get(address, {"target_on": target_on})


def test_another_target_shows_the_differences_before_saving(client, anna, traject, chain):
    RunSheetItem.objects.filter(key="prepare").update(status="busy")
    client.force_login(anna)

    shown = replan(client, traject, "2027-06-10").context["differences"]

    assert [each.item.key for each in shown.changes] == ["meet", "consent"]
    assert [each.item.key for each in shown.staying] == ["prepare"]
    assert all(each.reason for each in shown.changes)
    traject.refresh_from_db()
    assert traject.target_on == date(2027, 5, 20)


def test_what_should_have_begun_says_so_when_planned_again(client, anna, traject, chain):
    client.force_login(anna)
    day = date(2026, 9, 8)
    RunSheetItemFactory(traject=traject, title="Koffie regelen", starts_on=day, ends_on=day)

    changes = replan(client, traject, "2027-05-20").context["differences"].changes

    why = {change.item.title: change.reason for change in changes}
    assert why["Koffie regelen"] == "had al begonnen moeten zijn"


def test_saving_moves_rows_target_and_messages(client, anna, traject, chain):
    message = CommunicationItem.objects.create(
        traject=traject,
        key="bericht",
        run_sheet_item=chain[2],
        audience="all_staff",
        planned_on=date(2027, 5, 21),
        sender="schoolleiding",
        subject="De uitkomst",
    )
    client.force_login(anna)
    shown = replan(client, traject, "2027-06-10").context["differences"]

    response = replan(client, traject, "2027-06-10", fingerprint=shown.fingerprint)

    assert response.status_code == 302
    traject.refresh_from_db()
    message.refresh_from_db()
    assert traject.target_on == date(2027, 6, 10)
    assert RunSheetItem.objects.get(key="consent").ends_on == date(2027, 6, 10)
    assert message.planned_on == date(2027, 6, 11)
    assert Event.objects.about(traject).filter(verb="run_sheet_replanned").exists()


def test_a_target_that_cannot_be_met_names_the_first_that_can(client, anna, traject, chain):
    client.force_login(anna)

    response = replan(client, traject, "2026-10-08")

    assert response.status_code == 422
    assert "De vroegste datum is" in response.content.decode()


def test_export_keeps_text_text(client, anna, traject):
    RunSheetItemFactory(traject=traject, title="=1+1")
    client.force_login(anna)

    excel = client.get(reverse("core:rows_export", args=["draaiboek", traject.pk, "xlsx"]))
    text = client.get(reverse("core:rows_export", args=["draaiboek", traject.pk, "csv"]))

    rows = list(load_workbook(BytesIO(excel.content)).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("sleutel", "fase", "soort", "wat")
    assert rows[1][3] == "=1+1"
    assert rows[1][9].date() == date(2026, 9, 21)
    assert "'=1+1" in text.content.decode("utf-8-sig")


def test_a_pdf_can_be_asked_for(client, bas, traject, chain):
    client.force_login(bas)

    response = client.post(reverse("trajects:run_sheet_paper", args=[traject.pk]))

    document = Document.objects.get()
    assert response.url == document.get_absolute_url()
    assert document.kind == "trajects.run_sheet"


@pytest.mark.parametrize(
    ("name", "most"), [("run_sheet", 7), ("run_sheet_timeline", 8), ("replan", 8)]
)
def test_the_number_of_queries_does_not_grow(
    client, anna, traject, chain, name, most, django_assert_max_num_queries
):
    seat = Seat.objects.get(traject=traject, role="project_leader")
    client.force_login(anna)
    counts = []
    for _ in range(2):
        RunSheetItemFactory.create_batch(40, traject=traject, responsible=seat)
        with django_assert_max_num_queries(most) as asked:
            client.get(reverse(f"trajects:{name}", args=[traject.pk]), {"target_on": "2027-06-10"})
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_row_page_is_quick(client, anna, chain, django_assert_max_num_queries):
    client.force_login(anna)

    with django_assert_max_num_queries(8):
        client.get(chain[1].get_absolute_url())
