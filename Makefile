# The chores of the project, one word each; what takes more than a line is in deploy/ and tests/.

PORT ?= 8000
UV ?= uv
export PORT

CODE = papi_portal plans indicators tasks tests
TEMPLATES = $$(find templates -name '*.html')
LOCK = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --only-binary :all: --no-annotate --no-emit-index-url \
	--custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: help install demo test coverage looks bench screenshots dev format lint types lock clean

help: ## list these chores
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='	' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

install: ## install what the portal runs on: system libraries and .venv
	@deploy/install-system.sh runtime || echo 'Going on without them: no PDF until they are there.' >&2
	@deploy/install-python.sh runtime

demo: ## start the portal with demonstration data on 127.0.0.1 (PORT=8000)
	@exec deploy/demo.sh

test: ## run every check: style, types, tests on SQLite, PostgreSQL and in a browser
	@deploy/install-system.sh test
	@deploy/install-python.sh dev
	@exec tests/run.sh

coverage: ## run every check and say which lines and branches no test reaches (slower)
	@deploy/install-system.sh test
	@deploy/install-python.sh dev
	@COVERAGE=1 tests/run.sh

looks: ## hold every page against WCAG 2.2 AA, each look for itself (before a release)
	@deploy/install-system.sh test
	@deploy/install-python.sh dev
	@.venv/bin/python -m pytest -q -p no:cacheprovider tests/browser --ignore=tests/browser/pictures --whole

bench: ## measure what must be fast, beside the least that the same work can take (NATION=1: the nation, too)
	@deploy/install-system.sh test
	@deploy/install-python.sh dev
	@.venv/bin/python -m tests.bench.everything --write $(if $(NATION),--nation)

screenshots: ## take the pictures in docs/img anew, from the demonstration
	@deploy/install-system.sh test
	@deploy/install-python.sh dev
	@.venv/bin/python -m pytest -q -p no:cacheprovider -p no:randomly tests/browser/pictures --pictures

dev: ## install the developers' tools into .venv
	@deploy/install-python.sh dev

format: dev ## rewrite Python and templates in the project's form
	@.venv/bin/ruff check --quiet --select I --fix .
	@.venv/bin/ruff format .
	@.venv/bin/python -m djhtml $(TEMPLATES)
	@.venv/bin/djade --target-version 5.2 $(TEMPLATES)

lint: dev ## find mistakes and broken rules without running anything
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/python -m djlint --lint --quiet templates
	@.venv/bin/python .venv/bin/lint-imports --no-logo

types: dev ## check the types
	@.venv/bin/mypy

lock: ## pin the packages named in pyproject.toml again (needs uv; LOCK_ARGS=--upgrade for newer ones)
	@$(LOCK) $(LOCK_ARGS) --output-file requirements.txt
	@$(LOCK) $(LOCK_ARGS) --extra dev --constraints requirements.txt --output-file requirements-dev.txt

clean: ## remove .venv and caches; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage test-results
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +
