# Everything here works as the first thing typed in a fresh clone: each target makes .venv/ itself.
BIN := .venv/bin
PY := PYTHONPATH=site $(BIN)/python
FOLDERS := site home locations bookings members messaging payments tests

.DEFAULT_GOAL := help
.PHONY: help setup requirements

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

# The stamp names the place as well as the pins: a copied .venv still points at the folder it came from.
setup: ## Make .venv/ with everything the project needs (fast when nothing changed)
	@key="$(CURDIR) $$(cksum < requirements-dev.txt)"; \
	if [ "$$key" = "$$(cat .venv/installed 2>/dev/null)" ] && $(BIN)/python -c ''; then exit 0; fi; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		"$$python" -c 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
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
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt || exit 1; \
	fi && \
	echo "$$key" > .venv/installed

# uv reads "3.11" as 3.11.0 and would choose older packages for it, so a real version is named.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11.7

requirements: setup ## Compile the pins again from requirements*.in (UPGRADE=--upgrade for newer ones)
	$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt
