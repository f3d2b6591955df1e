"""A PDF is asked for on a page, made in the background, and fetched by who asked for it."""

import hashlib
import re
from io import BytesIO

import pikepdf
import pypdf
import pytest

from core import papers
from core.children.print_page import NotOurs, make_fetcher, own_file
from core.documents import paper
from core.models import Document, Event, Job
from core.tasks import sweep
from core.verbs import Verb
from people.models import School
from tests.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = """<!doctype html><html lang="nl"><head><title>{{ title }}</title>
<link rel="stylesheet" href="/static/css/td.css">{{ extra|safe }}</head>
<body><h1>{{ title }}</h1>
<table><thead><tr><th>Onderdeel</th><th>Uren</th></tr></thead>
<tbody><tr><th>Mentoraat</th><td>80</td></tr></tbody></table></body></html>"""


class Visible:
    """Who may see the school of these tests; the tests change it."""

    people: set[int] = set()
    extra = ""


@pytest.fixture(autouse=True)
def small_paper(settings, tmp_path, monkeypatch):
    (tmp_path / "paper.html").write_text(PAGE)
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]
    settings.MEDIA_ROOT = tmp_path / "media"

    @paper("proof.school", model=School, title=lambda school: f"Dossier van {school}")
    def school_paper(school):
        return "paper.html", {"title": f"Dossier van {school}", "extra": Visible.extra}

    everybody = School.objects.all

    def visible_to(user):
        return everybody() if user.pk in Visible.people else everybody().none()

    monkeypatch.setattr(School.objects, "visible_to", visible_to, raising=False)
    monkeypatch.setattr(School._default_manager, "visible_to", visible_to, raising=False)
    Visible.people, Visible.extra = set(), ""
    yield
    papers._papers.pop("proof.school")


@pytest.fixture
def subject():
    return SchoolFactory(name="Het Kompas")


@pytest.fixture
def asker():
    user = UserFactory(name="Anna de Wit")
    Visible.people.add(user.pk)
    return user


@pytest.fixture
def made(subject, asker):
    document = Document.objects.request("proof.school", subject=subject, by=asker)
    sweep()
    document.refresh_from_db()
    return document


def test_asking_gives_a_page_that_waits_and_then_offers_the_file(client, subject, asker):
    client.force_login(asker)
    document = Document.objects.request("proof.school", subject=subject, by=asker)

    waiting = client.get(document.get_absolute_url()).content.decode()
    fragment = client.get(document.get_absolute_url(), headers={"HX-Request": "true"})
    sweep()
    ready = client.get(document.get_absolute_url()).content.decode()

    assert 'hx-trigger="every 2s"' in waiting
    assert fragment.content.decode().strip().startswith('<div id="document"')
    assert "every 2s" not in ready
    assert f"/document/{document.pk}/bestand/" in ready


