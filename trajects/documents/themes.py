"""The agenda of the dialogue on paper: themes, items and questions (P7)."""

from typing import Any

from django.utils import timezone

from core.documents import paper
from trajects.models import DialogueSetup, PolicyItem, Theme, Traject


@paper(
    "trajects.agenda",
    model=Traject,
    title=lambda traject: f"Gespreksagenda {traject.school}, {traject}",
)
def agenda(traject: Traject) -> tuple[str, dict[str, Any]]:
    """What the tables talk about, in order, with the rule as it is now beside each question."""
    themes = Theme.objects.filter(traject=traject)
    items = list(PolicyItem.objects.of(traject).for_overview())
    return "documents/agenda.html", {
        "traject": traject,
        "today": timezone.localdate(),
        "setup": DialogueSetup.objects.of(traject),
        "chosen": [
            (theme, [item for item in items if item.theme_id == theme.pk])
            for theme in themes
            if theme.is_chosen
        ],
        "left_out": [theme for theme in themes if not theme.is_chosen],
        "homeless": [item for item in items if item.theme_id is None],
    }
