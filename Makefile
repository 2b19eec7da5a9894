# Two commands do all set-up:  make run  opens the window on the demo;  make test  checks everything.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint format bench conformance pictures wheel clean

run: $(READY)
	@.ci/system-libraries window
	@$(BIN)/workbench demo

test: $(READY)
	@.ci/system-libraries
	@$(MAKE) --no-print-directory lint
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m "not benchmark" -n 2 --dist loadfile -q

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	@.ci/system-libraries
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/benchmarks -m benchmark -p no:randomly -q -s

conformance: $(READY)
	$(BIN)/python -m tests.conformance

pictures: $(READY)
	@.ci/system-libraries
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.pictures

wheel: $(READY)
	$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pyproject.toml says what is needed; the stamp says that it is there.
$(READY): pyproject.toml
	@test -x $(BIN)/python || { echo "Making a virtual environment in $(VENV)"; $(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }; }
	@# An older pip writes start scripts that import re, which takes a command 5 ms each time.
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check "pip>=25.3,<27" || echo "pip stays as it is"
	@echo "Installing the project and what it depends on into $(VENV)"
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable ".[dev,debug,sandbox]"
	@touch $(READY)
