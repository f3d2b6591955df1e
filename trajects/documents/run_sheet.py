"""Papers of a traject."""

from typing import Any

from django.utils import timezone

from core.documents import paper
from people.models import SchoolCalendar
from trajects.charts import year_strip
from trajects.models import Phase, Traject


@paper(
    "trajects.run_sheet",
    model=Traject,
    title=lambda traject: f"Draaiboek {traject.school}, {traject}",
)
def run_sheet(traject: Traject) -> tuple[str, dict[str, Any]]:
    """The whole draaiboek on A4 or A3, on its side: the year first, then every row."""
    items = list(traject.run_sheet.for_overview())
    calendar = SchoolCalendar.of(traject.school, traject.starts_on, traject.target_on)
    context = {
        "traject": traject,
        "today": timezone.localdate(),
        "strip": year_strip(items, calendar, traject.target_on) if items else None,
        "phases": [
            {"label": phase.label, "items": [item for item in items if item.phase == phase]}
            for phase in Phase
        ],
        "late": sum(item.is_overdue for item in items),
        "number_of_items": len(items),
    }
    return "documents/run_sheet.html", context
