"""T24: files with rows are written in one place, so that no list forgets to be harmless."""

import ast
from pathlib import Path

from django.urls import get_resolver
from import_export import resources

from core.rows import every_list
from tests.environment import ROOT

APPS = ("core", "people", "trajects", "surveys", "dialogues", "development", "evaluations", "home")
WRITERS = {"csv", "openpyxl", "tablib", "xlsxwriter", "xlwt", "pandas"}
# The door itself, and the child processes that only read.
DOOR = ("core/spreadsheets/", "core/children/", "core/uploads")


def imported(path: Path) -> set[str]:
    """The libraries a module uses while it runs; types alone write nothing."""
    tree = ast.parse(path.read_text())
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_only_core_writes_spreadsheets():
    modules = (path for app in APPS for path in (ROOT / app).rglob("*.py"))

    offenders = [
        str(path.relative_to(ROOT))
        for path in modules
        if not str(path.relative_to(ROOT)).startswith(DOOR) and imported(path) & WRITERS
    ]

    assert offenders == []


def test_no_module_writes_rows_with_the_formats_of_the_library():
    """Its own formats let `=1+1` out as a formula; ours stand in core.formats."""
    offenders = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "base_formats" in path.read_text() and path.name != "formats.py"
    ]

    assert offenders == []


def test_every_list_and_every_resource_is_known():
    """Lists are walked by tests/trajects/test_lists_come_back.py; a resource has its own test."""
    get_resolver().url_patterns  # noqa: B018 -- loads every view, and with it every resource
    own = {
        f"{each.__module__}.{each.__name__}"
        for each in subclasses(resources.Resource)
        if each.__module__.split(".")[0] in APPS
    }

    assert {each.name for each in every_list()} >= {"draaiboek", "mensen", "themas"}
    assert own == {
        "people.resources.staff.StaffResource",
        "trajects.resources.policy.PolicyItemResource",
    }


def subclasses(of: type) -> set[type]:
    return {each for sub in of.__subclasses__() for each in {sub} | subclasses(sub)}
