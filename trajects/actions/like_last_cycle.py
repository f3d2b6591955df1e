"""Like last cycle: seats, words of themes, and messages of an earlier traject, made again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from people.models import Role, SchoolCalendar, StaffMember
from trajects.models import CommunicationItem, RunSheetItem, Seat, SeatRole, Theme
from trajects.models.last_cycle import LastCycle, parts
from trajects.models.seat import AGREEMENTS
from trajects.models.template import numbered, seat_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from trajects.actions.start import Row
    from trajects.models import Traject

FARTHEST = 120


@dataclass(frozen=True)
class TakenOver:
    """What goes along from last cycle, told before anything is saved."""

    traject: Traject
    own: list[Row]
    left_out: list[RunSheetItem]
    own_themes: list[str]
    seats: int
    staying: list[str]
    gone: list[str]
    messages: int

    @classmethod
    def of(cls, cycle: LastCycle, rows: Iterable[Row]) -> TakenOver:
        like = cycle.traject
        seats = list(seats_of_last_cycle(like))
        others = [seat for seat in seats if seat.role != SeatRole.PROJECT_LEADER]
        here = still_here(like, others)
        filled = [seat for seat in others if seat.is_filled]
        return cls(
            traject=like,
            own=[row for row in rows if row.is_own],
            left_out=cycle.left_out,
            own_themes=[theme.title for theme in like.themes.filter(is_cao=False)],
            seats=len(seats),
            staying=[str(seat) for seat in here],
            gone=[str(seat) for seat in filled if seat not in here],
            messages=len(messages_of_last_cycle(like)),
        )


def new_seat(traject: Traject, role: str) -> Seat:
    """An empty place with the shipped agreements."""
    texts = seat_texts()[role]
    return Seat(
        traject=traject,
        role=role,
        mandate=texts["assignment"],
        responsibilities="\n".join(texts["responsibilities"]),
        reporting=texts["reporting"],
    )


def seats_again(traject: Traject, like: Traject, keeps_people: bool) -> list[Seat]:
    """The places of last time with their agreements; with people who are still there."""
    before = list(seats_of_last_cycle(like))
    staying = {seat.pk for seat in still_here(like, before)} if keeps_people else set()
    return [_again(traject, seat, with_holder=seat.pk in staying) for seat in before]


def seats_of_last_cycle(like: Traject) -> Iterable[Seat]:
    seats = like.seats.filter(released_at__isnull=True)
    return seats.select_related("user", "staff_member").order_by("pk")


def still_here(like: Traject, seats: Iterable[Seat]) -> list[Seat]:
    """Seats whose holder works at the school today, or has a role there."""
    filled = [seat for seat in seats if seat.is_filled]
    employed = StaffMember.objects.filter(school=like.school_id).employed()
    staff = dict(employed.values_list("pk", "user_id"))
    roles = Role.objects.active().filter(school=like.school_id)
    users = {*roles.values_list("user_id", flat=True), *staff.values()} - {None}
    return [
        seat
        for seat in filled
        if (seat.staff_member_id in staff if seat.staff_member_id else seat.user_id in users)
    ]


def _again(traject: Traject, seat: Seat, *, with_holder: bool) -> Seat:
    return Seat(
        traject=traject,
        role=seat.role,
        user=seat.user if with_holder else None,
        staff_member=seat.staff_member if with_holder else None,
        is_champion=seat.is_champion and with_holder,
        **{name: getattr(seat, name) for name in AGREEMENTS},
    )


def reword_themes(themes: Iterable[Theme], like: Traject) -> None:
    """Explanation and question as the school wrote them last time."""
    before = {(theme.is_cao, theme.key or theme.title): theme for theme in like.themes.all()}
    for theme in themes:
        if earlier := before.get((theme.is_cao, theme.key or theme.title)):
            theme.explanation, theme.question = earlier.explanation, earlier.question


def messages_again(
    traject: Traject,
    cycle: LastCycle,
    items: dict[str, RunSheetItem],
    calendar: SchoolCalendar,
) -> list[CommunicationItem]:
    """Every message that was not stopped, as far from its row or the consent as it was."""
    return list(_messages_again(traject, cycle, items, calendar))


def _messages_again(
    traject: Traject,
    cycle: LastCycle,
    items: dict[str, RunSheetItem],
    calendar: SchoolCalendar,
) -> Iterator[CommunicationItem]:
    like = cycle.traject
    then = SchoolCalendar.of(like.school, like.starts_on, like.target_on)
    before = messages_of_last_cycle(like)
    for message in before:
        if not message.run_sheet_item_id:
            distance = school_days_from(then, like.target_on, message.planned_on)
            day = max(calendar.add_school_days(traject.target_on, distance), traject.starts_on)
            yield _message_again(traject, message, message.key, None, day)
    rows = {item.pk: item for item in cycle.items.values()}
    for key, item in items.items():
        template, session = parts(key)
        pattern = cycle.pattern(template, session)
        for message in before:
            if message.run_sheet_item_id != pattern.pk:
                continue
            distance = school_days_from(then, rows[pattern.pk].starts_on, message.planned_on)
            day = calendar.add_school_days(item.starts_on, distance)
            yield _message_again(traject, message, _key(message.key, pattern, session), item, day)


def messages_of_last_cycle(like: Traject) -> list[CommunicationItem]:
    stopped = CommunicationItem.Status.STOPPED
    return list(like.communication.exclude(status=stopped).order_by("planned_on", "pk"))


def _key(key: str, pattern: RunSheetItem, session: int) -> str:
    """The name of the message, with the number of the session it is about now."""
    number = parts(pattern.key)[1]
    return numbered(key.removesuffix(f"-{number}"), session) if session else key


def _message_again(
    traject: Traject,
    message: CommunicationItem,
    key: str,
    item: RunSheetItem | None,
    planned_on: date,
) -> CommunicationItem:
    return CommunicationItem(
        traject=traject,
        key=key,
        run_sheet_item=item,
        planned_on=planned_on,
        **{name: getattr(message, name) for name in WORDS},
    )


WORDS = (
    "audience",
    "channel",
    "input_status",
    "sender",
    "purpose",
    "subject",
    "asks",
    "body",
    "afterwards",
    "button",
    "is_mandatory",
    "sent_from",
    "source",
)


def school_days_from(calendar: SchoolCalendar, start: date, day: date) -> int:
    """School days from one day to another, negative when it comes before; at most FARTHEST."""
    first, last = min(start, day), max(start, day)
    distance = max(calendar.school_days_between(first, last) - 1, 0)
    return min(distance, FARTHEST) * (1 if day >= start else -1)
