"""The steps of .ci/run: a failure in either lane fails the whole, each lane speaks in one piece, a table ends it."""

import os
import re
import shutil
import subprocess
import time

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


def run(there="true", here="true"):
    """Run a script of two lanes with these two steps in them; return its code and what it prints, in lines."""
    script = TWO_LANES.format(steps=STEPS, there=there, here=here)
    options = {"capture_output": True, "encoding": "utf-8", "check": False, "timeout": 60}
    done = subprocess.run(["bash", "-c", script], **options)
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
    late = tmp_path / "late"
    start = time.monotonic()
    code, lines = run(there=f"bash -c 'sleep 4; touch {late}'", here="false")
    assert code == 1 and "last there" not in lines and time.monotonic() - start < 4
    time.sleep(4.5)
    assert not late.exists()


APART = {"test", "test-notebooks"}  # test-offline and test-rest are the first, and hold the second


def test_every_proof_of_the_makefile_is_run():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    proofs = set(re.findall(r"(?m)^((?:test|lint)[\w-]*):(?!=)", makefile)) - APART
    assert proofs <= set(re.findall(r"(?m)^ *step make ([\w-]+)", RUN.read_text(encoding="utf-8")))


def test_what_is_run_with_the_network_cut_and_the_rest_are_together_what_make_test_runs():
    command = "$(VENV) -m pytest -n 2 --dist loadfile"
    lines = [line.strip() for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()]
    for expected in (command, f"$(VENV) -m tools.offline {command} $(OFFLINE)", f"{command} $(OFFLINE:%=--ignore=%)"):
        assert lines.count(expected) == 1


def test_the_other_lane_is_waited_for_at_the_end():
    lines = RUN.read_text(encoding="utf-8").rstrip().splitlines()
    assert [line for line in lines if line.startswith("beside ")] == ["beside pages_of_others"]
    assert lines[-1] == "join"
