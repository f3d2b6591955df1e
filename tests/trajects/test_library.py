"""The library gathers what everybody should have read, safely and for whom it is meant (P6)."""

import os
from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from core.documents import render_document
from core.models import Document, Event
from core.printing import print_pdf
from core.rows.comparison import Line
from core.steps import StepNotAllowed
from core.uploads import SafeFile
from core.verbs import Verb
from core.versions import StaleVersion
from tests.factories import SeatFactory, ThemeFactory, UserFactory
from trajects.forms.library import clean_link
from trajects.models import LibraryItem, LibraryVersion, evidence_for
from trajects.models import library_version as versions_module
from trajects.resources.library import LibraryRows
from trajects.tasks import tidy_library

CSV = b"jaar;percentage\n2025;4,9\n2026;5,1\n"
WORDS = {
    "subject": "workload",
    "title": "Werkdruk in het kort",
    "summary": "Werkdruk ontstaat als er meer gevraagd wordt dan er tijd is.",
    "audience": "everybody",
}


@pytest.fixture
def theme(traject):
    return ThemeFactory(traject=traject, title="Werkdruk")


@pytest.fixture
def leader(anna):
    client = Client()
    client.force_login(anna, backend="people.accounts.AccountBackend")
    return client


def reading(user) -> Client:
    client = Client()
    client.force_login(user, backend="people.accounts.AccountBackend")
    return client


def chosen(name: str = "cijfers.csv", content: bytes = CSV) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(traject, by, *, source="https://school.example/stuk", published=True, **words):
    item = LibraryItem.objects.put(traject, by=by, source=source, **{**WORDS, **words})
    if published:
        item.publish(by=by)
    return item


def page(traject) -> str:
    return f"/trajecten/{traject.pk}/bibliotheek/"


def let_go(answer) -> bytes:
    sent = b"".join(answer)
    for close in answer._resource_closers:
        close()
    return sent


def test_a_document_goes_from_concept_to_published_to_withdrawn(leader, traject, theme, els, anna):
    answer = leader.post(
        f"{page(traject)}nieuw/", {**WORDS, "themes": [theme.pk], "file": chosen("../../x.csv")}
    )

    item = LibraryItem.objects.get()
    assert answer["Location"] == item.get_absolute_url()
    assert (item.status, item.put_by, list(item.themes.all())) == ("draft", anna, [theme])
    assert item.newest.file_name == "x.csv"
    assert item.newest.stored.startswith("library/")
    assert "x.csv" not in item.newest.stored
    assert reading(els).get(item.get_absolute_url()).status_code == 404

    leader.post(f"/bibliotheek/{item.pk}/publiceren/")

    assert reading(els).get(item.get_absolute_url()).status_code == 200
    download = reading(els).get(f"/bibliotheekversies/{item.newest.pk}/bestand/")
    assert let_go(download) == CSV
    assert download["Content-Security-Policy"].startswith("sandbox")
    assert download["Content-Disposition"] == 'attachment; filename="x.csv"'

    leader.post(f"/bibliotheek/{item.pk}/intrekken/", {"reason": "Er is een nieuwer stuk."})

    item.refresh_from_db()
    assert (item.status, item.withdraw_reason) == ("withdrawn", "Er is een nieuwer stuk.")
    assert reading(els).get(item.get_absolute_url()).status_code == 404
    assert reading(els).get(f"/bibliotheekversies/{item.newest.pk}/bestand/").status_code == 404
    assert list(Event.objects.about(item).order_by("pk").values_list("verb", flat=True)) == [
        Verb.LIBRARY_ITEM_ADDED,
        Verb.LIBRARY_ITEM_PUBLISHED,
        Verb.LIBRARY_ITEM_WITHDRAWN,
    ]


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("project_team", {"anna"}),
        ("pmr_leadership", {"anna", "carla", "dirk"}),
        ("everybody", {"anna", "bas", "carla", "dirk", "els", "farid", "gerda"}),
    ],
)
def test_each_reads_what_is_meant_for_them(
    audience, readers, traject, anna, bas, carla, dirk, els, farid, gerda, hugo, root
):
    item = put(
        traject,
        anna,
        audience=audience,
        source=SafeFile("cijfers.csv", "csv", CSV),
    )
    cast = dict(
        zip(
            ["anna", "bas", "carla", "dirk", "els", "farid", "gerda", "hugo", "root"],
            [anna, bas, carla, dirk, els, farid, gerda, hugo, root],
            strict=True,
        )
    )

    for name, person in cast.items():
        expected = 200 if name in readers else 404
        client = reading(person)
        assert client.get(item.get_absolute_url()).status_code == expected, name
        download = client.get(f"/bibliotheekversies/{item.newest.pk}/bestand/")
        assert download.status_code == expected, name
        if expected == 200:
            let_go(download)
        listed = LibraryItem.objects.visible_to(person)
        assert listed.filter(pk=item.pk).exists() == (name in readers), name


