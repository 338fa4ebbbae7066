# make        creates the environment from the locked dependencies, loads the graph, prints the coverage and the gaps
# make test   lint, types, tests, doctests, docs drift
# make help   the other targets

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := build
.PHONY: build test hostile docs goldens pictures bench lock clean help

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

build: $(READY) ## load the graph, print coverage and gaps
	$(BIN)/oversight coverage --summary
	$(BIN)/oversight gaps --columns ref,title,cell,grade,reason

test: $(READY) ## all that CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check
	$(BIN)/python -m pytest -q -n auto --dist worksteal

hostile: $(READY) ## try hostile inputs, mutants of the data, and command lines that are drawn: all of them
	$(BIN)/python tests/hostile/battery.py
	$(BIN)/python tests/hostile/mutants.py
	$(BIN)/python tests/hostile/drawn.py

docs: $(READY) ## write the generated pages anew, and the outputs shown in the README
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/generate.py --refresh

goldens: $(READY) ## record anew what every command answers (tests/golden/recorded)
	$(BIN)/python tests/golden/capture.py capture tests/golden/recorded --committed

pictures: $(READY) ## take the pictures of docs/pictures anew; needs Chromium
	$(BIN)/python docs/take_pictures.py
	-$(BIN)/python docs/workbook_pictures.py

bench: $(READY) ## measure start-up, loading, queries and the network, each against its peers, and how all answers grow
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/network.py
	$(BIN)/python benchmarks/ingest.py
	$(BIN)/python benchmarks/growth.py --places 3 --places 12

lock: $(READY) ## resolve the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --output-file requirements.lock

clean: ## remove the environment and what tools left
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10
