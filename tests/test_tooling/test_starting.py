"""The supervisor starts all parts, restarts a dead worker and leaves nothing behind."""

import os
import socket
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from core.management.commands.start import Command, Program, is_free, programs

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def busy_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def sleeper():
    program = Program("worker", [sys.executable, "-c", "import time; time.sleep(60)"])
    yield program
    program.kill()


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_busy_port_is_said_before_anything_starts(busy_port):
    assert not is_free("127.0.0.1", busy_port)
    with pytest.raises(CommandError, match=f"Port {busy_port} is in use"):
        call_command("start", port=busy_port)


def test_without_redis_the_worker_carries_the_scheduler(settings):
    settings.REDIS_URL = ""

    parts = programs(host="127.0.0.1", port=8000, workers=2, log_level="info")

    assert [part.name for part in parts] == ["web", "worker"]
    assert "-B" in parts[1].command


def test_with_redis_the_scheduler_is_a_part_of_its_own(settings):
    settings.REDIS_URL = "redis://localhost"

    parts = programs(host="127.0.0.1", port=8000, workers=2, log_level="info")

    assert [part.name for part in parts] == ["web", "worker", "scheduler"]
    assert "-B" not in parts[1].command


def test_a_part_runs_in_a_process_group_of_its_own(sleeper):
    sleeper.start()

    assert os.getpgid(sleeper.process.pid) == sleeper.process.pid != os.getpgrp()


def test_ending_a_part_ends_its_children_too():
    program = Program("worker", [sys.executable, "-c", PARENT])
    reading, writing = os.pipe()
    program.process = subprocess.Popen(program.command, stdout=writing, process_group=0)
    child = int(os.read(reading, 20))

    program.kill()

    for _ in range(100):
        if not exists(child) or is_zombie(child):
            break
        time.sleep(0.02)
    assert not exists(child) or is_zombie(child)
    os.close(reading)
    os.close(writing)


def is_zombie(pid: int) -> bool:
    """Ended, but its new parent has not looked yet."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_part_that_keeps_dying_waits_longer_each_time(sleeper):
    waits = []
    for _ in range(7):
        sleeper.start()
        waits.append(sleeper.schedule_restart())

    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_a_part_that_ran_well_starts_again_soon(sleeper):
    sleeper.start()
    sleeper.failures = 5
    sleeper.started_at -= 3600

    assert sleeper.schedule_restart() == 1


def test_a_dead_worker_is_started_again(sleeper):
    sleeper.start()
    sleeper.process.kill()
    sleeper.process.wait()
    command = Command()

    command.watch(sleeper)
    assert sleeper.process is None
    sleeper.starts_at = 0
    command.watch(sleeper)

    assert sleeper.is_running


def test_a_dead_web_server_ends_everything(sleeper):
    sleeper.is_vital = True
    sleeper.start()
    sleeper.process.kill()
    sleeper.process.wait()

    with pytest.raises(CommandError, match="everything stops"):
        Command().watch(sleeper)


def test_stopping_leaves_nothing_running(sleeper):
    sleeper.start()
    pid = sleeper.process.pid
    command = Command()
    command.programs, command.stops_asked = [sleeper], 1

    command.stop()

    assert not exists(pid)