def test_a_representative_of_the_pmr_in_the_team_reads_with_the_pmr(traject, anna):
    member = UserFactory()
    SeatFactory(traject=traject, role="pmr_representative", user=member)
    item = put(traject, anna, audience="pmr_leadership")

    assert LibraryItem.objects.visible_to(member).get() == item


def test_a_new_version_keeps_the_old_one_with_its_own_summary(leader, traject, anna, els):
    item = put(traject, anna, source=SafeFile("een.csv", "csv", CSV))
    first = item.newest

    leader.post(
        f"/bibliotheek/{item.pk}/nieuwe-versie/",
        {
            "version": LibraryItem.objects.get().version,
            "summary": "Werkdruk ontstaat als er minder tijd is dan werk.",
            "file": chosen("twee.csv", CSV + b"2027;4,8\n"),
        },
    )

    item = LibraryItem.objects.get()
    assert [version.file_name for version in item.versions.all()] == ["twee.csv", "een.csv"]
    assert item.summary == item.newest.summary
    assert first.sha256 != item.newest.sha256
    assert item.status == "published"
    shown = reading(els).get(item.get_absolute_url()).content.decode()
    assert "versie 2 van" in shown
    assert first.sha256 in shown
    compared = reading(els).get(f"/bibliotheek/{item.pk}/vergelijken/").content.decode()
    assert "Oudere versie" in compared
    assert let_go(reading(els).get(f"/bibliotheekversies/{first.pk}/bestand/")) == CSV


def test_two_people_who_place_a_version_at_once_do_not_overwrite_each_other(traject, anna, dirk):
    item = put(traject, anna)
    seen = item.version
    item.add_version("https://a.example/", version=seen, by=anna, summary="A", is_checked=False)

    with pytest.raises(StaleVersion):
        LibraryItem.objects.get().add_version(
            "https://b.example/", version=seen, by=dirk, summary="B", is_checked=False
        )

    assert LibraryVersion.objects.count() == 2


def test_two_people_who_change_the_words_see_both_texts(leader, traject, anna):
    item = put(traject, anna)
    item.change(version=item.version, by=anna, title="De titel van de een")

    answer = leader.post(
        f"/bibliotheek/{item.pk}/wijzigen/", {**WORDS, "title": "Van de ander", "version": 1}
    )

    assert answer.status_code == 409
    assert answer.context["mine"]["Titel"] == "Van de ander"
    assert answer.context["theirs"]["Titel"] == "De titel van de een"


def test_changing_the_words_changes_the_summary_of_the_newest_version_only(traject, anna):
    item = put(traject, anna)
    item.add_version(
        "https://b.example/", version=item.version, by=anna, summary="Tweede", is_checked=False
    )
    item.change(version=item.version, by=anna, summary="Tweede, beter")

    assert list(LibraryVersion.objects.values_list("summary", flat=True)) == [
        "Tweede, beter",
        WORDS["summary"],
    ]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("https://www.voorbeeld.nl/werkdruk?a=1#b", "https://www.voorbeeld.nl/werkdruk?a=1#b"),
        ("www.voorbeeld.nl/werkdruk", "https://www.voorbeeld.nl/werkdruk"),
    ],
)
def test_a_link_of_the_open_web_is_taken(typed, becomes):
    assert clean_link(typed) == becomes


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript://voorbeeld.nl/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "http://voorbeeld.nl/",
        "ftp://voorbeeld.nl/",
        "file:///etc/passwd",
        "https://anna:geheim@voorbeeld.nl/",
        "https://anna@voorbeeld.nl/",
        "https://voorbeeld.nl\\@kwaad.nl/",
        "https://[::1/",
        "https://",
        "geen link",
        "https://voorbeeld.nl/\njavascript:alert(1)",
    ],
)
def test_any_other_address_is_refused_and_nothing_typed_is_lost(typed, leader, traject):
    answer = leader.post(f"{page(traject)}nieuw/", {**WORDS, "link": typed})

    assert answer.status_code == 422
    assert WORDS["summary"] in answer.content.decode()
    assert not LibraryItem.objects.exists()


