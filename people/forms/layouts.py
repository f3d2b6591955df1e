"""How forms of this app lay themselves out."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit


def helper(
    *rows: Any, button: str, cancel: str = "", action: str = "", classes: str = "td-form"
) -> FormHelper:
    """A form with these rows (a name, or names that share a row), one button and a way out."""
    made = FormHelper()
    made.form_class = classes
    made.form_action = action
    way_out = [HTML(f'<a class="btn btn-link" href="{cancel}">Annuleren</a>')] if cancel else []
    made.layout = Layout(
        *(_row(row) for row in rows),
        Div(Submit("save", button), *way_out, css_class="td-form-foot"),
    )
    return made


def _row(row: Any) -> Any:
    if not isinstance(row, tuple):
        return row
    columns = [Div(Field(name), css_class="col-md") for name in row]
    return Div(*columns, css_class="row align-items-end")
