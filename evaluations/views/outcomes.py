"""What all tables said, per policy item (E1)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from dialogues.models import DialogueSession
from evaluations.charts import directions_chart
from evaluations.models import Conclusion
from evaluations.models.tally import by_theme, tallies
from people.models import Request
from trajects.models import Traject


def outcomes(request: Request, pk: int) -> HttpResponse:
    """Every policy item with the directions of the tables, grouped by theme."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    found = tallies(traject, visible_to=request.user)
    spoken = [item for item in found if item.tables]
    context = {
        "traject": traject,
        "chart": directions_chart(spoken, minimum=traject.school.minimum_group),
        "groups": by_theme(spoken),
        "silent": [item.policy_item for item in found if not item.tables],
        "concluded": set(
            Conclusion.objects.visible_to(request.user)
            .filter(traject=traject)
            .values_list("policy_item_id", flat=True)
        ),
        **DialogueSession.objects.worked_on_by(request.user).filter(traject=traject).closed(),
    }
    return render(request, "evaluations/outcomes.html", context)
