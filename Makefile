# `make run` and `make test` are all that a clone needs; the rest is for those who work on it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST VENV
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: install run test lint types format messages train evaluate-face starter check-deploy ci env env-all constraints clean

install: env
	@$(BIN)/python manage.py prepare

run: env
	@$(BIN)/python manage.py serve

# The order is shuffled, and alike in every run: what fails here fails there. For another one, and
# other examples of the property tests: make test ARGS="--randomly-seed=7 --hypothesis-profile=explore"
test: env-all
	$(BIN)/pytest -n 2 --dist loadfile --randomly-seed=1 $(ARGS)

lint: env-all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run

types: env-all
	$(BIN)/mypy .

format: env-all
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: env-all
	$(BIN)/python manage.py makemessages -l ko --no-location --no-obsolete -i '.venv/*' -i 'var/*'
	$(BIN)/python manage.py compilemessages -l ko -i '.venv' -i 'var'

train: env-all
	$(BIN)/python manage.py train_recommender

# DATA=fer2013.npz: labelled faces, as docs/models/face.md says.
evaluate-face: env-all
	@test -n "$(DATA)" || { echo "Which faces? make evaluate-face DATA=fer2013.npz" >&2; exit 2; }
	$(BIN)/python manage.py evaluate_face "$(DATA)" --json

starter: env-all
	$(BIN)/python -m starter.render
	$(BIN)/python -m recommender.engine.train_starter --evaluate

check-deploy: env
	$(BIN)/python manage.py check --deploy

ci:
	bash .ci/run

env:
	@$(PYTHON) scripts/bootstrap.py requirements-serve.txt

env-all:
	@$(PYTHON) scripts/bootstrap.py requirements.txt

# Write anew which version of everything else the pinned packages bring; what need not change stays,
# but for ARGS=--upgrade, which takes the newest.
constraints:
	sed '/^-[rc]/d' requirements-serve.txt requirements-worker.txt requirements.txt > $(VENV)/direct.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate \
		--custom-compile-command "make constraints" $(ARGS) -o constraints.txt $(VENV)/direct.in

# What tools leave behind, and nothing else: var/ is what people keep here (database, diaries,
# uploads, trained models, the secret key).
clean:
	rm -rf .mypy_cache .pytest_cache .ruff_cache
