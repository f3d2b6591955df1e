"""Numbers as a Dutch school types them: 12,5 and 12.5 and 1.659,00."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
PLAIN = re.compile(r"\d+([.,]\d+)?")
LONGEST = 20


class DutchDecimalField(forms.CharField):
    """A number from `least` to `most`; the message names the limits and gives an example."""

    def __init__(self, *, least: Decimal, most: Decimal, places: int = 2, **kwargs: Any) -> None:
        self.least, self.most, self.places = least, most, places
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        if not typed:
            return None
        number = self._number(typed)
        if number is None:
            raise ValidationError("Vul een getal in, bijvoorbeeld 12,5.")
        if not self.least <= number <= self.most:
            limits = f"{in_dutch(self.least)} tot en met {in_dutch(self.most)}"
            raise ValidationError(f"Vul een getal in van {limits}.")
        if number != round(number, self.places):
            raise ValidationError(f"Gebruik ten hoogste {self.places} cijfers achter de komma.")
        return number

    def prepare_value(self, value: Any) -> Any:
        """Echo a number the way it is written here."""
        return in_dutch(value) if isinstance(value, Decimal) else value

    def _number(self, typed: str) -> Decimal | None:
        text = typed.replace(" ", "")
        if len(text) > LONGEST or not text.isascii():
            return None
        if THOUSANDS.fullmatch(text):
            return Decimal(text.replace(".", "").replace(",", "."))
        return Decimal(text.replace(",", ".")) if PLAIN.fullmatch(text) else None


def in_dutch(number: Decimal) -> str:
    """12,5 for Decimal("12.5000"): no trailing zeros, a comma, no thousands."""
    return f"{number.normalize():f}".replace(".", ",")
