"""A proposal to change the taakbeleid and its way through consent (E3, E4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from core.steps import Stepped
from core.versions import Versioned
from people.models import ConsentBody
from trajects.models import PolicyCategory, PolicyItem, Traject

if TYPE_CHECKING:
    from people.models import User


class ProposalStatus(models.TextChoices):
    """The states of domain 3.6; the words are the ones on screen."""

    DRAFT = "draft", "concept"
    OFFERED = "offered", "aangeboden"
    UNDER_REVIEW = "under_review", "in behandeling"
    INFO_REQUESTED = "info_requested", "aanvullende informatie gevraagd"
    TERM_PASSED = "term_passed", "termijn verstreken"
    GRANTED = "granted", "instemming verleend"
    WITHHELD = "withheld", "instemming onthouden"
    DISPUTE_ANNOUNCED = "dispute_announced", "geschil aangekondigd"
    DISPUTE_FILED = "dispute_filed", "voorgelegd aan LCG WMS"
    RULED_FOR = "ruled_for", "uitspraak voor het bevoegd gezag"
    RULED_AGAINST = "ruled_against", "uitspraak tegen het bevoegd gezag"
    WITHDRAWN = "withdrawn", "ingetrokken"
    LAPSED = "lapsed", "vervallen"


S = ProposalStatus
FINAL = {S.WITHDRAWN, S.LAPSED, S.RULED_AGAINST}
CONSENTED = {S.GRANTED, S.RULED_FOR}


class PolicyProposalQuerySet(models.QuerySet["PolicyProposal"]):
    def visible_to(self, user: User) -> PolicyProposalQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))


class PolicyProposal(Stepped, Versioned):
    """One package of changes. An offered version is frozen; a change is a new version (R11)."""

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
    offered_at = models.DateTimeField(null=True, editable=False)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    term_ends_on = models.DateField("laatste dag van de termijn", null=True, editable=False)
    term_source = models.CharField(max_length=300, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    concluded_at = models.DateTimeField(null=True, editable=False)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    conclusion_text = models.TextField("motivering van de pmr", blank=True, editable=False)
    agreements = models.TextField("afspraken bij de instemming", blank=True, editable=False)

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
        ]

    def __str__(self) -> str:
        return f"Voorstel {self.number}.{self.edition}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:proposal", args=[self.pk])

    @property
    def scope(self) -> str:
        return f"traject:{self.traject_id}"


class ProposalItem(Versioned):
    """From this to that for one policy item.

    Hours are clock hours a year at a working time factor of 1,0. `fte` is the sum of the
    working time factors of the group it is for; `persons` counts heads when not pro rata.
    """

    proposal = models.ForeignKey(PolicyProposal, models.CASCADE, related_name="items")
    policy_item = models.ForeignKey(
        PolicyItem,
        models.PROTECT,
        related_name="proposal_items",
        verbose_name="beleidsonderdeel",
    )
    old_text = models.TextField("nu", blank=True)
    old_value = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    old_hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    new_text = models.TextField("straks", blank=True)
    new_value = models.DecimalField(
        "nieuwe waarde", max_digits=10, decimal_places=4, null=True, blank=True
    )
    new_hours = models.DecimalField(
        "nieuwe uren bij wtf 1,0", max_digits=8, decimal_places=2, null=True, blank=True
    )
    taken_from = models.ForeignKey(
        PolicyCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="de uren komen uit (of gaan naar)",
        help_text="Laat leeg als de uren binnen dezelfde categorie blijven.",
    )
    fte = models.DecimalField(
        "fte in deze groep", max_digits=8, decimal_places=4, null=True, blank=True
    )
    persons = models.PositiveIntegerField("personen in deze groep", null=True, blank=True)
    reason = models.TextField("reden", blank=True)

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering = ["policy_item__category__position", "policy_item__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "policy_item"], name="proposal_item_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.policy_item)

    @property
    def traject(self) -> Traject:
        return self.proposal.traject

    @property
    def scope(self) -> str:
        return f"traject:{self.proposal.traject_id}"
