"""Poster, newsletter, letters and plan print: tagged, in Dutch, with a code (XS13, XN9, XA8)."""

import io
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from core.documents import render_document
from core.models import Document
from core.printing import print_pdf
from tests.factories import RunSheetItemFactory, StaffMemberFactory
from trajects.models import CommunicationItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(traject, anna, bas):
    RunSheetItemFactory(
        traject=traject,
        key="session_hold-1",
        kind="session",
        starts_on=date(2090, 1, 10),
        ends_on=date(2090, 1, 10),
        place="aula",
    )
    return CommunicationItem.objects.create(
        traject=traject,
        key="bericht",
        audience="all_staff",
        channel="mail",
        planned_on=date(2026, 10, 6),
        sender="projectleider",
        subject="Praat mee over uw taken",
        asks="Dat kost 2 minuten.",
        body="Beste {naam},\n\nMorgen is de start.",
        status="sent",
    )


def printed(kind, subject, by):
    document = Document.objects.request(kind, subject=subject, by=by)
    return print_pdf(render_document(document), title=document.title)


def pages(pdf):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize(
    "kind", ["poster", "poster_a3", "newsletter", "message_letters", "communication"]
)
def test_every_paper_is_a_tagged_pdf_in_dutch_with_a_title(item, traject, anna, kind):
    StaffMemberFactory(school=traject.school, email="")
    subject = traject if kind == "communication" else item

    with pikepdf.open(io.BytesIO(printed(f"trajects.{kind}", subject, anna))) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title)
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize(("kind", "width"), [("poster", 595), ("poster_a3", 842)])
@pytest.mark.parametrize("length", [20, 300, 900])
def test_a_poster_is_one_page_whatever_its_text(item, anna, kind, width, length):
    CommunicationItem.objects.update(body="woord " * (length // 6))
    item.refresh_from_db()

    reader = PdfReader(io.BytesIO(printed(f"trajects.{kind}", item, anna)))

    assert len(reader.pages) == 1
    assert round(float(reader.pages[0].mediabox.width)) == width


def test_a_poster_says_what_when_and_where_we_are(item, anna):
    [text] = pages(printed("trajects.poster", item, anna))

    for words in (
        "Praat mee over uw taken",
        "Dialoogsessie",
        "aula",
        "u bent hier",
        "Anna de Wit",
    ):
        assert words in text


def test_a_poster_calls_no_phase_finished_that_has_lines_to_do(item, traject, anna):
    for key, phase, day in (("een", "planning", 3), ("twee", "execution", 10)):
        RunSheetItemFactory(
            traject=traject, key=key, phase=phase, starts_on=date(2020, 9, day), status="doing"
        )
    [text] = pages(printed("trajects.poster", item, anna))
    assert "Planning en organisatie loopt nog" in text

    traject.run_sheet.filter(phase="planning").update(status="done")
    [text] = pages(printed("trajects.poster", item, anna))
    assert "Planning en organisatie klaar" in text


def test_a_newsletter_tells_the_same_text_once(item, traject, anna):
    again = CommunicationItem.objects.get(pk=item.pk)
    again.pk, again.key, again.planned_on = None, "nog-eens", date(2026, 10, 20)
    again.save()
    news = CommunicationItem.objects.create(
        traject=traject,
        key="nieuws",
        audience="all_staff",
        channel="newsletter",
        planned_on=date(2026, 11, 1),
        sender="projectleider",
        subject="Lees hoe ver wij zijn",
    )

    text = " ".join(pages(printed("trajects.newsletter", news, anna)))

    assert text.count("Morgen is de start.") == 1
    assert "20 oktober 2026" in text


def test_a_newsletter_tells_what_was_chosen_without_the_greeting(item, traject, anna):
    news = CommunicationItem.objects.create(
        traject=traject,
        key="nieuws",
        audience="all_staff",
        channel="newsletter",
        planned_on=date(2026, 11, 1),
        sender="projectleider",
        subject="Lees hoe ver wij zijn",
    )
    news.included.add(item)

    text = " ".join(pages(printed("trajects.newsletter", news, anna)))

    assert "Morgen is de start." in text
    assert "Beste" not in text


def test_who_has_no_mail_gets_a_page_with_the_same_text_and_a_code(item, traject, anna):
    for name in ("Ada", "Bob"):
        StaffMemberFactory(school=traject.school, email="", given_name=name)

    cover, *letters = pages(printed("trajects.message_letters", item, anna))

    assert "2 brieven" in cover
    assert len(letters) == 2
    assert "Aan: Ada" in letters[0]
    assert "Morgen is de start." in letters[0]
    assert f"/trajecten/{traject.pk}/" in letters[0]


def test_letters_to_who_did_not_answer_carry_no_name(item, traject, anna):
    """A pile of letters by name would be the list that nobody may see (XN5)."""
    StaffMemberFactory(school=traject.school, email="", given_name="Ada")
    CommunicationItem.objects.update(audience="not_answered")
    item.refresh_from_db()

    text = " ".join(pages(printed("trajects.message_letters", item, anna)))

    assert "Ada" not in text
    assert "Aan: collega" in text


def test_the_plan_prints_every_message(item, traject, anna):
    text = " ".join(pages(printed("trajects.communication", traject, anna)))

    assert "Communicatieplan" in text
    assert "Praat mee over uw taken" in text
