"""The startbijeenkomst: one a traject, from its form to what came out of it (P9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from core.models import record
from core.steps import Stepped
from core.verbs import Verb
from core.versions import Versioned
from people.models import StaffCategory, StaffMember
from trajects.models.library import LibraryItem
from trajects.models.run_sheet import RunSheetItem
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from people.models.staff import StaffMemberQuerySet

LINE = "hold_kickoff"


class KickoffMeetingQuerySet(models.QuerySet["KickoffMeeting"]):
    def visible_to(self, user: User) -> KickoffMeetingQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def announced_to(self, user: User) -> KickoffMeetingQuerySet:
        """What every colleague may read: a meeting that people were invited to."""
        known = self.filter(traject__in=Traject.objects.visible_to(user))
        return known.filter(invited_at__isnull=False)

    def for_page(self) -> KickoffMeetingQuerySet:
        return self.select_related("traject__school", "invited_by")


class KickoffMeeting(OfTraject, Stepped, Versioned):
    """The meeting with which the dialogue begins. Its day and place stand in the draaiboek.

    `begins_at` is a time on the school's clock; the programme says how long it takes.
    `told_from` and `told_until` are what the last letter said.
    """

    class Form(models.TextChoices):
        LIMITED = "limited", "kort begin"
        WIDE = "wide", "brede studiemiddag"

    class Status(models.TextChoices):
        CONCEPT = "concept", "concept"
        READY = "ready", "klaar"
        HELD = "held", "gehouden"
        FINISHED = "finished", "nazorg klaar"
        CANCELLED = "cancelled", "gaat niet door"

    class Baseline(models.TextChoices):
        NOT_HERE = "not_here", "niet tijdens de startbijeenkomst"
        DIGITAL = "digital", "tijdens de startbijeenkomst, op telefoon of laptop"
        PAPER = "paper", "tijdens de startbijeenkomst, op papier"

    class Instrument(models.TextChoices):
        WORKLOAD = "workload", "werkdruk: tempo, hoeveelheid en extra inspanning"
        ENERGY = "energy", "wat geeft energie en wat kost energie"
        SCAN = "scan", "scan: hoe dringend is het in het team"
        LATITUDE = "latitude", "meetlat: hoeveel professionele ruimte is er"

    STEPS = {
        Status.CONCEPT: {Status.READY, Status.CANCELLED},
        Status.READY: {Status.CONCEPT, Status.HELD, Status.CANCELLED},
        Status.HELD: {Status.FINISHED},
        Status.FINISHED: {Status.HELD},
        Status.CANCELLED: {Status.CONCEPT},
    }

    traject = models.OneToOneField(Traject, models.CASCADE, related_name="kickoff")
    form = models.CharField("vorm", max_length=8, choices=Form)
    purpose = models.TextField("doel van de bijeenkomst", blank=True)
    host = models.CharField("wie leidt de bijeenkomst", max_length=120, blank=True)
    begins_at = models.TimeField("begint om", null=True, blank=True)
    baseline = models.CharField(
        "voormeting", max_length=8, choices=Baseline, default=Baseline.NOT_HERE
    )
    instrument = models.CharField(
        "welke vragenlijst", max_length=8, choices=Instrument, blank=True
    )
    audience = models.JSONField("voor wie", default=list, blank=True)
    subject = models.CharField("onderwerp", max_length=150, blank=True)
    invitation = models.TextField("uitnodiging", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONCEPT)
    invited = models.ManyToManyField(StaffMember, related_name="+", editable=False)
    invited_at = models.DateTimeField(null=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    told_from = models.DateTimeField(null=True, editable=False)
    told_until = models.DateTimeField(null=True, editable=False)
    told_place = models.CharField(max_length=120, blank=True, editable=False)
    calendar_sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    cancel_reason = models.CharField("reden", max_length=200, blank=True, editable=False)
    held_on = models.DateField("gehouden op", null=True, editable=False)
    source = models.CharField(max_length=120, blank=True, editable=False)

    objects = KickoffMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "startbijeenkomst"
        verbose_name_plural = "startbijeenkomsten"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["held", "finished"])
                | models.Q(held_on__isnull=False),
                name="kickoff_held_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(invited_at__isnull=True)
                | models.Q(told_from__isnull=False, told_until__isnull=False),
                name="kickoff_invited_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return "Startbijeenkomst"

    def get_absolute_url(self) -> str:
        return reverse("trajects:kickoff", args=[self.traject_id])

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.status in {self.Status.CONCEPT, self.Status.READY}

    @property
    def is_held(self) -> bool:
        return self.status in {self.Status.HELD, self.Status.FINISHED}

    @property
    def is_announced(self) -> bool:
        return self.invited_at is not None

    def staff(self, on: date | None = None) -> StaffMemberQuerySet:
        """Who is meant: everybody employed on that day, or the chosen function groups."""
        staff = StaffMember.objects.filter(school=self.traject.school_id).employed(on)
        return staff.filter(staff_category__in=self.audience) if self.audience else staff

    @property
    def audience_in_words(self) -> str:
        labels = [label for value, label in StaffCategory.choices if value in self.audience]
        return ", ".join(labels) or "alle medewerkers"

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        self.save_if_unchanged(version=version, **fields)
        record(Verb.KICKOFF_CHANGED, self, by=by)

    def step(self, to: str, *, by: User) -> None:
        """Ready, back to concept, aftercare done or open again; StepNotAllowed otherwise."""
        deeds = {
            self.Status.READY: self.prepare,
            self.Status.CONCEPT: self.reopen,
            self.Status.FINISHED: self.finish,
            self.Status.HELD: self.continue_aftercare,
        }
        deeds[self.Status(to)](by=by)

    def prepare(self, *, by: User) -> None:
        self._step(to=self.Status.READY, verb=Verb.KICKOFF_PREPARED, by=by)

    def reopen(self, *, by: User) -> None:
        """Back to the drawing table. After it was called off people are invited anew."""
        fields: dict[str, Any] = {}
        if self.status == self.Status.CANCELLED:
            fields = {"cancel_reason": "", "invited_at": None, "told_from": None}
            fields |= {"told_until": None, "told_place": ""}
            fields["calendar_sequence"] = self.calendar_sequence + 1
        self._step(to=self.Status.CONCEPT, verb=Verb.KICKOFF_REOPENED, by=by, **fields)

    def hold(self, *, on: date, by: User) -> None:
        self._step(to=self.Status.HELD, verb=Verb.KICKOFF_HELD, by=by, held_on=on)

    def finish(self, *, by: User) -> None:
        self._step(to=self.Status.FINISHED, verb=Verb.KICKOFF_FINISHED, by=by)

    def continue_aftercare(self, *, by: User) -> None:
        self._step(to=self.Status.HELD, verb=Verb.KICKOFF_REOPENED, by=by, detail="nazorg")

    def cancel(self, *, by: User, reason: str) -> None:
        self._step(
            to=self.Status.CANCELLED,
            verb=Verb.KICKOFF_CANCELLED,
            by=by,
            cancel_reason=reason,
            calendar_sequence=self.calendar_sequence + 1,
        )


class OfKickoff(models.Model):
    """A row that belongs to the meeting and can be changed by several people."""

    kickoff: Any
    kickoff_id: int

    class Meta:
        abstract = True

    @property
    def traject(self) -> Traject:
        found: Traject = self.kickoff.traject
        return found

    @property
    def scope(self) -> str:
        return str(self.kickoff.scope)

    @transaction.atomic
    def add(self, *, by: User) -> None:
        """Write a new row."""
        self.save(force_insert=True)
        record(Verb.KICKOFF_CHANGED, self.kickoff, by=by, detail=f"erbij: {self}"[:120])


class OfKickoffQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> OfKickoffQuerySet:
        return self.filter(kickoff__traject__in=Traject.objects.worked_on_by(user))

    def for_page(self) -> OfKickoffQuerySet:
        return self.select_related("kickoff__traject__school")

    def next_position(self, kickoff: KickoffMeeting) -> int:
        last = self.filter(kickoff=kickoff).aggregate(last=models.Max("position"))["last"]
        return (last or 0) + 1


class KickoffPart(OfKickoff, Versioned):
    """One part of the programme; `minutes` from 1 to 480."""

    kickoff = models.ForeignKey(KickoffMeeting, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField("minuten")
    title = models.CharField("wat", max_length=120)
    about = models.TextField("waarover", blank=True)
    who = models.CharField("wie", max_length=120, blank=True)
    needs = models.CharField("materiaal", max_length=200, blank=True)
    for_host = models.TextField("voor de gespreksleider", blank=True)

    objects = OfKickoffQuerySet.as_manager()

    class Meta:
        verbose_name = "onderdeel van de startbijeenkomst"
        verbose_name_plural = "onderdelen van de startbijeenkomst"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=480),
                name="kickoff_part_1_to_480_minutes",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trajects:kickoff_part", args=[self.pk])

    @property
    def key(self) -> str:
        """The name of the row in a file."""
        return f"onderdeel-{self.pk}"

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        self.save_if_unchanged(version=version, **fields)
        record(Verb.KICKOFF_CHANGED, self.kickoff, by=by, detail=self.title)

    @transaction.atomic
    def move(self, *, up: bool, by: User) -> None:
        """Change places with the neighbour; at the end of the programme nothing happens."""
        parts = list(KickoffPart.objects.select_for_update().filter(kickoff=self.kickoff_id))
        here = next(index for index, part in enumerate(parts) if part.pk == self.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(parts):
            return
        parts[here], parts[there] = parts[there], parts[here]
        for position, part in enumerate(parts, start=1):
            part.position = position
        KickoffPart.objects.bulk_update(parts, ["position"])
        record(Verb.KICKOFF_CHANGED, self.kickoff, by=by, detail="volgorde van het programma")

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        record(Verb.KICKOFF_CHANGED, self.kickoff, by=by, detail=f"weg: {self.title}")
        self.delete()


class KickoffMaterialQuerySet(OfKickoffQuerySet):
    def readable_by(self, user: User) -> KickoffMaterialQuerySet:
        """With the item of the library, as far as this person may read that."""
        items = LibraryItem.objects.visible_to(user)
        return self.prefetch_related(models.Prefetch("library_item", queryset=items))


class KickoffMaterial(OfKickoff, Versioned):
    """Something that must lie ready; it may stand in the library."""

    kickoff = models.ForeignKey(KickoffMeeting, models.CASCADE, related_name="materials")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("wat moet er klaarliggen", max_length=120)
    note = models.CharField("waar te vinden, of wie zorgt ervoor", max_length=200, blank=True)
    is_ready = models.BooleanField("ligt klaar", default=False)
    library_item = models.ForeignKey(
        LibraryItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="stuk uit de bibliotheek",
    )

    objects = KickoffMaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "materiaal voor de startbijeenkomst"
        verbose_name_plural = "materiaal voor de startbijeenkomst"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trajects:kickoff_material", args=[self.pk])

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        self.save_if_unchanged(version=version, **fields)
        record(Verb.KICKOFF_CHANGED, self.kickoff, by=by, detail=self.title)

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        record(Verb.KICKOFF_CHANGED, self.kickoff, by=by, detail=f"weg: {self.title}")
        self.delete()


def line_of(traject: Traject) -> RunSheetItem | None:
    """The line of the draaiboek that holds the day and the place."""
    return traject.run_sheet.filter(key=LINE).first()
