"""From an empty database to a traject with people: the first room of the story."""

from people.models import SchoolCalendar, StaffMember
from tests.browser.conftest import link_in
from tests.browser.person import PASSWORD, Person
from tests.browser.school import LISTS, MENTOR, School
from trajects.models import RunSheetItem, Traject


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
