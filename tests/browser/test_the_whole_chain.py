"""One traject from nothing to a decision, by the people who do it, each at their own screen.

A beheerder sets up the school. The projectleider brings in the staff and the taakbeleid, makes
the plan and seats the team. Colleagues talk at tables, the pmr consents, the school decides,
and every colleague reads what became of it. The letters in between really arrive.
"""

import io
from email.message import EmailMessage
from pathlib import Path

import icalendar
import pikepdf
import pytest
from pypdf import PdfReader

from dialogues.models import Outcome
from evaluations.models import Decision, PolicyProposal
from people.models import SchoolCalendar, StaffMember
from tests.browser.conftest import link_in, text_of
from tests.browser.person import PASSWORD, PHONE, Person
from trajects.models import PolicyItem, RunSheetItem, Traject

# The first school, session and proposal have number 1, whatever ran before.
pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)

LISTS = Path(__file__).parent.parent / "data"
THEME = "Verdeling van taken"
MENTOR = "Mentoraat onderbouw"
MARKET = "Takenmarkt"
ADDRESS = "{}@voorbeeldcollege.example"


@pytest.fixture
def school(somebody, post_office, clock):
    """Everybody in the story, each with a browser; nobody has an account yet."""
    return School(somebody, post_office, clock)


class School:
    """Who is who: the people of the staff list and what they hold in their hands."""

    def __init__(self, somebody, post_office, clock) -> None:
        self.somebody, self.post_office, self.clock = somebody, post_office, clock
        self.farid = self.person("Farid", "beheer")
        self.fatima = self.person("Fatima", "fpostma")
        self.omar = self.person("Omar", "oberg", width=PHONE)
        self.renee = self.person("Renée", "rwit")
        self.ursula = self.person("Ursula", "umulder")
        self.petra = self.person("Petra", "pbos", width=PHONE)

    def person(self, name: str, address: str, **wishes: object) -> Person:
        return self.somebody(name, email=ADDRESS.format(address), **wishes)

    @property
    def traject(self) -> Traject:
        return Traject.objects.get()


def test_from_an_empty_database_to_a_decision(school):
    the_beheerder_sets_up_the_school(school)
    invites(school, school.fatima, "projectleider")
    the_projectleider_reads_in_the_staff_list(school)
    the_projectleider_starts_the_traject(school)
    the_draaiboek_is_there_and_leaves_holidays_alone(school)
    the_projectleider_reads_in_the_taakbeleid(school)
    the_team_is_invited_and_seated(school)
    the_projectleider_plans_a_session_and_invites(school)
    a_medewerker_answers_on_a_phone_without_account(school)
    the_tables_are_composed(school)
    the_gespreksbegeleider_records_what_the_table_says(school)
    the_session_is_closed_and_its_minutes_are_final(school)
    the_projectleider_draws_a_conclusion(school)
    the_proposal_is_written_and_offered(school)
    the_pmr_asks_and_gets_an_answer(school)
    only_the_pmr_can_consent(school)
    the_staff_is_consulted(school)
    the_school_decides(school)
    the_dossier_comes_out_as_an_accessible_pdf(school)
    the_medewerker_sees_what_became_of_it(school)


def the_beheerder_sets_up_the_school(school: School) -> None:
    farid = school.farid

    farid.opens("/inrichten/")
    farid.fills_in({
        "Bestuur": "Stichting Voorbeeld", "Naam van de school": "Het Voorbeeldcollege",
        "BRIN": "11AA", "Vakantieregio": "Midden", "Uw naam": "Farid Amrani",
        "Uw e-mailadres": farid.email, "Wachtwoord": PASSWORD,
    })  # fmt: skip
    farid.presses("School inrichten")

    farid.sees("Uw school staat klaar")
    assert farid.is_answered("/inrichten/") == 404


def invites(school: School, person: Person, role: str, title: str = "") -> None:
    """The beheerder invites; the person follows the link in the mail and chooses a password."""
    farid = school.farid
    farid.opens("/school/1/rollen/")
    farid.fills_in({
        "E-mailadres": person.email, "Naam": person.name, "Rol": role, "Functie in": title,
    })  # fmt: skip
    farid.presses("Uitnodiging versturen")

    letter = school.post_office.letter_to(person.email, about="Uitnodiging")
    person.context.clear_cookies()
    person.opens(link_in(letter))
    person.sees("U bent uitgenodigd", role)
    person.presses("Uitnodiging aannemen")
    person.fills_in({"Wachtwoord": PASSWORD})
    person.presses("Account opslaan")

    person.sees("Uw account is klaar")


