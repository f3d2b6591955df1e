"""Which PDFs exist: a register that the apps' documents.py fill."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

Context = dict[str, Any]
Maker = Callable[[Any], tuple[str, Context]]


@dataclass(frozen=True)
class Paper:
    """One kind of PDF: about which model, under which title, made from which template."""

    kind: str
    model: type[models.Model]
    title: str | Callable[[Any], str]
    make: Maker

    def title_of(self, subject: models.Model) -> str:
        return self.title if isinstance(self.title, str) else self.title(subject)

    def visible_to(self, user: Any) -> models.QuerySet[Any]:
        rows: Any = self.model._default_manager
        visible: models.QuerySet[Any] = rows.visible_to(user)
        return visible


_papers: dict[str, Paper] = {}


class PaperUnknown(LookupError):
    """No documents.py registers this kind."""


def paper(
    kind: str, *, model: type[models.Model], title: str | Callable[[Any], str]
) -> Callable[[Maker], Maker]:
    """Register `make(subject) -> (template, context)` as a PDF.

    The model's default queryset must have `visible_to(user)`: it is asked when the paper is
    made and again each time it is fetched.
    """

    def register(make: Maker) -> Maker:
        _papers[kind] = Paper(kind, model, title, make)
        return make

    return register


def paper_named(kind: str) -> Paper:
    try:
        return _papers[kind]
    except KeyError:
        raise PaperUnknown(kind) from None
