# `make run` and `make test` do all set-up on a fresh machine, and work again when repeated.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: help run test lint bench bench-rust bench-questions bench-python bench-tables bench-caseload bench-outcomes bench-returns bench-releases \
	generate clean test-rust test-python test-wasm test-mobile lint-rust lint-python lint-wasm lint-mobile lint-generated \
	test-examples soak example-offline example-spark python wasm mobile

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUST_SOURCES := Cargo.toml Cargo.lock core/Cargo.toml $(wildcard bindings-python/*.toml) $(shell find core bindings-python/src bindings-python/python -name '*.rs' -o -name '*.toml' -o -name '*.py')

help:
	@echo 'make run    screen two populations against the programmes, and compute one return'
	@echo 'make test   every test in every language'
	@echo 'make soak   many more random cases, others each time'
	@echo 'make lint   format, lints, types, generated files'
	@echo 'make bench  speed, beside peers in the same run'
	@echo 'make example-offline  two phones and an office record apart, exchange files and agree'
	@echo 'make example-spark    one return on a cluster of Spark, from Parquet (needs Java)'

run: python
	$(PY) examples/screen_populations.py
	@echo
	$(PY) examples/one_return.py

test: test-rust test-python test-wasm test-mobile test-examples

lint: lint-rust lint-python lint-wasm lint-mobile lint-generated

# --- Rust ---------------------------------------------------------------------------------------------------------

# The random cases are the same ones each time, so that what fails fails again; `make soak` tries others.
test-rust: export PROPTEST_RNG_SEED ?= 2015
test-rust:
	cargo test --locked
	cargo test --locked -p doorstep --no-default-features --lib

soak: export PROPTEST_RNG_SEED := $(shell date +%s)
soak: export TIMES ?= 10
soak:
	@echo "random cases of PROPTEST_RNG_SEED=$$PROPTEST_RNG_SEED, $$TIMES times as many"
	cargo test --locked --no-fail-fast -p doorstep-tests --test oracles --test outcomes

lint-rust:
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo clippy --locked -p doorstep --no-default-features -- -D warnings
	cargo clippy --locked -p doorstep --all-features -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps -p doorstep --all-features

# --- Python -------------------------------------------------------------------------------------------------------

$(VENV)/.ready: bindings-python/requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(VENV)/.built: $(VENV)/.ready $(RUST_SOURCES)
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(VENV)/bin/maturin develop --quiet --release --locked -m bindings-python/Cargo.toml
	@touch $@

python: $(VENV)/.built

test-python: python
	$(VENV)/bin/pytest -q -c bindings-python/pyproject.toml bindings-python/tests tests

PYTHON_SOURCES := bindings-python examples/offline tests/test_vectors.py tests/test_schemas.py tests/test_readme.py tests/bench
lint-python: python
	$(VENV)/bin/ruff check --config bindings-python/pyproject.toml $(PYTHON_SOURCES)
	$(VENV)/bin/ruff format --check --config bindings-python/pyproject.toml $(PYTHON_SOURCES)
	cd bindings-python && ../$(PY) -m mypy python/doorstep tests ../tests/test_vectors.py stubs.py
	cd examples/offline && MYPYPATH=office ../../$(PY) -m mypy --strict *.py office/office.py
	cd bindings-python && ../$(PY) -m mypy.stubtest doorstep
	$(PY) bindings-python/stubs.py --check

# --- Browsers and Node --------------------------------------------------------------------------------------------

# The build also holds the package to its size and to the committed types.
wasm:
	bindings-wasm/build.sh

bindings-wasm/node_modules/.package-lock.json: bindings-wasm/package-lock.json
	cd bindings-wasm && npm ci --no-audit --no-fund
	@touch $@

# Debian's Chromium, if there is no browser and it can be had; without one the browser's tests say that they skip.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || [ -n "$${CHROMIUM:-}" ] || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } || \
	  echo 'skipped: no Chromium is here, and it could not be installed'

test-wasm: wasm bindings-wasm/node_modules/.package-lock.json chromium
	cd bindings-wasm && npm test

lint-wasm: wasm bindings-wasm/node_modules/.package-lock.json
	cd bindings-wasm && npm run types
	@if [ -d "$$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then \
	  cargo clippy --locked -p doorstep-wasm --target wasm32-unknown-unknown -- -D warnings; \
	else echo 'skipped: clippy for wasm32, whose target rustup cannot add here'; fi

# --- Phones -------------------------------------------------------------------------------------------------------

# One set of features everywhere, so that nothing is compiled twice.
mobile:
	cargo build --locked --quiet -p doorstep-mobile --features cli

test-mobile: mobile
	cargo test --locked -p doorstep-mobile --features cli
	cd bindings-mobile/kotlin && mvn --batch-mode --no-transfer-progress test

lint-mobile:
	bindings-mobile/generate --check
	cargo clippy --locked -p doorstep-mobile --all-targets --features cli -- -D warnings
	bindings-mobile/check-targets

# --- Examples in several languages ---------------------------------------------------------------------------------

example-offline: mobile python
	cd bindings-mobile/kotlin && mvn --batch-mode --no-transfer-progress --quiet test-compile
	@$(PY) examples/offline/offline.py

# Spark is some hundreds of megabytes, and for this alone.
example-spark: python
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r examples/spark/requirements.txt
	$(PY) examples/spark/spark.py

# The phones of the example are compiled with Kotlin's tests.
test-examples: test-mobile python
	$(VENV)/bin/pytest -q -c bindings-python/pyproject.toml examples/offline

# --- Generated files ----------------------------------------------------------------------------------------------

generate: python
	cargo run --locked --quiet -p doorstep-tests --bin generate
	$(PY) bindings-python/stubs.py
	bindings-wasm/build.sh --types
	bindings-mobile/generate

lint-generated:
	cargo run --locked --quiet -p doorstep-tests --bin generate
	@changed=$$(git status --porcelain -- docs tests/documents tests/vectors); \
	  [ -z "$$changed" ] || { echo "generated files are not committed as generated:"; echo "$$changed"; git diff -- docs tests/documents tests/vectors; exit 1; }

# --- Benchmarks ---------------------------------------------------------------------------------------------------

bench: bench-rust bench-questions bench-python bench-tables bench-caseload bench-outcomes bench-returns bench-releases

# The peers' own crates, in a workspace of their own; one of them names a newer compiler than it needs.
BENCH_PEOPLE := target/bench
bench-rust:
	mkdir -p $(BENCH_PEOPLE)
	$(PYTHON) tests/bench/people.py $(BENCH_PEOPLE)/all_told.jsonl --told all
	$(PYTHON) tests/bench/people.py $(BENCH_PEOPLE)/some_told.jsonl --told some
	cargo run --release --locked --quiet --ignore-rust-version --manifest-path tests/bench/engines/Cargo.toml -- \
	  tests/bench $(BENCH_PEOPLE)/all_told.jsonl $(BENCH_PEOPLE)/some_told.jsonl

bench-questions:
	mkdir -p $(BENCH_PEOPLE)
	$(PYTHON) tests/bench/residents.py $(BENCH_PEOPLE)/residents.jsonl
	cargo bench --locked --quiet -p doorstep-tests --bench questions -- $(CURDIR)/tests/bench $(CURDIR)/programmes \
	  $(CURDIR)/$(BENCH_PEOPLE)/residents.jsonl

bench-python: python
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	$(PY) tests/bench/one_person.py

bench-tables: python
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	$(PY) tests/bench/tables.py
	$(PY) tests/bench/tables.py --stream 10000000

bench-caseload: $(VENV)/.ready
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	$(PY) tests/bench/caseload.py

bench-outcomes: python
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	mkdir -p $(BENCH_PEOPLE)
	$(PY) tests/bench/outcomes.py --folder $(BENCH_PEOPLE)

bench-returns: python
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	mkdir -p $(BENCH_PEOPLE)
	$(PY) tests/bench/returns.py --folder $(BENCH_PEOPLE)
	$(PY) tests/bench/returns.py --scale --repeat 3
	$(PY) tests/bench/returns.py --release --folder $(BENCH_PEOPLE)

# What bands of shares cost, and how long publishing and auditing a large pack takes.
bench-releases:
	cargo bench --locked --quiet -p doorstep-tests --bench releases

clean:
	cargo clean
	rm -rf $(VENV)
