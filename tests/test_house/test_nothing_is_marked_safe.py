"""Text is escaped everywhere: nothing is marked safe, in code or in templates (T25)."""

import ast
import re
from pathlib import Path

import pytest

from tests.environment import ROOT

APPS = ("core", "people", "trajects", "surveys", "dialogues", "development", "evaluations", "home")
FORBIDDEN = {"mark_safe", "SafeText", "html_safe"}
UNSAFE = re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off")
# crispy-forms hands its layout finished HTML, made of escaped pieces.
LAYOUT = ROOT / "templates" / "bootstrap5"


def modules() -> list[Path]:
    return sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.*"))


def names_in(source: str) -> set[str]:
    tree = ast.parse(source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return names | {alias.name for node in imports for alias in node.names}


def test_no_code_marks_text_as_safe():
    offenders = [
        str(path.relative_to(ROOT)) for path in modules() if names_in(path.read_text()) & FORBIDDEN
    ]

    assert offenders == []


def test_no_template_marks_text_as_safe():
    offenders = [
        str(path.relative_to(ROOT))
        for path in templates()
        if not path.is_relative_to(LAYOUT) and UNSAFE.search(path.read_text())
    ]

    assert offenders == []


@pytest.mark.parametrize("text", ["{{ a|safe }}", "{{ a | safe }}", "{% autoescape off %}"])
def test_an_unsafe_template_would_be_noticed(text):
    assert UNSAFE.search(text)


def test_unsafe_code_would_be_noticed():
    assert names_in("from django.utils.safestring import mark_safe as ok") & FORBIDDEN
