"""Web server, worker and scheduler in one go, each in a process group of its own."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

STABLE_AFTER = 60.0  # seconds; a program that ran this long starts again at once
LONGEST_WAIT = 30.0  # seconds between two starts of a program that keeps failing
GRACE = 15.0  # seconds to finish what runs; the rows of unfinished work are picked up later
THREADS = 8  # requests at once in each web process: as many as its database connections
BACKLOG = 512  # requests that may wait in each web process
PR_SET_PDEATHSIG = 1


def make_folders() -> None:
    """What is written while it runs; the queue only without Redis."""
    for folder in ("queue", "queue-control", "mail", "media"):
        (settings.VAR_DIR / folder).mkdir(parents=True, exist_ok=True)


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen here."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def die_with_parent() -> None:
    """Ask Linux for the signal to stop, should the supervisor itself be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Program:
    """One part of the running product, and the process that runs it now."""

    name: str
    command: list[str]
    is_vital: bool = False
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    starts_at: float = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def hint(self) -> str:
        return f" See {self.log}." if self.log else ""

    def start(self) -> None:
        self.started_at = time.monotonic()
        output = self.log.open("ab") if self.log else None
        self.process = subprocess.Popen(  # noqa: S603 - the commands stand below
            self.command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            process_group=0,
            preexec_fn=die_with_parent,  # safe: this process has one thread
        )
        if output:
            output.close()

    def schedule_restart(self) -> float:
        """Seconds until the next start: longer with each failure, short again once stable."""
        self.kill()
        is_stable = time.monotonic() - self.started_at > STABLE_AFTER
        self.failures = 1 if is_stable else self.failures + 1
        wait = min(2.0 ** (self.failures - 1), LONGEST_WAIT)
        self.starts_at = time.monotonic() + wait
        return wait

    def terminate(self) -> None:
        if self.process is not None and self.is_running:
            self.process.terminate()

    def kill(self) -> None:
        """End the whole group: also children whose parent is gone."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def programs(*, host: str, port: int, workers: int, log_level: str) -> list[Program]:
    # Celery warns at length about root; `make run` on a machine to try it on may well be root.
    quiet = ["-W", "ignore::Warning:celery.platforms"]
    celery = [sys.executable, *quiet, "-m", "celery", "--quiet", "-A", "taakdialoog"]
    scheduler = ["--schedule", settings.CELERY_BEAT_SCHEDULE_FILENAME]
    worker = [*celery, "worker", "--loglevel", log_level, "--pool", "prefork"]
    worker += ["--concurrency", "2", "--without-gossip", "--without-mingle"]
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    web += ["--host", host, "--port", str(port), "--workers", str(workers)]
    web += ["--blocking-threads", str(THREADS), "--backpressure", str(BACKLOG)]
    web += ["--respawn-failed-workers", "--workers-kill-timeout", "10"]
    web += ["--log-level", log_level, "taakdialoog.wsgi:application"]
    if not settings.REDIS_URL:
        return [Program("web", web, is_vital=True), Program("worker", [*worker, "-B", *scheduler])]
    return [
        Program("web", web, is_vital=True),
        Program("worker", worker),
        Program("scheduler", [*celery, "beat", "--loglevel", log_level, *scheduler]),
    ]


class Command(BaseCommand):
    """Starts all parts, restarts a part that dies, and ends them together."""

    help = "Start web server, worker and scheduler; Ctrl-C or SIGTERM ends them all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes (2)")
        parser.add_argument("--logs", type=Path, help="folder for log files (else the terminal)")
        parser.add_argument("--log-level", default="info", choices=["info", "warning", "error"])

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not is_free(host, port):
            raise CommandError(f"Port {port} is in use; choose another with --port.")
        make_folders()
        self.programs = programs(
            host=host, port=port, workers=options["workers"], log_level=options["log_level"]
        )
        if options["logs"]:
            self.log_to(options["logs"])
        self.stops_asked = 0
        self.is_announced = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        try:
            self.supervise(host, port)
        finally:
            self.stop()

    def log_to(self, folder: Path) -> None:
        """Give every part a fresh file of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        for program in self.programs:
            program.log = folder / f"{program.name}.log"
            program.log.unlink(missing_ok=True)

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stops_asked += 1

    def supervise(self, host: str, port: int) -> None:
        for program in self.programs:
            program.start()
        while not self.stops_asked:
            self.announce(host, port)
            for program in self.programs:
                self.watch(program)
            time.sleep(0.2)

    def announce(self, host: str, port: int) -> None:
        if not self.is_announced and answers(host, port):
            self.is_announced = True
            self.stdout.write(f"\nOpen {settings.SITE_URL}   (Ctrl-C stops everything)\n")
            self.stdout.flush()

    def watch(self, program: Program) -> None:
        if program.is_running:
            return
        if program.process is None:
            if time.monotonic() >= program.starts_at:
                program.start()
            return
        if program.is_vital:
            raise CommandError(f"The {program.name} server ended: everything stops.{program.hint}")
        wait = program.schedule_restart()
        self.stderr.write(
            f"The {program.name} ended; it starts again in {wait:.0f} s.{program.hint}"
        )

    def stop(self) -> None:
        """Let every part finish what it does; a second Ctrl-C does not wait."""
        asked_before = self.stops_asked
        for program in self.programs:
            program.terminate()
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and self.stops_asked <= max(asked_before, 1):
            if not any(program.is_running for program in self.programs):
                break
            time.sleep(0.1)
        for program in self.programs:
            program.kill()
