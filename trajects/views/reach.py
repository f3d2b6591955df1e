"""How many colleagues were reached: counting by hand, and the totals on paper (P5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document
from core.permissions import require
from people.models import Request
from trajects.forms.support import ReachCountForm
from trajects.models import ReachCount
from trajects.models.reach import countable
from trajects.resources.support import reach_file
from trajects.views.run_sheet import workspace_or_404


def reach_counts(request: Request, pk: int) -> HttpResponse:
    """Count by hand, and see what was counted before."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.count_reach", traject)
    groups, size = countable(traject)
    names = {key: group.name for group in groups for key in group.keys} | {"all": "hele school"}
    form = ReachCountForm(
        request.POST if request.method == "POST" else None, groups=groups, school_size=size
    )
    if request.method == "POST" and form.is_valid():
        form.keep(traject, by=request.user)
        messages.success(request, "De telling is opgeslagen.")
        return redirect("trajects:reach_counts", pk=pk)
    counts = ReachCount.objects.visible_to(request.user).filter(traject=traject)
    context = {
        "traject": traject,
        "form": form,
        "counts": [(one, names.get(one.group, "")) for one in counts[:100]],
    }
    return render(
        request, "trajects/reach_counts.html", context, status=422 if form.errors else 200
    )


@require_POST
def reach_count_remove(request: Request, pk: int) -> HttpResponse:
    mine = ReachCount.objects.visible_to(request.user).select_related("traject")
    count = get_object_or_404(mine, pk=pk)
    require(request.user, "trajects.count_reach", count)
    count.remove(by=request.user)
    messages.success(request, "De telling is weg.")
    return redirect("trajects:reach_counts", pk=count.traject_id)


@require_POST
def reach_paper(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    document = Document.objects.request("trajects.reach", subject=traject, by=request.user)
    return redirect(document)


def reach_export(request: Request, pk: int, kind: str) -> HttpResponse:
    return reach_file(workspace_or_404(request, pk), kind)