def test_the_file_is_the_one_that_was_made(client, made, asker):
    client.force_login(asker)

    response = client.get(f"/document/{made.pk}/bestand/")

    content = b"".join(response.streaming_content)
    assert hashlib.sha256(content).hexdigest() == made.sha256
    assert made.size == len(content)
    assert response["Content-Disposition"] == ('attachment; filename="dossier-van-het-kompas.pdf"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_the_pdf_is_accessible(made):
    content = contents(made)

    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.Lang == "nl"
        assert str(pdf.docinfo["/Title"]) == "Dossier van Het Kompas"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        scopes = re.findall(rb"/Scope /(\w+)", pdf_text(pdf))
    assert sorted(scopes) == [b"Column", b"Column", b"Row"]
    assert "Mentoraat" in pypdf.PdfReader(BytesIO(content)).pages[0].extract_text()


def contents(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return file.read()


def pdf_text(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.all,
    )
    return out.getvalue()


def test_making_it_is_written_down(made, asker):
    event = Event.objects.about(made).get()

    assert (event.verb, event.actor) == (Verb.DOCUMENT_MADE, asker)


def test_asking_twice_makes_it_once(subject, asker):
    first = Document.objects.request("proof.school", subject=subject, by=asker)
    second = Document.objects.request("proof.school", subject=subject, by=asker)

    assert first == second
    assert Job.objects.count() == 1


def test_a_document_that_is_there_is_not_made_again(made):
    Job.objects.update(status=Job.Status.WAITING)
    before = made.made_at

    sweep()

    made.refresh_from_db()
    assert made.made_at == before


def test_nobody_else_gets_the_page_or_the_file(client, made):
    colleague = UserFactory()
    Visible.people.add(colleague.pk)
    for user in (colleague, UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(made.get_absolute_url()).status_code == 404
        assert client.get(f"/document/{made.pk}/bestand/").status_code == 404


def test_who_may_no_longer_see_the_subject_loses_the_file(client, made, asker):
    client.force_login(asker)
    Visible.people.clear()

    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(f"/document/{made.pk}/bestand/").status_code == 404


def test_it_is_not_made_for_who_lost_sight_of_it_while_waiting(subject, asker):
    document = Document.objects.request("proof.school", subject=subject, by=asker)
    Visible.people.clear()

    sweep()

    document.refresh_from_db()
    assert document.has_failed
    assert not document.is_made


def test_a_local_file_never_gets_into_the_pdf(subject, asker, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("zeer geheime sleutel")
    Visible.extra = (
        f'<link rel="attachment" href="file://{secret}">'
        f'<link rel="stylesheet" href="file://{secret}">'
        f'<base href="file://{tmp_path}/"><link rel="attachment" href="secret.txt">'
    )

    document = Document.objects.request("proof.school", subject=subject, by=asker)
    sweep()

    document.refresh_from_db()
    content = contents(document)
    assert not pypdf.PdfReader(BytesIO(content)).attachments
    with pikepdf.open(BytesIO(content)) as pdf:
        assert b"geheime" not in pdf_text(pdf)


def test_without_our_fetcher_the_local_file_would_be_in_it(tmp_path):
    from weasyprint import HTML

    secret = tmp_path / "secret.txt"
    secret.write_text("zeer geheime sleutel")
    page = f'<title>x</title><link rel="attachment" href="file://{secret}"><p>x'

    naive = HTML(string=page).write_pdf()
    ours = HTML(string=page, url_fetcher=make_fetcher("/static/", [])).write_pdf()

    assert list(pypdf.PdfReader(BytesIO(naive)).attachments.values())
    assert not list(pypdf.PdfReader(BytesIO(ours)).attachments.values())


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/x.css",
        "https://example.org/x.css",
        "ftp://example.org/x.css",
        "data:text/css,body{}",
        "huisstijl://elders/static/css/td.css",
        "huisstijl://document/media/x.css",
        "huisstijl://document/static/../secret.css",
        "huisstijl://document/static/%2e%2e/secret.css",
        "huisstijl://document/static//etc/passwd",
        "huisstijl://document/static/css/geheim.txt",
        "huisstijl://document/static/css/link.css",
        "huisstijl://document/static/css/niet-er.css",
    ],
)
def test_only_our_own_static_files_are_fetched(address, tmp_path):
    root = tmp_path / "static"
    (root / "css").mkdir(parents=True)
    (root / "css" / "td.css").write_text("body {}")
    (root / "css" / "geheim.txt").write_text("x")
    (tmp_path / "secret.css").write_text("x")
    (root / "css" / "link.css").symlink_to(tmp_path / "secret.css")

    assert own_file("huisstijl://document/static/css/td.css", "/static/", [root]).is_file()
    with pytest.raises(NotOurs):
        own_file(address, "/static/", [root])


def test_a_page_that_can_not_be_printed_says_so(subject, asker, monkeypatch):
    from core import printing

    monkeypatch.setattr(printing, "SECONDS", 0.05)

    document = Document.objects.request("proof.school", subject=subject, by=asker)
    sweep()

    document.refresh_from_db()
    assert document.has_failed
    assert "te groot" in document.job.reason
