"""What leadership and pmr agree beforehand, signed with two keys on the same text (P4, I2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.frozen import hash_of
from core.models import record
from core.steps import StepNotAllowed, Stepped
from core.verbs import Verb
from core.versions import StaleVersion, Versioned
from trajects.models.input_status import InputStatus
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from datetime import date

    from people.models import User

INPUTS = ("input_kickoff", "input_sessions", "input_survey")


class Side(models.TextChoices):
    """Whose key it is."""

    LEADERSHIP = "leadership", "schoolleiding"
    PMR = "pmr", "pmr"


class ApproachQuerySet(models.QuerySet["Approach"]):
    def visible_to(self, user: User) -> ApproachQuerySet:
        """Every version for who works on the traject; for the school what has been signed."""
        return self.filter(
            models.Q(traject__in=Traject.objects.worked_on_by(user))
            | models.Q(status="signed", traject__in=Traject.objects.visible_to(user))
        )

    def worked_on_by(self, user: User) -> ApproachQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def of(self, traject: Traject) -> ApproachQuerySet:
        return self.filter(traject=traject)

    def in_force(self) -> ApproachQuerySet:
        return self.filter(status="signed")

    def being_made(self) -> ApproachQuerySet:
        return self.filter(status__in=["draft", "submitted"])

    def for_page(self) -> ApproachQuerySet:
        return self.select_related(
            "traject__school__board", "submitted_by", "copied_from"
        ).prefetch_related("sections", "keys")


class Approach(OfTraject, Stepped, Versioned):
    """One version of the agreement between leadership and pmr.

    `content` is the text as it was put forward, `sha256` its hash; from then on the page, the
    paper and the signatures are about that text alone. `feedback_days` counts school days.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "concept"
        SUBMITTED = "submitted", "voorgelegd"
        SIGNED = "signed", "ondertekend"
        REPLACED = "superseded", "vervangen"
        WITHDRAWN = "withdrawn", "ingetrokken"

    STEPS = {
        Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
        Status.SUBMITTED: {Status.SIGNED, Status.WITHDRAWN},
        Status.SIGNED: {Status.REPLACED},
    }

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="approaches")
    edition = models.PositiveSmallIntegerField("versie van de aanpak", default=1)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    input_kickoff = models.CharField(
        "op de startbijeenkomst", max_length=8, choices=InputStatus, default=InputStatus.EXPLORE
    )
    input_sessions = models.CharField(
        "in de dialoogsessies", max_length=8, choices=InputStatus, default=InputStatus.ADVISE
    )
    input_survey = models.CharField(
        "in een vragenlijst", max_length=8, choices=InputStatus, default=InputStatus.EXPLORE
    )
    feedback_days = models.PositiveSmallIntegerField("terugkoppeling na een sessie", default=5)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    content = models.JSONField("bevroren tekst", default=dict, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdraw_reason = models.TextField("reden van intrekken", blank=True, editable=False)

    objects = ApproachQuerySet.as_manager()

    class Meta:
        verbose_name = "aanpak"
        verbose_name_plural = "versies van de aanpak"
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "edition"], name="approach_edition_once"),
            models.UniqueConstraint(
                fields=["traject"],
                condition=models.Q(status__in=["draft", "submitted"]),
                name="approach_one_being_made",
            ),
            models.UniqueConstraint(
                fields=["traject"],
                condition=models.Q(status="signed"),
                name="approach_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "withdrawn"])
                | (models.Q(submitted_at__isnull=False) & ~models.Q(sha256="")),
                name="approach_put_forward_has_moment_and_hash",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["signed", "superseded"])
                | models.Q(signed_at__isnull=False),
                name="approach_signed_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withdrawn") | ~models.Q(withdraw_reason=""),
                name="approach_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Aanpak, versie {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("trajects:approach_version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.status == self.Status.SUBMITTED

    @property
    def is_signed(self) -> bool:
        return self.status == self.Status.SIGNED

    @property
    def is_frozen(self) -> bool:
        return bool(self.sha256)

    @property
    def short_hash(self) -> str:
        """The first twelve digits in groups of four, to compare by eye."""
        return " ".join(self.sha256[start : start + 4] for start in (0, 4, 8))

    @property
    def signed_on(self) -> date | None:
        return timezone.localdate(self.signed_at) if self.signed_at else None

    @cached_property
    def signatures(self) -> dict[str, ApproachKey]:
        """What each side answered, by side."""
        return {key.side: key for key in self.keys.all()}

    @property
    def sides(self) -> list[tuple[Side, ApproachKey | None]]:
        return [(side, self.signatures.get(side)) for side in Side]

    @property
    def is_intact(self) -> bool:
        """Whether the text that is kept still is the text that was put forward and signed."""
        hashes = {self.sha256, *(key.sha256 for key in self.keys.all())}
        return hashes == {hash_of(self.content)}

    @cached_property
    def not_looked_at(self) -> list[ApproachSection]:
        """Parts that nobody wrote or took over yet, those that may stay empty left out."""
        return [part for part in self.sections.all() if part.is_required and not part.text]

    def require_draft(self) -> None:
        """Lock this row and see that the text may still change."""
        rows = Approach.objects.select_for_update().filter(pk=self.pk)
        if rows.values_list("status", flat=True).first() != self.Status.DRAFT:
            raise StepNotAllowed(self, self.Status.DRAFT)

    @transaction.atomic
    def choose(self, *, version: int, by: User, **fields: Any) -> None:
        """Change what is done with input, and the days for feedback."""
        self._only_as_draft(fields)
        self.save_if_unchanged(version=version, by=by, **fields)
        record(Verb.APPROACH_CHANGED, self, by=by, detail="wat er met inbreng gebeurt")

    def _only_as_draft(self, fields: dict[str, Any]) -> None:
        try:
            self.require_draft()
        except StepNotAllowed as frozen:
            raise StaleVersion(self, fields, Approach.objects.get(pk=self.pk)) from frozen

    def put_forward(self, *, by: User, capacity: str, content: dict[str, Any]) -> None:
        self._step(
            to=self.Status.SUBMITTED,
            verb=Verb.APPROACH_SUBMITTED,
            by=by,
            capacity=capacity,
            detail=f"versie {self.edition}",
            content=content,
            sha256=hash_of(content),
            submitted_at=timezone.now(),
            submitted_by=by,
        )

    def complete(self, *, by: User) -> None:
        """Both keys were turned; the version that was in force until now is replaced."""
        for older in Approach.objects.of(self.traject).in_force():
            older._step(to=self.Status.REPLACED, verb=Verb.APPROACH_REPLACED, by=by)
        self._step(
            to=self.Status.SIGNED,
            verb=Verb.APPROACH_SIGNED,
            by=by,
            detail=f"versie {self.edition}",
            signed_at=timezone.now(),
        )

    def withdraw(self, *, by: User, reason: str) -> None:
        self._step(
            to=self.Status.WITHDRAWN,
            verb=Verb.APPROACH_WITHDRAWN,
            by=by,
            detail=reason,
            withdrawn_at=timezone.now(),
            withdraw_reason=reason,
        )


