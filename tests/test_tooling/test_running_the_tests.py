"""The closing line sums all runs, and a run that broke off is never a success."""

import importlib.machinery
import importlib.util

import pytest

from tests.environment import ROOT

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def script(name):
    loader = importlib.machinery.SourceFileLoader(f"bin_{name}", str(ROOT / "bin" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def runner(tmp_path, monkeypatch):
    module = script("test")
    monkeypatch.setattr(module, "RESULTS", tmp_path)
    return module


def report(runner, name, *numbers):
    (runner.RESULTS / f"{name}.xml").write_text(REPORT.format(*numbers))


def test_the_numbers_of_a_run_come_from_its_report(runner):
    report(runner, "sqlite", 10, 1, 2, 3)

    assert runner.counts("sqlite", 1) == (4, 3, 3)


def test_a_run_without_a_report_failed(runner):
    assert runner.counts("postgres", 2) == (0, 1, 0)


def test_a_run_that_broke_off_after_passing_tests_failed(runner):
    report(runner, "browser", 5, 0, 0, 0)

    assert runner.counts("browser", 137) == (5, 1, 0)


def test_a_run_in_which_nothing_was_chosen_is_no_failure(runner):
    assert runner.counts("browser", runner.NO_TESTS) == (0, 0, 0)


def test_the_closing_line_sums_all_runs(runner, monkeypatch, capsys):
    monkeypatch.setattr(runner.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(runner.shutil, "rmtree", lambda *arguments, **options: None)
    monkeypatch.setattr(runner, "all_runs", lambda: {"sqlite": 0, "postgres": 0})
    runner.RESULTS = runner.RESULTS / "results"

    def write():
        report(runner, "sqlite", 5, 0, 0, 1)
        report(runner, "postgres", 6, 0, 0, 0)
        return {"sqlite": 0, "postgres": 0}

    monkeypatch.setattr(runner, "all_runs", write)

    assert runner.main() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "10 passed, 0 failed, 1 skipped"


def test_no_test_at_all_is_a_failure(runner, monkeypatch):
    monkeypatch.setattr(runner.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(runner, "all_runs", lambda: {"sqlite": runner.NO_TESTS})

    runner.RESULTS = runner.RESULTS / "results"
    assert runner.main() == 1


def test_static_files_are_collected_again_only_after_a_change(tmp_path):
    run = script("run")
    (tmp_path / "app.css").write_text("a {}")
    before = run.fingerprint([tmp_path], [])

    assert run.fingerprint([tmp_path], []) == before
    (tmp_path / "app.css").write_text("a { }")
    assert run.fingerprint([tmp_path], []) != before


def test_the_first_settings_have_a_key_of_their_own_and_are_private(tmp_path, monkeypatch):
    run = script("run")
    monkeypatch.setattr(run, "DOTENV", tmp_path / ".env")

    run.make_dotenv("http://localhost:8001")

    text = (tmp_path / ".env").read_text()
    assert "SITE_URL=http://localhost:8001\n" in text
    assert len(text.split("SECRET_KEY=")[1].split("\n")[0]) > 50
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
