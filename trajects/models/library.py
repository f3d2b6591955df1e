"""The library: what a school gathers to talk with the same facts (P6)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.steps import Stepped
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.library_version import LibraryVersion, stored_source
from trajects.models.seat import SeatRole, seats_of
from trajects.models.template import shipped_items
from trajects.models.theme import Theme
from trajects.models.traject import WORKSPACE_ROLES, OfTraject, Traject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.uploads import SafeFile
    from people.models import User

TEAM = {SeatRole.PROJECT_LEADER, SeatRole.TEAM_MEMBER}
CLOSE = {SeatRole.SPONSOR, SeatRole.PMR_REPRESENTATIVE}


class LibrarySubject(models.TextChoices):
    """What an item is about; `fixtures/library.yaml` says what each gives."""

    WORKLOAD = "workload", "werkdruk"
    TASK_POLICY = "task_policy", "taakbeleid"
    PROFESSIONAL_CHARTER = "professional_charter", "professioneel statuut"
    RISKS = "risks", "risico-inventarisatie (RI&E)"
    SATISFACTION = "satisfaction", "tevredenheid van medewerkers"
    ABSENCE = "absence", "verzuim"
    OTHER_SCHOOL = "other_school", "hoe andere scholen het deden"
    OTHER = "other", "iets anders"


# Figures about people: totals only.
FIGURES = {LibrarySubject.RISKS, LibrarySubject.SATISFACTION, LibrarySubject.ABSENCE}


class LibraryAudience(models.TextChoices):
    PROJECT_TEAM = "project_team", "projectteam"
    PMR_LEADERSHIP = "pmr_leadership", "pmr en schoolleiding"
    EVERYBODY = "everybody", "iedereen in de school"


class LibraryItemQuerySet(models.QuerySet["LibraryItem"]):
    def visible_to(self, user: User) -> LibraryItemQuerySet:
        """The team sees all; others what was published for them."""
        team = LibraryItem.trajects_kept_by(user)
        close = [pk for pk, roles in seats_of(user).items() if roles & CLOSE]
        is_close = models.Q(traject__in=close) | models.Q(
            traject__school__in=user.schools_as(*WORKSPACE_ROLES)
        )
        published = models.Q(status=LibraryItem.Status.PUBLISHED)
        for_few = models.Q(audience=LibraryAudience.PMR_LEADERSHIP)
        for_all = models.Q(audience=LibraryAudience.EVERYBODY)
        knows = models.Q(traject__in=Traject.objects.visible_to(user))
        return self.filter(
            models.Q(traject__in=team)
            | (published & for_few & is_close)
            | (published & for_all & knows)
        )

    def of(self, traject: Traject) -> LibraryItemQuerySet:
        return self.filter(traject=traject)

    def published_for_everybody(self) -> LibraryItemQuerySet:
        """What may be read by who holds a link of the school, without an account."""
        return self.filter(status=LibraryItem.Status.PUBLISHED, audience=LibraryAudience.EVERYBODY)

    def published(self) -> LibraryItemQuerySet:
        return self.filter(status=LibraryItem.Status.PUBLISHED)

    def on_themes(self, themes: Iterable[Theme]) -> LibraryItemQuerySet:
        """About one of these themes, or about the whole conversation."""
        wanted = models.Q(themes__in=list(themes)) | models.Q(themes__isnull=True)
        return self.filter(pk__in=LibraryItem.objects.filter(wanted).values("pk"))

    def for_conversation(self, traject: Traject, themes: Iterable[Theme]) -> LibraryItemQuerySet:
        """What can be read before people talk about these themes."""
        return self.of(traject).published().on_themes(themes).for_reading()

    def on_rules(self) -> LibraryItemQuerySet:
        """What says which rules there are: taakbeleid and professioneel statuut."""
        about = [LibrarySubject.TASK_POLICY, LibrarySubject.PROFESSIONAL_CHARTER]
        return self.published().filter(subject__in=about)

    def search(self, words: str) -> LibraryItemQuerySet:
        """Every word occurs in the title, the summary, the school visited or what was seen."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                models.Q(title__icontains=word)
                | models.Q(summary__icontains=word)
                | models.Q(other_school__icontains=word)
                | models.Q(what_we_saw__icontains=word)
            )
        return found

    def for_page(self) -> LibraryItemQuerySet:
        return self.select_related("put_by", "traject__school").prefetch_related(
            "themes", "versions"
        )

    def totals(self) -> dict[str, int]:
        """How many there are of each stand."""
        stands = LibraryItem.Status
        return self.aggregate(
            published=models.Count("pk", filter=models.Q(status=stands.PUBLISHED)),
            draft=models.Count("pk", filter=models.Q(status=stands.DRAFT)),
            withdrawn=models.Count("pk", filter=models.Q(status=stands.WITHDRAWN)),
        )

    def for_reading(self) -> LibraryItemQuerySet:
        """Title and summary in the order of the subjects; nothing is looked up beside them."""
        return self.order_by(_place_of_subject(), "title", "pk").fetch_mode(models.FETCH_RAISE)

    def for_list(self) -> LibraryItemQuerySet:
        with_more = self.select_related("put_by", "traject__school")
        return with_more.prefetch_related("themes", "versions").for_reading()

    def put(
        self,
        traject: Traject,
        *,
        by: User,
        source: SafeFile | str = "",
        themes: Iterable[Theme] = (),
        is_checked: bool = False,
        **fields: Any,
    ) -> LibraryItem:
        """A new draft; `source` is a checked file or an address. UploadRefused when full."""
        with stored_source(source, traject) as stored, transaction.atomic():
            item = self.create(
                traject=traject, key=secrets.token_hex(4), put_by=by, changed_by=by, **fields
            )
            item.themes.set(themes)
            if stored:
                item._add(stored, by=by, is_checked=is_checked)
            record(Verb.LIBRARY_ITEM_ADDED, item, by=by)
        return item


