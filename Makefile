# Everything here sets itself up: a machine needs Python 3.11 or newer, pip and make, and nothing else.
# Another interpreter: make demo PYTHON=python3.12. Another place for the environment: make demo VENV=/somewhere.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(VENV)/ready-to-run
DEV := $(VENV)/ready-to-develop
SETTINGS := pyproject.toml requirements.txt tools/set_up.py

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench articles lexicons docs requirements clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUN) ## read, weigh and check the example article
	@$(BIN)/sverka demo

test: $(DEV) ## every check: style, types, architecture, documentation, tests
	@$(BIN)/python tools/check_all.py

lint: $(DEV) ## the checks that run no tests
	@$(BIN)/python tools/check_all.py --no-tests

bench: $(DEV) ## measure speed on this machine and write docs/benchmarks.md
	@$(BIN)/python tools/run_benchmarks.py

articles: $(DEV) ## score verdicts on free articles, where the raw files of Paraná stand in ../shared/data
	@$(BIN)/python tools/score_articles.py --update

lexicons: $(DEV) ## compile the word tables of the reader
	@$(BIN)/python tools/compile_lexicon.py

docs: $(DEV) ## write the generated parts of the documentation anew
	@$(BIN)/python tools/generate_docs.py
	@$(BIN)/python tools/generate_schemas.py
	@$(BIN)/python tools/show_runs.py

requirements: $(DEV) ## export the versions that are known to work together
	@$(BIN)/python tools/export_requirements.py

clean: ## remove the environment and everything that was made
	@rm -rf $(VENV) build dist demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

define need-python
@command -v $(PYTHON) > /dev/null || { echo "there is no $(PYTHON) here: install Python 3.11 or newer, or name one:" \
  "make demo PYTHON=/path/to/python3.11" >&2; exit 1; }
endef

$(RUN): $(SETTINGS)
	$(need-python)
	@$(PYTHON) tools/set_up.py $(VENV)
	@touch $@

$(DEV): $(SETTINGS)
	$(need-python)
	@$(PYTHON) tools/set_up.py $(VENV) --dev
	@touch $(RUN) $@
