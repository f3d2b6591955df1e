"""What staff wants per policy item, as a diverging chart (XG1)."""

from collections.abc import Iterable

from core.charts.diverging import Counts, Diverging, diverging
from dialogues.models import OutcomeDirection
from evaluations.models.tally import ItemTally


def directions_chart(items: Iterable[ItemTally], *, minimum: int) -> Diverging:
    """Persons per direction over all tables; fewer than `minimum` persons show no numbers."""
    return diverging((_counts(item) for item in items), minimum=minimum)


def _counts(item: ItemTally) -> Counts:
    persons = item.persons
    return Counts(
        label=item.policy_item.title,
        less=persons[OutcomeDirection.LESS],
        keep=persons[OutcomeDirection.KEEP],
        more=persons[OutcomeDirection.MORE],
        different=persons[OutcomeDirection.DIFFERENT],
        unknown=item.unknown,
        url=f"#onderdeel-{item.policy_item.pk}",
    )
