# Everything here works as the first thing typed in a fresh clone: each target makes .venv/ itself.
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
SIZE ?= 20
PHOTOS ?= 40

# Modules are compiled once and kept, whatever the shell says: without that every start takes three times as long.
LARGEST := django wagtail allauth ninja pydantic rest_framework stripe
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPATH := $(CURDIR):$(CURDIR)/site
DEVELOPMENT := DEBUG=1
PRODUCTION = env -u DEBUG -u STRIPE_API_BASE $(shell grep -v '^#' .ci/production.env)

.DEFAULT_GOAL := help
.PHONY: help setup messages browser archiver demo stop test template soak bench check format image-test requirements

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

# The stamp names the place as well as the pins: a copied .venv still points at the folder it came from.
setup: ## Make .venv/ with everything the project needs (fast when nothing changed)
	@key="$(CURDIR) $$(cksum < requirements-dev.txt)"; \
	if [ "$$key" = "$$(cat .venv/installed 2>/dev/null)" ] && $(BIN)/python -c ''; then exit 0; fi; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		"$$python" -c 'import sys, ensurepip, venv; sys.exit(not (3, 11, 2) <= sys.version_info < (3, 14))' \
			2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11, 3.12 or 3.13 with venv is needed (on Debian: apt install python3-venv).' >&2; exit 1; \
	fi; \
	echo "Making .venv/ with $$("$$python" --version)"; \
	"$$python" -m venv --clear .venv && \
	if $(BIN)/python -m pip install --quiet --disable-pip-version-check uv && \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt; then :; else \
		echo 'uv did not do it; trying pip.' >&2; \
		$(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements-dev.txt || exit 1; \
	fi && \
	$(BIN)/python -m compileall -q -j 0 $(foreach name,$(LARGEST),.venv/lib/*/site-packages/$(name)) && \
	echo "$$key" > .venv/installed

messages: setup
	@if [ -d site/locale ]; then $(BIN)/pybabel -q compile -D django -d site/locale; fi

# Debian has a Chromium that matches its own libraries; elsewhere Playwright brings its own.
browser: setup
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && grep -q '^ID=debian' /etc/os-release 2>/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
			chromium fonts-dejavu-core fonts-noto-color-emoji >/dev/null; \
	else $(BIN)/playwright install chromium; fi

# What the drill of backup/ needs. Nobody but root can install it; its tests are skipped without.
archiver:
	@if command -v restic >/dev/null && command -v shellcheck >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
			restic shellcheck >/dev/null; \
	fi

demo: messages ## Run the site with a demo network on http://localhost:8000 (PORT=... for another port)
	@exec env $(DEVELOPMENT) PORT=$(PORT) $(BIN)/python -m config.demo

stop: setup ## Stop the demo and the embedded database
	@$(BIN)/python -m config.demo stop
	@$(BIN)/python -m config.embedded_postgres stop

test: messages browser archiver ## Run every test (ARGS="-k booking" for some, WORKERS=4 for more at once)
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS); code=$$?; $(BIN)/python -m config.embedded_postgres stop-unused; exit $$code

# The tests make it themselves where it is not there yet.
template: setup
	@$(BIN)/python -m tests.database

soak: messages browser ## Long made-up runs, and every story and screen in each size and scheme (SIZE=100 for longer ones)
	@SOAK=$(SIZE) $(BIN)/pytest -n $(WORKERS) -q tests/laws/test_never_oversold.py tests/payments/test_model_run.py tests/journeys; \
	code=$$?; $(BIN)/python -m config.embedded_postgres stop-unused; exit $$code

bench: setup ## Figures of what must be fast, each beside its peer: name value unit (PHOTOS=200 for the whole run)
	@PHOTOS=$(PHOTOS) DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m benchmarks.renditions

check: setup ## Formatting, lint, types, import contracts, migrations, deploy check, shape
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/mypy backup/*.py
	$(BIN)/lint-imports --no-logo
	$(DEVELOPMENT) $(BIN)/python manage.py makemigrations --check --dry-run
	@echo manage.py check --deploy; $(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/pytest -q tests/test_shape.py

format: setup ## Put the code in order, as far as ruff can
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

image-test: setup ## Build the image without Docker and try it as Heroku runs it (Debian, root; OF=backup for the sidecar's)
	@$(BIN)/python -m tests.image $(OF)

# uv reads "3.11" as 3.11.0 and would choose older packages for it; Debian 12 has 3.11.2.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11.2

requirements: setup ## Compile the pins again from requirements*.in (UPGRADE=--upgrade for newer ones)
	$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt
