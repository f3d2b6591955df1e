"""Steps towards a signed approach, for tests that begin somewhere along the way."""

from trajects.actions import approach as actions
from trajects.models import Approach, Side
from trajects.models.approach_text import example_of


def begin(traject, by) -> Approach:
    return actions.begin_approach(traject, by=by)


def write(approach, by, **texts) -> Approach:
    """Every part gets a text: the given one, else the shipped example."""
    for part in approach.sections.filter(is_required=True):
        text = texts.get(part.key) or part.text or example_of(part.key)["text"]
        part.change(version=part.version, by=by, text=text)
    return Approach.objects.for_page().get(pk=approach.pk)


def put_forward(approach, by) -> Approach:
    actions.put_forward_approach(approach, by=by)
    return again(approach)


def turn(approach, side, by) -> Approach:
    actions.turn_key(approach, side=Side(side), by=by, sha256=approach.sha256)
    return again(approach)


def again(approach) -> Approach:
    return Approach.objects.for_page().get(pk=approach.pk)


def submitted(traject, by, **texts) -> Approach:
    return put_forward(write(begin(traject, by), by, **texts), by)


def signed(traject, by, leader, council, **texts) -> Approach:
    found = submitted(traject, by, **texts)
    turn(found, "leadership", leader)
    return turn(found, "pmr", council)
