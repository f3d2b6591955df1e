"""Leadership and pmr agree beforehand and sign the same frozen text, each with an own key (P4)."""

import hashlib
import io
import json

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.documents import render_document
from core.frozen import hash_of
from core.models import Document, Event, Message
from core.outbox import is_still_needed
from core.permissions import WrongMoment
from core.printing import print_pdf
from core.steps import StepNotAllowed
from core.versions import StaleVersion
from people.models import RoleKind
from tests.factories import RoleFactory
from tests.trajects import agreeing
from tests.trajects.test_lists_come_back import download, table_of, take_in, upload
from trajects.actions import approach as actions
from trajects.models import Approach, ApproachKey, SeatRole, Side
from trajects.models.approach import agreed_input
from trajects.models.approach_text import compared
from trajects.models.template import shipped_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(traject, anna):
    return agreeing.begin(traject, anna)


@pytest.fixture
def written(draft, anna):
    return agreeing.write(draft, anna)


@pytest.fixture
def submitted(written, anna, carla, dirk):
    return agreeing.put_forward(written, anna)


@pytest.fixture
def signed(submitted, carla, dirk):
    agreeing.turn(submitted, "leadership", dirk)
    return agreeing.turn(submitted, "pmr", carla)


def url(name, *args):
    return reverse(f"trajects:{name}", args=args)


def page(client, user, traject):
    client.force_login(user)
    return client.get(url("approach", traject.pk)).text


def sign(client, user, approach, side, sha256=None):
    client.force_login(user)
    given = {"sha256": sha256 or approach.sha256, "has_read": "on"}
    return client.post(url("approach_sign", approach.pk, side), given)


# Writing.


def test_an_empty_approach_teaches_and_begins_with_one_button(client, anna, traject):
    assert "Nog geen aanpak" in page(client, anna, traject)

    client.post(url("approach_begin", traject.pk))

    approach = Approach.objects.get(traject=traject)
    assert (approach.edition, approach.status) == (1, "draft")
    assert list(approach.sections.values_list("key", flat=True)) == [
        item["key"] for item in shipped_items("approach")
    ]


def test_an_example_is_shown_as_an_example_and_never_as_agreed(client, anna, traject, draft):
    text = page(client, anna, traject)

    assert text.count("Voorbeeldtekst lezen") == 10
    assert set(draft.sections.values_list("text", flat=True)) == {""}


def test_the_form_begins_with_the_example_and_keeps_what_was_written(client, anna, draft):
    part = draft.sections.get(key="merging")
    client.force_login(anna)
    form = client.get(url("approach_section", part.pk)).text

    assert "Een van hen kiest de pmr." in form
    assert "Hij geldt pas als u hem opslaat" in form

    client.post(url("approach_section", part.pk), {"text": "Wij bundelen.", "version": 1})
    part.refresh_from_db()

    assert (part.text, part.changed_by) == ("Wij bundelen.", anna)
    assert Event.objects.about(draft).filter(verb="approach_changed").count() == 1


def test_an_example_is_taken_over_with_one_tap(client, anna, draft):
    part = draft.sections.get(key="phasing")
    client.force_login(anna)

    client.post(url("approach_section_keep", part.pk), {"version": 1})

    part.refresh_from_db()
    assert part.text.startswith("Het traject heeft drie fasen")


def test_two_writers_of_one_part_see_both_texts(client, anna, dirk, draft):
    part = draft.sections.get(key="verdict")
    part.change(version=1, by=dirk, text="Wat Dirk schreef.")
    client.force_login(anna)

    response = client.post(
        url("approach_section", part.pk), {"text": "Wat Anna schreef.", "version": 1}
    )

    assert response.status_code == 409
    assert "Dirk" in response.text
    assert "Wat Anna schreef." in response.text
    part.refresh_from_db()
    assert part.text == "Wat Dirk schreef."


def test_two_writers_of_different_parts_do_not_hinder_each_other(client, anna, dirk, draft):
    phasing, verdict = draft.sections.get(key="phasing"), draft.sections.get(key="verdict")
    phasing.change(version=1, by=dirk, text="Van Dirk.")
    client.force_login(anna)

    response = client.post(url("approach_section", verdict.pk), {"text": "Anna.", "version": 1})

    assert response.status_code == 302


