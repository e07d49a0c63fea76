# claimcheck: everything a fresh clone needs is python3 (3.11 or later, with venv) and make.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TESTS ?=
BENCH ?=

# Stamps: a second run installs nothing unless pyproject.toml has changed.
MADE := $(VENV)/.made
INSTALLED := $(VENV)/.installed
DEVELOP := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help report test lint format wheel bench readme ci clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 16

report: $(INSTALLED) ## compare the sample articles in seeds/ with each other
	@$(BIN)/claimcheck report seeds

test: $(DEVELOP) ## run the test suite on all cores
	$(BIN)/pytest -n auto --dist loadgroup $(TESTS)

lint: $(DEVELOP) ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEVELOP) ## let ruff rewrite what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(DEVELOP) ## build dist/*.whl
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	@ls dist/*.whl

bench: $(DEVELOP) ## measure and write docs/performance.md (BENCH=--quick for a short one)
	$(BIN)/python benchmarks/run.py $(BENCH)

readme: $(DEVELOP) ## put the report's present output into the README files
	$(BIN)/python docs/make_readme.py

ci: ## all that a change must pass, from a clean checkout
	.ci/run

clean: ## remove what the other targets made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(MADE):
	@command -v $(PYTHON) >/dev/null || { echo "claimcheck needs Python 3.11 or later; there is no $(PYTHON) here" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "claimcheck needs Python 3.11 or later; $(PYTHON) is `$(PYTHON) -V 2>&1`. Try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "$(PYTHON) comes without venv and pip; install your system's python3-venv package" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(INSTALLED): pyproject.toml | $(MADE)
	@echo "installing claimcheck into $(VENV)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# `pip --group` needs pip 25.1, and Python 3.11 brings 23.2: hence an extra.
$(DEVELOP): pyproject.toml | $(MADE)
	@echo "installing claimcheck and its development tools into $(VENV)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(INSTALLED)
