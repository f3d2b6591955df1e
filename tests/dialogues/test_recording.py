"""A table's words are kept as they are typed, read back, confirmed, and hidden until it closes."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import Event
from core.verbs import Verb
from dialogues.models import Agreement, DialogueTable, Outcome
from tests.dialogues.conftest import words

HTMX = {"HX-Request": "true"}


def item_url(table, item) -> str:
    return reverse("dialogues:item", args=[table.pk, item.pk])


@pytest.fixture
def bas_writes(client, bas, open_session):
    client.force_login(bas)
    return client


def test_the_facilitator_records_what_the_table_says(bas_writes, table, items):
    response = bas_writes.post(item_url(table, items[0]), words(), headers=HTMX)

    outcome = Outcome.objects.get()
    assert (outcome.direction, outcome.reasons) == ("less", "Te veel losse taken.")
    assert "Opgeslagen om 10.00 uur" in response.content.decode()
    assert Event.objects.about(outcome).get().verb == Verb.OUTCOME_RECORDED


def test_half_a_thought_is_kept_and_says_what_is_missing(bas_writes, table, items):
    half = words(reasons="", has_no_minority_view="")

    response = bas_writes.post(item_url(table, items[0]), half, headers=HTMX)

    assert "Nog nodig: waarom, ander geluid" in response.content.decode()
    assert not Outcome.objects.get().is_complete


def test_looking_at_an_item_makes_no_row(bas_writes, table, items):
    bas_writes.get(item_url(table, items[0]))

    assert not Outcome.objects.exists()


def test_two_facilitators_save_and_the_later_sees_both_texts(bas_writes, table, items):
    bas_writes.post(item_url(table, items[0]), words(reasons="Van Bas."), headers=HTMX)

    response = bas_writes.post(
        item_url(table, items[0]), words(reasons="Van een ander apparaat."), headers=HTMX
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Van Bas." in page
    assert "Van een ander apparaat." in page
    assert Outcome.objects.get().reasons == "Van Bas."


def test_keeping_ones_own_text_after_a_clash_works_without_scripts(bas_writes, table, items):
    bas_writes.post(item_url(table, items[0]), words(reasons="Van Bas."))
    clash = bas_writes.post(item_url(table, items[0]), words(reasons="Van mij."))
    version = clash.context["theirs"].version

    bas_writes.post(item_url(table, items[0]), words(reasons="Van mij.", version=version))

    assert clash.status_code == 409
    assert "<main" in clash.content.decode()
    assert Outcome.objects.get().reasons == "Van mij."


def test_a_minority_view_wins_over_the_tick_that_there_was_none(bas_writes, table, items):
    bas_writes.post(item_url(table, items[0]), words(minority_view="Een paar willen juist meer."))

    outcome = Outcome.objects.get()
    assert outcome.minority_view == "Een paar willen juist meer."
    assert not outcome.has_no_minority_view


def test_the_database_refuses_to_confirm_what_misses_the_minority_view(table, items):
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.create(
            table=table,
            policy_item=items[0],
            direction="more",
            reasons="x",
            confirmed_at="2027-01-12T15:00Z",
        )


def test_nothing_is_recorded_before_the_session_opens(client, bas, table, items):
    client.force_login(bas)

    response = client.post(item_url(table, items[0]), words())

    assert response.status_code == 409
    assert not Outcome.objects.exists()


def test_an_item_of_another_theme_is_not_there(bas_writes, table, items, theme):
    items[0].theme = None
    items[0].save()

    assert bas_writes.get(item_url(table, items[0])).status_code == 404


def test_the_table_confirms_the_words_it_heard(bas_writes, outcome):
    page = bas_writes.get(reverse("dialogues:read_aloud", args=[outcome.table_id]))
    bas_writes.post(reverse("dialogues:confirm", args=[outcome.pk]), {"version": outcome.version})

    outcome.refresh_from_db()
    assert "Te veel losse taken." in page.content.decode()
    assert outcome.confirmed_at


def test_words_that_changed_after_reading_are_not_confirmed(bas_writes, outcome):
    response = bas_writes.post(
        reverse("dialogues:confirm", args=[outcome.pk]), {"version": outcome.version + 1}
    )

    outcome.refresh_from_db()
    assert response.status_code == 409
    assert outcome.confirmed_at is None


def test_a_confirmed_outcome_changes_only_as_a_new_version_with_a_reason(bas_writes, bas, outcome):
    outcome.confirm(version=outcome.version, by=bas)
    late = words(reasons="Iets anders.", version=outcome.version)
    refused = bas_writes.post(item_url(outcome.table, outcome.policy_item), late)
    url = reverse("dialogues:replace", args=[outcome.pk])
    without = bas_writes.post(url, late)

    bas_writes.post(url, {**late, "reason": "Verkeerd opgeschreven"})

    outcome.refresh_from_db()
    revision = outcome.revisions.get()
    assert (refused.status_code, without.status_code) == (409, 422)
    assert (outcome.reasons, outcome.confirmed_at) == ("Iets anders.", None)
    assert revision.words["reasons"] == "Te veel losse taken."
    assert (revision.reason, revision.confirmed_at is None) == ("Verkeerd opgeschreven", False)


def test_a_table_with_unfinished_outcomes_does_not_close(bas_writes, outcome):
    Outcome.objects.update(has_no_minority_view=False)

    response = bas_writes.post(reverse("dialogues:close_table", args=[outcome.table_id]))

    assert response.status_code == 409
    assert DialogueTable.objects.get().status == "open"


def test_a_closed_table_takes_no_more_words(bas_writes, outcome, items):
    bas_writes.post(reverse("dialogues:close_table", args=[outcome.table_id]))

    response = bas_writes.post(item_url(outcome.table, items[1]), words())

    assert response.status_code == 409
    assert Outcome.objects.count() == 1


def test_an_agreement_has_an_owner_and_a_date(bas_writes, table):
    url = reverse("dialogues:add_agreement", args=[table.pk])
    refused = bas_writes.post(url, {"text": "Overleg halveren", "owner": "", "due_on": ""})

    bas_writes.post(url, {"text": "Overleg", "owner": "teamleiders", "due_on": "2027-03-01"})

    assert refused.status_code == 422
    assert "Overleg halveren" in refused.content.decode()
    assert Agreement.objects.get().owner == "teamleiders"


def test_presence_is_a_number(bas_writes, table):
    url = reverse("dialogues:attendance", args=[table.pk])

    bas_writes.post(url, {"present_count": 8})
    bas_writes.post(url, {"present_count": -1})

    table.refresh_from_db()
    assert table.present_count == 8


@pytest.mark.parametrize("who", ["anna", "carla", "dirk", "els", "farid", "gerda", "hugo", "root"])
def test_nobody_else_sees_an_open_table(client, request, outcome, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    codes = {
        client.get(reverse(f"dialogues:{page}", args=[outcome.table_id])).status_code
        for page in ("table", "read_aloud")
    }
    session = client.get(outcome.table.session.get_absolute_url())

    assert codes <= {403, 404}
    assert not Outcome.objects.visible_to(user).exists()
    assert "Te veel losse taken" not in session.content.decode()


@pytest.mark.parametrize("who", ["anna", "carla", "dirk"])
def test_the_workspace_sees_a_closed_table(client, request, outcome, bas, who):
    user = request.getfixturevalue(who)
    outcome.table.close(by=bas)
    client.force_login(user)

    response = client.get(reverse("dialogues:read_aloud", args=[outcome.table_id]))

    assert "Te veel losse taken." in response.content.decode()


@pytest.mark.parametrize("who", ["els", "farid", "gerda", "hugo", "root"])
def test_a_closed_table_stays_unknown_outside_the_workspace(client, request, outcome, bas, who):
    user = request.getfixturevalue(who)
    outcome.table.close(by=bas)

    assert not Outcome.objects.visible_to(user).exists()


def test_other_tables_stay_hidden_until_ones_own_is_closed(
    open_session, table, second_table, items, bas, anna
):
    other = Outcome.objects.create(
        table=second_table,
        policy_item=items[0],
        direction="more",
        reasons="y",
        has_no_minority_view=True,
    )
    second_table.close(by=anna)
    seen_before = list(Outcome.objects.visible_to(bas))

    table.close(by=bas)

    assert seen_before == []
    assert list(Outcome.objects.visible_to(bas)) == [other]


def test_without_a_facilitator_the_project_leader_keeps_the_table(
    client, anna, open_session, second_table, items
):
    client.force_login(anna)

    client.post(item_url(second_table, items[0]), words())

    assert Outcome.objects.visible_to(anna).count() == 1


def test_a_facilitator_who_gave_up_the_seat_is_refused_at_once(bas_writes, bas, table, items):
    bas.seats.update(released_at=timezone.now())

    assert bas_writes.post(item_url(table, items[0]), words()).status_code == 404


def test_merging_keeps_the_direction_that_only_the_other_chose(bas_writes, table, items):
    bas_writes.post(item_url(table, items[0]), words(reasons="Van de een.", direction="more"))

    clash = bas_writes.post(item_url(table, items[0]), words(reasons="Van mij.", direction=""))

    assert clash.context["merged"]["direction"] == "more"
    assert clash.context["merged"]["reasons"] == "Van de een.\nVan mij."