def test_a_day_that_has_yet_to_come_is_refused_and_the_text_stays(client, anna, draft):
    part = draft.sections.get(key="recording")
    client.force_login(anna)
    given = {"text": "Zonder namen.", "agreed_on": "2099-01-01", "version": 1}

    response = client.post(url("approach_section", part.pk), given)

    assert response.status_code == 422
    assert "Deze dag komt nog" in response.text
    assert "Zonder namen." in response.text


def test_the_days_for_feedback_have_limits(client, anna, draft):
    client.force_login(anna)
    given = dict.fromkeys(("input_kickoff", "input_sessions", "input_survey"), "advise")

    refused = client.post(
        url("approach_choices", draft.pk), {**given, "feedback_days": "99", "version": 1}
    )
    kept = client.post(
        url("approach_choices", draft.pk), {**given, "feedback_days": "7", "version": 1}
    )

    draft.refresh_from_db()
    assert (refused.status_code, kept.status_code, draft.feedback_days) == (422, 302, 7)


def test_the_assignment_and_who_gave_it_are_on_the_page(client, anna, dirk, traject, draft):
    traject.seats.filter(role=SeatRole.PROJECT_LEADER).update(mandate="Leid het traject.")
    traject.seats.create(role=SeatRole.SPONSOR, user=dirk)

    text = page(client, anna, traject)

    assert "Dirk Bakker" in text
    assert "Leid het traject." in text


# Putting forward.


def test_nothing_is_put_forward_that_nobody_looked_at(client, anna, traject, draft):
    client.force_login(anna)

    response = client.post(url("approach_put_forward", draft.pk))

    assert response.status_code == 409
    assert "Nog niet alle onderdelen zijn bekeken" in response.text
    assert "Deze onderdelen zijn nog niet bekeken" in page(client, anna, traject)


def test_put_forward_the_text_is_frozen_with_its_hash(client, anna, submitted):
    assert submitted.status == "submitted"
    assert submitted.sha256 == hash_of(submitted.content)
    assert len(submitted.content["sections"]) == 10
    assert submitted.short_hash.replace(" ", "") == submitted.sha256[:12]

    text = page(client, anna, submitted.traject)

    assert submitted.short_hash in text
    assert submitted.sha256 in text


def test_both_sides_are_asked_by_mail_that_cannot_be_switched_off(submitted, carla, dirk):
    letters = Message.objects.filter(template="trajects/approach_to_sign")

    assert {letter.to for letter in letters} == {carla.email, dirk.email}
    assert {letter.category for letter in letters} == {""}
    assert all(submitted.short_hash in letter.body for letter in letters)


def test_who_need_not_sign_any_more_gets_no_letter(submitted, carla, dirk):
    def needed():
        rows = Message.objects.filter(template="trajects/approach_to_sign").order_by("to")
        return {letter.to: is_still_needed(letter.recheck) for letter in rows}

    assert needed() == {carla.email: True, dirk.email: True}

    agreeing.turn(submitted, "leadership", dirk)

    assert needed() == {carla.email: True, dirk.email: False}


def test_after_putting_forward_no_word_changes(client, anna, submitted):
    part = submitted.sections.get(key="merging")
    client.force_login(anna)
    url_of_part = url("approach_section", part.pk)

    response = client.post(url_of_part, {"text": "Toch anders.", "version": part.version})

    assert response.status_code == 409
    assert "Toch anders." in response.text
    assert client.get(url_of_part).status_code == 409
    part.refresh_from_db()
    assert part.text != "Toch anders."
    with pytest.raises(StaleVersion):
        submitted.choose(version=submitted.version, by=anna, feedback_days=1)


# The two keys.


@pytest.mark.parametrize("order", [("leadership", "pmr"), ("pmr", "leadership")])
def test_both_keys_make_it_valid_in_either_order(client, submitted, carla, dirk, order):
    people = {"leadership": dirk, "pmr": carla}

    first = sign(client, people[order[0]], submitted, order[0])
    between = agreeing.again(submitted).status
    sign(client, people[order[1]], submitted, order[1])

    done = agreeing.again(submitted)
    assert (first.status_code, between, done.status) == (302, "submitted", "signed")
    assert {(key.side, key.capacity) for key in done.keys.all()} == {
        ("leadership", "schoolleiding"),
        ("pmr", "voorzitter van de pmr"),
    }
    assert done.is_intact


