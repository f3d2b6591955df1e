"""Days as the browser asks for them."""

from datetime import date
from typing import Any

from django import forms

FIRST_YEAR, LAST_YEAR = 2000, 2099


class DayInput(forms.DateInput):
    """A day with the browser's own calendar; typing day, month and year works too."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DayField(forms.DateField):
    widget = DayInput
    default_error_messages = {
        "invalid": "Vul een datum in, bijvoorbeeld 20-5-2027.",
        "early": f"Dit jaar is te lang geleden. Kies een datum vanaf {FIRST_YEAR}.",
        "far": f"Dit jaar ligt te ver weg. Kies een datum tot en met {LAST_YEAR}.",
    }

    def to_python(self, value: Any) -> date | None:
        """A year that no calendar reaches is a slip of the finger."""
        day = super().to_python(value)
        if day and day.year < FIRST_YEAR:
            raise forms.ValidationError(self.error_messages["early"], code="early")
        if day and day.year > LAST_YEAR:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return day
