"""Rounds in which the team and the pmr score 22 success factors (domain 5; ADR 0010)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import record
from core.steps import StepNotAllowed, Stepped
from core.verbs import Verb
from core.versions import Versioned
from people.models import RoleKind, User
from trajects.models.run_sheet import RunSheetItem
from trajects.models.seat import Seat, SeatRole
from trajects.models.template import shipped_items
from trajects.models.traject import OfTraject, Phase, Traject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VALUES = (0, 1, 2)
WORDS = {0: "nog niet", 1: "deels", 2: "ja"}
SCORING_SEATS = (SeatRole.PROJECT_LEADER, SeatRole.TEAM_MEMBER, SeatRole.PMR_REPRESENTATIVE)

type Counts = dict[str, list[int]]


class AlreadyScored(Exception):
    """This person took part before; a tally cannot give an answer back."""


def who_scores(traject: Traject) -> list[User]:
    """The project team and the pmr, as far as they have an account."""
    seats = Seat.objects.filter(traject=traject, role__in=SCORING_SEATS).filled()
    seated = models.Q(pk__in=seats.values("user"))
    roles = models.Q(
        pk__in=traject.school.roles.active().filter(kind=RoleKind.PMR_MEMBER).values("user")
    )
    return list(User.objects.filter(seated | roles, is_active=True).order_by("pk"))


def shipped_factors(phases: Iterable[str]) -> list[dict[str, str]]:
    """The factors of these phases, as a round freezes them."""
    wanted = set(phases)
    return [
        {name: item[name] for name in ("key", "phase", "title", "text")}
        for item in shipped_items("success_factors")
        if item["phase"] in wanted
    ]


class ScoreRoundQuerySet(models.QuerySet["ScoreRound"]):
    def visible_to(self, user: User) -> ScoreRoundQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def for_overview(self) -> ScoreRoundQuerySet:
        """Without what is sealed, and with how many took part."""
        taken = models.Count("roll", filter=models.Q(roll__has_taken_part=True))
        return self.defer("sealed").annotate(taken_part=taken, asked=models.Count("roll"))

    def closed(self) -> ScoreRoundQuerySet:
        return self.filter(status=ScoreRound.Status.CLOSED)


class ScoreRound(OfTraject, Stepped, Versioned):
    """One moment at which the factors are scored; its texts are frozen when it opens.

    While it is open there is no answer of anybody: only `sealed`, the tally under a key
    outside the database. `results` appears at closing: counts per value, per factor.
    """

    class Status(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "closed", "gesloten"
        VOID = "void", "te weinig antwoorden om te tonen"

    class Manner(models.TextChoices):
        EACH = "each", "ieder apart"
        JOINT = "joint", "samen één score"

    STEPS = {Status.OPEN: {Status.CLOSED, Status.VOID}}

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="score_rounds")
    label = models.CharField("naam van de ronde", max_length=60)
    day = models.DateField("dag")
    manner = models.CharField("hoe scoort u", max_length=5, choices=Manner)
    minimum = models.PositiveSmallIntegerField(default=5, editable=False)
    factors = models.JSONField(default=list, editable=False)
    sealed = models.TextField(default="", blank=True, editable=False)
    results = models.JSONField(default=dict, editable=False)
    status = models.CharField(max_length=6, choices=Status, default=Status.OPEN)
    closed_on = models.DateField(null=True, editable=False)

    objects = ScoreRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "ronde over succesfactoren"
        verbose_name_plural = "rondes over succesfactoren"
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open") | models.Q(closed_on__isnull=False, sealed=""),
                name="score_round_ended_keeps_no_seal",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__gte=5), name="score_round_minimum_5"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("trajects:score_round", args=[self.pk])

    @property
    def is_joint(self) -> bool:
        return self.manner == self.Manner.JOINT

    @property
    def phases(self) -> list[tuple[Phase, list[dict[str, str]]]]:
        """The frozen factors, by phase."""
        found = [(phase, [f for f in self.factors if f["phase"] == phase]) for phase in Phase]
        return [(phase, factors) for phase, factors in found if factors]

    def is_asked(self, user: User) -> bool:
        return self.roll.filter(user=user).exists()

    def has_scored(self, user: User) -> bool:
        return self.roll.filter(user=user, has_taken_part=True).exists()

    @transaction.atomic
    def score(self, answers: Mapping[str, int], *, by: User) -> None:
        """Add one person's answers to the tally; nothing of this person is kept apart.

        StepNotAllowed when it is closed, AlreadyScored when this person was here before.
        Each time the whole roll is rewritten, so that no row tells who was last (T29).
        """
        locked = ScoreRound.objects.select_for_update().get(pk=self.pk)
        if locked.status != self.Status.OPEN or locked.is_joint:
            raise StepNotAllowed(self, self.Status.OPEN)
        if not locked.roll.filter(user=by, has_taken_part=False).exists():
            raise AlreadyScored
        tally = _opened(locked.sealed)
        for key, value in answers.items():
            tally[key][value] += 1
        ScoreRound.objects.filter(pk=self.pk).update(sealed=_sealed(tally))
        took_part = models.Case(
            models.When(user=by, then=True), default=models.F("has_taken_part")
        )
        locked.roll.update(has_taken_part=took_part)

    @transaction.atomic
    def score_together(self, answers: Mapping[str, int], *, version: int, by: User) -> None:
        """The one score that the team agreed on; it can change until the round is closed."""
        if self.status != self.Status.OPEN or not self.is_joint:
            raise StepNotAllowed(self, self.Status.OPEN)
        tally = {factor["key"]: [0, 0, 0] for factor in self.factors}
        for key, value in answers.items():
            tally[key][value] = 1
        self.save_if_unchanged(version=version, sealed=_sealed(tally))
        record(Verb.SCORES_AGREED, self, by=by)

    def joint_score(self) -> dict[str, int]:
        """What the team filled in so far, to go on with."""
        tally = _opened(self.sealed)
        return {key: counts.index(1) for key, counts in tally.items() if 1 in counts}

    @transaction.atomic
    def close(self, *, by: User) -> None:
        """Open the tally if enough people took part, else throw it away unseen."""
        locked = ScoreRound.objects.select_for_update().get(pk=self.pk)
        took_part = locked.roll.filter(has_taken_part=True).count()
        is_shown = locked.is_joint or took_part >= locked.minimum
        results = _shown(_opened(locked.sealed), locked) if is_shown and locked.sealed else {}
        self._step(
            to=self.Status.CLOSED if is_shown else self.Status.VOID,
            verb=Verb.SCORE_ROUND_CLOSED,
            by=by,
            sealed="",
            results=results,
            closed_on=timezone.localdate(),
        )


class ScoreRoll(models.Model):
    """Who is asked, and whether they took part. No time, and nothing about what they said."""

    round = models.ForeignKey(ScoreRound, models.CASCADE, related_name="roll")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    has_taken_part = models.BooleanField(default=False)

    class Meta:
        verbose_name = "deelname aan een ronde"
        verbose_name_plural = "deelname aan rondes"
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="score_roll_once")]

    def __str__(self) -> str:
        return f"Deelname aan {self.round_id}"


@transaction.atomic
def open_round(
    traject: Traject, *, by: User, phases: Iterable[str], manner: str, **fields: Any
) -> ScoreRound:
    """Freeze the factors and who is asked. A team under the minimum gives one joint score."""
    people, minimum = who_scores(traject), traject.school.minimum_group
    if len(people) < minimum:
        manner = ScoreRound.Manner.JOINT
    factors = shipped_factors(phases)
    tally = {factor["key"]: [0, 0, 0] for factor in factors}
    made = ScoreRound.objects.create(
        traject=traject,
        manner=manner,
        minimum=minimum,
        factors=factors,
        sealed=_sealed(tally),
        **fields,
    )
    ScoreRoll.objects.bulk_create(ScoreRoll(round=made, user=user) for user in people)
    record(Verb.SCORE_ROUND_OPENED, made, by=by, detail=made.label)
    return made


class FactorNoteQuerySet(models.QuerySet["FactorNote"]):
    def visible_to(self, user: User) -> FactorNoteQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    @transaction.atomic
    def keep(
        self, traject: Traject, factor: str, *, version: int, by: User, **fields: Any
    ) -> FactorNote:
        """Write the note of a factor; StaleVersion when a colleague wrote one meanwhile."""
        note, is_new = self.get_or_create(traject=traject, factor=factor, defaults=fields)
        if is_new:
            record(Verb.FACTOR_NOTE_CHANGED, note, by=by, detail=factor)
        else:
            note.change(version=version, by=by, **fields)
        return note


class FactorNote(OfTraject, Versioned):
    """What the team does about one factor, and where that stands in the draaiboek."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="factor_notes")
    factor = models.CharField(max_length=40)
    text = models.TextField("wat doen we hieraan", blank=True)
    run_sheet_item = models.ForeignKey(
        RunSheetItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="regel in het draaiboek",
    )

    objects = FactorNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "voornemen bij een succesfactor"
        verbose_name_plural = "voornemens bij succesfactoren"
        constraints = [
            models.UniqueConstraint(fields=["traject", "factor"], name="factor_note_once")
        ]

    def __str__(self) -> str:
        return self.text

    @transaction.atomic
    def change(self, *, version: int, by: User, **fields: Any) -> None:
        self.save_if_unchanged(version=version, **fields)
        record(Verb.FACTOR_NOTE_CHANGED, self, by=by, detail=self.factor)


