"""Days as the browser asks for them."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day with the browser's own calendar; typing day, month and year works too."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DayField(forms.DateField):
    widget = DayInput
    default_error_messages = {"invalid": "Vul een datum in, bijvoorbeeld 20-5-2027."}
