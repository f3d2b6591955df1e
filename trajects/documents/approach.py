"""The approach on paper: the text, both signatures and the hash."""

from typing import Any

from core.documents import paper
from trajects.models import Approach
from trajects.models.approach_text import shown


@paper(
    "trajects.approach",
    model=Approach,
    title=lambda approach: f"Aanpak {approach.traject.school}, versie {approach.edition}",
)
def approach(subject: Approach) -> tuple[str, dict[str, Any]]:
    """One version; a draft says on every page that nobody signed it."""
    found = Approach.objects.for_page().get(pk=subject.pk)
    context = {"approach": found, "traject": found.traject, "text": shown(found)}
    return "documents/approach.html", context