@dataclass(frozen=True)
class Shown:
    """The counts of one factor in one round, or why there are none."""

    counts: tuple[int, int, int] | None
    is_joint: bool = False
    is_asked: bool = True

    @property
    def total(self) -> int:
        return sum(self.counts or ())

    @property
    def words(self) -> str:
        """ "3 ja, 2 deels", or the one word the team agreed on."""
        if self.counts is None:
            return ""
        said = [(value, self.counts[value]) for value in reversed(VALUES) if self.counts[value]]
        if self.is_joint:
            return WORDS[said[0][0]] if said else "niet gescoord"
        return ", ".join(f"{number} {WORDS[value]}" for value, number in said)


def shown(round_: ScoreRound, factor: str) -> Shown:
    """What a closed round says about a factor; nothing for a factor it did not ask."""
    counts: list[int] | None = round_.results.get(factor)
    is_asked = any(each["key"] == factor for each in round_.factors)
    found = (counts[0], counts[1], counts[2]) if counts else None
    return Shown(found, round_.is_joint, is_asked)


def _shown(tally: Counts, round_: ScoreRound) -> Counts:
    """A factor that too few people answered says nothing."""
    least = 1 if round_.is_joint else round_.minimum
    return {key: counts for key, counts in tally.items() if sum(counts) >= least}


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"trajects.scores:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


WIDTH = 4096


def _sealed(tally: Counts) -> str:
    """The tally as one text that only the program can open, always of the same length."""
    room = {"tally": tally, "fill": ""}
    room["fill"] = secrets.token_hex(WIDTH)[: WIDTH - len(json.dumps(room))]
    # A token carries its moment in clear; this one always says the same (R48).
    return _box().encrypt_at_time(json.dumps(room).encode(), 0).decode()


def _opened(sealed: str) -> Counts:
    found: Counts = json.loads(_box().decrypt(sealed.encode()))["tally"]
    return found
