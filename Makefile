# One .venv, made once and refreshed when pyproject.toml changes; everything else runs inside it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ARGS ?= --sample

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types imports screenshots bench torture clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

# pip wants 25.1 or newer for --group; its chatter goes to stderr so that `make run | …` stays clean.
$(STAMP): pyproject.toml
	@echo "Setting up $(VENV) (once; again when pyproject.toml changes) ..." >&2
	@$(PYTHON) -m venv $(VENV) >&2
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1' >&2
	@$(BIN)/python -m pip install --quiet --editable . --group dev >&2
	@touch $@

run: $(STAMP) ## open paperdeck on the sample; make run ARGS="listing.txt" opens yours
	@$(BIN)/paperdeck $(ARGS)

test: $(STAMP) ## run all tests
	@$(BIN)/python -m pytest -n 2

check: $(STAMP) format-check lint types imports test ## everything a commit must pass

format: $(STAMP) ## lay the code out
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: format-check
format-check: $(STAMP)
	@$(BIN)/ruff format --check .

lint: $(STAMP)
	@$(BIN)/ruff check .

types: $(STAMP)
	@$(BIN)/mypy

imports: $(STAMP)
	@$(BIN)/lint-imports

screenshots: $(STAMP) ## take the pictures in screenshots/ anew
	@$(BIN)/python -m screenshots.take

.PHONY: session
session: $(STAMP) ## record the session in screenshots/ anew, for asciinema and as a moving picture
	@$(BIN)/python -m screenshots.record
	@$(BIN)/python -m screenshots.animate

bench: $(STAMP) ## measure (never part of the tests)
	@$(BIN)/python -m benchmarks

torture: $(STAMP) ## try to lose data and to break the terminal, for an hour or so (ARGS="--share 0.1")
	@$(BIN)/python -m torture $(if $(filter-out --sample,$(ARGS)),$(ARGS))

.PHONY: matrix
matrix: $(STAMP) ## the tests on every Python that is found, and the package in a clean environment
	@$(BIN)/nox

.PHONY: docs
docs: $(STAMP) ## build the documentation's site into site/, without a warning
	@$(BIN)/python -m pip install --quiet --group docs >&2
	@$(BIN)/python -m docs.generate
	@$(BIN)/zensical build --clean --strict

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
