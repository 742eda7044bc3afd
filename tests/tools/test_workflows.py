"""The workflows of GitHub Actions do what the Makefile, .ci/run and the README do, and may do nothing else."""

import re

import pytest
import yaml

from tools.chapters import ROOT
from tools.workflows import complaints, readme_lines

FILES = sorted((ROOT / ".github" / "workflows").iterdir())
COURSE = (ROOT / ".github" / "workflows" / "course.yml").read_text(encoding="utf-8")
JOBS = yaml.safe_load(COURSE)["jobs"]


def commands(job):
    """The commands of a job of course.yml."""
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workflow(path):
    found = complaints(path.read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


def test_there_are_two_workflows():
    assert [path.name for path in FILES] == ["course.yml", "newest.yml"]


def test_on_windows_the_lines_of_the_readme_run_as_they_stand_but_for_the_one_that_opens_the_course():
    lines = [line for line in readme_lines() if "jupyter lab" not in line]
    assert sorted(commands("windows")) == sorted(lines) and len(lines) == 4
    assert commands("windows")[-1].endswith("pytest") and JOBS["windows"]["runs-on"] == "windows-latest"


def test_linux_and_macos_run_what_the_readme_names():
    assert commands("test") == ["make test"] and "make test " in (ROOT / "README.md").read_text(encoding="utf-8")
    assert JOBS["test"]["strategy"]["matrix"]["os"] == ["ubuntu-latest", "macos-latest"]


@pytest.mark.parametrize("job", ["test", "windows"])
def test_the_oldest_python_is_the_one_that_the_course_asks_for(job):
    oldest, newest = JOBS[job]["strategy"]["matrix"]["python"]
    assert f'requires-python = ">={oldest}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert int(newest.split(".")[1]) > int(oldest.split(".")[1])


def test_every_proof_of_the_course_that_needs_no_second_setting_is_run():
    run = {command for job in JOBS for command in commands(job)}
    assert {
        "make lint",
        "make lint-workflows",
        "make test",
        "make test-browser",
        "make test-offline",
        "make test-frameworks",
        "make test-order",
        "make test-pyodide",
    } <= run


COMMIT = re.search(r"checkout@([0-9a-f]{40})", COURSE)[1]


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        (COMMIT, "v7", "with a commit of 40 digits"),
        (COMMIT, COMMIT[:7], "with a commit of 40 digits"),
        (f"{COMMIT}  # v7.0.1", COMMIT, "with a commit of 40 digits and its version"),
        ("actions/checkout@", "someone/checkout@", "must be one of actions/checkout"),
        (
            "- uses: actions/checkout@",
            "- {uses: actions/checkout@v7}\n      - uses: actions/checkout@",
            "on a line of its",
        ),
        ("contents: read", "contents: write", "The permissions"),
        ("contents: read", "contents: read\n  issues: write", "The permissions"),
        ("permissions:\n  contents: read\n", "", "The permissions"),
        ("  lint:\n", "  lint:\n    permissions: write-all\n", "Job lint: permissions may not be set"),
        ("  lint:\n", "  lint:\n    container: debian\n", "Job lint: container may not be set"),
        ("  lint:\n", "  lint:\n    env:\n      KEY: ${{ secrets.KEY }}\n", "names a secret"),
        ("  lint:\n", "  lint:\n    env:\n      KEY: ${{ github.token }}\n", "names a secret"),
        ("  pull_request:", "  pull_request_target:", "at no other time"),
        ("  push:\n", "", "It must run on push"),
        ("  schedule:\n    - cron", "  workflow_run:\n    - cron", "on a schedule"),
        ("concurrency:", "env:", "old runs go on"),
        ("    timeout-minutes: 15\n", "", "Job lint: it has no `timeout-minutes`"),
        ("run: make lint\n", "run: make lint\n        continue-on-error: true\n", "looks like a success"),
        ("run: make lint\n", "run: make lint\n        if: false\n", "if may not be set in a step"),
        ("run: make lint\n", "run: make lint\n        shell: bash\n", "shell may not be set in a step"),
        ("persist-credentials: false", "persist-credentials: true", "keeps its credentials"),
        ("persist-credentials: false", "ref: other", "keeps its credentials"),
        ("run: make lint\n", "run: make tidy\n", '"make tidy" stands neither in the Makefile'),
        ("run: make lint\n", "run: make lint SPEED=fast\n", '"make lint SPEED=fast" stands neither'),
        ("run: make lint\n", "run: make lint || true\n", '"make lint || true" stands neither'),
        ("run: make lint\n", "run: |\n          make lint\n          curl example.org\n", "stands neither"),
        ("-m pytest", "-m pytest -x", "-m pytest -x"),
        ("py -m venv .venv", "python -m venv .venv", '"python -m venv .venv" stands neither'),
    ],
)
def test_a_workflow_that_was_tampered_with_is_named(old, new, complaint):
    assert old in COURSE
    before, after = complaints(COURSE), complaints(COURSE.replace(old, new))
    assert any(complaint in found for found in after if found not in before), after


def test_a_line_of_ci_run_is_a_known_command():
    (line,) = [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if "--check" in line]
    command = line.removeprefix("step ")
    assert complaints(COURSE.replace("run: make lint\n", f"run: {command}\n")) == complaints(COURSE)
