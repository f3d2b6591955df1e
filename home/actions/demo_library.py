"""The example school's library: links, figures in two versions, and a visit to another school."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from core.spreadsheets.outgoing import csv_bytes
from core.uploads import SafeFile
from home.actions.demo_traject import Stage
from people.models import User
from trajects.models import LibraryItem, Theme

WORDS = ("subject", "title", "summary", "audience")
VISIT = ("other_school", "what_we_saw", "contact")


def fill_library(story: dict[str, Any], stage: Stage) -> None:
    """Put every item of the story, as the project leader did."""
    leader = stage.cast.users[story["accounts"][0]["person"]]
    themes = {theme.key: theme for theme in Theme.objects.filter(traject=stage.traject)}
    for row in story["library"]:
        _put(stage, row, [themes[key] for key in row["themes"]], by=leader)


def _put(stage: Stage, row: dict[str, Any], themes: list[Theme], *, by: User) -> None:
    item = LibraryItem.objects.put(
        stage.traject,
        by=by,
        source=_source(row),
        themes=themes,
        is_checked="rows" in row,
        visited_on=stage.cast.day(row.get("visited_day")),
        **{name: row[name] for name in WORDS},
        **{name: row[name] for name in VISIT if name in row},
    )
    placed_at = _moment(stage, row["day"])
    item.versions.update(added_at=placed_at)
    if newer := row.get("newer"):
        made = item.add_version(
            _source(newer), version=1, by=by, summary=newer["summary"], is_checked=True
        )
        item.versions.filter(pk=made.pk).update(added_at=_moment(stage, newer["day"]))
    if row["status"] == LibraryItem.Status.PUBLISHED:
        item.publish(by=by)
    LibraryItem.objects.filter(pk=item.pk).update(put_at=placed_at)


def _source(row: dict[str, Any]) -> SafeFile | str:
    """A file of the rows, or else the link; a visit may have neither."""
    if "rows" not in row:
        return str(row.get("link", ""))
    header, *rows = row["rows"]
    return SafeFile(row["file"], "csv", csv_bytes(header, rows))


def _moment(stage: Stage, day: int) -> datetime:
    on = min(stage.cast.day(day), stage.cast.today)
    return timezone.make_aware(datetime.combine(on, time(10)))
