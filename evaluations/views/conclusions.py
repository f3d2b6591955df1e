"""Conclusions per policy item: bevestigen or herzien (E2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.models import Event
from core.permissions import require
from evaluations.charts import directions_chart
from evaluations.forms.conclusion import ConclusionForm
from evaluations.models import Conclusion
from evaluations.models.tally import tallies
from people.models import Request
from trajects.models import PolicyItem, Traject


def conclusions(request: Request, pk: int) -> HttpResponse:
    """Every policy item with its conclusion, or the question for one."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    drawn = {
        conclusion.policy_item_id: conclusion
        for conclusion in Conclusion.objects.visible_to(request.user)
        .filter(traject=traject)
        .for_overview()
    }
    rows = [(tally, drawn.get(tally.policy_item.pk)) for tally in tallies(traject)]
    context = {
        "traject": traject,
        "total": len(rows),
        "open": [tally for tally, conclusion in rows if tally.tables and conclusion is None],
        "drawn": [(tally, conclusion) for tally, conclusion in rows if conclusion],
        "silent": [tally for tally, conclusion in rows if not tally.tables and not conclusion],
    }
    return render(request, "evaluations/conclusions.html", context)


def conclusion(request: Request, pk: int) -> HttpResponse:
    """Draw or change the conclusion on one policy item, with what the tables said beside it."""
    item = get_object_or_404(PolicyItem.objects.visible_to(request.user).for_conclusion(), pk=pk)
    traject = get_object_or_404(
        Traject.objects.worked_on_by(request.user).with_school(), pk=item.traject.pk
    )
    require(request.user, "evaluations.draw_conclusion", traject)
    drawn = Conclusion.objects.visible_to(request.user).filter(policy_item=item).first()
    form = ConclusionForm(request.POST if request.method == "POST" else None, instance=drawn)
    if request.method == "POST" and form.is_valid():
        form.draw(item, by=request.user)
        messages.success(request, f"De conclusie over ‘{item.title}’ is opgeslagen.")
        return redirect("evaluations:conclusions", pk=traject.pk)
    tally = next(found for found in tallies(traject) if found.policy_item.pk == item.pk)
    context = {
        "traject": traject,
        "item": item,
        "tally": tally,
        "chart": directions_chart([tally], minimum=traject.school.minimum_group),
        "form": form,
        "events": Event.objects.about(drawn) if drawn else [],
    }
    status = 422 if form.errors else 200
    return render(request, "evaluations/conclusion.html", context, status=status)
