# Every target installs what it needs into .venv. Start with `make demo`.
PYTHON ?= python3
BIN := .venv/bin
DEMO_FOLDER ?= demo-out

.PHONY: help install demo run test check bench lock clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: .venv/.installed ## set everything up in .venv

.venv/.installed: requirements-dev.txt pyproject.toml scripts/system-packages
	@PYTHON=$(PYTHON) scripts/system-packages
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: install ## do the main job through the real window, without a person
	@$(BIN)/python scripts/demo.py --folder $(DEMO_FOLDER)

run: install ## open the window
	@$(BIN)/mcdesk

test: install ## run the tests
	@scripts/system-packages tests
	@$(BIN)/python -m pytest -n 2

check: install ## formatting, lint, types, the rooms and arrows, spelling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell

bench: install ## speed and memory, as ratios against a rival run beside ours
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@$(BIN)/python -m tests.benchmarks

lock: install ## pin the newest allowed versions, with hashes
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 -c requirements-dev.txt --group bench -o requirements-bench.txt

clean: ## remove what was made here
	rm -rf .venv demo-out dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
