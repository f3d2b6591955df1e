"""Paper about a session: minutes with the outcomes of its tables."""

from typing import Any

from core.documents import paper
from dialogues.models import Agreement, DialogueSession, Minutes, Outcome


@paper(
    "dialogues.minutes",
    model=Minutes,
    title=lambda minutes: f"Verslag van {minutes.session.title}",
)
def minutes_paper(minutes: Minutes) -> tuple[str, dict[str, Any]]:
    session = DialogueSession.objects.for_page().get(pk=minutes.session_id)
    context = {"minutes": minutes, "session": session, "school": session.traject.school}
    return "documents/dialogues/minutes.html", {**context, **yield_of(session)}


def yield_of(session: DialogueSession) -> dict[str, Any]:
    """What a closed session yielded; nothing at all while it is open."""
    if session.status != DialogueSession.Status.CLOSED:
        return {"outcomes": [], "agreements": [], "tables": []}
    outcomes = Outcome.objects.recorded().filter(table__session=session)
    return {
        "outcomes": outcomes.select_related("table", "policy_item__theme"),
        "agreements": Agreement.objects.filter(session=session).select_related("table"),
        "tables": session.tables.all(),
    }