def test_everybody_concerned_hears_that_it_is_signed(signed, anna, carla, dirk):
    letters = Message.objects.filter(template="trajects/approach_signed")

    assert {letter.to for letter in letters} == {anna.email, carla.email, dirk.email}
    assert {letter.category for letter in letters} == {""}


def test_a_signature_on_another_hash_is_refused(client, submitted, carla):
    response = sign(client, carla, submitted, "pmr", sha256="0" * 64)

    assert response.status_code == 409
    assert "U bevestigde een andere tekst" in response.text
    assert not ApproachKey.objects.exists()


def test_a_text_that_was_tampered_with_cannot_be_signed(client, anna, submitted, carla):
    changed = submitted.content | {"feedback_days": 99}
    Approach.objects.filter(pk=submitted.pk).update(content=changed)

    response = sign(client, carla, submitted, "pmr")

    assert response.status_code == 409
    assert "De tekst klopt niet met het controlegetal" in page(client, anna, submitted.traject)


def test_without_the_tick_nothing_is_signed(client, submitted, carla):
    client.force_login(carla)

    response = client.post(url("approach_sign", submitted.pk, "pmr"), {"sha256": submitted.sha256})

    assert response.status_code == 422
    assert not ApproachKey.objects.exists()


def test_one_person_is_never_both_keys(client, school, submitted, dirk):
    RoleFactory(user=dirk, school=school, kind=RoleKind.PMR_MEMBER)
    sign(client, dirk, submitted, "leadership")

    response = sign(client, dirk, submitted, "pmr")

    assert response.status_code == 409
    assert agreeing.again(submitted).status == "submitted"
    with pytest.raises(WrongMoment):
        actions.turn_key(submitted, side=Side.PMR, by=dirk, sha256=submitted.sha256)
    with pytest.raises(IntegrityError), transaction.atomic():
        submitted.keys.create(side="pmr", answer="signed", user=dirk, name="D", sha256="0" * 64)


def test_a_side_answers_once(client, school, submitted, carla, els):
    RoleFactory(user=els, school=school, kind=RoleKind.PMR_MEMBER)
    sign(client, carla, submitted, "pmr")

    assert sign(client, els, submitted, "pmr").status_code == 409
    assert ApproachKey.objects.count() == 1


@pytest.mark.parametrize(("person", "side"), [("anna", "pmr"), ("carla", "leadership")])
def test_a_key_is_turned_only_in_the_own_capacity(client, request, submitted, person, side):
    user = request.getfixturevalue(person)

    assert sign(client, user, submitted, side).status_code == 403
    assert not ApproachKey.objects.exists()


def test_refusing_needs_a_reason_and_goes_back_as_a_new_version(client, submitted, carla, anna):
    client.force_login(carla)
    url_of_refusal = url("approach_refuse", submitted.pk, "pmr")

    assert client.post(url_of_refusal, {"reason": " "}).status_code == 422

    client.post(url_of_refusal, {"reason": "Wie bundelt, is nog niet duidelijk."})

    old = agreeing.again(submitted)
    new = Approach.objects.get(status="draft")
    assert (old.status, new.edition, new.copied_from) == ("withdrawn", 2, old)
    assert old.keys.get().reason == "Wie bundelt, is nog niet duidelijk."
    assert [part.text for part in new.sections.all()] == [p.text for p in old.sections.all()]
    assert "Versie 1 ging terug. De reden: Wie bundelt" in page(client, anna, old.traject)
    letters = Message.objects.filter(template="trajects/approach_refused")
    assert anna.email in {letter.to for letter in letters}
    assert carla.email not in {letter.to for letter in letters}
    assert "Wie bundelt, is nog niet duidelijk." in letters.first().body


def test_a_refusal_after_the_first_key_undoes_that_key_with_the_version(submitted, carla, dirk):
    agreeing.turn(submitted, "leadership", dirk)

    actions.refuse_key(submitted, side=Side.PMR, by=carla, reason="Nog niet.")

    assert not Approach.objects.get(status="draft").keys.exists()
    with pytest.raises(StepNotAllowed):
        actions.turn_key(submitted, side=Side.PMR, by=carla, sha256=submitted.sha256)


