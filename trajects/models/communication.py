"""The communication plan: who gets which message, when, through which channel, from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.urls import reverse

from core.models import record
from core.steps import Stepped
from core.verbs import Verb
from core.versions import Versioned
from trajects.models.belongings import belongs_to_seat
from trajects.models.input_status import InputStatus
from trajects.models.run_sheet import RunSheetItem
from trajects.models.seat import Seat, SeatRole
from trajects.models.traject import Traject

if TYPE_CHECKING:
    from datetime import date

    from people.models import User


class Audience(models.TextChoices):
    ALL_STAFF = "all_staff", "alle medewerkers"
    PARTICIPANTS = "participants", "deelnemers aan een sessie"
    FACILITATORS = "facilitators", "gespreksbegeleiders"
    PMR = "pmr", "pmr"
    LEADERSHIP = "leadership", "schoolleiding"
    PROJECT_TEAM = "project_team", "projectteam"
    NOT_ANSWERED = "not_answered", "wie nog niet antwoordde"
    KEY_FIGURES = "key_figures", "sleutelfiguren"
    TEAM_LEADERS = "team_leaders", "teamleiders"
    OTHER_CONSTITUENCIES = "other_constituencies", "andere geledingen van de MR"


# Participants and who did not answer are known to the sessions, the others to nobody.
KNOWN_AUDIENCES = (
    Audience.ALL_STAFF,
    Audience.FACILITATORS,
    Audience.PMR,
    Audience.LEADERSHIP,
    Audience.PROJECT_TEAM,
    Audience.TEAM_LEADERS,
)


class Channel(models.TextChoices):
    MAIL = "mail", "e-mail"
    MEETING = "meeting", "bijeenkomst"
    POSTER = "poster", "poster"
    NEWSLETTER = "newsletter", "nieuwsbrief"
    CONVERSATION = "conversation", "gesprek"


class CommunicationItemQuerySet(models.QuerySet["CommunicationItem"]):
    def visible_to(self, user: User) -> CommunicationItemQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def due_by_mail(self, on: date) -> CommunicationItemQuerySet:
        """Approved mail whose day has come, to people whom the plan itself knows."""
        return self.filter(
            status=CommunicationItem.Status.APPROVED,
            channel=Channel.MAIL,
            planned_on__lte=on,
            audience__in=KNOWN_AUDIENCES,
        ).select_related("traject__school")

    def for_overview(self) -> CommunicationItemQuerySet:
        return self.select_related("run_sheet_item", "traject__school").fetch_mode(
            models.FETCH_RAISE
        )


class CommunicationItem(Stepped, Versioned):
    """One planned message."""

    class Status(models.TextChoices):
        DRAFT = "draft", "concept"
        APPROVED = "approved", "goedgekeurd"
        SENT = "sent", "verstuurd"
        DONE = "done", "gedaan"
        STOPPED = "stopped", "gestopt"

    STEPS = {
        Status.DRAFT: {Status.APPROVED, Status.STOPPED, Status.DONE},
        Status.APPROVED: {Status.DRAFT, Status.SENT, Status.DONE, Status.STOPPED},
        Status.STOPPED: {Status.DRAFT},
    }

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="communication")
    key = models.SlugField(max_length=60)
    run_sheet_item = models.ForeignKey(
        RunSheetItem, models.SET_NULL, null=True, blank=True, related_name="messages"
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
    sender = models.CharField("afzender", max_length=80)
    purpose = models.CharField("doel", max_length=200, blank=True)
    subject = models.CharField("onderwerp", max_length=150)
    body = models.TextField("bericht", blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    source = models.CharField(max_length=120, blank=True, editable=False)

    objects = CommunicationItemQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht in het communicatieplan"
        verbose_name_plural = "berichten in het communicatieplan"
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "key"], name="communication_key_once")
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"

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

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: object) -> None:
        """A changed message is a draft again: what was approved is what goes out."""
        self.save_if_unchanged(version=version, status=self.Status.DRAFT, **fields)
        record(Verb.COMMUNICATION_CHANGED, self, by=by)

    def approve(self, *, by: User) -> None:
        self._step(to=self.Status.APPROVED, verb=Verb.COMMUNICATION_APPROVED, by=by)

    @property
    def goes_by_itself(self) -> bool:
        """Whether Taakdialoog sends it on its day, once approved."""
        return self.is_mail and self.audience in KNOWN_AUDIENCES

    def mark_sent(self) -> None:
        """The letters are in the outbox; of two senders one succeeds."""
        self._step(to=self.Status.SENT, verb=Verb.ANNOUNCEMENT_SENT, by=None, detail=self.subject)

    def stop(self, *, by: User) -> None:
        self._step(to=self.Status.STOPPED, verb=Verb.COMMUNICATION_STOPPED, by=by)

    def finish(self, *, by: User) -> None:
        """It was told in another way than by mail: a talk, a poster, a newsletter."""
        self._step(to=self.Status.DONE, verb=Verb.COMMUNICATION_DONE, by=by)

    def reopen(self, *, by: User) -> None:
        self._step(to=self.Status.DRAFT, verb=Verb.COMMUNICATION_CHANGED, by=by, detail="concept")


@belongs_to_seat("berichten uit het communicatieplan die nog komen", SeatRole.PROJECT_LEADER)
def messages_to_come(seat: Seat) -> CommunicationItemQuerySet:
    """Sent in the name of the project leader, whoever that is, or under this person's name."""
    named = models.Q(sender__iexact=seat.get_role_display())
    if seat.holder_name:
        named |= models.Q(sender__contains=seat.holder_name)
    open_states = [CommunicationItem.Status.DRAFT, CommunicationItem.Status.APPROVED]
    items = CommunicationItem.objects.filter(traject=seat.traject_id, status__in=open_states)
    return items.filter(named)
