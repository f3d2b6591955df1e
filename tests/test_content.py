"""Shipped content: complete, sourced, in plain Dutch, and referring only to what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

from trajects.models.course import SCREENS

FIXTURES = Path(__file__).parent.parent / "fixtures"
FILES = [
    "approach",
    "cao_editions",
    "checklists",
    "communication",
    "demo",
    "draaiboek",
    "facilitator_guide",
    "help",
    "library",
    "policy_categories",
    "roles",
    "success_factors",
    "themes",
]
LISTED = [name for name in FILES if name not in {"demo", "facilitator_guide"}]
ABOUT_LESSONS = {"cao_editions", "demo", "help", "policy_categories", "themes"}
AVOIDED = [
    "akkoord",
    "annuleren",
    "betreffende",
    "creëren",
    "data",
    "goedkeuring",
    "gesupprimeerd",
    "indien",
    "input",
    "ok",
    "output",
    "poll",
    "relevant",
    "relevante",
    "submitten",
    "survey",
    "verkiezing",
    "verstrekken",
    "100% anoniem",
    "de pmr besluit",
    "komen we op terug",
    "nemen we mee",
]
MACHINE_FIELDS = {"email", "key", "source", "term_source"}
WORDS_IN_A_SENTENCE = 20


def load(name: str) -> dict:
    return yaml.safe_load((FIXTURES / f"{name}.yaml").read_text())


def items(name: str) -> list[dict]:
    return load(name)["items"]


def keys(name: str) -> set[str]:
    return {item["key"] for item in items(name)}


def texts(node: object, field: str = "") -> Iterator[str]:
    """Every string somebody may read."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value, field)
    elif isinstance(node, str) and field not in MACHINE_FIELDS:
        yield node


def entries(node: object) -> Iterator[dict]:
    """Every mapping that carries a text of its own: it has a key or says where it is from."""
    if isinstance(node, dict):
        if "origin" in node or ("key" in node and "text" in node):
            yield node
        for value in node.values():
            yield from entries(value)
    elif isinstance(node, list):
        for value in node:
            yield from entries(value)


@pytest.mark.parametrize("name", FILES)
def test_each_file_tells_a_teacher_what_it_is(name: str) -> None:
    first = (FIXTURES / f"{name}.yaml").read_text().splitlines()[0]
    assert re.match(r"# .{20,}", first)


@pytest.mark.parametrize("name", FILES)
def test_each_entry_names_its_source(name: str) -> None:
    found = list(entries(load(name)))
    assert found
    assert [e for e in found if not e.get("source") or e.get("origin") != "own"] == []


@pytest.mark.parametrize("name", LISTED)
def test_no_key_and_no_title_is_used_twice(name: str) -> None:
    for field in ("key", "title", "term", "text"):
        values = [item[field] for item in items(name) if field in item]
        assert len(values) == len(set(values)), field


@pytest.mark.parametrize("name", FILES)
def test_sentences_are_short(name: str) -> None:
    sentences = [s for text in texts(load(name)) for s in re.split(r"(?<=[.?:;])\s+|\n+", text)]
    assert [s for s in sentences if len(s.split()) > WORDS_IN_A_SENTENCE] == []


@pytest.mark.parametrize("name", FILES)
def test_words_to_avoid_do_not_occur(name: str) -> None:
    words = AVOIDED if name in ABOUT_LESSONS else [*AVOIDED, "docent", "docenten"]
    unwanted = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
    assert [text for text in texts(load(name)) if unwanted.search(text) or "!" in text] == []


def test_counts() -> None:
    checks = items("checklists")
    assert [sum(c["phase"] == p for c in checks) for p in ("planning", "execution")] == [14, 12]
    assert len(checks) == 39
    assert sum(c["added_by_us"] for c in checks) == 11
    factors = [f["phase"] for f in items("success_factors")]
    assert [factors.count(p) for p in ("planning", "execution", "evaluation")] == [10, 5, 7]
    assert len(items("themes")) == 7
    assert len(items("communication")) >= 14
    assert len(items("help")) >= 30


def test_run_sheet_is_complete() -> None:
    sheet = items("draaiboek")
    assert len(sheet) >= 38
    assert {item["phase"] for item in sheet} == {"planning", "execution", "evaluation"}
    assert {item["kind"] for item in sheet} == {"activity", "milestone", "session", "message"}
    assert {item["link"] for item in sheet} <= set(SCREENS)
    assert {item["who"] for item in sheet} <= keys("roles")
    assert all(item["evidence"] and item["about"] and item["how"] for item in sheet)
    assert [item["key"] for item in sheet if item.get("target")] == ["consent"]


