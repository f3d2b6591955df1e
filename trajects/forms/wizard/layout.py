"""How the pages of the wizard are laid out."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout


def helper(*layout: Any) -> FormHelper:
    """The fields only: the page itself has the form and its buttons."""
    made = FormHelper()
    made.form_tag = False
    made.layout = Layout(*layout)
    return made


def beside(*names: str) -> Div:
    """Fields next to each other where there is room."""
    return Div(*names, css_class="td-beside")
