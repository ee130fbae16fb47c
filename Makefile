# Every target sets up what it needs. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
LAB := .venv-lab/bin
AUDIT := .venv-audit/bin

.DEFAULT_GOAL := help
.PHONY: help reports test quick check lab bench docs wheel matrix audit licences sbom fuzz mutation format generate gallery lock clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

reports: .venv/ready ## render the standard reports to reports/out (HTML, PDF, index.html)
	$(BIN)/frontledger batch reports/plans/standard.yml --out reports/out

test: .venv/ready .venv-lab/ready ## everything CI runs: style, types, import contract, ledger, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/frontledger check
	$(BIN)/pytest

quick: .venv/ready ## the quick tests only, under two minutes (no kernels, no rendering)
	$(BIN)/pytest -m "not slow"

bench: .venv/ready ## run the benchmarks and print their tables
	for script in $$(grep -l "__main__" benchmarks/*.py); do echo "## $$script"; $(BIN)/python $$script || exit 1; done

fuzz: .venv-audit/ready ## fuzz every reader for a minute each, led by coverage (Linux)
	for target in $$(ls fuzz/corpus); do $(AUDIT)/python fuzz/run.py $$target || exit 1; done

mutation: .venv/ready ## plant 500 faults in ledger/ and analysis/ and count those a test notices (half an hour)
	$(BIN)/python tools/mutation

check: .venv/ready ## read the ledger and report every fault
	$(BIN)/frontledger check

docs: .venv/ready ## build the site from docs/ to site/, warnings as errors
	$(BIN)/sphinx-build -W --keep-going -n -q -b html -d .doctrees docs site

wheel: .venv/ready ## build the wheel and the source distribution into dist/
	$(BIN)/hatchling build -t sdist -t wheel -d dist

matrix: ## the quick tests on every Python that is here, and with the oldest versions allowed
	$(PYTHON) -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv==0.13.9
	.venv-lock/bin/python tools/matrix.py
	rm -rf .venv-lock

audit: .venv-audit/ready ## ask for known faults of what is locked; check licences, REUSE and the bill of materials
	$(AUDIT)/python tools/audit.py
	$(AUDIT)/reuse lint --lines
	$(AUDIT)/python -m pytest -n 0 tests/test_supply.py

licences: .venv-audit/ready .venv-lab/ready ## rewrite docs/dependencies.md from what is installed
	$(AUDIT)/python tools/dependencies.py .venv-lab/bin/python

sbom: .venv-audit/ready ## write the bill of materials of each lock, as CycloneDX, into dist/
	$(AUDIT)/python tools/sbom.py requirements.lock dist/frontledger.cdx.json
	$(AUDIT)/python tools/sbom.py requirements-lab.lock dist/frontledger-lab.cdx.json
	$(AUDIT)/python tools/sbom.py requirements-audit.lock dist/frontledger-audit.cdx.json

lab: .venv-lab/ready ## open JupyterLab on the notebooks
	$(LAB)/jupyter lab --notebook-dir=notebooks

format: .venv/ready ## put the code into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: .venv/ready ## rewrite what is generated: schema, data dictionary, parameter cells and pages
	$(BIN)/python -m frontledger.ledger.describe
	$(BIN)/python -m frontledger.notebook.write

gallery: reports ## take the pictures in docs/gallery anew (needs pdftoppm)
	$(BIN)/python tools/gallery.py reports/out

lock: ## resolve the dependencies anew and rewrite the locks and environment.yml
	$(PYTHON) -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv==0.13.9
	.venv-lock/bin/python tools/lock.py
	rm -rf .venv-lock

clean: ## remove the environments, caches and rendered reports
	rm -rf .venv .venv-lab .venv-audit .venv-peers .venv-lock .doctrees site dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .mutation reports/out

# The stamp comes last, so that an interrupted installation is begun again.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv --clear .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv-lab/ready: requirements-lab.lock pyproject.toml
	@$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv --clear .venv-lab
	.venv-lab/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-lab.lock
	.venv-lab/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	mkdir -p .venv-lab/share/jupyter/lab/settings && cp tools/jupyterlab.json .venv-lab/share/jupyter/lab/settings/overrides.json
	@touch $@

.venv-audit/ready: requirements-audit.lock pyproject.toml
	@$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv --clear .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