def _place_of_subject() -> models.Case:
    """The order of the subjects as people meet them, not of their keys."""
    places = enumerate(LibrarySubject.values)
    return models.Case(
        *(models.When(subject=subject, then=place) for place, subject in places), default=99
    )


class LibraryItem(OfTraject, Stepped, Versioned):
    """A document, link or visit, with a summary in plain words.

    Its events carry no title or reason: the history of the traject has more readers than it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "concept"
        PUBLISHED = "published", "gepubliceerd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    STEPS = {
        Status.DRAFT: {Status.PUBLISHED, Status.WITHDRAWN},
        Status.PUBLISHED: {Status.WITHDRAWN},
        Status.WITHDRAWN: {Status.DRAFT},
    }

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="library")
    key = models.SlugField(max_length=40, editable=False)
    subject = models.CharField("onderwerp", max_length=24, choices=LibrarySubject)
    title = models.CharField("titel", max_length=150)
    summary = models.TextField("samenvatting in gewone woorden", max_length=2000)
    audience = models.CharField(
        "voor wie",
        max_length=16,
        choices=LibraryAudience,
        default=LibraryAudience.EVERYBODY,
    )
    themes = models.ManyToManyField(
        Theme, related_name="library", verbose_name="thema's", blank=True
    )
    visited_on = models.DateField("wanneer", null=True, blank=True)
    other_school = models.CharField("welke school", max_length=120, blank=True)
    what_we_saw = models.TextField("wat wij zagen", max_length=4000, blank=True)
    contact = models.CharField("contactpersoon daar", max_length=150, blank=True)
    status = models.CharField("stand", max_length=10, choices=Status, default=Status.DRAFT)
    put_at = models.DateTimeField("geplaatst op", default=timezone.now, editable=False)
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="geplaatst door",
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdraw_reason = models.CharField("waarom ingetrokken", max_length=200, blank=True)

    objects = LibraryItemQuerySet.as_manager()

    class Meta:
        verbose_name = "stuk in de bibliotheek"
        verbose_name_plural = "stukken in de bibliotheek"
        ordering = ["subject", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "key"], name="library_key_once"),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="library_published_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trajects:library_item", args=[self.pk])

    @staticmethod
    def trajects_kept_by(user: User) -> list[int]:
        """Where this person keeps the library: a seat in the project team."""
        return [pk for pk, roles in seats_of(user).items() if roles & TEAM]

    @property
    def newest(self) -> LibraryVersion | None:
        """The version that counts; None for a visit without papers."""
        return next(iter(self.versions.all()), None)

    @property
    def is_visit(self) -> bool:
        return self.subject == LibrarySubject.OTHER_SCHOOL

    @property
    def is_figures(self) -> bool:
        return self.subject in FIGURES

    @property
    def figures_are_checked(self) -> bool:
        """Whether somebody looked at what there is: totals only."""
        newest = self.newest if self.pk else None
        return newest is None or newest.is_checked

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def has_something_to_read(self) -> bool:
        newest = self.newest
        is_there = newest is not None and newest.is_there
        return is_there or (self.is_visit and bool(self.what_we_saw.strip()))

    @transaction.atomic
    def change(
        self, *, version: int, by: User, themes: Iterable[Theme] | None = None, **fields: Any
    ) -> None:
        """Save the words; the summary of the newest version goes along."""
        self.save_if_unchanged(version=version, by=by, **fields)
        if themes is not None:
            self.themes.set(themes)
        newest = self.versions.first()
        if newest:
            LibraryVersion.objects.filter(pk=newest.pk).update(summary=self.summary)
        record(Verb.LIBRARY_ITEM_CHANGED, self, by=by)

    def add_version(
        self, source: SafeFile | str, *, version: int, by: User, summary: str, is_checked: bool
    ) -> LibraryVersion:
        """A newer file or address; the older ones stay. UploadRefused when full."""
        with stored_source(source, self.traject) as stored, transaction.atomic():
            self.save_if_unchanged(version=version, by=by, summary=summary)
            made = self._add(stored, by=by, is_checked=is_checked)
            record(Verb.LIBRARY_VERSION_ADDED, self, by=by, detail=str(made))
        return made

    def _add(self, stored: dict[str, Any], *, by: User, is_checked: bool) -> LibraryVersion:
        last = self.versions.aggregate(models.Max("number"))["number__max"] or 0
        return LibraryVersion.objects.create(
            item=self,
            number=last + 1,
            summary=self.summary,
            is_checked=is_checked,
            added_by=by,
            **stored,
        )

    def publish(self, *, by: User) -> None:
        self._step(
            to=self.Status.PUBLISHED,
            verb=Verb.LIBRARY_ITEM_PUBLISHED,
            by=by,
            detail=self.get_audience_display(),
            published_at=timezone.now(),
        )

    def withdraw(self, *, by: User, reason: str) -> None:
        self._step(
            to=self.Status.WITHDRAWN,
            verb=Verb.LIBRARY_ITEM_WITHDRAWN,
            by=by,
            withdrawn_at=timezone.now(),
            withdraw_reason=reason,
        )

    def reopen(self, *, by: User) -> None:
        """A draft again, to be published once more."""
        self._step(
            to=self.Status.DRAFT, verb=Verb.LIBRARY_ITEM_REOPENED, by=by, withdraw_reason=""
        )


def still_to_collect(items: Iterable[LibraryItem]) -> list[dict[str, Any]]:
    """The shipped suggestions about which there is nothing yet, withdrawn items not counted."""
    there = {item.subject for item in items if not item.is_withdrawn}
    return [row for row in shipped_items("library") if row["key"] not in there]