def ends(field: str) -> dict[str, int]:
    """The school day on which each item can be ready, from the first day on."""
    sheet = {item["key"]: item for item in items("draaiboek")}
    ready: dict[str, int] = {}
    for key in TopologicalSorter({k: i["after"] for k, i in sheet.items()}).static_order():
        before = [ready[other] for other in sheet[key]["after"]]
        ready[key] = max(before, default=0) + sheet[key][field]
    return ready


def test_run_sheet_is_a_sound_plan() -> None:
    usual, hurried = ends("duration_days"), ends("minimum_days")
    assert 24 * 5 <= usual["consent"] <= 30 * 5
    assert hurried["consent"] <= 14 * 5
    assert usual["decision"] > usual["consent"]
    assert usual["pmr_term"] - usual["offer_to_pmr"] >= 30


def test_run_sheet_counts_the_last_steps_forward() -> None:
    sheet = {item["key"]: item for item in items("draaiboek")}
    waiting = {"consent"}
    while more := {k for k, i in sheet.items() if waiting & set(i["after"])} - waiting:
        waiting |= more
    assert {"decision", "final_message", "embed_in_practice", "lessons_next_cycle"} <= waiting
    assert all(sheet[key].get("latest_before_target", 0) == 0 for key in waiting)


def test_messages_refer_to_the_run_sheet() -> None:
    messages = items("communication")
    assert {m["run_sheet_item"] for m in messages} <= keys("draaiboek")
    assert {m["sender"] for m in messages} <= keys("roles")
    assert all(len(m["subject"]) <= 150 for m in messages)


def test_themes_refer_to_categories() -> None:
    named = {key for theme in items("themes") for key in theme["policy_categories"]}
    assert named <= keys("policy_categories")
    assert all(theme["cao_edition"] and theme["article"] for theme in items("themes"))


def test_demo_refers_to_what_exists() -> None:
    demo = load("demo")
    policy = {item["key"]: item for item in demo["policy"]["items"]}
    assert {item["theme"] for item in policy.values()} == keys("themes")
    assert {item["category"] for item in policy.values()} == set(demo["policy"]["categories"])
    assert {*demo["run_sheet"]["done"], *demo["run_sheet"]["busy"]} <= keys("draaiboek")
    used = [e["policy_item"] for e in entries(demo) if "policy_item" in e]
    used += [i["policy_item"] for proposal in demo["proposals"] for i in proposal["items"]]
    assert set(used) <= set(policy)


def test_demo_names_only_known_people() -> None:
    demo = load("demo")
    people = {person["key"] for person in [*demo["staff"], *demo["outside"]]}
    assert len(people) == len(demo["staff"]) + len(demo["outside"])
    named = {row["person"] for part in ("roles", "accounts", "seats") for row in demo[part]}
    named |= {t["facilitator"] for session in demo["sessions"] for t in session["tables"]}
    assert named - {""} <= people


def test_demo_counts_add_up() -> None:
    demo = load("demo")
    norm = sum(
        int(item["hours"])
        for item in demo["policy"]["items"]
        if item["hours"] and item["staff_category"] == "op"
    )
    assert norm == demo["traject"]["norm_hours"]
    for session in demo["sessions"]:
        for table in session["tables"]:
            for outcome in table["outcomes"]:
                votes = sum(n for field, n in outcome.items() if field.startswith("count_"))
                assert votes == table["present_count"]
                assert outcome["has_no_minority_view"] is not bool(outcome["minority_view"])


def test_every_message_fills_in_only_known_words_and_asks_first() -> None:
    known = set(
        re.findall(r"\{(\w+)\}", (FIXTURES / "communication.yaml").read_text().split("items:")[0])
    )
    for message in items("communication"):
        parts = [message.get(name, "") for name in ("subject", "asks", "body", "afterwards")]
        assert set(re.findall(r"\{([^{}]*)\}", " ".join(parts))) <= known, message["key"]
        assert "{naam}" not in message["subject"]
        assert 0 < len(message.get("asks", "")) <= 200, message["key"]
        assert "{uiterlijk}" not in " ".join(parts) or message.get("answer_within_days")


def test_the_plan_speaks_to_every_audience_in_every_phase() -> None:
    phases = {item["key"]: item["phase"] for item in items("draaiboek")}
    messages = items("communication")
    assert {phases[m["run_sheet_item"]] for m in messages} == {
        "planning",
        "execution",
        "evaluation",
    }
    assert {m["audience"] for m in messages} == {
        "all_staff",
        "participants",
        "facilitators",
        "pmr",
        "leadership",
        "project_team",
        "team_leaders",
        "key_figures",
        "other_constituencies",
    }
    assert {m["channel"] for m in messages} >= {"mail", "poster", "newsletter", "conversation"}
