"""Write docs/states.md: what may follow what, drawn from the STEPS tables of the models."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from core.steps import Stepped

PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"
HEAD = """# States

Made by `manage.py state_diagrams` from the `STEPS` tables; a test compares. Every step is one
conditional update: whatever is not drawn here is answered with 409.
"""


class Command(BaseCommand):
    help = "Writes docs/states.md from the STEPS tables of the models."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(state_diagrams())
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} is written.")


def state_diagrams() -> str:
    return "\n".join([HEAD, *(diagram_of(model) for model in stepped_models())])


def stepped_models() -> list[type[Stepped]]:
    found = [model for model in apps.get_models() if issubclass(model, Stepped)]
    return sorted(found, key=lambda model: model._meta.label)


def diagram_of(model: type[Stepped]) -> str:
    """One section: a diagram, and the words people see for each state."""
    field = next(field for field in model._meta.fields if field.name == "status")
    order = [value for value, _label in field.flatchoices]
    arrows = [
        f"    {before} --> {after}"
        for before in order
        for after in sorted(model.STEPS.get(before, ()), key=order.index)
    ]
    ends = [f"    {value} --> [*]" for value in order if not model.STEPS.get(value)]
    words = [f"| `{value}` | {label} |" for value, label in field.flatchoices]
    return "\n".join(
        [
            f"## {model._meta.label}",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {field.get_default()}",
            *arrows,
            *ends,
            "```",
            "",
            "| State | On screen |",
            "|---|---|",
            *words,
            "",
        ]
    )
