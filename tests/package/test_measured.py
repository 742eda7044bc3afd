"""The stored benchmark: complete, plausible, and with no number in its files that the run has not written."""

import json
import shutil

import pytest

from nnfs_helpers.support import measured
from tools.bench import stored
from tools.bench.cases import CASES
from tools.bench.goals import GOALS, OURS, SAME_WEIGHTS, loss_complaints, row_of, times_as_fast, value_of
from tools.bench.page import page
from tools.bench.rivals import RIVALS
from tools.bench.rounds import FEWEST
from tools.bench.shares import PARTS
from tools.chapters import ROOT
from tools.links import broken_links

NAMES = json.loads(measured.FILE.read_text(encoding="utf-8"))
STEPS = ("time of a step, spiral", "time of a step, 784-512-512-10")


@pytest.fixture
def run():
    """The stored run, read anew: spoil it as you like."""
    return stored.read()


# The ratios


def test_there_are_six_measurements():
    assert set(NAMES) == {*STEPS, "one state per array", "float32", "mini-batches", "checks"}


@pytest.mark.parametrize("name", STEPS)
def test_the_shares_of_a_step_are_those_of_all_its_parts_and_make_a_whole(name):
    shares = measured.ratios(name)
    assert list(shares) == list(PARTS) and all(share > 0 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(1, abs=0.003)


def test_products_take_most_of_a_large_step_and_little_of_a_small_one():
    small, large = (measured.ratios(n)["forward products"] + measured.ratios(n)["backward products"] for n in STEPS)
    assert small < 0.4 < 0.5 < large


def test_one_state_per_array_costs_more_the_more_small_arrays_there_are():
    *small, large = measured.ratios("one state per array").values()
    assert len(small) == 3 and sorted(small) == small and 1 < small[0] and small[-1] < 100
    assert 0.5 < large < 1.5


def test_float32_is_measured_for_every_network_and_takes_no_longer():
    ratios = measured.ratios("float32")
    assert list(ratios) == [case.label for case in CASES.values()]
    assert all(0.2 < ratio < 1.1 for ratio in ratios.values())


def test_a_sample_takes_less_time_in_a_larger_batch():
    ratios = measured.ratios("mini-batches")
    assert list(ratios) == ["1", "4", "16", "64", "256"]
    assert ratios["1"] == 1 and sorted(ratios.values(), reverse=True) == list(ratios.values())
    assert all(ratio > 1 / (2 * int(size)) for size, ratio in ratios.items())


def test_the_checks_cost_something_but_not_most_of_the_time():
    ratios = measured.ratios("checks")
    assert list(ratios) == ["spiral", "digits"] and all(1 < ratio < 2.5 for ratio in ratios.values())


@pytest.mark.parametrize("name", NAMES)
def test_ratios_have_at_most_three_significant_digits(name):
    assert all(float(f"{ratio:.3g}") == ratio for ratio in measured.ratios(name).values())


def test_an_unknown_measurement_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no measurement 'speed'. There are: .*mini-batches"):
        measured.ratios("speed")


# The run


def test_everybody_was_timed_in_every_round(run):
    threads = {row["threads"] for row in run["rows"]}
    assert 1 in threads
    for case in CASES.values():
        for dtype in ("float32", "float64"):
            for n_threads in threads:
                rows = [row_of(run["rows"], n_threads, case.name, dtype, name) for name in RIVALS]
                (n_rounds,) = {len(row[key]) for row in rows for key in ("seconds", "cores")}
                assert FEWEST <= n_rounds <= case.rounds
    assert len(run["rows"]) == len(CASES) * 2 * len(threads) * len(RIVALS)


def test_the_losses_agree(run):
    assert loss_complaints(run["rows"]) == []


@pytest.mark.parametrize(
    "name, factor", [*((name, 1.01) for name in SAME_WEIGHTS), ("scikit-learn", 1.6), ("scikit-learn", 0.6)]
)
def test_who_reached_another_loss_is_named(run, name, factor):
    row = row_of(run["rows"], 1, "digits", "float64", name)
    row["loss"] = factor * row_of(run["rows"], 1, "digits", "float64", OURS)["loss"]
    (found,) = loss_complaints(run["rows"])
    assert found.startswith(
        f"{name} reached the loss {row['loss']:.6g} on digits, float64, 1 thread(s), and this course"
    )


def test_a_loss_that_is_no_number_is_named(run):
    row_of(run["rows"], 1, "digits", "float64", "scikit-learn")["loss"] = float("nan")
    (found,) = loss_complaints(run["rows"])
    assert "scikit-learn reached the loss nan" in found


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds():
    rows = [
        {"threads": 1, "case": "digits", "dtype": "float32", "rival": OURS, "seconds": [1.0, 10.0, 1.0]},
        {"threads": 1, "case": "digits", "dtype": "float32", "rival": "PyTorch", "seconds": [2.0, 30.0, 5.0]},
    ]
    assert times_as_fast(rows, 1, "digits", "float32", "PyTorch") == 3


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: f"{goal.case}, {goal.other}")
def test_a_goal_is_missed_by_the_page_when_we_are_slower(run, goal):
    row = row_of(run["rows"], 1, goal.case, "float32", OURS)
    row["seconds"] = [10 * seconds for seconds in row["seconds"]]
    assert not goal.reached(value_of(goal, run["rows"]))
    (line,) = [line for line in page(run).splitlines() if goal_words(goal) in line]
    assert line.endswith("| **no** |")


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: f"{goal.case}, {goal.other}")
def test_a_goal_is_reached_when_we_are_fast_enough(run, goal):
    row = row_of(run["rows"], 1, goal.case, "float32", OURS)
    row["seconds"] = [seconds / 10 for seconds in row["seconds"]]
    (line,) = [line for line in page(run).splitlines() if goal_words(goal) in line]
    assert line.endswith("| yes |")


