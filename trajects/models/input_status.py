"""What is done with input, said before anybody is asked (R36)."""

from __future__ import annotations

from django.db import models

LATER = "het bevoegd gezag, met instemming van de pmr"


class InputStatus(models.TextChoices):
    """Three ways to ask; every request for input names one of them beforehand (R36)."""

    EXPLORE = "explore", "oriënteren"
    ADVISE = "advise", "adviseren"
    DECIDE = "decide", "beslissen"

    @property
    def meaning(self) -> str:
        """One line for who is asked."""
        return MEANINGS[self]

    @property
    def usual_decider(self) -> str:
        """Who decides when nobody says otherwise (R32)."""
        return "wie hier wordt gevraagd" if self == InputStatus.DECIDE else LATER


MEANINGS = {
    InputStatus.EXPLORE: "U vertelt wat u ziet en vindt. Er wordt hier nog niets gekozen.",
    InputStatus.ADVISE: "U geeft advies. Wie er anders over beslist, legt uit waarom.",
    InputStatus.DECIDE: "Wat hier wordt gekozen, geldt.",
}