def the_projectleider_reads_in_the_staff_list(school: School) -> None:
    fatima = school.fatima

    fatima.opens("/school/1/medewerkers/inlezen/")
    fatima.fills_in({"Bestand met de personeelslijst": LISTS / "rooster-export.csv"})
    fatima.presses("Bestand bekijken")
    fatima.sees("Welke kolom is wat?", "werknemerscode")
    fatima.presses("Vergelijken met de lijst")
    fatima.sees("Er is nog niets gewijzigd", "82 nieuwe collega", "2 aanstellingen samen")
    fatima.presses("Lijst inlezen")

    assert StaffMember.objects.count() == 82
    assert StaffMember.objects.get(family_name="Postma", given_name="Fatima").user


def the_projectleider_starts_the_traject(school: School) -> None:
    fatima = school.fatima

    fatima.opens("/")
    fatima.opens("/trajecten/nieuw/")
    fatima.presses("Verder")
    fatima.chooses("Ikzelf", "Alleen voor het proces")
    fatima.presses("Verder")
    fatima.fills_in({"Wanneer moet de instemming": "2027-05-20"})
    fatima.presses("Verder")
    fatima.fills_in({"Hoeveel dialoogsessies": 1, "Hoeveel tafels": 2})
    fatima.presses("Verder")
    fatima.fills_in({"Eigen thema": "Nieuwe collega’s"})
    fatima.presses("Planning bekijken")
    fatima.sees("er is nog niets vastgelegd", "20 mei 2027")
    assert not Traject.objects.exists()
    fatima.presses("Traject starten")

    fatima.sees("Het traject is gestart")


def the_draaiboek_is_there_and_leaves_holidays_alone(school: School) -> None:
    rows = list(RunSheetItem.objects.filter(traject=school.traject))
    assert len(rows) >= 35

    calendar = SchoolCalendar.of(
        school.traject.school,
        min(row.starts_on for row in rows),
        max(row.ends_on for row in rows),
    )
    days = {day for row in rows for day in (row.starts_on, row.ends_on)}
    assert not [day for day in days if calendar.is_closed(day)]
    school.fatima.opens(f"/trajecten/{school.traject.pk}/draaiboek/tijdlijn/")


def the_projectleider_reads_in_the_taakbeleid(school: School) -> None:
    fatima = school.fatima

    fatima.opens(f"/trajecten/{school.traject.pk}/taakbeleid/inlezen/")
    fatima.fills_in({"Bestand": LISTS / "taakbeleid.xlsx"})
    fatima.presses("Bestand lezen")
    fatima.sees("Alle 12 rijen zijn goed")
    fatima.presses("12 onderdelen inlezen")

    fatima.sees(MENTOR, "80 klokuren per klas")
    fatima.opens(f"/trajecten/{school.traject.pk}/themas/")
    fatima.sees("Nieuwe collega’s", MENTOR)


def the_team_is_invited_and_seated(school: School) -> None:
    invites(school, school.omar, "medewerker")
    invites(school, school.renee, "pmr-lid", "voorzitter")
    invites(school, school.ursula, "schoolleiding")

    seats(school, "gespreksbegeleider", "Omar van den Berg")
    seats(school, "vertegenwoordiger van de pmr", "Renée de Wit")
    seats(school, "opdrachtgever", "Ursula Mulder")

    school.omar.opens("/")
    school.omar.sees("Dag Omar", "Herbeoordeling taakbeleid 2026-2027")


def seats(school: School, role: str, name: str) -> None:
    fatima = school.fatima
    fatima.opens(f"/trajecten/{school.traject.pk}/mensen/")
    fatima.follows(f"Iemand kiezen als {role}")
    fatima.fills_in({"Wie komt op deze plaats": name})
    fatima.presses("Plaats geven")
    fatima.sees(f"{name} is nu {role}")


def the_projectleider_plans_a_session_and_invites(school: School) -> None:
    fatima = school.fatima

    fatima.opens(f"/trajecten/{school.traject.pk}/sessies/nieuw/")
    fatima.fills_in({
        "Titel": "Gesprek over taken", "Op welke dag": "2027-01-12", "Begint om": "15:30",
        "Eindigt om": "17:00", "Plaats": "aula",
    })  # fmt: skip
    fatima.chooses(THEME)
    fatima.presses("Sessie plannen")
    fatima.follows("Collega's uitnodigen")
    fatima.chooses("Ondersteuning")
    fatima.presses("Voorbeeld bijwerken")
    fatima.sees("13 collega's krijgen een uitnodiging", "13 per mail, meteen")
    fatima.presses("Uitnodigingen versturen")

    fatima.sees("13 collega's zijn uitgenodigd")


