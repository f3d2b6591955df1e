"""Everybody in the story of the whole chain, and where the story finds its lists."""

from pathlib import Path

from tests.browser.person import PHONE, Person
from trajects.models import PolicyItem, Traject

LISTS = Path(__file__).parent.parent / "data"
THEME = "Verdeling van taken"
MENTOR = "Mentoraat onderbouw"
ADDRESS = "{}@voorbeeldcollege.example"


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


def mentor() -> PolicyItem:
    return PolicyItem.objects.get(title=MENTOR)
