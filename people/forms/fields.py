"""Fields that read what people in a school type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from people.resources import cells

BAD_NUMBER = (
    "“%(value)s” is geen werktijdfactor. Schrijf een getal boven 0 en hooguit 2, bijvoorbeeld 0,8."
)
BAD_TEXT = "Schrijf gewone tekst op één regel, zonder = + of @ vooraan."
TWO = Decimal(2)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class OneLine(forms.CharField):
    """Text on one line, without marks that nobody sees (B8, B41)."""

    def to_python(self, value: Any) -> str:
        given = super().to_python(value)
        found = cells.clean(given or "")
        if found.startswith(cells.FORMULA):
            raise ValidationError(BAD_TEXT)
        return found


class Factor(forms.CharField):
    """A working-time factor, typed as 0,8 or 0.8 (B18, B19)."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        found = cells.clean(str(super().clean(value) or ""))
        if not found:
            return None
        if not cells.NUMBER.fullmatch(found):
            raise ValidationError(BAD_NUMBER, params={"value": found[:20]})
        number = cells.number_of(found)
        if not 0 < number <= TWO:
            raise ValidationError(BAD_NUMBER, params={"value": found[:20]})
        return number
