"""The startbijeenkomst on A4: the programme, and a page for who leads it."""

from typing import Any

from django.utils import timezone

from core.documents import paper
from trajects.models import KickoffMeeting
from trajects.models.kick_off_plan import KickoffPlan


@paper(
    "trajects.kickoff",
    model=KickoffMeeting,
    title=lambda kickoff: f"Startbijeenkomst {kickoff.traject.school}",
)
def kickoff(kickoff: KickoffMeeting) -> tuple[str, dict[str, Any]]:
    """The programme with minutes, and the page with what only the host reads."""
    plan = KickoffPlan(kickoff)
    context = {
        "kickoff": kickoff,
        "plan": plan,
        "traject": plan.traject,
        "today": timezone.localdate(),
    }
    return "documents/kick_off.html", context
