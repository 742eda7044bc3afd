"""The steps of .ci/run: a failure in either lane fails the whole, each lane speaks in one piece, a table ends it."""

import os
import re
import select
import shutil
import subprocess

import pytest

from tools.chapters import ROOT

STEPS, RUN = ROOT / ".ci" / "steps.sh", ROOT / ".ci" / "run"
pytestmark = pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason=".ci/run is for bash")

TWO_LANES = """
source {steps}
say() {{ for number in 1 2 3; do echo "$1 $number"; sleep 0.1; done; }}
other() {{ step say there; step {there}; step echo last there; }}
step say first
beside other
step say here
step {here}
step echo last here
join
"""


def run(there="true", here="true", **more):
    """Run a script of two lanes with these two steps in them; return its code and what it prints, in lines."""
    script = TWO_LANES.format(steps=STEPS, there=there, here=here)
    options = {"capture_output": True, "encoding": "utf-8", "check": False, "timeout": 60}
    done = subprocess.run(["bash", "-c", script], **options, **more)
    return done.returncode, done.stdout.splitlines()


def table(lines):
    """The rows of the table at the end, without their seconds."""
    rows = lines[lines.index("") + 1 :]
    assert all(re.match(r" *\d+ s  ", row) for row in rows)
    return [row.split(" s  ")[1] for row in rows]


def test_two_lanes_run_side_by_side_and_the_words_of_each_stay_together():
    code, lines = run()
    said = lines[: lines.index("")]
    first, here, there = ([f"{word} {number}" for number in (1, 2, 3)] for word in ("first", "here", "there"))
    assert (code, said) == (0, [*first, *here, "last here", *there, "last there"])


def test_the_table_has_a_row_for_each_step_and_the_sum():
    rows = table(run()[1])
    assert sorted(rows[:-1]) == sorted(
        ["say first", "say here", "true", "echo last here", "say there", "true", "echo last there"]
    )
    assert rows[-1] == "in all"


@pytest.mark.parametrize("lane", ["here", "there"])
def test_a_step_that_fails_in_either_lane_fails_the_whole_and_ends_its_lane(lane):
    code, lines = run(**{lane: "false"})
    assert code == 1
    assert "false  FAILED" in table(lines) and f"last {lane}" not in lines
    assert "there 1" in lines  # what the other lane has printed is told in any case


def test_the_code_of_the_step_is_the_code_of_the_whole():
    assert run(there="bash -c 'exit 7'")[0] == run(here="bash -c 'exit 7'")[0] == 7


def test_the_other_lane_is_stopped_with_all_its_programs_when_this_one_fails(tmp_path):
    held, holding = os.pipe()  # every program of the script holds one end of it, as long as it lives
    begun = f"bash -c 'until [ -e {tmp_path / 'begun'} ]; do sleep 0.1; done; exit 1'"
    code, lines = run(there=f"bash -c 'touch {tmp_path / 'begun'}; sleep 600'", here=begun, pass_fds=[holding])
    os.close(holding)
    assert code == 1 and "there 3" in lines and "last there" not in lines
    assert select.select([held], [], [], 10)[0] == [held]  # nobody holds the other end
    os.close(held)


def test_every_proof_of_the_makefile_is_run():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    proofs = set(re.findall(r"(?m)^((?:test|lint)[\w-]*):(?!=)", makefile)) - {"test-notebooks"}  # test runs it
    assert proofs <= set(re.findall(r"(?m)^ *step make ([\w-]+)", RUN.read_text(encoding="utf-8")))


# The file itself, where make, Python and a browser are programs that only say how they were called

PROGRAM = '#!/usr/bin/env bash\necho "$(basename "$0") $*"\n[ "$*" != "$FAILING" ]\n'


@pytest.fixture
def rehearsed(tmp_path):
    """A function that runs .ci/run with these programs; return its code and its lines. One call may be made to fail."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    for program in ("bin/make", "bin/chromium", ".venv/bin/python"):
        (tmp_path / program).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / program).write_text(PROGRAM, encoding="utf-8")
        (tmp_path / program).chmod(0o755)

    def rehearsed(failing=""):
        path = os.pathsep.join([str(tmp_path / "bin"), os.environ["PATH"]])
        options = {"capture_output": True, "encoding": "utf-8", "check": False, "timeout": 60}
        variables = os.environ | {"PATH": path, "FAILING": failing}
        done = subprocess.run([tmp_path / ".ci" / "run"], env=variables, **options)
        return done.returncode, done.stdout.splitlines()

    return rehearsed


def test_each_step_of_the_file_is_run_once_and_stands_in_the_table(rehearsed):
    code, lines = rehearsed()
    steps = re.findall(r"(?m)^ *step (?:\S*/)?(.+)", RUN.read_text(encoding="utf-8").replace('"', ""))
    called = lines[: lines.index("")]
    assert code == 0 and sorted(called) == sorted(steps) and len(steps) == len(set(steps))
    assert len(table(lines)) == len(steps) + 1


@pytest.mark.parametrize("failing", ["locked", "test-browser", "test-colab", "test-graders", "test-pyodide"])
def test_a_failing_step_of_the_file_fails_it_in_either_lane(rehearsed, failing):
    code, lines = rehearsed(failing)
    assert code == 1 and f"make {failing}  FAILED" in table(lines)
