"""Paper: a PDF about one thing, asked for on its page, made in the background."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from core.jobs import JobRefused, job
from core.models import Document, record
from core.papers import Paper, PaperUnknown, paper, paper_named
from core.printing import PrintFailed, print_pdf
from core.verbs import Verb

__all__ = ["Paper", "PaperUnknown", "paper", "paper_named", "print_document", "render_document"]

NOT_YOURS = "U mag dit niet meer inzien. Daarom is het document niet gemaakt."


@job("core.print", lease=30, attempts=3)
def print_document(*, progress: Callable[[int], None], document: int) -> None:
    """Make the PDF of one Document row; a row that has its file is left alone."""
    row = Document.objects.select_related("requested_by").get(pk=document)
    if row.is_made:
        return
    html = render_document(row)
    progress(20)
    try:
        pdf = print_pdf(html, title=row.title, still_busy=lambda: progress(50))
    except PrintFailed as failure:
        raise JobRefused(failure.reason) from failure
    progress(90)
    _keep(row, pdf)


def render_document(document: Document) -> str:
    """The page as HTML, for somebody who may still see what it is about."""
    if document.requested_by is None:
        raise JobRefused(NOT_YOURS)
    subject = document.subject_for(document.requested_by)
    if subject is None:
        raise JobRefused(NOT_YOURS)
    template, context = paper_named(document.kind).make(subject)
    shared: dict[str, Any] = {"document": document, "made_at": timezone.now()}
    return render_to_string(template, {**shared, **context})


@transaction.atomic
def _keep(document: Document, pdf: bytes) -> None:
    document.file.save("", ContentFile(pdf), save=False)
    document.size = len(pdf)
    document.sha256 = hashlib.sha256(pdf).hexdigest()
    document.made_at = timezone.now()
    document.save(update_fields=["file", "size", "sha256", "made_at"])
    record(Verb.DOCUMENT_MADE, document, by=document.requested_by)
