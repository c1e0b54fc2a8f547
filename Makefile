# Two commands matter: make run, and make test. Everything they need goes into
# .odoo/, which git ignores. The work is done by scripts/devenv.
SHELL := /bin/sh
PYTHON ?= python3
DEVENV = exec $(PYTHON) -m scripts.devenv
DATABASE = $(or $(DB),$(PGDATABASE),sales_discipline)
export DB PORT ODOO K DEMO UPDATE DATA ARGS
# In the environment LANGUAGE is gettext's and says nothing about databases.
ifeq ($(origin LANGUAGE),command line)
export DATABASE_LANGUAGE := $(LANGUAGE)
unexport LANGUAGE
endif

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help run test lint format setup db newdb dropdb shell psql server pytest \
	load screenshots check-faults stock-tests install-check dist breakdowns \
	apps-tests odoo-lint test-all bench pot clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: ## Odoo with demo data on http://127.0.0.1:8069 (PORT=, DB=, DEMO=0, LANGUAGE=, ODOO=, PG*)
	@$(DEVENV) run

test: ## All tests in a fresh database with real Chromium (K=expression selects)
	@$(DEVENV) test

lint: ## Every linter, changing nothing
	@$(DEVENV) lint

format: ## Let the formatters rewrite the files
	@$(DEVENV) format

setup: ## Download and install everything, start nothing
	@$(DEVENV) setup

db: ## Create or update the database DB (DEMO=0 for one without demo data)
	@$(DEVENV) db

newdb: ## The same, beginning with an empty one
	@$(DEVENV) newdb

dropdb: ## Remove the database DB
	@$(DEVENV) dropdb

shell: ## Python with Odoo's env in the database DB
	@$(DEVENV) exec --on-database python -m odoo shell --no-http --log-level=warn

psql: ## SQL in the database DB
	@$(DEVENV) exec --on-database psql $(ARGS)

server: ## Odoo on PORT with the database DB as it is, no jobs, log on the screen
	@$(DEVENV) exec --on-database python -m odoo server --http-port=$(or $(PORT),8069) --limit-time-real=0 --limit-memory-soft=0

pytest: ## Tests selected by K in the database DB, brought up to date first (UPDATE=0: not)
	@$(DEVENV) pytest

load: ## Load a folder of CSV files: make load DATA=folder
	@test -n "$$DATA" || { echo "Error: name the folder: make load DATA=folder" >&2; exit 1; }
	@$(DEVENV) load

screenshots: ## Take the pictures in docs/screenshots while make run is running
	@$(DEVENV) exec --browser python scripts/screenshots.py --database "$(DATABASE)" --url "http://127.0.0.1:$(or $(PORT),8069)" $(ARGS)

check-faults: ## Put deliberate faults into the engine; each must make a test fail
	@export DB="$${DB:-sales_discipline_faults}" && DEMO=0 $(PYTHON) -m scripts.devenv db && \
		$(DEVENV) exec --browser python scripts/check_faults.py

stock-tests: ## Odoo's own tests, with the addon and without
	@$(DEVENV) exec --browser python scripts/stock_tests.py $(ARGS)

install-check: ## Install, update and uninstall on databases with a year of activities
	@$(DEVENV) exec python -m scripts.install_check $(ARGS)

dist: ## Wheels of the addons in dist/, tried in an environment of their own
	@$(DEVENV) exec python -m scripts.dist

breakdowns: ## Kill, double, switch off and restore real processes; compare the figures
	@export DB="$${DB:-sales_discipline_faults}" && DEMO=0 $(PYTHON) -m scripts.devenv db && \
		$(DEVENV) exec python -m scripts.breakdowns $(ARGS)

apps-tests: ## The tests beside HR, leaves, sales, invoicing, projects and website
	@$(DEVENV) apps-tests

odoo-lint: ## Odoo's own checks of source, of the addons in this folder
	@DEMO=0 $(PYTHON) -m scripts.devenv db && $(DEVENV) exec python -m scripts.odoo_lint

test-all: ## make test, and then everything that takes longer
	@for target in test odoo-lint install-check breakdowns check-faults apps-tests \
		dist stock-tests; do echo "==> make $$target"; $(MAKE) $$target || exit 1; done

bench: ## Measure speed at a known size (SCALE=1 takes half an hour)
	@$(DEVENV) exec python scripts/bench.py --scale $(or $(SCALE),1) $(ARGS)

pot: ## Export the addon's terms to i18n/sales_discipline.pot (DB is updated first)
	@$(PYTHON) -m scripts.devenv db
	@$(DEVENV) exec python -m odoo i18n export sales_discipline

clean: ## Remove everything the set-up made, databases included
	@$(DEVENV) clean
