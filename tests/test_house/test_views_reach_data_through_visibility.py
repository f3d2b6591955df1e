"""A view never asks for rows without asking who may see them (T2)."""

import ast
from pathlib import Path

import pytest

from tests.environment import ROOT

APPS = ("core", "people", "trajects", "surveys", "dialogues", "development", "evaluations", "home")
# Queryset methods that narrow to what this person may know, or to one thing already found so.
WAYS = {"visible_to", "worked_on_by", "decided_by", "within", "about", "of", "at", "request"}
# And those that find what the holder of a secret link may see.
WAYS |= {"with_token", "with_hash"}
# And what every colleague may read once it was announced.
WAYS |= {"announced_to"}
# Module and model that are reached otherwise, with the reason.
EXCEPTIONS = {
    ("core/views/post.py", "Message"): "narrowed by within(scope) where the functions are used",
    ("core/views/post.py", "Optout"): "written by the holder of a signed link",
}


def view_modules() -> list[Path]:
    found = []
    for app in APPS:
        found += (ROOT / app).glob("views.py")
        found += (ROOT / app).glob("views/**/*.py")
    return sorted(found)


def chains(source: str) -> list[tuple[str, int, set[str]]]:
    """Model, line and the names called on it, for each `Model.objects...` in the source."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            names, step = set(), parents[node]
            while isinstance(step, ast.Attribute | ast.Call):
                if isinstance(step, ast.Attribute):
                    names.add(step.attr)
                step = parents[step]
            found.append((ast.unparse(node.value), node.lineno, names))
    return found


def unguarded(source: str, module: str = "") -> list[str]:
    return [
        f"{module}:{line} {model}.objects"
        for model, line, names in chains(source)
        if not names & WAYS and (module, model) not in EXCEPTIONS
    ]


@pytest.mark.parametrize("path", view_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_view_asks_who_may_see(path):
    assert unguarded(path.read_text(), str(path.relative_to(ROOT))) == []


def test_a_forgotten_visible_to_would_be_noticed():
    assert unguarded("row = get_object_or_404(Traject.objects.filter(pk=1), pk=pk)")
    assert unguarded("rows = Traject.objects.all()")
    assert not unguarded("rows = Traject.objects.visible_to(user).open()")
