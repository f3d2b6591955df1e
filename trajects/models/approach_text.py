"""The text of the approach: the shipped examples, and the whole as it is frozen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from core.words import datum
from trajects.models.approach import INPUTS, Approach, ApproachSection
from trajects.models.input_status import InputStatus
from trajects.models.seat import Seat, SeatRole
from trajects.models.template import shipped_items

if TYPE_CHECKING:
    from trajects.models.traject import Traject


def example_of(key: str) -> dict[str, Any]:
    """The shipped words about one part; nothing for a part that is no longer shipped."""
    return next((item for item in shipped_items("approach") if item["key"] == key), {})


def fresh_sections(approach: Approach) -> list[ApproachSection]:
    """Every shipped part, still empty."""
    return [
        ApproachSection(
            approach=approach,
            key=item["key"],
            title=item["title"],
            position=position,
            is_required=not item.get("may_be_empty", False),
        )
        for position, item in enumerate(shipped_items("approach"))
    ]


class Assignment(NamedTuple):
    """Who gives the assignment to whom, and what it is."""

    sponsor: str
    leader: str
    mandate: str


def assignment_of(traject: Traject) -> Assignment:
    seats = list(Seat.objects.filter(traject=traject).active().for_overview())
    names = {
        role: ", ".join(seat.holder_name for seat in seats if seat.role == role and seat.is_filled)
        for role in (SeatRole.SPONSOR, SeatRole.PROJECT_LEADER)
    }
    leaders = [seat.mandate for seat in seats if seat.role == SeatRole.PROJECT_LEADER]
    return Assignment(
        names[SeatRole.SPONSOR], names[SeatRole.PROJECT_LEADER], next(iter(leaders), "")
    )


def content_of(approach: Approach) -> dict[str, Any]:
    """Everything that is signed, as it stands at this moment."""
    traject = approach.traject
    assignment = assignment_of(traject)
    return {
        "school": traject.school.name,
        "traject": traject.title,
        "edition": approach.edition,
        "sponsor": assignment.sponsor,
        "leader": assignment.leader,
        "mandate": assignment.mandate,
        "inputs": [input_content(approach, name) for name in INPUTS],
        "feedback_days": approach.feedback_days,
        "sections": [
            {
                "key": part.key,
                "title": part.title,
                "text": part.text,
                "agreed_on": part.agreed_on.isoformat() if part.agreed_on else None,
            }
            for part in approach.sections.all()
            if part.text
        ],
    }


def label_of(name: str) -> str:
    """Where input is asked, in running text."""
    return str(getattr(Approach._meta.get_field(name), "verbose_name", name))


def input_content(approach: Approach, name: str) -> dict[str, str]:
    status = InputStatus(getattr(approach, name))
    return {"where": label_of(name), "status": status.value, "word": str(status.label)}


class Part(NamedTuple):
    """One part of a draft, with the shipped words about it."""

    row: ApproachSection
    why: str
    example: str
    date_label: str


def drafted(approach: Approach) -> list[Part]:
    """The parts in order; an empty one shows the example as an example, never as agreed."""
    found = []
    for row in approach.sections.all():
        shipped = example_of(row.key)
        label = shipped.get("date_label", "Afgesproken op")
        found.append(Part(row, shipped.get("why", ""), shipped.get("text", ""), label))
    return found


def shown(approach: Approach) -> dict[str, Any]:
    """What everybody reads: the frozen text once put forward, before that as it stands."""
    return approach.content if approach.is_frozen else content_of(approach)


class Difference(NamedTuple):
    """One part in both versions."""

    title: str
    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def compared(old: Approach, new: Approach) -> list[Difference]:
    """Every part of either version, in the order of the new one; what is gone comes last."""
    before, after = lines_of(shown(old)), lines_of(shown(new))
    titles = [*after, *(title for title in before if title not in after)]
    return [Difference(title, before.get(title, ""), after.get(title, "")) for title in titles]


def lines_of(content: dict[str, Any]) -> dict[str, str]:
    """The whole text by heading, so that two versions can lie side by side."""
    inputs = "\n".join(f"{one['where']}: {one['word']}" for one in content["inputs"])
    fixed = {
        "Opdrachtgever": content["sponsor"],
        "Projectleider": content["leader"],
        "Opdracht": content["mandate"],
        "Wat er met inbreng gebeurt": inputs,
        "Terugkoppeling binnen": f"{content['feedback_days']} schooldagen",
    }
    return fixed | {part["title"]: dated(part) for part in content["sections"]}


def dated(part: dict[str, Any]) -> str:
    if not part["agreed_on"]:
        return str(part["text"])
    day = datum(date.fromisoformat(part["agreed_on"]))
    return f"{part['text']}\n\nDatum: {day}"
