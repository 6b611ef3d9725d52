# Everything begins here: `make run` serves the example, `make test` tries everything; both install what they need.

export PORT ?= 8000
PYTHON3 ?= $(firstword $(foreach name,python3.11 python3,$(shell command -v $(name))))
PYTHON := .venv/bin/python

# WeasyPrint draws the PDFs with the first three; the driver of the browser tests needs libatomic1.
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := postgresql nginx chromium libatomic1
BENCH_PACKAGES := wrk
HAS_PYTHON := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
PYTHON_PACKAGES := $(if $(wildcard $(PYTHON)),,$(shell "$(PYTHON3)" -c '$(HAS_PYTHON)' 2>/dev/null || echo python3 python3-venv))

PIP_INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all:
LOCK := uv pip compile pyproject.toml --quiet --generate-hashes --no-header --python-version 3.11

.PHONY: help setup run test test-all check bench accessibility faults picture pictures lock vendor packages test-packages bench-packages

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: packages .venv/production.stamp ## install what the site needs, into .venv, and nothing else

run: setup ## serve the example on http://127.0.0.1:8000/ (PORT=8001: another port; EXAMPLE=off: an organisation of your own)
	@$(PYTHON) tools/free_port.py "$(PORT)"
	@$(PYTHON) manage.py prepare
	@exec $(PYTHON) -m cpic

test: test-packages .venv/development.stamp ## the checks, the suite on SQLite, on PostgreSQL what can differ there, the browser tests
	@$(PYTHON) tools/run_tests.py

test-all: test-packages .venv/development.stamp ## everything on both engines, races and made-up examples many times over
	@$(PYTHON) tools/run_tests.py all

check: packages .venv/development.stamp ## lint, format, types, imports and their picture, missing migrations, templates, settings, requirements
	@$(PYTHON) tools/check.py

bench: bench-packages .venv/development.stamp ## what public pages and the PDF cost, and what the workspace and evaluation cost as years go by
	@$(PYTHON) -m tests.bench

accessibility: test-packages .venv/development.stamp ## look at every page with two engines and write the accessibility statement's record anew
	@$(PYTHON) -m pytest -s -n0 tests/accessibility/walk.py

faults: .venv/development.stamp ## put thirty faults into copies of the code, one at a time, and see whether a test finds each
	@$(PYTHON) -m tests.faults.run

picture: packages .venv/development.stamp ## draw docs/house.svg anew: the apps, their rooms, and what imports what
	@$(PYTHON) tools/picture.py

pictures: test-packages .venv/development.stamp ## take the pictures of the help and of the README anew, from the example, in a browser
	@$(PYTHON) tools/pictures.py

lock: ## write requirements/ anew from pyproject.toml (needs uv; LOCK_FLAGS=--upgrade takes newer versions)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@$(LOCK) $(LOCK_FLAGS) --output-file requirements/production.txt >/dev/null
	@$(LOCK) $(LOCK_FLAGS) --group dev --constraint requirements/production.txt \
		--output-file requirements/development.txt >/dev/null

vendor: .venv/production.stamp ## copy other people's CSS, fonts and map anew into static/vendor (needs npm)
	@command -v npm >/dev/null || { echo "make vendor needs npm" >&2; exit 1; }
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && cp package.json "$$folder" && \
		(cd "$$folder" && npm install --silent --ignore-scripts --no-package-lock --no-audit --no-fund) && \
		$(PYTHON) tools/vendor.py "$$folder/node_modules"

packages:
	@tools/packages $(RUN_PACKAGES) $(PYTHON_PACKAGES)

test-packages:
	@tools/packages $(RUN_PACKAGES) $(PYTHON_PACKAGES) -- $(TEST_PACKAGES)

bench-packages:
	@tools/packages $(RUN_PACKAGES) $(PYTHON_PACKAGES) $(BENCH_PACKAGES)

# The development file holds everything of the production file, at the same versions.
.venv/%.stamp: requirements/%.txt | packages
	@"$(PYTHON3)" -c '$(HAS_PYTHON)' || { echo "Python 3.11 or newer with venv is needed." >&2; exit 1; }
	@test -x .venv/bin/pip || { echo "Creating .venv"; "$(PYTHON3)" -m venv .venv; }
	@echo "Installing Python packages (once, a minute or two)"
	@$(PIP_INSTALL) -r $<
	@touch $@
