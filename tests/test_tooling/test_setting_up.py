"""Setting up finds a Python that works, and says in one line what it cannot find."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import ROOT

TOOLS = ("sh", "dirname", "cat", "head", "id", "mkdir", "tr", "cksum")


@pytest.fixture
def folder(tmp_path):
    """A PATH with the tools of the script and no Python at all."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    return tmp_path


def program(folder: Path, name: str, body: str) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def working(folder: Path, name: str) -> None:
    program(folder, name, f'exec "{sys.executable}" "$@"')


def find_python(*path: Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": os.pathsep.join(map(str, path)), "HOME": str(home or "/nonexistent")}
    return subprocess.run(
        ["/bin/sh", str(ROOT / "bin" / "setup"), "python"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_working_python_is_found(folder):
    working(folder, "python3")

    assert find_python(folder).stdout.strip() == sys.executable


def test_a_broken_shim_first_in_the_path_is_passed_over(folder, tmp_path):
    for name in ("python3.13", "python3.14", "python3.12", "python3", "python"):
        program(tmp_path / "shims", name, "echo 'version not installed' >&2; exit 127")
    working(folder, "python3")

    found = find_python(tmp_path / "shims", folder)

    assert found.stdout.strip() == sys.executable
    assert found.stderr == ""


def test_a_python_of_pyenv_counts(folder, tmp_path):
    working(tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin", "python")

    assert find_python(folder, home=tmp_path).stdout.strip() == sys.executable


def test_a_folder_with_a_space_is_no_problem(folder, tmp_path):
    working(tmp_path / "my programs", "python3")

    assert find_python(folder, tmp_path / "my programs").stdout.strip() == sys.executable


def test_a_python_that_is_too_old_gives_one_line(folder):
    program(folder, "python3", "exit 1")

    found = find_python(folder)

    assert found.returncode == 1
    assert found.stderr.count("\n") == 1
    assert "3.12, 3.13 or 3.14" in found.stderr