def test_taking_back_tells_who_had_to_sign(client, anna, submitted, carla, dirk):
    client.force_login(anna)

    client.post(url("approach_withdraw", submitted.pk), {"reason": "Er mist iets."})

    letters = Message.objects.filter(template="trajects/approach_withdrawn")
    assert {letter.to for letter in letters} == {carla.email, dirk.email}
    assert agreeing.again(submitted).status == "withdrawn"
    assert Approach.objects.get(status="draft").edition == 2


# Signed.


def test_a_signed_text_cannot_be_changed_by_any_deed(client, anna, dirk, signed):
    before = (signed.content, signed.sha256)
    part = signed.sections.get(key="merging")

    with pytest.raises(StaleVersion):
        part.change(version=part.version, by=anna, text="Stiekem anders.")
    with pytest.raises(StaleVersion):
        signed.choose(version=signed.version, by=anna, feedback_days=1)
    with pytest.raises(StepNotAllowed):
        actions.put_forward_approach(signed, by=anna)
    with pytest.raises(StepNotAllowed):
        signed.put_forward(by=anna, capacity="", content={"text": "anders"})
    with pytest.raises(StepNotAllowed):
        actions.withdraw_approach(signed, by=dirk, reason="Weg ermee.")
    with pytest.raises(StepNotAllowed):
        actions.refuse_key(signed, side=Side.PMR, by=dirk, reason="Toch niet.")
    client.force_login(anna)
    for name in ("approach_put_forward", "approach_withdraw", "approach_choices"):
        assert client.post(url(name, signed.pk), {"reason": "x"}).status_code in {409, 422}

    after = agreeing.again(signed)
    assert (after.content, after.sha256, after.status) == (*before, "signed")


