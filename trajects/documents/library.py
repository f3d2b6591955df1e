"""The reading list on paper."""

from itertools import groupby
from typing import Any

from django.utils import timezone

from core.documents import paper
from trajects.models import LibraryItem, Traject


@paper(
    "trajects.library",
    model=Traject,
    title=lambda traject: f"Leeslijst {traject.school}, {traject}",
)
def library(traject: Traject) -> tuple[str, dict[str, Any]]:
    """What everybody in the school may read, by subject."""
    items = LibraryItem.objects.of(traject).published_for_everybody().for_list()
    by_subject = groupby(items, key=lambda item: item.get_subject_display())
    context = {
        "traject": traject,
        "today": timezone.localdate(),
        "subjects": [(subject, list(group)) for subject, group in by_subject],
        "number_of_items": len(items),
    }
    return "documents/library.html", context
