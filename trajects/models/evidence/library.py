"""What the system sees of the library."""

from __future__ import annotations

from django.db.models import OuterRef

from trajects.models.evidence.checks import (
    Evidence,
    Facts,
    Reading,
    evidence,
    figure,
    number_of,
    number_of_kinds,
)
from trajects.models.library import LibraryItem, LibraryItemQuerySet, LibrarySubject

LIBRARY = "trajects:library"


def _for_everybody() -> LibraryItemQuerySet:
    return LibraryItem.objects.filter(traject=OuterRef("pk")).published_for_everybody()


@figure("library_items")
def _items() -> Reading:
    return number_of(_for_everybody())


@figure("library_subjects")
def _subjects() -> Reading:
    return number_of_kinds(_for_everybody().exclude(subject=LibrarySubject.OTHER), "subject")


@figure("library_visits")
def _visits() -> Reading:
    visits = LibraryItem.objects.filter(
        traject=OuterRef("pk"), subject=LibrarySubject.OTHER_SCHOOL
    )
    return number_of(visits.exclude(status=LibraryItem.Status.WITHDRAWN))


@evidence("library_published")
def library_published(facts: Facts) -> Evidence:
    """Gathered and shared: at least one item that everybody in the school may read."""
    items, kinds = facts.figures["library_items"], facts.figures["library_subjects"]
    if not items:
        return Evidence(False, "Nog geen stuk is voor iedereen gepubliceerd.", LIBRARY)
    count = "1 stuk is" if items == 1 else f"{items} stukken zijn"
    return Evidence(
        True,
        f"{count} voor iedereen te lezen, over {kinds} van de "
        f"{len(LibrarySubject) - 1} onderwerpen.",
        LIBRARY,
    )


@evidence("visits_noted")
def visits_noted(facts: Facts) -> Evidence:
    """Never a tick by itself: whether others were looked at enough, people say (domain 4.1)."""
    number = facts.figures["library_visits"]
    if not number:
        return Evidence(False, "In de bibliotheek staat nog geen bezoek.", LIBRARY)
    there = "staat 1 bezoek" if number == 1 else f"staan {number} bezoeken"
    return Evidence(False, f"In de bibliotheek {there}. Stel zelf vast of dat genoeg is.", LIBRARY)