def test_the_database_keeps_one_version_in_force_and_one_in_the_making(signed, traject):
    with pytest.raises(IntegrityError), transaction.atomic():
        Approach.objects.filter(pk=signed.pk).update(signed_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approach.objects.filter(pk=signed.pk).update(sha256="")
    Approach.objects.create(traject=traject, edition=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approach.objects.create(traject=traject, edition=3)


def test_words_changed_behind_our_back_show_on_the_page(client, anna, els, signed):
    changed = signed.content | {"sponsor": "iemand anders"}
    Approach.objects.filter(pk=signed.pk).update(content=changed)

    for reader in (anna, els):
        assert "De tekst klopt niet" in page(client, reader, signed.traject)


def test_the_hash_can_be_computed_by_anybody(client, els, signed):
    client.force_login(els)

    given = client.get(url("approach_content", signed.pk)).content

    assert hashlib.sha256(given).hexdigest() == signed.sha256
    assert json.loads(given) == signed.content


def test_a_later_change_is_a_new_version_and_the_old_one_stays_valid(
    client, anna, carla, dirk, els, signed
):
    new = agreeing.begin(signed.traject, anna)
    part = new.sections.get(key="feedback")
    part.change(version=part.version, by=anna, text="Binnen twee weken.")
    new = agreeing.put_forward(agreeing.again(new), anna)

    assert agreeing.again(signed).status == "signed"
    assert "blijft gelden tot versie 2" in page(client, anna, signed.traject)
    assert "Binnen twee weken." not in page(client, els, signed.traject)

    agreeing.turn(new, "pmr", carla)
    agreeing.turn(new, "leadership", dirk)

    assert agreeing.again(signed).status == "superseded"
    assert agreeing.again(new).status == "signed"
    assert "Binnen twee weken." in page(client, els, signed.traject)


def test_only_one_new_version_is_in_the_making(client, anna, signed):
    client.force_login(anna)
    client.post(url("approach_begin", signed.traject_id))

    assert client.post(url("approach_begin", signed.traject_id)).status_code == 409
    assert Approach.objects.count() == 2


def test_two_versions_are_compared_part_by_part(client, anna, signed):
    new = agreeing.begin(signed.traject, anna)
    part = new.sections.get(key="feedback")
    part.change(version=part.version, by=anna, text="Na elke sessie een poster.")
    new = agreeing.again(new)

    found = {one.title: one.is_same for one in compared(signed, new)}
    client.force_login(anna)
    text = client.get(url("approach_compare", new.pk)).text

    assert [title for title, same in found.items() if not same] == ["Terugkoppeling"]
    assert "poster." in text
    assert "<ins>" in text
    assert client.get(url("approach_compare", new.pk), {"met": "999999"}).status_code == 404
    assert client.get(url("approach_compare", new.pk), {"met": "x"}).status_code == 200


def test_a_new_version_can_be_thrown_away_while_another_is_valid(client, anna, signed):
    new = agreeing.begin(signed.traject, anna)
    client.force_login(anna)

    client.post(url("approach_withdraw", new.pk), {"reason": "Niet nodig."})

    assert agreeing.again(new).status == "withdrawn"
    assert not Approach.objects.being_made().exists()
    assert client.get(url("approach_version", new.pk)).status_code == 200


# Who reads what.


def test_a_colleague_reads_what_is_signed_and_nothing_before(client, els, anna, submitted):
    assert "Nog niet ondertekend" in page(client, els, submitted.traject)
    assert client.get(url("approach_version", submitted.pk)).status_code == 404
    assert client.get(url("approach_content", submitted.pk)).status_code == 404


def test_the_board_reads_what_is_signed(client, gerda, signed):
    text = page(client, gerda, signed.traject)

    assert "Dit is afgesproken" in text
    assert "Naar go of no-go" in text


def test_the_paper_holds_the_text_both_signatures_and_the_hash(client, signed, els):
    client.force_login(els)
    client.post(url("approach_paper", signed.pk))

    html = render_document(Document.objects.get())

    for words in ("Een van hen kiest de pmr.", "Dirk Bakker", "Carla Jansen", signed.sha256):
        assert words in html
    assert "geldt niet" not in html


def test_the_paper_is_a_tagged_pdf(signed, anna):
    document = Document.objects.request("trajects.approach", subject=signed, by=anna)
    paper = print_pdf(render_document(document), title=document.title)

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"


def test_an_edited_file_brings_the_text_of_a_draft_back(client, anna, traject, draft):
    client.force_login(anna)
    table = table_of(download(client, traject, "aanpak"))
    head = table[0]
    for row in table[1:]:
        if row[head.index("onderdeel")] == "Terugkoppeling":
            row[head.index("tekst")] = "Binnen een week."

    given, seen = upload(client, traject, "aanpak", table)
    take_in(client, given, seen)

    assert draft.sections.get(key="feedback").text == "Binnen een week."


def test_a_file_changes_nothing_that_is_frozen(client, anna, submitted):
    client.force_login(anna)
    table = table_of(download(client, submitted.traject, "aanpak"))
    table[1][table[0].index("tekst")] = "Toch anders."

    given, seen = upload(client, submitted.traject, "aanpak", table)
    address = reverse("core:rows_confirm", args=[given.pk])
    client.post(address, {"fingerprint": seen.fingerprint})

    assert not submitted.sections.filter(text="Toch anders.").exists()


def test_what_people_write_stays_inert(client, anna, carla, dirk, traject):
    found = agreeing.signed(traject, anna, dirk, carla, phasing="<script>alert(1)</script>{{7}}")

    for reader in (anna, carla):
        text = page(client, reader, traject)
        assert "<script>alert(1)" not in text
        assert "{{7}}" in text
    assert found.is_intact


def test_the_number_of_queries_does_not_grow_with_versions(client, anna, carla, dirk, signed):
    traject = signed.traject

    def asked():
        client.force_login(anna)
        client.get(url("approach", traject.pk))
        with CaptureQueriesContext(connection) as found:
            client.get(url("approach", traject.pk))
        return len(found)

    few = asked()
    for _ in range(3):
        new = agreeing.put_forward(agreeing.again(agreeing.begin(traject, anna)), anna)
        agreeing.turn(new, "pmr", carla)
        agreeing.turn(new, "leadership", dirk)

    assert asked() == few <= 25


# What rests on it.


def test_what_was_agreed_about_input_is_what_a_session_begins_with(client, anna, signed):
    assert agreed_input(signed.traject, "sessions") == "advise"
    new = agreeing.begin(signed.traject, anna)
    new.choose(version=new.version, by=anna, input_sessions="decide")

    assert agreed_input(signed.traject, "sessions") == "advise"


def test_each_part_that_is_shipped_says_why_and_where_it_is_from():
    for item in shipped_items("approach"):
        assert item["why"]
        assert item["source"]
        assert item["text"] or item.get("may_be_empty")
