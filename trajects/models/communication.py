"""The communication plan: who gets which message, when, through which channel, from whom."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.models import Message, record
from core.nudges import DELIVER, nudge_on_commit
from core.steps import StepNotAllowed, Stepped
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.audience_kinds import (
    BUTTON_PAGES,
    SENT_FROM_PAGES,
    Audience,
    Button,
    Channel,
    SentFrom,
)
from trajects.models.belongings import belongs_to_seat
from trajects.models.input_status import InputStatus
from trajects.models.run_sheet import RunSheetItem, sunday_of
from trajects.models.seat import Seat, SeatRole
from trajects.models.traject import OfTraject, Phase, Traject

if TYPE_CHECKING:
    from datetime import date

    from core.models.message import MessageQuerySet
    from people.models import User


class CommunicationItemQuerySet(models.QuerySet["CommunicationItem"]):
    def visible_to(self, user: User) -> CommunicationItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def due_by_mail(self, on: date) -> CommunicationItemQuerySet:
        """Mail that stands ready and whose day has come, of trajects that run."""
        return self.filter(
            status=CommunicationItem.Status.APPROVED,
            channel=Channel.MAIL,
            sent_from=SentFrom.PLAN,
            planned_on__lte=on,
            traject__status=Traject.Status.ACTIVE,
        ).select_related("traject__school", "run_sheet_item")

    def open(self) -> CommunicationItemQuerySet:
        return self.filter(
            status__in=[CommunicationItem.Status.DRAFT, CommunicationItem.Status.APPROVED]
        )

    @transaction.atomic
    def add(self, traject: Traject, *, by: User, **fields: object) -> CommunicationItem:
        """A message of the school itself, under a fixed name that no shipped one has."""
        taken = set(self.filter(traject=traject).values_list("key", flat=True))
        numbers = itertools.count(1)
        key = next(name for n in numbers if (name := f"eigen-bericht-nr{n}") not in taken)
        made = self.create(traject=traject, key=key, **fields)
        record(Verb.COMMUNICATION_PLANNED, made, by=by)
        return made

    def in_order(self) -> CommunicationItemQuerySet:
        """What still has to be told by its day, then what was told or stopped."""
        is_over = models.Case(models.When(status__in=["draft", "approved"], then=0), default=1)
        return self.annotate(is_over=is_over).order_by("is_over", "planned_on", "pk")

    def by_phase(self) -> CommunicationItemQuerySet:
        """In the order of the phases of their lines; messages without a line come last."""
        places = [models.When(run_sheet_item__phase=each, then=n) for n, each in enumerate(Phase)]
        place = models.Case(*places, default=len(places))
        return self.annotate(place=place).order_by("place", "planned_on", "pk")

    def counted(self) -> dict[str, int]:
        """How many there are, how many people have heard, and how many are drafts."""
        status = CommunicationItem.Status
        return self.order_by().aggregate(
            total=models.Count("pk"),
            out=models.Count("pk", filter=models.Q(status__in=[status.SENT, status.DONE])),
            drafts=models.Count("pk", filter=models.Q(status=status.DRAFT)),
        )

    def drafts(self) -> CommunicationItemQuerySet:
        return self.filter(status=CommunicationItem.Status.DRAFT)

    def out(self) -> CommunicationItemQuerySet:
        return self.filter(
            status__in=[CommunicationItem.Status.SENT, CommunicationItem.Status.DONE]
        )

    def for_overview(self) -> CommunicationItemQuerySet:
        return self.select_related("run_sheet_item", "traject__school").fetch_mode(
            models.FETCH_RAISE
        )


class CommunicationItem(OfTraject, Stepped, Versioned):
    """One planned message.

    `round` counts how often it was opened again after it had begun to leave, so that a second
    sending writes letters of its own; who already has the first is left out.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "concept"
        APPROVED = "approved", "staat klaar"
        SENT = "sent", "verstuurd"
        DONE = "done", "gedaan"
        STOPPED = "stopped", "gestopt"

    STEPS = {
        Status.DRAFT: {Status.APPROVED, Status.STOPPED, Status.DONE},
        Status.APPROVED: {Status.DRAFT, Status.SENT, Status.DONE, Status.STOPPED},
        Status.SENT: {Status.STOPPED},
        Status.STOPPED: {Status.DRAFT},
        Status.DONE: {Status.DRAFT},
    }

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="communication")
    key = models.SlugField(max_length=60)
    run_sheet_item = models.ForeignKey(
        RunSheetItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="regel in het draaiboek",
    )
    audience = models.CharField("voor wie", max_length=24, choices=Audience)
    channel = models.CharField("hoe", max_length=12, choices=Channel, default=Channel.MAIL)
    input_status = models.CharField(
        "wat er met inbreng gebeurt",
        max_length=8,
        choices=InputStatus,
        default=InputStatus.EXPLORE,
    )
    planned_on = models.DateField("wanneer")
    answer_by = models.DateField("antwoord vóór of op", null=True, blank=True)
    sender = models.CharField("afzender", max_length=80)
    purpose = models.CharField("doel", max_length=200, blank=True)
    subject = models.CharField("onderwerp", max_length=150)
    asks = models.CharField("wat vraagt u, en hoe lang kost het", max_length=200, blank=True)
    body = models.TextField("bericht", blank=True)
    afterwards = models.CharField("wat er daarna gebeurt", max_length=300, blank=True)
    button = models.CharField("knop", max_length=12, choices=Button, blank=True)
    is_mandatory = models.BooleanField("hoort iedereen te krijgen", default=False, editable=False)
    sent_from = models.CharField(
        max_length=10, choices=SentFrom, default=SentFrom.PLAN, editable=False
    )
    included = models.ManyToManyField(
        "self", symmetrical=False, blank=True, verbose_name="berichten in deze nieuwsbrief"
    )
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    told_on = models.DateField("verteld op", null=True, editable=False)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    source = models.CharField(max_length=120, blank=True, editable=False)

    objects = CommunicationItemQuerySet.as_manager()

    # A list fills these in: the subject as people read it, why nobody is at school on its day.
    heading = free_reason = ""

    class Meta:
        verbose_name = "bericht in het communicatieplan"
        verbose_name_plural = "berichten in het communicatieplan"
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "key"], name="communication_key_once")
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("trajects:communication_item", args=[self.pk])

    @property
    def is_out(self) -> bool:
        """Whether people have heard it."""
        return self.status in {self.Status.SENT, self.Status.DONE}

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.DRAFT, self.Status.APPROVED}

    @property
    def is_mail(self) -> bool:
        return self.channel == Channel.MAIL

    @property
    def is_paper(self) -> bool:
        return self.channel in {Channel.POSTER, Channel.NEWSLETTER}

    @property
    def goes_by_itself(self) -> bool:
        """Whether Taakdialoog sends it on its day, once it stands ready."""
        return self.is_mail and self.sent_from == SentFrom.PLAN

    @property
    def sent_from_page(self) -> str:
        """The page that writes these letters; empty when the plan does."""
        return SENT_FROM_PAGES.get(SentFrom(self.sent_from), "")

    @property
    def is_late(self) -> bool:
        """Its day is past and nobody has heard it; mail that stands ready leaves by itself."""
        if not self.is_open or self.planned_on >= timezone.localdate():
            return False
        return not (self.status == self.Status.APPROVED and self.goes_by_itself) or self.is_stale

    @property
    def is_this_week(self) -> bool:
        today = timezone.localdate()
        return self.is_open and not self.is_late and self.planned_on <= sunday_of(today)

    @property
    def is_skipped(self) -> bool:
        """The line it belongs to does not happen."""
        line = self.run_sheet_item
        return line is not None and line.status == RunSheetItem.Status.SKIPPED

    @property
    def last_useful_day(self) -> date | None:
        """After this day nobody has use for it: the last day to answer, or what it announces."""
        line = self.run_sheet_item
        if line and self.planned_on < line.starts_on:
            return min(self.answer_by or line.ends_on, line.ends_on)
        return self.answer_by

    @property
    def is_stale(self) -> bool:
        last = self.last_useful_day
        return last is not None and last < timezone.localdate()

    @property
    def button_url(self) -> str:
        """The page the button opens, as a whole address; empty without a button."""
        page = BUTTON_PAGES.get(Button(self.button))
        if page is None:
            return ""
        return f"{settings.SITE_URL}{reverse(page, args=[self.traject_id])}"

    @property
    def letter_scope(self) -> str:
        """Where its post is shown by name; of who did not answer nobody sees a list (XN5)."""
        if self.audience == Audience.NOT_ANSWERED:
            return f"unanswered:{self.traject_id}"
        return self.scope

    @property
    def letters(self) -> MessageQuerySet:
        """Its post, of every round."""
        posted = Message.objects.within(self.letter_scope)
        return posted.filter(key__startswith=f"communication:{self.pk}:")

    # Deeds. Each is about the version that was read.

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: object) -> None:
        """A changed message is a draft again: what was looked at is what goes out."""
        self.save_if_unchanged(version=version, status=self.Status.DRAFT, **fields)
        record(Verb.COMMUNICATION_CHANGED, self, by=by)

    @transaction.atomic
    def approve(self, *, version: int, by: User) -> None:
        self._as_read(version, to=self.Status.APPROVED)
        self._step(to=self.Status.APPROVED, verb=Verb.COMMUNICATION_APPROVED, by=by)

    @transaction.atomic
    def mark_sent(self) -> None:
        """The letters are in the outbox; of two senders one succeeds."""
        self._as_read(self.version, to=self.Status.SENT)
        self._step(
            to=self.Status.SENT,
            verb=Verb.ANNOUNCEMENT_SENT,
            by=None,
            detail=self.subject,
            told_on=timezone.localdate(),
        )

    @transaction.atomic
    def stop(self, *, version: int, by: User) -> int:
        """Nothing more leaves; answers how many letters were still held back."""
        self._as_read(version, to=self.Status.STOPPED)
        held = self.letters.filter(status=Message.Status.WAITING).update(
            status=Message.Status.STOPPED, finished_at=timezone.now()
        )
        detail = f"{held} brieven tegengehouden" if held else ""
        self._step(to=self.Status.STOPPED, verb=Verb.COMMUNICATION_STOPPED, by=by, detail=detail)
        return held

    @transaction.atomic
    def finish(self, *, version: int, by: User) -> None:
        """It was told in another way than by mail: a talk, a poster, a newsletter."""
        self._as_read(version, to=self.Status.DONE)
        self._step(
            to=self.Status.DONE,
            verb=Verb.COMMUNICATION_DONE,
            by=by,
            told_on=timezone.localdate(),
        )

    @transaction.atomic
    def reopen(self, *, version: int, by: User) -> None:
        """Back to draft; what had begun to leave begins a new round."""
        self._as_read(version, to=self.Status.DRAFT)
        begun = self.told_on is not None
        self._step(
            to=self.Status.DRAFT,
            verb=Verb.COMMUNICATION_CHANGED,
            by=by,
            detail="weer een concept",
            round=self.round + begun,
            told_on=None,
        )

    @transaction.atomic
    def resend(self, *, by: User) -> int:
        """Try the letters that did not arrive once more; answers how many."""
        troubled = list(self.letters.troubled())
        number = sum(1 for letter in troubled if letter.resend())
        if number:
            record(Verb.MESSAGE_RESENT, self, by=by, detail=f"{number} brieven")
            nudge_on_commit(DELIVER)
        return number

    def moved_to(self, planned_on: date) -> dict[str, date]:
        """Its days when its line moves; the last day to answer keeps its distance."""
        fields = {"planned_on": planned_on}
        if self.answer_by:
            fields["answer_by"] = self.answer_by + (planned_on - self.planned_on)
        return fields

    def _as_read(self, version: int, *, to: str) -> None:
        rows = CommunicationItem.objects.filter(pk=self.pk, version=version)
        if not rows.update(version=F("version") + 1):
            raise StepNotAllowed(self, to)
        self.refresh_from_db(fields=["version"])


@belongs_to_seat("berichten uit het communicatieplan die nog komen", SeatRole.PROJECT_LEADER)
def messages_to_come(seat: Seat) -> CommunicationItemQuerySet:
    """Sent in the name of the project leader, whoever that is, or under this person's name."""
    named = models.Q(sender__iexact=seat.get_role_display())
    if seat.holder_name:
        named |= models.Q(sender__contains=seat.holder_name)
    open_states = [CommunicationItem.Status.DRAFT, CommunicationItem.Status.APPROVED]
    items = CommunicationItem.objects.filter(traject=seat.traject_id, status__in=open_states)
    return items.filter(named)
