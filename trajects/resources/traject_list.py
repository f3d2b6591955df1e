"""What every list of a traject shares when it goes out as a file and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse

from core.rows import RowList
from trajects.models import Traject

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User


class TrajectList(RowList):
    """A list in the workspace of one traject. `url` is the URL name of its page."""

    layout = "traject_base.html"
    url: ClassVar[str]
    owner: Traject

    @classmethod
    def owners(cls, user: User) -> QuerySet[Traject]:
        return Traject.objects.worked_on_by(user).with_school()

    @property
    def page(self) -> str:
        return reverse(self.url, args=[self.owner.pk])

    @property
    def file_name(self) -> str:
        return f"{self.title} {self.owner.school.name} {self.owner.school_year}"

    @property
    def context(self) -> dict[str, Any]:
        return {"traject": self.owner}
