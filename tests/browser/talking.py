"""From an invitation to final minutes: the second room of the story."""

from email.message import EmailMessage

import icalendar

from dialogues.models import Outcome
from tests.browser.conftest import link_in
from tests.browser.person import Person
from tests.browser.school import MENTOR, THEME, School


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
