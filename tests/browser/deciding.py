"""From a conclusion to what became of it: the third room of the story."""

import io

import pikepdf
from pypdf import PdfReader

from evaluations.models import Decision, PolicyProposal
from tests.browser.conftest import link_in, text_of
from tests.browser.person import Person
from tests.browser.planning import invites
from tests.browser.school import MENTOR, School, mentor


def the_projectleider_draws_a_conclusion(school: School) -> None:
    fatima = school.fatima

    fatima.opens(f"/trajecten/{school.traject.pk}/opbrengsten/")
    fatima.sees(MENTOR)
    fatima.opens(f"/onderdeel/{mentor().pk}/conclusie/")
    fatima.chooses("herzien", "meer")
    fatima.fills_in({"Waarop": "Tafel 1 wil meer uren; een collega vindt 80 genoeg."})
    fatima.presses("Conclusie opslaan")

    fatima.sees("is opgeslagen", "1 van 12 onderdelen")


def the_proposal_is_written_and_offered(school: School) -> None:
    fatima = school.fatima
    school.clock.becomes(2027, 2, 2, 10, 0)

    fatima.signs_in()
    fatima.opens(f"/trajecten/{school.traject.pk}/voorstellen/nieuw/")
    fatima.fills_in({"Waar gaat het voorstel over": "Meer tijd voor de mentor"})
    fatima.presses("Voorstel beginnen")
    fatima.follows(f"Kiezen: {MENTOR}")
    fatima.fills_in({
        "Straks": "Een mentor van een klas in de onderbouw krijgt 90 uur.",
        "Nieuwe waarde": "90", "Nieuwe uren": "90", "Personen in deze groep": "12",

        "Reden": "De tafels vragen meer tijd voor ouders.",
    })  # fmt: skip
    fatima.presses("Wijziging opslaan")
    fatima.sees("80 wordt 90", "+10")
    writes_the_texts(fatima)
    fatima.follows("Naar aanbieden")
    fatima.sees("Renée")
    fatima.fills_in({"Mailadressen van de andere": "secretaris@mr.example"})
    fatima.presses("Voorstel aanbieden")

    fatima.sees("Het voorstel is aangeboden aan de pmr")
    assert school.post_office.letter_to("secretaris@mr.example", about="")


def writes_the_texts(fatima: Person) -> None:
    fatima.follows("Teksten wijzigen")
    fatima.fills_in({
        "Ingangsdatum": "2027-08-01",
        "Beweegredenen": "Ouders vragen meer van mentoren.",
        "Gevolgen voor medewerkers": "Twaalf mentoren krijgen tien uur meer.",
        "Gevolgen voor ouders": "Meer gesprekken.",
        "Gevolgen voor leerlingen": "Meer aandacht.",
        "Maatregelen": "Minder vergaderen.",
    })  # fmt: skip
    fatima.presses("Teksten opslaan")


def the_pmr_asks_and_gets_an_answer(school: School) -> None:
    renee, fatima = school.renee, school.fatima
    letter = school.post_office.letter_to(renee.email, about="Geef uw oordeel")
    school.clock.becomes(2027, 2, 4, 19, 30)

    renee.signs_in()
    renee.opens(link_in(letter))
    renee.follows("In behandeling nemen")
    renee.presses("In behandeling nemen")
    renee.follows("Vraag stellen")
    renee.fills_in({"Uw vraag": "Waar komen de tien uur vandaan?"})
    renee.presses("Vraag stellen")

    fatima.signs_in()
    fatima.opens("/voorstel/1/")
    fatima.follows("Antwoord geven")
    fatima.fills_in({"Uw antwoord": "Uit de vergaderingen."})
    fatima.presses("Antwoord geven")
    renee.opens("/voorstel/1/")
    renee.sees("Waar komen de tien uur vandaan?", "Uit de vergaderingen.")


def only_the_pmr_can_consent(school: School) -> None:
    school.clock.becomes(2027, 3, 9, 16, 0)
    for other in (school.fatima, school.ursula, school.omar):
        other.signs_in()
        assert other.is_answered("/voorstel/1/instemmen/") == 403
    assert school.farid.is_answered("/voorstel/1/instemmen/") in {302, 404}

    school.renee.signs_in()
    school.renee.opens("/voorstel/1/")
    school.renee.follows("Instemming verlenen")
    school.renee.fills_in({"Motivering": "De mentor verdient tijd."})
    school.renee.presses("Instemming vastleggen")

    school.renee.sees("Instemming verleend", "De mentor verdient tijd.")
    assert PolicyProposal.objects.get().has_consent


def the_staff_is_consulted(school: School) -> None:
    """Hours come from elsewhere: that changes the system, so two thirds must be for it."""
    fatima = school.fatima

    fatima.opens("/voorstel/1/")
    fatima.sees("twee derde van het personeel")
    assert school.ursula.is_answered("/voorstel/1/besluiten/") == 409
    fatima.follows("Raadpleging vastleggen")
    fatima.fills_in({
        "Gehouden op": "2027-03-09", "Aantal stemgerechtigden": 82,
        "Twee derde van": "alle stemgerechtigden", "Stemmen voor": 70, "Stemmen tegen": 8,
        "Blanco stemmen": 2, "Bewijs": "Proces-verbaal van twee tellers.",
    })  # fmt: skip
    fatima.presses("Uitslag vastleggen")

    fatima.sees("Twee derde is gehaald")


def the_school_decides(school: School) -> None:
    ursula = school.ursula

    ursula.opens("/voorstel/1/")
    ursula.follows("Besluit schrijven")
    ursula.fills_in({
        "Datum van het besluit": "2027-03-09", "Ingangsdatum": "2027-08-01",
        "Opnieuw bekijken": "2028-03-01", "Mandaat": "Managementstatuut, artikel 4",
    })  # fmt: skip
    ursula.presses("Besluit nalezen")
    ursula.sees("Lees het besluit na")
    ursula.presses("Besluit vastleggen")

    ursula.sees("Het besluit is vastgelegd", "krijgt 90 uur")
    assert Decision.objects.get().proposal.has_consent
    letter = school.post_office.letter_to(school.renee.email, about="Lees besluit")
    assert "Meer tijd voor de mentor" in text_of(letter)


def the_dossier_comes_out_as_an_accessible_pdf(school: School) -> None:
    renee = school.renee

    renee.opens("/voorstel/1/dossier/")
    renee.presses("Dossier maken als PDF")
    school.post_office.works()
    renee.page.get_by_role("link", name="Document downloaden").wait_for()
    paper = renee.downloads("Document downloaden")

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.MarkInfo.Marked
        assert "voorstel 1.1" in str(pdf.docinfo.Title)
    words = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper)).pages
    )
    assert "krijgt 90 uur" in words
    assert "De mentor verdient tijd." in words
    assert "Eén collega vindt 80 genoeg." in words


def the_medewerker_sees_what_became_of_it(school: School) -> None:
    petra = school.petra
    school.farid.signs_in()
    invites(school, petra, "medewerker")

    petra.opens(f"/trajecten/{school.traject.pk}/gouden-draad/")
    petra.follows(MENTOR)

    petra.sees(
        "De regel nu", "Wat de tafels zeiden, dinsdag 12 januari 2027", "Instemming verleend.",
        "Besluit, dinsdag 9 maart 2027", "Nameting nog niet", "Eén collega vindt 80 genoeg.",
    )  # fmt: skip
