"""What a field of a form lets people choose from, once the form knows where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.forms import BaseForm, ChoiceField, ModelChoiceField


def choose_among(form: BaseForm, name: str, rows: QuerySet[Any]) -> ModelChoiceField[Any]:
    """Let the field offer these rows."""
    field = cast("ModelChoiceField[Any]", form.fields[name])
    field.queryset = rows
    return field


def choose_from(form: BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let the field offer these (value, words)."""
    cast("ChoiceField", form.fields[name]).choices = choices
