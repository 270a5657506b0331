# Everything K1 needs, from a Debian with Python 3.11 and its venv, git and make.
#   make demo   the main job: papers -> graph -> figures -> answers, in results/demo
#   make test   checks and tests
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3.11
ifeq ($(shell command -v $(PYTHON) 2>/dev/null),)
PYTHON := python3
endif
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# One thread for numeric libraries: processes are what K1 runs in parallel, and threads must not change bytes.
export OMP_NUM_THREADS := 1
export MPLBACKEND := agg
CONFIG ?= config/demo.yaml

.PHONY: help demo test check lab locks docs pictures clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/core.stamp: envs/core.txt pyproject.toml
	@echo "Setting up .venv with the locked core set (envs/core.txt) ..."
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r envs/core.txt
	@.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --editable .
	@touch $@

.venv/dev.stamp: .venv/core.stamp envs/dev.txt
	@echo "Adding the test set (envs/dev.txt) ..."
	@.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r envs/dev.txt
	@touch $@

.venv/lab.stamp: .venv/core.stamp envs/lab.txt
	@.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r envs/lab.txt
	@touch $@

demo: .venv/core.stamp ## Papers to graph, figures and answers: fills results/demo and asks it one question
	@graphanything build --config $(CONFIG)

check: .venv/dev.stamp ## Format, lint, types, floors, workflow lint, fresh references
	ruff format --check src tests
	ruff check src tests notebooks
	mypy
	lint-imports
	snakefmt --check Snakefile workflow/rules/*.smk
	snakemake --lint

test: check ## All checks, then the test suite
	pytest

lab: .venv/lab.stamp ## Open the notebooks on the demo's results
	jupyter lab notebooks

docs: .venv/dev.stamp ## Write the references that are generated from the code
	python -m k1.interface.reference

locks: .venv/core.stamp ## Resolve the locked sets in envs/ anew
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o envs/core.txt
	for set in dev lab slurm; do \
		uv pip compile pyproject.toml --extra $$set --universal --python-version 3.11 --generate-hashes --no-header -q \
			-c envs/core.txt -o envs/$$set.txt; \
	done

clean: ## Remove the demo's results; the environment stays
	rm -rf results/demo .snakemake

-include make/*.mk