def a_medewerker_answers_on_a_phone_without_account(school: School) -> None:
    petra = school.petra
    letter = school.post_office.letter_to(petra.email, about="Laat weten of u komt")
    appointment = appointment_in(letter)
    assert str(appointment["summary"]).endswith("Gesprek over taken")
    assert appointment["dtstart"].dt.strftime("%Y-%m-%d %H:%M") == "2027-01-12 15:30"
    assert appointment["location"] == "aula"

    petra.opens(link_in(letter))
    petra.sees("Komt u?", "dinsdag 12 januari 2027")
    petra.presses("Ja, ik kom")

    petra.sees("Uw antwoord: ja", "Ontvangen")


def appointment_in(letter: EmailMessage) -> icalendar.Event:
    file = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    return icalendar.Calendar.from_ical(file.get_content()).walk("VEVENT")[0]


def the_tables_are_composed(school: School) -> None:
    fatima = school.fatima

    fatima.opens("/sessies/1/")
    fatima.sees("Uitgenodigd 13", "Ja 1")
    fatima.opens("/sessies/1/tafels/")
    fatima.fills_in({"Aantal tafels": 2})
    fatima.presses("Tafels indelen")

    fatima.sees("De tafels zijn ingedeeld", "Tafel 2", "Omar van den Berg", "Petra Bos")


def the_gespreksbegeleider_records_what_the_table_says(school: School) -> None:
    omar = school.omar
    school.clock.becomes(2027, 1, 12, 15, 35)

    omar.signs_in()
    omar.opens("/sessies/1/")
    omar.presses("Sessie openen")
    omar.follows("Naar tafel 1")
    omar.follows("Verder")
    says(
        omar,
        "meer",
        "Een mentor heeft te weinig tijd voor ouders.",
        "Eén collega vindt 80 genoeg.",
    )
    says(omar, "houden zo", "Het aantal klopt.")
    says(omar, "anders", "Niemand weet hoe de markt werkt.")
    omar.sees("3 van 3")

    omar.follows("Voorlezen")
    for _ in range(3):
        omar.taps("Klopt")
    omar.opens("/tafels/1/")
    omar.fills_in({"Hoeveel mensen": 7})
    omar.presses("Opslaan")
    omar.presses("Tafel sluiten")

    omar.sees("Tafel 1 is gesloten")
    assert Outcome.objects.exclude(confirmed_at=None).count() == 3


def says(omar: Person, direction: str, reasons: str, minority_view: str = "") -> None:
    """One policy item at the table: three taps and a sentence, then on to the next."""
    omar.chooses(direction)
    omar.fills_in({"Waarom?": reasons})
    if minority_view:
        omar.fills_in({"Ander geluid": minority_view})
    else:
        omar.chooses("Er was geen ander geluid")
    is_last = omar.part("button", "Naar afronden").count()
    omar.presses("Naar afronden" if is_last else "Volgende")


def the_session_is_closed_and_its_minutes_are_final(school: School) -> None:
    fatima = school.fatima
    school.clock.becomes(2027, 1, 13, 9, 0)

    fatima.signs_in()
    fatima.opens("/sessies/1/afsluiten/")
    fatima.fills_in({"Waarom sluit u tafels": "Tafel 2 schoof aan bij tafel 1."})
    fatima.presses("Sessie afsluiten")
    fatima.sees(MENTOR, "Eén collega vindt 80 genoeg.")

    fatima.opens("/sessies/1/verslag/")
    fatima.presses("Verslag beginnen")
    fatima.fills_in({"Hoe ging het gesprek": "Open en rustig."})
    fatima.page.get_by_text("Opgeslagen om").wait_for()
    fatima.presses("Voorleggen ter controle")
    fatima.presses("Definitief maken")

    fatima.sees("Definitief sinds", "Open en rustig.")


def the_projectleider_draws_a_conclusion(school: School) -> None:
    fatima = school.fatima

    fatima.opens(f"/trajecten/{school.traject.pk}/opbrengsten/")
    fatima.sees(MENTOR)
    fatima.opens(f"/onderdeel/{mentor().pk}/conclusie/")
    fatima.chooses("herzien", "meer")
    fatima.fills_in({"Waarop": "Tafel 1 wil meer uren; een collega vindt 80 genoeg."})
    fatima.presses("Conclusie opslaan")

    fatima.sees("is opgeslagen", "1 van 12 onderdelen")


def mentor() -> PolicyItem:
    return PolicyItem.objects.get(title=MENTOR)


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