def goal_words(goal):
    """What the line of this goal, and of no other, begins with."""
    if goal.at_most:
        return f"| {CASES[goal.case].title}: at most {goal.limit:g} times the time"
    times = {1: ""}.get(goal.limit, f"{goal.limit:g} times ")
    return f"| {CASES[goal.case].title}: at least {times}as fast as {goal.other} |"


def test_the_page_says_who_had_more_cores_than_threads(run):
    assert "Nobody kept more cores at work" in page(run).split("one thread\n")[1]
    row = row_of(run["rows"], 1, "digits", "float32", "JAX")
    row["cores"] = [1.7 for _ in row["cores"]]
    assert "More cores were at work in JAX (1.7)." in page(run)


def test_the_page_says_what_clear_statements_cost_as_soon_as_a_run_has_measured_it(run):
    run["clarity"] = {name: {"a long way round": 0.876} for name in CASES}
    assert "| a long way round | 0.88 | 0.88 | 0.88 | 0.88 |" in page(run)
    del run["clarity"]
    assert "clear statements" not in page(run)


@pytest.mark.parametrize("cores, slower, said", [(1.0, 0.6, False), (0.6, 0.6, True), (1.0, 2.0, True)])
def test_the_page_says_when_the_machine_was_busy(run, cores, slower, said):
    """Busy is a process that waits for its one core, or a product that is slower with two threads."""
    for row in run["rows"]:
        row["cores"] = [cores, cores, 1.0]
        row["seconds"] = [1.0 if row["threads"] == 1 else slower] * 3
    assert ("The machine was busy with other work" in page(run)) == said


# The files


def test_every_file_is_what_the_run_has_written(run):
    assert stored.complaints(run) == []


@pytest.mark.parametrize("path", [stored.RATIOS, stored.PAGE], ids=lambda path: path.name)
def test_a_file_with_another_digit_is_named(run, tmp_path, path):
    for original in (stored.RATIOS, stored.PAGE):
        copy = tmp_path / original.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(original, copy)
    spoiled = tmp_path / path.relative_to(ROOT)
    text = spoiled.read_text(encoding="utf-8")
    last = max(i for i, letter in enumerate(text) if letter.isdigit())
    spoiled.write_text(text[:last] + str((int(text[last]) + 1) % 10) + text[last + 1 :], encoding="utf-8")
    (found,) = stored.complaints(run, tmp_path)
    assert found.startswith(f"{path.relative_to(ROOT).as_posix()} is not what the stored run says")


def test_a_run_that_was_changed_by_hand_is_named_and_not_written_again(run):
    row_of(run["rows"], 1, "digits", "float32", OURS)["cores"][0] = 0.5
    assert stored.complaints(run)[0].startswith("tools/bench/run.json was changed by hand")
    with pytest.raises(ValueError, match="changed by hand"):
        stored.write_again(run)


def test_a_run_is_read_as_it_was_written(run, tmp_path):
    path = tmp_path / "run.json"
    path.write_text(stored.in_lines(run), encoding="utf-8")
    assert stored.read(path) == run


def test_the_page_names_no_folder_and_its_links_lead_somewhere():
    text = stored.PAGE.read_text(encoding="utf-8")
    assert not any(place in text for place in ("/home/", "/tmp/", "/usr/", "/work/", "\\"))
    assert list(broken_links(stored.PAGE, ROOT)) == []


def test_the_package_takes_the_ratios_with_it():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '[tool.setuptools.package-data]\n"nnfs_helpers.support" = ["measured.json"]' in text
