"""What the system sees of the library."""

from __future__ import annotations

from trajects.models.evidence.checks import Evidence, Facts, evidence
from trajects.models.library import LibraryItem, LibrarySubject

LIBRARY = "trajects:library"


@evidence("library_published")
def library_published(facts: Facts) -> Evidence:
    """Gathered and shared: at least one item that everybody in the school may read."""
    items = LibraryItem.objects.of(facts.traject).published_for_everybody()
    subjects = list(items.order_by().values_list("subject", flat=True))
    if not subjects:
        return Evidence(False, "Nog geen stuk is voor iedereen gepubliceerd.", LIBRARY)
    kinds = len(set(subjects) - {LibrarySubject.OTHER.value})
    count = "1 stuk is" if len(subjects) == 1 else f"{len(subjects)} stukken zijn"
    return Evidence(
        True,
        f"{count} voor iedereen te lezen, over {kinds} van de "
        f"{len(LibrarySubject) - 1} onderwerpen.",
        LIBRARY,
    )


@evidence("visits_noted")
def visits_noted(facts: Facts) -> Evidence:
    """Never a tick by itself: whether others were looked at enough, people say (domain 4.1)."""
    visits = LibraryItem.objects.of(facts.traject).filter(subject=LibrarySubject.OTHER_SCHOOL)
    number = visits.exclude(status=LibraryItem.Status.WITHDRAWN).count()
    if not number:
        return Evidence(False, "In de bibliotheek staat nog geen bezoek.", LIBRARY)
    there = "staat 1 bezoek" if number == 1 else f"staan {number} bezoeken"
    return Evidence(False, f"In de bibliotheek {there}. Stel zelf vast of dat genoeg is.", LIBRARY)
