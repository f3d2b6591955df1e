"""Who is asked for input reads beforehand what happens with it, and who decides (R36)."""

import re

import pytest
from django.template import Context, Template
from django.urls import reverse

from tests.environment import ROOT
from tests.test_every_page import PERSONS, asking, cast, table  # noqa: F401 (a fixture)
from tests.trajects import agreeing
from trajects.models import InputStatus

pytestmark = pytest.mark.django_db

# Every page on which somebody is asked for input, or plans to ask.
ASKS = [
    "dialogues:answer",
    "dialogues:session",
    "dialogues:table",
    "evaluations:proposal",
    "trajects:communication_item",
    "trajects:kickoff",
    "trajects:kickoff_programme",
    "trajects:theme_question",
]
# Every letter that asks for input.
LETTERS = [
    "dialogues/changed",
    "dialogues/invitation",
    "dialogues/reminder",
    "evaluations/consent_requested",
    "trajects/kickoff_invitation",
    "trajects/message_text",
]
PROMISES = re.compile(
    r"\b(ne(em|men) (ik|we|wij) (het |dit |dat )?mee"
    r"|kom(en)? (ik|we|wij) (er |hier |daar )?op terug)\b",
    re.IGNORECASE,
)
TEXTS = {".html", ".txt", ".yaml", ".py", ".js", ".md"}
SHIPPED = ("templates", "fixtures", "static/js", "docs", "core", "people", "trajects", "surveys")
SHIPPED += ("dialogues", "development", "evaluations", "home")


@pytest.mark.parametrize("name", ASKS)
def test_every_page_that_asks_says_what_happens_with_input(name, cast):  # noqa: F811
    row = table()[name]
    url = reverse(name, kwargs=row["make"](cast))
    readers = [person for person in PERSONS if row[person] == 200]

    assert readers
    for person in readers:
        text = asking(cast, person).get(url).text
        assert "td-input-status" in text, person
        assert re.search(r"Wie beslist: \S", text), person


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_that_asks_says_so_too(name):
    letter = (ROOT / "templates" / "emails" / f"{name}.txt").read_text()

    assert "{% input_status_line" in letter


@pytest.mark.parametrize("status", InputStatus)
def test_the_component_has_a_word_one_line_and_who_decides(status):
    shown = Template("{% load approach %}{% input_status s %}").render(Context({"s": status}))
    line = Template("{% load approach %}{% input_status_line s 'de aula' %}")

    assert status.label.capitalize() in shown
    assert status.meaning in shown
    assert f"Wie beslist: {status.usual_decider}." in shown
    assert line.render(Context({"s": status})).endswith("Wie beslist: de aula.")


def test_nobody_is_told_that_the_pmr_takes_the_decision():
    assert all("pmr besluit" not in status.usual_decider for status in InputStatus)


def test_planning_a_session_asks_with_the_words_people_will_read(client, anna, traject):
    client.force_login(anna)

    text = client.get(reverse("dialogues:plan_session", args=[traject.pk])).text

    assert all(status.meaning in text for status in InputStatus)


def test_a_new_session_begins_with_what_was_agreed(client, anna, carla, dirk, traject):
    draft = agreeing.begin(traject, anna)
    draft.choose(version=draft.version, by=anna, input_sessions="decide")
    client.force_login(anna)

    text = client.get(reverse("dialogues:plan_session", args=[traject.pk])).text

    chosen = re.search(r'<input[^>]*value="decide"[^>]*>', text)
    assert chosen
    assert "checked" in chosen[0]


def test_no_text_we_ship_makes_an_empty_promise():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for folder in SHIPPED
        for path in (ROOT / folder).rglob("*")
        if path.suffix in TEXTS and path.is_file()
        for match in PROMISES.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize("words", ["Dat nemen we mee.", "Daar komen wij op terug", "Ik kom er op"])
def test_an_empty_promise_would_be_noticed(words):
    assert bool(PROMISES.search(words)) is not words.startswith("Ik")


# What was agreed comes back on later steps.


POINTING = {
    "dialogues:plan_session": "who_decides",
    "dialogues:session": "recording",
    "dialogues:minutes": "recording",
    "evaluations:outcomes": "merging",
    "evaluations:conclusions": "verdict",
    "evaluations:conclusion": "verdict",
    "evaluations:proposals": "who_decides",
    "evaluations:proposal": "verdict",
    "evaluations:decision": "who_decides",
}


@pytest.mark.parametrize("name", POINTING)
def test_a_later_step_points_back_to_what_was_signed(name, cast):  # noqa: F811
    row = table()[name]
    url = reverse(name, kwargs=row["make"](cast))
    reader = asking(cast, next(each for each in ("anna", "carla", "dirk") if row[each] == 200))
    before = reader.get(url).text

    signed = agreeing.signed(cast.traject, cast.anna, cast.dirk, cast.carla)
    after = reader.get(url).text

    link = f'href="{signed.get_absolute_url()}#{POINTING[name]}"'
    assert link not in before
    assert link in after
    assert "afgesproken in aanpak versie 1" in after
