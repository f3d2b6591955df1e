"""Start a child, give it bytes, get bytes back, and end it when it takes too long."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
PASSED_ON = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "FONTCONFIG_PATH", "XDG_CACHE_HOME")


class ChildTookTooLong(Exception):
    """It was ended because its time was up."""


class ChildDied(Exception):
    """It ended without an answer: out of memory, out of time, or broken input."""


def run_child(
    module: str,
    given: bytes,
    *,
    seconds: float,
    sign_of_life: Callable[[], object] | None = None,
    every: float = 5.0,
) -> bytes:
    """Run `python -m module` with `given` as its input; it sees no settings and no secrets."""
    child = subprocess.Popen(  # noqa: S603 (our own modules only)
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HOME,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
    )
    with child:
        try:
            answer = _wait(child, given, seconds, sign_of_life or (lambda: None), every)
        finally:
            child.kill()
    if child.returncode != 0:
        raise ChildDied(module)
    return answer


def _wait(
    child: subprocess.Popen[bytes],
    given: bytes,
    seconds: float,
    sign_of_life: Callable[[], object],
    every: float,
) -> bytes:
    """Wait in short turns, so that the one who waits can say it is still there."""
    left = seconds
    unsent: bytes | None = given
    while left > 0:
        turn = min(every, left)
        try:
            answer, _ = child.communicate(unsent, timeout=turn)
        except subprocess.TimeoutExpired:
            left, unsent = left - turn, None
            sign_of_life()
        else:
            return answer
    raise ChildTookTooLong
