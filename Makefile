# The doors of the project. Nothing needs to be there but Python 3.11 with venv, make and git on a Debian machine.

PYTHON ?= python3
override PORT := $(or $(strip $(PORT)),8000)
BIN := .venv/bin
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := $(RUN_PACKAGES) postgresql chromium-headless-shell qpdf poppler-utils gettext fonts-liberation2 softhsm2
PLAIN := KESAT_HTTPS=0

.PHONY: setup setup-test run test coverage check check-long check-deploy check-migrations lint style types bench messages

setup: .venv/installed
	@sh kesat/system-packages.sh $(RUN_PACKAGES)

setup-test: .venv/installed
	@sh kesat/system-packages.sh $(TEST_PACKAGES)

.venv/installed: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	@touch $@

run: setup  ## serve the demo on 127.0.0.1
	@$(BIN)/python -c "import socket; socket.create_server(('127.0.0.1', int('$(PORT)')))" 2>/dev/null || \
		{ echo "Port $(PORT) is taken or not allowed. Give another: make run PORT=8001" >&2; exit 1; }
	@$(PLAIN) $(BIN)/python manage.py migrate --verbosity 0
	@$(PLAIN) $(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@$(PLAIN) PORT=$(PORT) $(BIN)/python manage.py demo
	@$(PLAIN) KESAT_SITE="$${KESAT_SITE:-http://127.0.0.1:$(PORT)}" $(BIN)/gunicorn kesat.wsgi --bind 127.0.0.1:$(PORT) --workers 6 --worker-class sync --preload --log-level warning

# Chromium's driver leaves an event loop behind in its process, where Django's database then refuses to work.
test: setup-test  ## the suite on SQLite, then on a throwaway PostgreSQL
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not browser"
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder -m "browser and not thorough" tests/browser
	sh tests/with-postgres.sh $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not browser"

lint: style types

style: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files --cached --others --exclude-standard 'templates/*.html')
	$(BIN)/lint-imports

types: setup-test
	$(BIN)/mypy .

check: setup-test  ## everything that CI asks
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types style check-deploy check-migrations
	@$(MAKE) --no-print-directory test

check-migrations: setup
	$(PLAIN) $(BIN)/python manage.py makemigrations --check --dry-run

check-deploy: setup  ## Django's own check of the settings that a real installation has
	$(BIN)/python manage.py check --deploy --fail-level WARNING

coverage: setup-test  ## branch coverage of kesat and the apps, at least 95 %; it doubles the time of the tests
	rm -f .coverage .coverage.*
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not browser" --cov --cov-report=
	$(BIN)/coverage report

check-long: check coverage  ## check, with every browser walk at both widths and more examples of every property
	$(BIN)/pytest -n 2 --dist loadfile -m "browser and thorough" tests/browser
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder \
		tests/resolutions tests/kesat tests/tasks tests/reports tests/load/test_reminder_kills.py
	HYPOTHESIS_PROFILE=long sh tests/with-postgres.sh $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder \
		tests/resolutions/test_way_machine.py tests/resolutions/test_signing_races.py tests/load/test_reminder_kills.py

bench: setup-test  ## CPU time and memory of the main job
	$(PLAIN) $(BIN)/python -m tests.bench

messages: setup-test  ## collect the labels to be translated, and compile the catalogues
	$(PLAIN) $(BIN)/python manage.py makemessages --locale vi --no-obsolete --add-location file --no-wrap \
		--ignore tests --ignore migrations --ignore var
	sed -i '/^"POT-Creation-Date:/d' kesat/locale/vi/LC_MESSAGES/django.po
	$(PLAIN) $(BIN)/python manage.py compilemessages --locale vi --ignore .venv --ignore var
