"""The example school, half-way through a traject, with something on every screen."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from core.models import Job, Message
from home.actions.demo_approach import agree
from home.actions.demo_communication import tell_messages
from home.actions.demo_dialogue import hold_sessions
from home.actions.demo_evaluation import weigh
from home.actions.demo_kick_off import start_off
from home.actions.demo_library import fill_library
from home.actions.demo_people import gather_people
from home.actions.demo_school import PASSWORD, make_school
from home.actions.demo_traject import make_traject
from people.models import School, User
from trajects.models import Traject
from trajects.models.template import shipped


class DemoExists(Exception):
    """There is a school already; the example school is never poured over real work."""

    def __str__(self) -> str:
        return "Er staat al een school in de database. De voorbeeldschool is niet geladen."


class Account(NamedTuple):
    role: str
    email: str
    password: str
    tells: str


def read_story() -> dict[str, Any]:
    return shipped("demo")


def demo_is_here() -> bool:
    return School.objects.filter(brin=read_story()["school"]["brin"]).exists()


@transaction.atomic
def load_demo(*, only_if_empty: bool = False) -> Traject:
    """Tell the story of fixtures/demo.yaml as if it were going on today."""
    story = read_story()
    if demo_is_here():
        raise DemoExists
    if only_if_empty and (School.objects.exists() or User.objects.exists()):
        raise DemoExists
    stage = make_traject(story, make_school(story, timezone.localdate()))
    agree(story, stage)
    fill_library(story, stage)
    gather_people(story, stage)
    start_off(story, stage)
    hold_sessions(story, stage)
    weigh(story, stage)
    tell_messages(stage.traject)
    _send_nothing()
    return stage.traject


def _send_nothing() -> None:
    """The letters of the story were read long ago, also those a job would still write."""
    Job.objects.filter(status=Job.Status.WAITING).update(status=Job.Status.DONE)
    Message.objects.filter(status=Message.Status.WAITING).update(
        status=Message.Status.CANCELLED, reason="Voorbeeldschool: niet verstuurd."
    )


def accounts(story: dict[str, Any]) -> list[Account]:
    """Who can sign in to the example school, in the order of the story."""
    people = {row["key"]: row["email"] for row in [*story["staff"], *story["outside"]]}
    return [
        Account(row["shown_as"], people[row["person"]], PASSWORD, row["tells"])
        for row in story["accounts"]
    ]
