from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from core.models import Document


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a PDF is, and then the PDF."""
    found, subject = _mine(request, pk)
    known = getattr(subject, "get_absolute_url", None)
    context = {"document": found, "subject": subject, "back": known() if known else ""}
    fragment = "#status" if request.headers.get("HX-Request") else ""
    return render(request, f"core/document.html{fragment}", context)


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    found, _ = _mine(request, pk)
    if not found.is_made:
        raise Http404
    name = f"{slugify(found.title)[:80] or 'document'}.pdf"
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _mine(request: HttpRequest, pk: int) -> tuple[Document, Any]:
    """Asked for by this person, about something this person may still see."""
    found = get_object_or_404(Document.objects.visible_to(request.user).for_page(), pk=pk)
    subject: Any = found.subject_for(request.user)
    if subject is None:
        raise Http404
    return found, subject
