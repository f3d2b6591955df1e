"""The dossier of a proposal: what is in it, what is missing, and the PDF (E10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render

from core.models import Document
from evaluations.documents import missing_from_dossier, parts_of_dossier
from evaluations.views.proposals import find_proposal, layout_for
from people.models import Request

if TYPE_CHECKING:
    from django.http import HttpResponse


def dossier(request: Request, pk: int) -> HttpResponse:
    """Show the parts; a post asks for the PDF."""
    proposal = find_proposal(request, pk)
    if request.method == "POST":
        return redirect(
            Document.objects.request("evaluations.dossier", subject=proposal, by=request.user)
        )
    context = {
        "proposal": proposal,
        "traject": proposal.traject,
        "layout": layout_for(request.user, proposal.traject),
        "parts": parts_of_dossier(proposal),
        "missing": missing_from_dossier(proposal),
        "made": Document.objects.visible_to(request.user)
        .filter(kind="evaluations.dossier", subject_id=str(proposal.pk))
        .for_page()[:5],
    }
    return render(request, "evaluations/dossier.html", context)
