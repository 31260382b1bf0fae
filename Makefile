# Plumbline: the few commands. `make` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Plumbline needs Python 3.11 or newer (PYTHON=…)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip -q install uv

$(VENV)/.installed: requirements.txt | $(BIN)/uv
	$(BIN)/uv pip install -q -r requirements.txt
	@touch $@

$(VENV)/.installed-test: requirements-test.txt | $(BIN)/uv
	$(BIN)/uv pip install -q -r requirements-test.txt
	@touch $@ $(VENV)/.installed

setup: $(VENV)/.installed  ## install what the site needs, and nothing else

demo: $(VENV)/.installed  ## start the demo company on http://localhost:$(PORT)
	@PORT=$(PORT) $(BIN)/python -m demo

test: $(VENV)/.installed-test  ## run every test (DATABASE_URL, REDIS_URL: on those; else embedded)
	@PATH="$(PATH)" tests/run

test-long: $(VENV)/.installed-test  ## also the tests that take minutes
	@PLUMBLINE_LONG=1 tests/run

fmt: $(VENV)/.installed-test  ## format and lint
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint templates --reformat --quiet || true

pictures: $(VENV)/.installed-test  ## draw README's pictures anew
	@$(BIN)/python -m tests.browser.pictures

lock: $(BIN)/uv  ## pin the dependencies anew, with hashes
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --group test pyproject.toml -o requirements-test.txt

.PHONY: help setup demo test test-long fmt pictures lock
