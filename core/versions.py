"""Nobody overwrites a colleague: a text is saved only if it is still the one that was read."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F
from django.utils import timezone


class Unsaved(Exception):
    """A text that could not be saved; what the person typed is kept for the page."""

    def __init__(self, target: models.Model, fields: dict[str, Any]) -> None:
        self.target = target
        self.mine = {
            _label(target, name): _shown(target, name, value) for name, value in fields.items()
        }
        super().__init__(f"{target._meta.label} {target.pk}")


class StaleVersion(Unsaved):
    """Somebody else saved in between: the page shows both texts."""

    def __init__(
        self, target: models.Model, fields: dict[str, Any], current: models.Model
    ) -> None:
        super().__init__(target, fields)
        self.theirs = {
            _label(target, name): _shown(target, name, getattr(current, name)) for name in fields
        }


class TargetGone(Unsaved):
    """What was being edited does not exist any more."""


class Versioned(models.Model):
    """A model that several people may edit at once."""

    version = models.PositiveIntegerField("versie", default=1, editable=False)

    class Meta:
        abstract = True

    def save_if_unchanged(self, *, version: int, by: Any = None, **fields: Any) -> None:
        """Save `fields` if nobody saved since `version`; else StaleVersion or TargetGone.

        A model with `changed_by` and `changed_at` gets them filled in.
        """
        stamps = self._stamps(by)
        rows = type(self)._base_manager.filter(pk=self.pk)
        if not rows.filter(version=version).update(version=F("version") + 1, **fields, **stamps):
            current = rows.first()
            raise StaleVersion(self, fields, current) if current else TargetGone(self, fields)
        self.refresh_from_db(fields=["version", *fields, *stamps])

    def _stamps(self, by: Any) -> dict[str, Any]:
        stamps = {"changed_by": by, "changed_at": timezone.now()}
        return {name: value for name, value in stamps.items() if value and _has(self, name)}


def _has(target: models.Model, name: str) -> bool:
    return name in {field.name for field in target._meta.get_fields()}


def _label(target: models.Model, name: str) -> str:
    label = str(getattr(_field(target, name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _field(target: models.Model, name: str) -> Any:
    try:
        return target._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _shown(target: models.Model, name: str, value: Any) -> str:
    """A value as the person knows it: a choice in words, nothing as nothing."""
    if value is None:
        return ""
    choices = dict(getattr(_field(target, name), "flatchoices", None) or [])
    return str(choices.get(value, value))
