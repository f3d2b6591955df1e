"""The versions of an item in the library: each file or address as it was at some moment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.steps import StepNotAllowed
from core.uploads import KINDS, SafeFile, UploadRefused, kept
from core.verbs import Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from people.models import User
    from trajects.models.library import LibraryItem
    from trajects.models.traject import Traject

FOLDER = "library"
MOST_BYTES = 500 * 1024 * 1024
FULL = (
    "De bibliotheek van dit traject is vol: samen 500 MB. Trek oude stukken in, verwijder hun "
    "bestanden en kies het bestand dan opnieuw."
)


class LibraryVersionQuerySet(models.QuerySet["LibraryVersion"]):
    def visible_to(self, user: User) -> LibraryVersionQuerySet:
        """The item decides, on each request."""
        from trajects.models.library import LibraryItem

        return self.filter(item__in=LibraryItem.objects.visible_to(user))

    def of(self, items: models.QuerySet[LibraryItem]) -> LibraryVersionQuerySet:
        return self.filter(item__in=items.order_by().values("pk"))

    def for_page(self) -> LibraryVersionQuerySet:
        return self.select_related("item__traject__school", "added_by")

    def stored_names(self) -> set[str]:
        """Every file that a version still knows."""
        return set(self.exclude(stored="").values_list("stored", flat=True))


class LibraryVersion(models.Model):
    """One file or address of an item, as it was at some moment.

    A removed file leaves its name, size and hash behind, so that it stays known what was read.
    """

    item = models.ForeignKey("trajects.LibraryItem", models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("versie")
    summary = models.TextField("samenvatting")
    url = models.URLField("link", max_length=500, blank=True)
    stored = models.CharField(max_length=120, blank=True, editable=False)
    file_name = models.CharField("bestand", max_length=120, blank=True)
    kind = models.CharField("soort", max_length=4, blank=True)
    size = models.PositiveIntegerField("bytes", default=0)
    sha256 = models.CharField("controlegetal", max_length=64, blank=True)
    notes = models.TextField("aangepast bij het plaatsen", blank=True)
    is_checked = models.BooleanField("nagekeken: alleen totalen", default=False)
    added_at = models.DateTimeField("geplaatst op", default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    file_removed_at = models.DateTimeField("bestand verwijderd op", null=True)

    objects = LibraryVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een stuk"
        verbose_name_plural = "versies van een stuk"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="library_version_once"),
            models.CheckConstraint(
                condition=models.Q(stored="") | ~models.Q(sha256=""),
                name="library_file_has_hash",
            ),
            models.CheckConstraint(
                condition=(~models.Q(url="", stored="") | models.Q(file_removed_at__isnull=False)),
                name="library_version_has_source",
            ),
        ]

    def __str__(self) -> str:
        return f"versie {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("trajects:library_item", args=[self.item_id])

    @property
    def traject(self) -> Traject:
        return self.item.traject

    @property
    def scope(self) -> str:
        return self.item.scope

    @property
    def is_there(self) -> bool:
        return bool(self.stored or self.url)

    @property
    def is_file(self) -> bool:
        return bool(self.stored)

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind].label if self.kind else "link"

    @property
    def site(self) -> str:
        """Where the link leads, as people read it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def is_no_longer_read(self) -> bool:
        """Withdrawn with its item, or replaced by a newer version."""
        newer = LibraryVersion.objects.filter(item=self.item_id, number__gt=self.number)
        return self.item.is_withdrawn or newer.exists()

    @transaction.atomic
    def remove_file(self, *, by: User) -> None:
        """Delete the file itself; what it was called and its hash stay."""
        gone = self.stored
        rows = LibraryVersion.objects.filter(pk=self.pk, stored=gone).exclude(stored="")
        if not rows.update(stored="", file_removed_at=timezone.now()):
            raise StepNotAllowed(self, "removed")
        self.refresh_from_db(fields=["stored", "file_removed_at"])
        record(Verb.LIBRARY_FILE_REMOVED, self.item, by=by, detail=str(self))
        transaction.on_commit(lambda: default_storage.delete(gone))


@contextmanager
def stored_source(source: SafeFile | str, traject: Traject) -> Iterator[dict[str, Any]]:
    """The fields of a version; its file is gone again when the block fails."""
    if isinstance(source, str):
        yield {"url": source} if source else {}
        return
    used = LibraryVersion.objects.filter(item__traject=traject).exclude(stored="")
    if (used.aggregate(sum=models.Sum("size"))["sum"] or 0) + source.size > MOST_BYTES:
        raise UploadRefused(FULL)
    with kept(source, folder=FOLDER) as stored:
        yield {
            "stored": stored,
            "file_name": source.name,
            "kind": source.kind,
            "size": source.size,
            "sha256": source.sha256,
            "notes": "\n".join(source.notes),
        }
