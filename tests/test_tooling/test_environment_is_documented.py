"""Every variable that the settings read stands in .env.example, and nothing else does."""

import ast
import re
from pathlib import Path

from tests.environment import ROOT

SETTINGS = ROOT / "taakdialoog" / "settings.py"
EXAMPLE = ROOT / ".env.example"


def read_by_settings(source: str) -> set[str]:
    """The names in calls such as env.str("NAME")."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "env"
        and isinstance(call.args[0], ast.Constant)
    }


def named_in(example: Path) -> set[str]:
    return set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", example.read_text(), re.MULTILINE))


def test_every_variable_stands_in_the_example():
    assert read_by_settings(SETTINGS.read_text()) == named_in(EXAMPLE)


def test_a_forgotten_variable_would_be_noticed():
    forgotten = SETTINGS.read_text() + '\nX = env.bool("NEW_THING", default=False)\n'

    assert "NEW_THING" in read_by_settings(forgotten) - named_in(EXAMPLE)


def test_compose_sets_only_variables_that_exist():
    text = (ROOT / "compose.yaml").read_text()
    block = text.split("environment: &environment\n")[1].split("  volumes:")[0]

    assert set(re.findall(r"^    ([A-Z_]+):", block, re.MULTILINE)) <= named_in(EXAMPLE)
