import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.jobs import enqueue
from core.models.job import Job
from core.papers import paper_named


def own_name(document: "Document", _given: str) -> str:
    """A file name of our own, never one that somebody typed."""
    return f"documents/{timezone.localdate():%Y/%m}/{secrets.token_hex(16)}.pdf"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> Self:
        """Who asked for it; the page asks again whether the subject may still be seen."""
        return self.filter(requested_by=user) if user.is_authenticated else self.none()

    def for_page(self) -> Self:
        return self.select_related("job")

    @transaction.atomic
    def request(self, kind: str, *, subject: models.Model, by: Any) -> "Document":
        """Ask for a PDF; a request that is still being made is not made twice."""
        paper = paper_named(kind)
        same = self.filter(kind=kind, subject_id=str(subject.pk), requested_by=by)
        open_states = [Job.Status.WAITING, Job.Status.RUNNING]
        if underway := same.filter(job__status__in=open_states).first():
            return underway
        document = self.create(
            kind=kind,
            subject_id=str(subject.pk),
            title=paper.title_of(subject)[:200],
            scope=getattr(subject, "scope", ""),
            shows_version=str(getattr(subject, "version", ""))[:40],
            requested_by=by,
        )
        document.job = enqueue(
            "core.print", key=f"document:{document.pk}", arguments={"document": document.pk}
        )
        document.save(update_fields=["job"])
        return document


class Document(models.Model):
    """A PDF that somebody asked for: made in the background, kept with its hash."""

    kind = models.CharField("soort", max_length=80)
    subject_id = models.CharField("nummer", max_length=40)
    title = models.CharField("titel", max_length=200)
    scope = models.CharField("hoort bij", max_length=60, blank=True)
    shows_version = models.CharField("versie", max_length=40, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gevraagd door",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    requested_at = models.DateTimeField("gevraagd op", default=timezone.now)
    job = models.OneToOneField(Job, null=True, on_delete=models.PROTECT, related_name="document")
    file = models.FileField("bestand", upload_to=own_name, blank=True)
    size = models.PositiveIntegerField("bytes", default=0)
    sha256 = models.CharField("controlegetal", max_length=64, blank=True)
    made_at = models.DateTimeField("gemaakt op", null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["kind", "subject_id", "-requested_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True) | ~models.Q(sha256=""),
                name="core_document_made_has_hash",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("core:document", args=[self.pk])

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def is_underway(self) -> bool:
        return not self.is_made and not self.has_failed

    @property
    def has_failed(self) -> bool:
        return not self.is_made and self.job is not None and self.job.status == Job.Status.FAILED

    @property
    def progress(self) -> int:
        return 100 if self.is_made else self.job.progress if self.job else 0

    def subject_for(self, user: Any) -> models.Model | None:
        """What it is about, if this person may (still) see that."""
        return paper_named(self.kind).visible_to(user).filter(pk=self.subject_id).first()
