"""Several people at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connections

from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from core.versions import Unsaved

TOLD: tuple[type[Exception], ...] = (StepNotAllowed, Unsaved, WrongMoment)


def at_once(*deeds: Callable[[], object], told: tuple[type[Exception], ...] = TOLD) -> list[str]:
    """Start them together; what each came to, sorted: "done", or "told" that it may not be.

    Anything else that is raised leaves its place empty, so that a test sees it.
    """
    gate, outcomes = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=10)
            deed()
            outcomes.append("done")
        except told:
            outcomes.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)
