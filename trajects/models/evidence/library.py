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
