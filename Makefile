# Everything on a machine with nothing but Python >= 3.11 (docs/operations.md).
#   make run      a running desk at http://127.0.0.1:8000 (PORT, HOST change it)
#   make test     the whole suite, on SQLite and on PostgreSQL, in a real browser too
#   make install  environment, packages and static files only
#   make messages gathers the words to translate, and compiles the translations

PY := .venv/bin/python

# Used by collectstatic and by checks, which sign nothing; `make run` makes a real one.
NO_SECRET := SECRET_KEY=no-secret-is-needed-here

.PHONY: run test install bench soak lint check messages

run: staticfiles/staticfiles.json
	@exec $(PY) -m factcheck.run

install: staticfiles/staticfiles.json

.venv/bin/python:
	@sh factcheck/make_venv.sh $(PYTHON)

# What is installed is newer than what is asked for, or it is installed again.
.venv/packages: requirements.txt | .venv/bin/python
	@echo "Installing packages ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/packages-dev: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing packages, and those for tests ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/packages

# Folders are in the list because a file that is taken away changes nothing but its folder's time.
staticfiles/staticfiles.json: .venv/packages factcheck/static.py $(shell find static) | .venv/bin/python
	@$(NO_SECRET) $(PY) manage.py collectstatic --noinput --verbosity 0
	@touch $@

lint: .venv/packages-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

check: .venv/packages-dev staticfiles/staticfiles.json
	@$(NO_SECRET) $(PY) manage.py makemigrations --check --dry-run
	@$(NO_SECRET)-and-this-one-is-long-enough-to-pass-the-check SITE_URL=https://desk.example.org \
		$(PY) -W error manage.py check --deploy --fail-level WARNING

# pytest comes last, so that the last line tells the result. -n 3: two cores are what we promise, and a test in the
# browser waits as often as it works. The second database is asked what it could answer differently: what opens no
# database, and how things look, was tried on the first.
test: lint check
	@$(PY) -m tests.javascript
	@$(PY) -m tests.browser.chromium
	@$(PY) -m pytest -n 3
	@$(PY) -m tests.postgres $(PY) -m pytest -n 3 --second-database

# Gathers the words of templates, Python and JavaScript, and compiles what is translated; needs GNU gettext.
messages: .venv/packages-dev
	@$(NO_SECRET) $(PY) manage.py makemessages -l uk -l ar -e html,txt,py --no-location --no-wrap -i .venv -i staticfiles -i tests
	@$(NO_SECRET) $(PY) manage.py makemessages -d djangojs -l uk -l ar -e js --no-location --no-wrap -i .venv -i staticfiles -i tests
	@$(NO_SECRET) $(PY) manage.py compilemessages -v 0 -i .venv

bench: .venv/packages-dev staticfiles/staticfiles.json
	@$(PY) -m tests.benchmarks

soak: .venv/packages-dev staticfiles/staticfiles.json
	@SOAK=1 $(PY) -m pytest -m soak
	@SOAK=1 $(PY) -m tests.postgres $(PY) -m pytest -m soak
