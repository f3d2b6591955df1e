"""What the system sees of the log, the key figures, and the themes (C-U9, C-P11, C-P9)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from core.words import datum
from trajects.models.dialogue_setup import DialogueForm, DialogueSetup
from trajects.models.evidence.checks import (
    Evidence,
    Facts,
    Reading,
    evidence,
    figure,
    number_of,
    row_of,
)
from trajects.models.progress import ProgressEntry, ProgressEntryQuerySet
from trajects.models.support import BREADTH, Stakeholder, StakeholderContact, StakeholderQuerySet

LOG = "trajects:progress_log"
SUPPORT = "trajects:support"
THEMES = "trajects:themes"


def _notes() -> ProgressEntryQuerySet:
    return ProgressEntry.objects.filter(traject=OuterRef("pk")).current()


def _listed() -> StakeholderQuerySet:
    return Stakeholder.objects.filter(traject=OuterRef("pk"))


@figure("notes")
def notes() -> Reading:
    return number_of(_notes())


@figure("notes_adjusted")
def notes_adjusted() -> Reading:
    return number_of(_notes().exclude(adjusted=""))


@figure("last_note")
def last_note() -> Reading:
    return row_of(_notes().order_by("-noted_on"), "noted_on")


@figure("stakeholders")
def stakeholders() -> Reading:
    return number_of(_listed())


@figure("stakeholders_spoken")
def spoken() -> Reading:
    talks = StakeholderContact.objects.filter(stakeholder=OuterRef("pk"))
    return number_of(_listed().filter(Exists(talks)))


def _count_kind(kind: str) -> None:
    """How many of this group are on the list."""

    @figure(f"stakeholders_{kind}")
    def of_kind() -> Reading:
        return number_of(_listed().filter(kind=kind))


for _kind in BREADTH:
    _count_kind(_kind.value)


@figure("dialogue_setup")
def dialogue_setup() -> Reading:
    return row_of(DialogueSetup.objects.filter(traject=OuterRef("pk")), "form")


@evidence("progress_logged")
def progress_logged(facts: Facts) -> Evidence:
    count, latest = facts.figures["notes"], facts.figures["last_note"]
    if not count:
        return Evidence(False, "Het logboek is nog leeg.", LOG)
    words = "notitie" if count == 1 else "notities"
    return Evidence(
        True,
        f"{count} {words} in het logboek, {facts.figures['notes_adjusted']} keer bijgesteld; "
        f"de laatste van {datum(date.fromisoformat(latest['noted_on']))}.",
        LOG,
    )


@evidence("stakeholders_spoken")
def stakeholders_spoken(facts: Facts) -> Evidence:
    """Read by everybody who works here, so without numbers: those are for the project team."""
    known, talked = facts.figures["stakeholders"], facts.figures["stakeholders_spoken"]
    if not known:
        return Evidence(False, "Er staan nog geen sleutelfiguren op de lijst.", SUPPORT)
    missing = [
        str(kind.label) for kind in BREADTH if not facts.figures[f"stakeholders_{kind.value}"]
    ]
    words = "Met alle sleutelfiguren is gesproken."
    if talked < known:
        words = "Nog niet met alle sleutelfiguren is gesproken."
    if missing:
        words += f" Nog niemand bij: {', '.join(missing)}."
    return Evidence(talked == known and not missing, words, SUPPORT)


@evidence("themes_chosen")
def themes_chosen(facts: Facts) -> Evidence:
    """The seven of the CAO are there from the start; choosing is what people do with them."""
    setup, chosen = facts.figures["dialogue_setup"], facts.figures["themes_chosen"]
    if chosen and (setup or facts.done_line("choose_themes")):
        form = f" Opzet: {DialogueForm(setup['form']).label}." if setup else ""
        return Evidence(True, f"{chosen} thema's zijn gekozen.{form}", THEMES)
    return Evidence(False, f"{chosen} thema's staan klaar. Kies de opzet van het gesprek.", THEMES)
