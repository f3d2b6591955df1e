"""What forms about a text that several people edit have in common."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict


def version_in(posted: QueryDict) -> int:
    """The version behind a bare button; anything else than a number is no version at all."""
    given = posted.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


class VersionedForm(forms.ModelForm):
    """`version` is what the writer saw; the model refuses when a colleague was first."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    button = "Opslaan"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.helper = FormHelper()
        self.helper.attrs = {"data-guard": ""}
        self.helper.add_input(Submit("opslaan", self.button))

    @property
    def version_seen(self) -> int:
        seen: int = self.cleaned_data["version"]
        return seen

    @property
    def texts(self) -> dict[str, Any]:
        """The values of the model's own fields."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
