"""Printing, seen from the worker: a child does it, within a minute and half a gigabyte."""

import json
from collections.abc import Callable

from django.conf import settings

from core.children.run import ChildDied, ChildTookTooLong, run_child

SECONDS = 60
TOO_LONG = (
    "Het document is te groot om in één keer te maken. Kies een kleiner deel of de Excel-lijst."
)
NO_PDF = "Het document kon niet worden gemaakt. Probeer het opnieuw of kies de Excel-lijst."


class PrintFailed(Exception):
    """No PDF came out; `reason` says in Dutch what to do."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def print_pdf(html: str, *, title: str, still_busy: Callable[[], object] | None = None) -> bytes:
    """The PDF/UA-1 of a page. `still_busy` is called every few seconds while it is made."""
    roots = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    given = {
        "html": html,
        "title": title,
        "static_url": settings.STATIC_URL,
        "roots": [str(root) for root in roots],
    }
    try:
        return run_child(
            "core.children.print_page",
            json.dumps(given).encode(),
            seconds=SECONDS,
            sign_of_life=still_busy,
        )
    except ChildTookTooLong as late:
        raise PrintFailed(TOO_LONG) from late
    except ChildDied as dead:
        raise PrintFailed(NO_PDF) from dead
