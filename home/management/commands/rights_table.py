"""Write docs/rights.md: every right on one line, as it stands in the apps' rules.py."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from rules.permissions import permissions
from rules.predicates import Predicate

PAGE = Path(settings.BASE_DIR) / "docs" / "rights.md"
HEAD = """# Rights

Made by `manage.py rights_table` from the `rules` of the apps; a test compares. A right is who
may do it and when: `|` is or, `&` is and, `~` is not. `sits_as` is a seat in the traject,
`has_role` a role at the school. Whether somebody may know a thing at all is asked first, by
`visible_to` (404). A superuser has no right of its own.
"""


class Command(BaseCommand):
    help = "Writes docs/rights.md from the rules of the apps."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(rights_table())
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} is written.")


def rights_table() -> str:
    """One section an app, one row a right."""
    names = sorted(name for name in permissions if _is_ours(name))
    sections = groupby(names, key=lambda name: name.partition(".")[0])
    return "\n".join([HEAD, *(_section(app, list(found)) for app, found in sections)])


def _is_ours(name: str) -> bool:
    app = Path(settings.BASE_DIR) / name.partition(".")[0]
    return (app / "rules.py").exists() or (app / "rules").is_dir()


def _section(app: str, names: list[str]) -> str:
    rows = [f"| `{name.partition('.')[2]}` | {_words(permissions[name])} |" for name in names]
    return "\n".join([f"## {app}", "", "| Right | Who, and when |", "|---|---|", *rows, ""])


def _words(predicate: Predicate) -> str:
    """The predicate as it is composed; a bar would end the cell of the table."""
    return f"`{predicate.name}`".replace("|", "\\|")
