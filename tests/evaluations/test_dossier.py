"""The dossier holds all that a council or a disputes committee needs, as an accessible PDF."""

import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.documents import render_document
from core.jobs import JobRefused
from core.models import Document, Job
from core.printing import print_pdf
from core.work import work
from evaluations import actions
from tests.evaluations.conftest import TEXTS, put
from tests.factories import OutcomeFactory


@pytest.fixture
def told(offered, anna, carla, factor_item, traject):
    """A proposal with a question, an answer, outcomes and consent."""
    OutcomeFactory(
        policy_item=factor_item,
        table__session__traject=traject,
        table__session__status="closed",
        table__session__closed_at=timezone.now(),
        table__status="closed",
        table__closed_at=timezone.now(),
        direction="more",
        reasons="Nakijken kost meer tijd dan er staat.",
        count_more=7,
        count_keep=2,
    )
    question = actions.ask_question(offered, by=carla, question="Wie vangt de open dag op?")
    actions.answer_question(question, by=anna, answer="Het team onderbouw.")
    actions.review_proposal(offered, by=carla, text="")
    actions.grant_consent(offered, by=carla, text="Dit helpt.", agreements="Na een jaar kijken.")
    return offered


def printed(proposal, by) -> bytes:
    document = Document.objects.request("evaluations.dossier", subject=proposal, by=by)
    return print_pdf(render_document(document), title=document.title)


def words(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages
    )


def tags(pdf: pikepdf.Pdf) -> set[str]:
    found, todo = set(), [pdf.Root.StructTreeRoot]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            kids = node.get("/K")
            todo += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def test_the_dossier_is_a_tagged_pdf_in_dutch_with_a_title(told, anna):
    with pikepdf.open(io.BytesIO(printed(told, anna))) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.MarkInfo.Marked
        assert "Besluitdossier voorstel 1.1" in str(pdf.docinfo.Title)
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure"} <= tags(pdf)


def test_the_dossier_holds_every_part(told, anna):
    text = words(printed(told, anna))

    for part in (
        *TEXTS.values(),
        "Per lesuur telt de factor 0,60.",
        "Per lesuur telt de factor 0,65.",
        "Wie vangt de open dag op?",
        "Het team onderbouw.",
        "Na een jaar kijken.",
        "voorzitter van de pmr",
        "projectleider, namens het bevoegd gezag",
        "Nakijken kost meer tijd dan er staat.",
        "mr@school.example",
        "wijziging van het systeem",
    ):
        assert part in text
    assert told.sha256[:16] in text.replace(" ", "")


def test_missing_parts_are_named(client, anna, told):
    client.force_login(anna)

    page = client.get(reverse("evaluations:dossier", args=[told.pk])).text
    text = words(printed(told, anna))

    assert "nog niet genomen" in page
    assert "Raadpleging van het personeel: nodig bij een systeemwijziging" in text


def test_a_press_on_the_button_makes_it_in_the_background(client, carla, offered):
    client.force_login(carla)

    response = client.post(reverse("evaluations:dossier", args=[offered.pk]))

    document = Document.objects.get()
    assert response.url == document.get_absolute_url()
    work(Job.objects.get(pk=document.job_id).pk)
    document.refresh_from_db()
    assert document.is_made


def test_whoever_may_no_longer_see_the_proposal_gets_no_dossier(carla, offered):
    document = Document.objects.request("evaluations.dossier", subject=offered, by=carla)
    carla.roles.update(withdrawn_at=timezone.now())

    with pytest.raises(JobRefused):
        render_document(document)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("anna", 200),
        ("bas", 200),
        ("carla", 200),
        ("dirk", 200),
        ("gerda", 200),
        ("els", 404),
        ("farid", 404),
        ("hugo", 404),
        ("root", 404),
    ],
)
def test_who_may_open_the_dossier(client, request, offered, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("evaluations:dossier", args=[offered.pk])).status_code == status


def test_a_draft_can_be_printed_too(draft, item, anna):
    text = words(printed(put(draft, "draft"), anna))

    assert "Meer tijd rond de les" in text
