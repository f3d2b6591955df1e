"""A proposal to change the taakbeleid and its way through consent (E3, E4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.steps import StepNotAllowed, Stepped
from core.versions import Versioned
from evaluations.models.frozen import Content, content_of
from evaluations.models.states import (
    ASK_STAFF_FIRST,
    CONSENTED,
    DEEDS,
    FINAL,
    NEXT,
    TERM_RUNS,
    ProposalStatus,
    S,
)
from evaluations.models.terms import MONTHS_TO_ANSWER, WEEKS_TO_FILE, ConsentTerm, add_months
from people.models import ConsentBody, RoleKind
from trajects.models import Seat, SeatRole, Traject, belongs_to_seat
from trajects.models.traject import OfTraject

if TYPE_CHECKING:
    from datetime import date

    from people.models import User


class PolicyProposalQuerySet(models.QuerySet["PolicyProposal"]):
    def visible_to(self, user: User) -> PolicyProposalQuerySet:
        """The workspace; and once offered, the board that decides or its council."""
        return self.filter(
            models.Q(traject__in=Traject.objects.worked_on_by(user))
            | models.Q(~models.Q(status=S.DRAFT), sha256__gt="", pk__in=self._of_board(user))
        )

    def _of_board(self, user: User) -> models.QuerySet[Any]:
        roles = user.active_roles().filter(board__isnull=False)
        governed = roles.filter(kind=RoleKind.COMPETENT_AUTHORITY).values("board")
        councils = roles.filter(kind=RoleKind.PMR_MEMBER).values("board")
        return PolicyProposal.objects.filter(
            models.Q(traject__school__board__in=governed)
            | models.Q(traject__school__board__in=councils, consent_body=ConsentBody.PGMR)
        ).values("pk")

    def for_page(self) -> PolicyProposalQuerySet:
        return self.select_related(
            "traject__school__board", "offered_by", "concluded_by", "changed_by", "previous"
        )

    def for_list(self) -> PolicyProposalQuerySet:
        counted = models.Count("items", distinct=True)
        return self.annotate(item_count=counted).fetch_mode(models.FETCH_RAISE)

    def term_over(self, on: date) -> PolicyProposalQuerySet:
        """Still waiting for the council, and the last day is behind us."""
        return self.filter(status__in=TERM_RUNS, term_ends_on__lt=on)

    def lapsing(self, on: date) -> PolicyProposalQuerySet:
        """The legal days to answer a refusal, or to file a dispute, are behind us (R14, R15)."""
        before = [S.WITHHELD, S.DISPUTE_ANNOUNCED]
        return self.filter(status__in=before, lapses_after__lt=on)


class PolicyProposal(OfTraject, Stepped, Versioned):
    """One package of changes. An offered version is frozen; a change is a new version (R11).

    `content` is what was offered and what its page shows from then on; `sha256` its hash.
    `lapses_after` is the last day for the next legal step after a refusal.
    """

    Status = ProposalStatus
    STEPS = {
        S.DRAFT: {S.OFFERED, S.WITHDRAWN},
        S.OFFERED: {S.UNDER_REVIEW, S.TERM_PASSED, S.WITHDRAWN},
        S.UNDER_REVIEW: {S.INFO_REQUESTED, S.GRANTED, S.WITHHELD, S.TERM_PASSED, S.WITHDRAWN},
        S.INFO_REQUESTED: {S.UNDER_REVIEW, S.TERM_PASSED, S.WITHDRAWN},
        S.TERM_PASSED: {S.UNDER_REVIEW, S.GRANTED, S.WITHHELD, S.WITHDRAWN},
        S.WITHHELD: {S.WITHDRAWN, S.DISPUTE_ANNOUNCED, S.LAPSED},
        S.DISPUTE_ANNOUNCED: {S.DISPUTE_FILED, S.WITHDRAWN, S.LAPSED},
        S.DISPUTE_FILED: {S.RULED_FOR, S.RULED_AGAINST, S.WITHDRAWN},
    }
    TEXTS = (
        "rationale",
        "consequences_staff",
        "consequences_parents",
        "consequences_pupils",
        "measures",
        "criteria",
        "alternatives",
        "interest_balancing",
    )

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField("nummer")
    edition = models.PositiveSmallIntegerField("versie", default=1)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next"
    )
    title = models.CharField("titel", max_length=150)
    status = models.CharField(max_length=20, choices=ProposalStatus, default=S.DRAFT)
    rationale = models.TextField("beweegredenen", blank=True)
    consequences_staff = models.TextField("gevolgen voor medewerkers", blank=True)
    consequences_parents = models.TextField("gevolgen voor ouders", blank=True)
    consequences_pupils = models.TextField("gevolgen voor leerlingen", blank=True)
    measures = models.TextField("maatregelen bij die gevolgen", blank=True)
    criteria = models.TextField("objectieve maatstaven", blank=True)
    alternatives = models.TextField("andere mogelijkheden die zijn bekeken", blank=True)
    interest_balancing = models.TextField("belangenafweging", blank=True)
    starts_on = models.DateField("ingangsdatum", null=True, blank=True)
    system_change_override = models.BooleanField(
        "systeemwijziging, anders dan berekend", null=True, blank=True
    )
    system_change_reason = models.TextField("waarom anders dan berekend", blank=True)
    consent_body = models.CharField(
        "orgaan dat instemt", max_length=10, choices=ConsentBody, default=ConsentBody.PMR
    )
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    content = models.JSONField("bevroren inhoud", default=dict, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    offered_at = models.DateTimeField(null=True, editable=False)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    term_ends_on = models.DateField("laatste dag van de termijn", null=True, editable=False)
    term_source = models.CharField(max_length=300, blank=True, editable=False)
    concluded_at = models.DateTimeField(null=True, editable=False)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    conclusion_text = models.TextField("motivering van de pmr", blank=True, editable=False)
    agreements = models.TextField("afspraken bij de instemming", blank=True, editable=False)
    is_silence = models.BooleanField("uitblijven van een antwoord", default=False, editable=False)
    lapses_after = models.DateField("vervalt na", null=True, editable=False)

    objects = PolicyProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["number", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "number", "edition"], name="proposal_number_and_edition_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "withdrawn"])
                | (
                    models.Q(offered_at__isnull=False, term_ends_on__isnull=False)
                    & ~models.Q(sha256="")
                ),
                name="proposal_offered_has_moment_term_and_hash",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withheld") | ~models.Q(conclusion_text=""),
                name="proposal_withheld_with_reasons",
            ),
            models.CheckConstraint(
                condition=models.Q(system_change_override__isnull=True)
                | ~models.Q(system_change_reason=""),
                name="proposal_override_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Voorstel {self.code}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:proposal", args=[self.pk])

    @property
    def code(self) -> str:
        return f"{self.number}.{self.edition}"

    @property
    def body_name(self) -> str:
        """The body in running text: pmr, pgmr, or the personnel part of the deelraad."""
        is_part = self.consent_body == ConsentBody.DEELRAAD
        return "personeelsgeleding van de deelraad" if is_part else self.consent_body

    @classmethod
    def label_of(cls, name: str) -> str:
        """The Dutch name of one of its parts."""
        return str(getattr(cls._meta.get_field(name), "verbose_name", name))

    @property
    def is_frozen(self) -> bool:
        return bool(self.sha256)

    @property
    def is_draft(self) -> bool:
        return self.status == S.DRAFT

    @cached_property
    def shown(self) -> Content:
        """What everybody reads: the frozen text once offered, before that as it stands."""
        return self.content if self.is_frozen else content_of(self)

    @property
    def is_system_change(self) -> bool:
        """Do hours move between categories? Then two thirds of staff is asked (R23)."""
        return bool(self.shown["system_change"]["is_system_change"])

    @property
    def consultation_is_passed(self) -> bool:
        last = self.consultations.last()
        return bool(last and last.is_passed)

    @property
    def is_final(self) -> bool:
        return self.status in FINAL

    @property
    def has_consent(self) -> bool:
        return self.status in CONSENTED

    @property
    def term_is_running(self) -> bool:
        return self.status in TERM_RUNS

    @property
    def next_step(self) -> str:
        """Who does what now, in one sentence."""
        if self.has_consent and self.is_system_change and not self.consultation_is_passed:
            return ASK_STAFF_FIRST
        return NEXT[ProposalStatus(self.status)].format(body=self.body_name)

    def may(self, deed: str) -> bool:
        """Whether this act follows from the status as last read."""
        return self.status in DEEDS[deed].since

    # What happens to it. Each is one conditional step, with a row in the record (R13).

    @transaction.atomic
    def _do(
        self, deed: str, *, by: User | None, capacity: str = "", text: str = "", **fields: Any
    ) -> None:
        since, to, verb = DEEDS[deed]
        rows = PolicyProposal._base_manager.select_for_update().filter(pk=self.pk)
        before = rows.values_list("status", flat=True).get()
        if before not in since:
            raise StepNotAllowed(self, to)
        self._step(to=to, verb=verb, by=by, capacity=capacity[:60], **fields)
        self.steps.create(
            from_status=before,
            to_status=to,
            by=by,
            by_name=str(by) if by else "Taakdialoog",
            capacity=capacity or "automatisch",
            text=text,
        )

    def offer(
        self, *, by: User, capacity: str, term: ConsentTerm, content: Content, sha256: str
    ) -> None:
        self._do(
            "offer",
            by=by,
            capacity=capacity,
            offered_at=timezone.now(),
            offered_by=by,
            term_ends_on=term.last_on,
            term_source=term.source,
            content=content,
            sha256=sha256,
        )
        vars(self).pop("shown", None)

    def review(self, *, by: User, capacity: str, text: str = "") -> None:
        self._do("review", by=by, capacity=capacity, text=text)

    def request_information(self, *, by: User, capacity: str, text: str) -> None:
        self._do("request_information", by=by, capacity=capacity, text=text)

    def resume(self, *, by: User, capacity: str, text: str = "") -> None:
        self._do("resume", by=by, capacity=capacity, text=text)

    def extend(self, *, by: User, capacity: str, text: str, term_ends_on: date) -> None:
        self._do("extend", by=by, capacity=capacity, text=text, term_ends_on=term_ends_on)

    def grant(self, *, by: User, capacity: str, text: str = "", agreements: str = "") -> None:
        self._do(
            "grant",
            by=by,
            capacity=capacity,
            text=text,
            agreements=agreements,
            **concluded(by, text),
        )

    def withhold(self, *, by: User, capacity: str, text: str) -> None:
        self._do("withhold", by=by, capacity=capacity, text=text, **refused(by, text))

    def treat_silence(self, *, by: User, capacity: str, text: str) -> None:
        """A person for the competent authority takes silence for a refusal; never a task (R2)."""
        fields = refused(by, text) | {"is_silence": True}
        self._do("treat_silence", by=by, capacity=capacity, text=text, **fields)

    def pass_term(self) -> None:
        """The clock ran out: that is a state, never an outcome (R1)."""
        self._do("pass_term", by=None)

    def withdraw(self, *, by: User, capacity: str, text: str) -> None:
        self._do("withdraw", by=by, capacity=capacity, text=text)

    def announce_dispute(self, *, by: User, capacity: str, text: str) -> None:
        last = timezone.localdate() + timedelta(weeks=WEEKS_TO_FILE)
        self._do("announce_dispute", by=by, capacity=capacity, text=text, lapses_after=last)

    def file_dispute(self, *, by: User, capacity: str, text: str) -> None:
        self._do("file_dispute", by=by, capacity=capacity, text=text, lapses_after=None)

    def rule_for(self, *, by: User, capacity: str, text: str) -> None:
        self._do("rule_for", by=by, capacity=capacity, text=text)

    def rule_against(self, *, by: User, capacity: str, text: str) -> None:
        self._do("rule_against", by=by, capacity=capacity, text=text)

    def lapse(self) -> None:
        self._do("lapse", by=None)


def concluded(by: User, text: str) -> dict[str, Any]:
    return {"concluded_at": timezone.now(), "concluded_by": by, "conclusion_text": text}


def refused(by: User, text: str) -> dict[str, Any]:
    """A refusal starts the three calendar months of the competent authority (R14)."""
    return concluded(by, text) | {
        "lapses_after": add_months(timezone.localdate(), MONTHS_TO_ANSWER)
    }


@belongs_to_seat("voorstellen die nog niet klaar zijn", SeatRole.PROJECT_LEADER)
def unfinished_proposals(seat: Seat) -> PolicyProposalQuerySet:
    """Proposals that somebody still has to write, offer or answer questions about."""
    status = ProposalStatus
    unfinished = [status.DRAFT, status.OFFERED, status.UNDER_REVIEW, status.INFO_REQUESTED]
    return PolicyProposal.objects.filter(traject=seat.traject_id, status__in=unfinished)
