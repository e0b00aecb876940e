# Everything a developer or CI does here.  `make` alone prints the targets.

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip install -q --disable-pip-version-check --require-hashes
PYTEST := $(PY) -m pytest -q
WORKERS ?= 2

ADDRESS ?= 127.0.0.1:8000
# One thread for every open socket and some for pages.
THREADS ?= 300

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

.DEFAULT_GOAL := help
.PHONY: help demo serve test check test-real test-more bench format rules migration migrate translations catalogues lock clean
.DELETE_ON_ERROR:

help: ## print these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime translations ## one sale from start to end, in your browser (FRESH=1 begins anew)
	$(PY) -m demo

serve: $(VENV)/.runtime translations migrate ## the platform itself on ADDRESS (127.0.0.1:8000), data in instance/
	exec $(BIN)/gunicorn --bind $(ADDRESS) --worker-class gthread --workers 1 --threads $(THREADS) \
	  --graceful-timeout 10 --no-control-socket "wsgi:create_app(serving=True)"

test: $(VENV)/.dev translations tools ## everything a change must pass, check included
	.ci/system browser
	$(PYTEST) -n $(WORKERS) --dist worksteal -m "not slow and not real_data"

check: $(VENV)/.dev tools ## style, types, import contracts and the rules of the house
	$(PYTEST) tests/architecture

test-real: $(VENV)/.dev translations ## the tests on real files (REAL_DATA=folder)
	$(PYTEST) -m "real_data and not slow"

test-more: $(VENV)/.dev translations ## the slow tiers, and properties on many more examples
	.ci/system browser
	$(PYTEST) -n $(WORKERS) --dist worksteal -m "(slow or hypothesis) and not alone" --hypothesis-profile thorough
	$(PYTEST) -m alone

bench: $(VENV)/.dev ## measure the hall against a textbook one, the search and the ledger, on both databases
	$(PY) -m bench
	$(PY) -m bench.search
	$(PY) -m bench.ledger

format: $(VENV)/.dev ## lay the code out as check wants it
	$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .

migrate: $(VENV)/.runtime ## bring the database that the settings name to the newest schema
	$(BIN)/alembic -q upgrade head

rules: $(VENV)/.dev ## print the rules with the tests of each (and flask rules show ID: their numbers)
	$(PY) -m tests.support.rulebook

migration: $(VENV)/.dev ## write the next migration from the tables (NAME="what changes")
	$(BIN)/ruff format -q $$($(PY) -m migrations.draft "$(NAME)" | tail -1)

catalogues: $(VENV)/.dev ## take the sentences of the sources into the catalogues, ready to be translated
	$(PY) -m translations.update

lock: ## pin all dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --group dev pyproject.toml -o requirements-dev.lock

clean: ## remove what make made, but not the data in instance/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache $(CATALOGUES)

.PHONY: tools
tools: $(VENV)/.dev
	$(BIN)/ruff check -q .
	$(BIN)/ruff format -q --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --quiet --lint templates

translations: $(VENV)/.runtime $(CATALOGUES)

%.mo: %.po
	$(BIN)/pybabel -q compile -i $< -o $@

$(BIN)/python:
	python=$$(.ci/system python) && "$$python" -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(BIN)/python
	$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) -r requirements-dev.lock
	@touch $@
