"""`python -m benchmarks [pf1 pf8 pf9]`: each bench on SQLite and PostgreSQL, then one table."""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
BENCHES = ("pf1", "pf8", "pf9")
WORSE = 1.2  # a regression beyond this is named
POSTGRES = ["pg_virtualenv", "-t", "-o", "shared_buffers=128MB", "sh", "-c"]
WITH_ADDRESS = (
    'export DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@127.0.0.1:$PGPORT/$PGDATABASE"; "$@"'
)

Row = dict[str, Any]


def measure(chosen: list[str], output: str) -> None:
    """Inside the surroundings of one database: run the benches and write what they found."""
    import django

    django.setup()
    found = {name: import_module(f"benchmarks.{name}").run() for name in chosen}
    Path(output).write_text(json.dumps(found))


def on(database: str, chosen: list[str]) -> dict[str, list[Row]]:
    folder = tempfile.mkdtemp(prefix="taakdialoog-bench-")
    output = str(Path(folder) / "found.json")
    for name in ("queue", "queue-control", "media"):
        (Path(folder) / name).mkdir()
    surroundings = os.environ | {
        "VAR_DIR": folder,
        "REDIS_URL": "",
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }
    command = [sys.executable, "-m", "benchmarks", "--measure", output, *chosen]
    if database == "postgresql":
        command = [*POSTGRES, WITH_ADDRESS, "sh", *command]
    try:
        subprocess.run(command, cwd=ROOT, env=surroundings, check=True)
        return json.loads(Path(output).read_text())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return ", ".join(value) if isinstance(value, list) else str(value)


def table(rows: list[Row]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [columns, *([cell(row.get(name, "")) for name in columns] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def key(row: Row) -> str:
    return str(row.get("page") or row.get("work"))


def cost(row: Row) -> float:
    return float(row.get("times_floor") or row.get("median_ms") or row.get("seconds") or 0)


def regressions(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What became more than a fifth slower than the last results, on the same kind of machine."""
    if before.get("machine") != now["machine"]:
        return []
    worse = []
    for database, benches in now["results"].items():
        for bench, rows in benches.items():
            old = {
                key(row): cost(row) for row in before["results"].get(database, {}).get(bench, [])
            }
            for row in rows:
                earlier = old.get(key(row), 0)
                if earlier and cost(row) > earlier * WORSE:
                    worse.append(f"{database} {bench} {key(row)}: {earlier:.1f} > {cost(row):.1f}")
    return worse


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--measure"]:
        measure(arguments[2:], arguments[1])
        return 0
    chosen = arguments or list(BENCHES)
    if unknown := set(chosen) - set(BENCHES):
        sys.exit(f"Unknown bench: {', '.join(sorted(unknown))}; choose from {', '.join(BENCHES)}")
    before = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    found = {database: on(database, chosen) for database in ("sqlite", "postgresql")}
    now = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "results": found,
    }
    for database, benches in found.items():
        for bench, rows in benches.items():
            print(f"\n{bench.upper()} on {database}\n{table(rows)}")
    for line in regressions(before, now):
        print(f"slower than before: {line}")
    RESULTS.write_text(json.dumps(now, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
