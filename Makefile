# Everything runs in .venv, which the first target makes from the lock file. Needs Python 3.11, pip and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# A file's tests stay together: what they share is made once.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist loadfile
STAMP := .venv/.installed
# One thread a process: on two busy cores two threads are slower than one.
export OMP_NUM_THREADS ?= 1
export TOKENIZERS_PARALLELISM ?= false
export HF_HUB_OFFLINE ?= 1
export FLWR_TELEMETRY_ENABLED ?= 0

.PHONY: help demo test test-fast check lint format types contracts docs docs-check containers lock clean

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || (echo "Python 3.11 is needed" >&2; exit 1)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $(STAMP)

demo: $(STAMP) ## Run the whole loop on this machine (DEMO="--model tiny" for a quick one).
	$(BIN)/sottovoce demo $(DEMO)

test: $(STAMP) ## All tests.
	-sh tools/redis.sh
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not e2e"
	$(BIN)/python -m pytest -m e2e

test-fast: $(STAMP) ## The tests that take no model, no process and no patience.
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not slow and not e2e and not privacy"

check: lint types contracts docs-check test containers ## What CI runs.

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(STAMP) ## Format and mend what can be mended.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

docs: $(STAMP) ## Write the generated pages of docs/reference.
	$(BIN)/python tools/reference.py

docs-check: $(STAMP)
	$(BIN)/python tools/reference.py --check

containers: $(STAMP) ## Build the three images without a Docker engine and chat through them.
	PATH="$(CURDIR)/$(BIN):$$PATH" docker/check.sh

lock: $(STAMP) ## Resolve the dependencies anew.
	$(BIN)/python tools/lock.py

clean: ## Remove what the targets made.
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