def test_a_refused_file_leaves_nothing_behind_and_the_text_comes_back(leader, traject):
    before = set(stored_files())

    answer = leader.post(
        f"{page(traject)}nieuw/",
        {**WORDS, "file": chosen("werkdruk.pdf", b"<svg onload=alert(1)>")},
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "van binnen" in shown
    assert WORDS["summary"] in shown
    assert set(stored_files()) == before


def test_another_mistake_says_that_the_file_must_be_chosen_again(leader, traject):
    answer = leader.post(f"{page(traject)}nieuw/", {**WORDS, "title": "", "file": chosen()})

    assert answer.status_code == 422
    assert "Kies het bestand nog een keer" in answer.content.decode()


def test_a_file_of_a_deed_that_fails_does_not_stay_behind(traject, anna):
    before = set(stored_files())
    item = put(traject, anna)

    with pytest.raises(StaleVersion):
        item.add_version(
            SafeFile("a.csv", "csv", CSV), version=99, by=anna, summary="", is_checked=False
        )

    assert set(stored_files()) == before


def stored_files(folder: str = "library"):
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for inner in folders:
        yield from stored_files(f"{folder}/{inner}")


def test_a_file_without_a_row_is_tidied_and_the_others_stay(traject, anna, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    known = put(traject, anna, source=SafeFile("een.csv", "csv", CSV)).newest.stored
    stray = default_storage.save("library/2026/01/verdwaald.pdf", ContentFile(b"x"))
    elsewhere = default_storage.save("documents/2026/01/dossier.pdf", ContentFile(b"x"))
    for name in (known, stray, elsewhere):
        os.utime(tmp_path / name, (0, 0))

    assert tidy_library() == 1
    assert default_storage.exists(known)
    assert default_storage.exists(elsewhere)
    assert not default_storage.exists(stray)


def test_the_reading_list_prints_what_everybody_may_read(traject, anna, els):
    put(traject, anna, title="Werkdruk in het kort")
    put(traject, anna, title="Alleen de pmr", audience="pmr_leadership")
    put(traject, anna, title="Nog een concept", published=False)

    document = Document.objects.request("trajects.library", subject=traject, by=els)
    html = render_document(document)
    pdf = print_pdf(html, title=document.title)

    assert "Werkdruk in het kort" in html
    assert "Alleen de pmr" not in html
    assert "Nog een concept" not in html
    with pikepdf.open(BytesIO(pdf)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang) == "nl"


def test_a_full_library_says_what_to_do(monkeypatch, leader, traject):
    monkeypatch.setattr(versions_module, "MOST_BYTES", 10)

    answer = leader.post(f"{page(traject)}nieuw/", {**WORDS, "file": chosen()})

    assert answer.status_code == 422
    assert "is vol" in answer.content.decode()
    assert WORDS["title"] in answer.content.decode()
    assert not LibraryItem.objects.exists()


def test_a_photo_and_a_pdf_are_kept_without_what_they_hide(leader, traject):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    photo, paper = BytesIO(), BytesIO()
    Image.new("RGB", (40, 30), "teal").save(photo, "JPEG", exif=exif)
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = pikepdf.Dictionary(
        {"/S": pikepdf.Name.JavaScript, "/JS": pikepdf.String("app.alert(1)")}
    )
    document.save(paper)

    for name, content in (("foto.jpg", photo.getvalue()), ("stuk.pdf", paper.getvalue())):
        leader.post(f"{page(traject)}nieuw/", {**WORDS, "file": chosen(name, content)})

    kept = {version.kind: version for version in LibraryVersion.objects.all()}
    with default_storage.open(kept["jpg"].stored) as file:
        assert not Image.open(file).getexif()
    with default_storage.open(kept["pdf"].stored) as file:
        assert b"JavaScript" not in file.read()
    assert "scripts" in kept["pdf"].notes


def test_figures_of_the_school_need_somebody_who_looked_at_them(leader, traject):
    figures = {**WORDS, "subject": "absence"}

    refused = leader.post(f"{page(traject)}nieuw/", {**figures, "file": chosen()})
    taken = leader.post(
        f"{page(traject)}nieuw/", {**figures, "file": chosen(), "is_checked": "on"}
    )

    assert refused.status_code == 422
    assert "alleen totalen" in refused.content.decode()
    assert taken.status_code == 302
    assert LibraryVersion.objects.get().is_checked


def test_a_list_with_a_column_about_people_is_refused_as_figures(leader, traject):
    people = b"Naam;Personeelsnummer;dagen\nJansen;123;4\n"

    answer = leader.post(
        f"{page(traject)}nieuw/",
        {**WORDS, "subject": "absence", "is_checked": "on", "file": chosen("l.csv", people)},
    )

    assert answer.status_code == 422
    assert "kolom ‘Naam’" in answer.content.decode()


def test_an_item_that_nobody_looked_at_does_not_become_figures(leader, traject, anna):
    item = put(traject, anna)

    answer = leader.post(
        f"/bibliotheek/{item.pk}/wijzigen/",
        {**WORDS, "subject": "absence", "version": LibraryItem.objects.get().version},
    )

    assert answer.status_code == 422
    assert LibraryItem.objects.get().subject == "workload"


def test_a_visit_needs_no_paper_and_hides_the_contact(leader, traject, els):
    leader.post(
        f"{page(traject)}nieuw/",
        {
            **WORDS,
            "subject": "other_school",
            "visited_on": "2026-10-01",
            "other_school": "Het Lyceum",
            "what_we_saw": "Zij begonnen met twee thema's.",
            "contact": "Pien Bos, p.bos@lyceum.example",
        },
    )
    item = LibraryItem.objects.get()
    leader.post(f"/bibliotheek/{item.pk}/publiceren/")

    shown = reading(els).get(item.get_absolute_url()).content.decode()

    assert "Het Lyceum" in shown
    assert "Zij begonnen met twee" in shown
    assert "Pien Bos" not in shown
    assert "Pien Bos" in leader.get(item.get_absolute_url()).content.decode()


def test_nothing_to_read_is_not_published(leader, traject, anna):
    item = put(traject, anna, source="", published=False)

    answer = leader.post(f"/bibliotheek/{item.pk}/publiceren/")

    assert answer.status_code == 409
    assert "nog niets te lezen" in answer.content.decode()


def test_of_two_who_withdraw_one_is_told_so(traject, anna):
    item = put(traject, anna)
    other = LibraryItem.objects.get()
    item.withdraw(by=anna, reason="Oud.")

    with pytest.raises(StepNotAllowed):
        other.withdraw(by=anna, reason="Oud.")


def test_a_file_is_removed_for_good_and_its_name_and_hash_stay(
    leader, traject, anna, django_capture_on_commit_callbacks
):
    item = put(traject, anna, source=SafeFile("een.csv", "csv", CSV))
    version = item.newest
    address = f"/bibliotheekversies/{version.pk}/bestand-verwijderen/"

    assert leader.post(address).status_code == 409
    item.withdraw(by=anna, reason="Er stond een naam in.")
    with django_capture_on_commit_callbacks(execute=True):
        leader.post(address)

    after = LibraryVersion.objects.get()
    assert not default_storage.exists(version.stored)
    assert (after.stored, after.file_name, after.sha256) == ("", "een.csv", version.sha256)
    assert leader.get(f"/bibliotheekversies/{version.pk}/bestand/").status_code == 404
    assert leader.get(item.get_absolute_url()).status_code == 200


def test_the_list_is_searched_and_narrowed(traject, anna, els):
    put(traject, anna, title="Statuut", subject="professional_charter", summary="Ruimte.")
    put(traject, anna, title="Meten van werkdruk")
    put(traject, anna, title="Werkdruk, alleen voor de pmr", audience="pmr_leadership")

    def titles(client, query):
        found = client.get(f"{page(traject)}?{query}").context["page"]
        return {item.title for item in found}

    assert titles(reading(els), "q=werkdruk") == {"Meten van werkdruk"}
    assert titles(reading(els), "onderwerp=professional_charter") == {"Statuut"}
    assert len(titles(reading(els), "onderwerp=onzin&q=%00")) in {0, 2}
    assert titles(reading(anna), "voor=pmr_leadership") == {"Werkdruk, alleen voor de pmr"}


def test_an_empty_library_says_what_to_collect(leader, traject, anna, els):
    shown = leader.get(page(traject)).content.decode()

    assert "Nog te verzamelen" in shown
    assert shown.count("?onderwerp=") == 7
    assert "Nog te verzamelen" not in reading(els).get(page(traject)).content.decode()

    put(traject, anna, subject="absence")

    assert leader.get(page(traject)).content.decode().count("?onderwerp=") == 6
    assert (
        "Alleen totalen" in leader.get(f"{page(traject)}nieuw/?onderwerp=absence").content.decode()
    )


@pytest.mark.parametrize("role", ["anna", "els"])
def test_the_list_pages_at_fifty_and_asks_the_same_whatever_its_length(
    role, request, traject, anna, theme, django_assert_max_num_queries
):
    client = reading(request.getfixturevalue(role))

    def queries(number: int) -> int:
        for _ in range(number - LibraryItem.objects.count()):
            put(traject, anna, themes=[theme])
        client.get(page(traject))
        with django_assert_max_num_queries(40) as counted:
            assert client.get(page(traject)).status_code == 200
        return len(counted)

    assert queries(3) == queries(30)
    queries(53)
    assert len(client.get(page(traject)).context["page"].object_list) == 50
    assert len(client.get(f"{page(traject)}?page=2").context["page"].object_list) == 3


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_goes_out_to_who_keeps_it_only(kind, traject, anna, carla, els, hugo):
    put(traject, anna, title="Voor het team", audience="project_team")
    address = f"/lijsten/bibliotheek/{traject.pk}/{kind}/"

    assert reading(anna).get(address).status_code == 200
    for other in (carla, els, hugo):
        assert reading(other).get(address).status_code == 404


def test_an_edited_list_does_not_make_figures_of_what_nobody_looked_at(traject, anna):
    rows = LibraryRows(traject)
    put(traject, anna)
    line = Line(number=2, name="", row=rows.rows[0], values={"subject": "absence"})

    rows.check([line])

    assert "alleen totalen" in line.errors[0]


def test_what_was_published_for_everybody_is_evidence_that_can_be_opened(traject, anna):
    assert not evidence_for(traject, {"library_published"})["library_published"].done
    put(traject, anna, audience="pmr_leadership")
    assert not evidence_for(traject, {"library_published"})["library_published"].done

    put(traject, anna)

    found = evidence_for(traject, {"library_published"})["library_published"]
    assert found.done
    assert found.page == "trajects:library"
    assert "1 stuk is voor iedereen te lezen, over 1 van de 7 onderwerpen" in found.sentence


def test_a_visit_is_shown_with_the_checklist_and_ticked_by_people_only(traject, anna):
    assert "nog geen bezoek" in evidence_for(traject, {"visits_noted"})["visits_noted"].sentence
    put(traject, anna, subject="other_school", other_school="Het Lyceum")

    found = evidence_for(traject, {"visits_noted"})["visits_noted"]

    assert "1 bezoek" in found.sentence
    assert found.page == "trajects:library"
    assert not found.done


def test_no_address_but_the_view_leads_to_a_file(leader, traject, anna):
    stored = put(traject, anna, source=SafeFile("een.csv", "csv", CSV)).newest.stored

    for address in (f"/{stored}", f"/media/{stored}", f"/static/{stored}", f"/static/../{stored}"):
        assert leader.get(address).status_code == 404


def test_the_history_of_the_traject_tells_no_titles_to_who_may_not_read_them(traject, anna, bas):
    item = put(traject, anna, title="Geheim stuk", audience="project_team", published=False)
    item.add_version(
        SafeFile("geheim.csv", "csv", CSV),
        version=item.version,
        by=anna,
        summary="x",
        is_checked=False,
    )
    item.withdraw(by=anna, reason="Een geheime reden.")
    item.versions.first().remove_file(by=anna)

    told = " ".join(Event.objects.within(traject.scope).values_list("detail", flat=True))
    shown = reading(bas).get(f"/trajecten/{traject.pk}/").content.decode()

    for secret in ("Geheim stuk", "geheim.csv", "geheime reden"):
        assert secret not in told
        assert secret not in shown


def test_hostile_text_is_shown_as_text(leader, traject, anna):
    hostile = "<script>alert(1)</script>{{7*7}}"
    item = put(traject, anna, title=hostile, summary=hostile, what_we_saw=hostile)

    for address in (page(traject), item.get_absolute_url()):
        shown = leader.get(address).content.decode()
        assert "<script>alert(1)" not in shown
        assert "{{7*7}}" in shown
