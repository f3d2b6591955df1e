# Everything a person types here; `make help` explains. The scripts behind it stand in bin/.

SHELL := /bin/sh
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run test check fix bench screenshots setup

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

run:  ## Start Taakdialoog on http://localhost:8000 (PORT=8001 make run chooses another)
	@bin/setup run
	@exec $(PYTHON) bin/run

test:  ## Every test: SQLite, PostgreSQL with Redis, and a real browser
	@bin/setup test
	@exec $(PYTHON) bin/test $(TESTS)

check:  ## Everything a machine can check without running the program's tests
	@bin/setup test
	@exec $(PYTHON) bin/check

fix:  ## Let the tools repair what they can
	@bin/setup test
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

bench:  ## Measure: benchmarks/results.json and a table (BENCH="pf1 pf8 pf9" chooses)
	@bin/setup test
	@exec $(PYTHON) -m benchmarks $(BENCH)

screenshots:  ## Every screen into screenshots/, those of the README into docs/images/
	@bin/setup test
	@exec bin/screenshots

setup:  ## Only make what is missing
	@bin/setup test