class ApproachSectionQuerySet(models.QuerySet["ApproachSection"]):
    def visible_to(self, user: User) -> ApproachSectionQuerySet:
        return self.filter(approach__in=Approach.objects.worked_on_by(user))

    def for_page(self) -> ApproachSectionQuerySet:
        return self.select_related("approach__traject__school", "changed_by")


class ApproachSection(Versioned):
    """One part of the agreement. Empty until somebody wrote it or took over the example."""

    approach = models.ForeignKey(Approach, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("onderdeel", max_length=120)
    text = models.TextField("tekst", blank=True, max_length=8000)
    agreed_on = models.DateField("afgesproken op", null=True, blank=True)
    is_required = models.BooleanField(default=True)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ApproachSectionQuerySet.as_manager()

    class Meta:
        verbose_name = "onderdeel van de aanpak"
        verbose_name_plural = "onderdelen van de aanpak"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["approach", "key"], name="approach_section_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('trajects:approach', args=[self.approach.traject_id])}#{self.key}"

    @property
    def traject(self) -> Traject:
        return self.approach.traject

    @property
    def scope(self) -> str:
        return self.approach.scope

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        """Write this part; both texts are shown when a colleague was first, or put it forward."""
        try:
            self.approach.require_draft()
        except StepNotAllowed as frozen:
            raise StaleVersion(self, fields, self) from frozen
        self.save_if_unchanged(version=version, by=by, **fields)
        record(Verb.APPROACH_CHANGED, self.approach, by=by, detail=self.title)


class ApproachKey(models.Model):
    """The answer of one side to exactly this text: signed, or refused with a reason."""

    class Answer(models.TextChoices):
        SIGNED = "signed", "ondertekend"
        REFUSED = "refused", "niet ondertekend"

    approach = models.ForeignKey(Approach, models.CASCADE, related_name="keys")
    side = models.CharField("namens", max_length=12, choices=Side)
    answer = models.CharField(max_length=8, choices=Answer)
    reason = models.TextField("reden", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField("naam", max_length=150)
    capacity = models.CharField("hoedanigheid", max_length=80)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "sleutel"
        verbose_name_plural = "sleutels"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["approach", "side"], name="approach_key_per_side"),
            models.UniqueConstraint(fields=["approach", "user"], name="approach_key_per_person"),
            models.CheckConstraint(
                condition=models.Q(answer="signed") | ~models.Q(reason=""),
                name="approach_key_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.name}"


def agreed_input(traject: Traject, kind: str) -> str:
    """What was agreed about input of this kind ("sessions", "kickoff", "survey").

    The version in force counts, else the one being made, else what a new one begins with.
    """
    rows = Approach.objects.of(traject).filter(status__in=["signed", "draft", "submitted"])
    found: dict[str, str] = dict(rows.values_list("status", f"input_{kind}"))
    order = ("signed", "submitted", "draft")
    usual = str(getattr(Approach._meta.get_field(f"input_{kind}"), "default", InputStatus.ADVISE))
    return next((found[status] for status in order if status in found), usual)
