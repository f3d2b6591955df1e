"""Kombu's queue in a folder, with whole files only: a reader never meets a half-written nudge.

Kombu opens a message under its final name before it writes it; a worker that looks at that
moment reads nothing, cannot make sense of it and stops.
"""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Every file appears complete, under a name that is then known."""

    # kombu's own channel departs from its base in the same way.
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        try:
            unfinished = folder / f"{name}.unfinished"
            unfinished.write_text(dumps(payload))
            unfinished.replace(folder / name)
        except OSError as error:
            raise ChannelError(f"Cannot add {name} to the queue") from error

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        self._make_exchange(self._exchange_file(exchange))
        super()._queue_bind(exchange, routing_key, pattern, queue)

    def _make_exchange(self, file: Path) -> None:
        """An empty table that appears at once, unless somebody was first."""
        if file.exists():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.name}.{uuid.uuid4()}")
        unfinished.write_text("[]")
        with suppress(FileExistsError):
            os.link(unfinished, file)
        unfinished.unlink()


class Transport(filesystem.Transport):
    """Set as CELERY_BROKER_TRANSPORT where there is no Redis."""

    Channel = Channel
