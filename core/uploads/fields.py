"""A field that only lets safe files through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from core.uploads.checking import EMPTY, UploadRefused, read_upload
from core.uploads.kinds import KINDS, LARGEST

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.uploads.checking import SafeFile


class SafeFileField(forms.FileField):
    """Gives a SafeFile, or nothing. Set `by` to the account whose files are counted."""

    by: Any = None
    default_error_messages = {
        "empty": EMPTY,
        "max_length": "De naam van het bestand is te lang. Geef het een kortere naam.",
    }

    def __init__(self, *, kinds: Collection[str] = tuple(KINDS), **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the browser offers to choose; the check itself is ours."""
        endings = ",".join(ending for kind in self.kinds for ending in KINDS[kind].endings)
        return {**super().widget_attrs(widget), "accept": endings, "data-largest": LARGEST}

    def clean(self, data: Any, initial: Any = None) -> SafeFile | None:
        given = super().clean(data, initial)
        if not given:
            return None
        try:
            return read_upload(given, by=self.by, kinds=self.kinds)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused), code="refused") from refused
