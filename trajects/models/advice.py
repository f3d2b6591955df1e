"""What the team page points out: advice that may be overruled with a reason (P3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core.models import record
from core.verbs import Verb
from people.models import Role, RoleKind, StaffCategory, SubjectDepartment
from trajects.models.run_sheet import RunSheetItem
from trajects.models.seat import Seat, SeatRole
from trajects.models.seat_signals import Signal, seat_signals
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from people.models import User

SOON_DAYS = 14
TOO_MANY_SEATS = 3
NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Advice(Signal):
    """A signal with who set it aside, and why."""

    overruled: OverruledAdvice | None = None


class OverruledAdviceQuerySet(models.QuerySet["OverruledAdvice"]):
    def visible_to(self, user: User) -> OverruledAdviceQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))


class OverruledAdvice(OfTraject):
    """Somebody chose to do otherwise, and said why."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="overruled_advice")
    key = models.SlugField(max_length=40)
    reason = models.TextField("waarom u hiervan afwijkt")
    overruled_at = models.DateTimeField(default=timezone.now, editable=False)
    overruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = OverruledAdviceQuerySet.as_manager()

    class Meta:
        verbose_name = "advies waarvan is afgeweken"
        constraints = [
            models.UniqueConstraint(fields=["traject", "key"], name="advice_overruled_once")
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    @transaction.atomic
    def keep(cls, traject: Traject, key: str, reason: str, *, by: User) -> OverruledAdvice:
        """Set an advice aside; a later reason replaces an earlier one."""
        kept, _ = cls.objects.update_or_create(
            traject=traject,
            key=key,
            defaults={"reason": reason, "overruled_by": by, "overruled_at": timezone.now()},
        )
        record(Verb.ADVICE_OVERRULED, kept, by=by, detail=key)
        return kept


def team_advice(traject: Traject, seats: list[Seat]) -> list[Advice]:
    """Every signal about these seats, in nine queries whatever their number."""
    overruled = {
        kept.key: kept
        for kept in OverruledAdvice.objects.filter(traject=traject).select_related("overruled_by")
    }
    found = (
        *_leader_of_the_school_leads_alone(traject, seats),
        *_content_not_chosen(traject),
        *_too_many_seats(seats),
        *_empty_while_needed(traject, seats),
        *seat_signals(traject, seats),
        *_categories_missing(traject, seats),
        *_departments_missing(traject, seats),
    )
    return [Advice(each.key, each.text, each.seat, overruled.get(each.key)) for each in found]


def _leader_of_the_school_leads_alone(traject: Traject, seats: list[Seat]) -> Iterator[Signal]:
    """R37: when the school leader leads the project, somebody of the pmr takes part."""
    leaders = {seat.account_id for seat in seats if seat.role == SeatRole.PROJECT_LEADER}
    with_pmr = any(seat.is_filled for seat in seats if seat.role == SeatRole.PMR_REPRESENTATIVE)
    roles = Role.objects.active().at(traject.school)
    heads = roles.filter(kind=RoleKind.SCHOOL_LEADERSHIP, user__in=leaders - {None})
    if heads.exists() and not with_pmr:
        yield Signal(
            "pmr_takes_part",
            "De schoolleider is ook projectleider. Vraag iemand van de pmr om mee te doen.",
        )


def _content_not_chosen(traject: Traject) -> Iterator[Signal]:
    if traject.leader_owns_content is None:
        yield Signal(
            "content_responsibility",
            "Kies of de projectleider ook over de inhoud gaat, of alleen over het verloop.",
        )


def _too_many_seats(seats: list[Seat]) -> Iterator[Signal]:
    names = {_person_on(seat): seat.holder_name for seat in seats if seat.is_filled}
    held = Counter(_person_on(seat) for seat in seats if seat.is_filled)
    many = [names[person] for person, count in held.items() if count >= TOO_MANY_SEATS]
    if many:
        yield Signal(
            "too_many_seats",
            f"{_in_words(many)} heeft {TOO_MANY_SEATS} of meer plaatsen. "
            "Verdeel het werk over meer mensen.",
        )


def _person_on(seat: Seat) -> tuple[str, int | None]:
    """Two colleagues of one name are two people."""
    if seat.staff_member_id:
        return "staff", seat.staff_member_id
    return "account", seat.user_id


def _empty_while_needed(traject: Traject, seats: list[Seat]) -> Iterator[Signal]:
    empty = {seat.pk: seat for seat in seats if not seat.is_filled}
    soon = timezone.localdate() + timedelta(days=SOON_DAYS)
    waiting: dict[int, list[str]] = {}
    for title, pk in (
        RunSheetItem.objects.filter(
            traject=traject, responsible__in=list(empty), starts_on__lte=soon
        )
        .open()
        .values_list("title", "responsible")
    ):
        waiting.setdefault(pk, []).append(title)
    for pk, titles in waiting.items():
        yield Signal(
            f"empty-{pk}",
            f"De plaats van {empty[pk].get_role_display()} is leeg, maar het draaiboek vraagt er "
            f"binnenkort om: {_in_words(titles)}.",
            pk,
        )


def _categories_missing(traject: Traject, seats: list[Seat]) -> Iterator[Signal]:
    seated = {seat.staff_member.staff_category for seat in seats if seat.staff_member}
    present = set(
        traject.school.staff.employed().values_list("staff_category", flat=True).distinct()
    )
    missing = (present & {StaffCategory.OP, StaffCategory.OOP}) - seated
    if missing:
        names = [str(StaffCategory(value).label) for value in sorted(missing)]
        yield Signal(
            "category_missing",
            f"Nog niemand in het team komt uit: {_in_words(names)}.",
        )


def _departments_missing(traject: Traject, seats: list[Seat]) -> Iterator[Signal]:
    seated = {seat.staff_member.subject_department_id for seat in seats if seat.staff_member}
    departments = [pk for pk in seated if pk is not None]
    missing = list(
        SubjectDepartment.objects.filter(members__in=traject.school.staff.employed())
        .exclude(pk__in=departments)
        .distinct()
        .values_list("name", flat=True)
    )
    if missing:
        yield Signal(
            "department_missing",
            f"Deze secties hebben nog geen plaats in het team: {_in_words(missing)}.",
        )


def _in_words(names: list[str]) -> str:
    shown = names[:NAMED_AT_MOST]
    if len(names) > NAMED_AT_MOST:
        return f"{', '.join(shown)} en nog {len(names) - NAMED_AT_MOST}"
    return " en ".join([*([", ".join(shown[:-1])] if shown[:-1] else []), shown[-1]])
