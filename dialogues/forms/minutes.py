from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from dialogues.models import MinutesCorrection

LONGEST = 200_000


class BodyForm(forms.Form):
    """The text and the version that was read; an empty text is a text too."""

    body = forms.CharField(required=False, strip=False, max_length=LONGEST)
    version = forms.IntegerField(min_value=1)

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        return body.replace("\r\n", "\n")


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = MinutesCorrection
        fields = ["text"]
        help_texts = {
            "text": "Schrijf welke zin anders moet. Uw naam staat er niet bij. "
            "Noem ook zelf geen namen."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("send", "Correctie versturen"))
