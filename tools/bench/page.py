"""BENCHMARKS.md, written from a run: no number on it is typed."""

import statistics

from tools.bench.cases import BETA1, BETA2, CASES, EPSILON
from tools.bench.goals import FLOOR, GOALS, IMPORT_LIMIT, OURS, median_ratio, row_of, times_as_fast, value_of, was_busy
from tools.bench.rivals import RIVALS

HEAD = """# Benchmarks

How fast does the course's `Network.fit` train, beside others that make the same steps? This page is about one
machine on one day. A run measured every number on it and wrote the page. Yours will differ, so repeat it:

```bash
make bench-training
```

It takes a few minutes, and needs an environment with PyTorch, JAX and scikit-learn, which it makes if it is not there.

## What is measured

{cases}
The last two train on noisy copies of a prototype for each class, drawn with a fixed seed: real pictures of this size
would have to be fetched.

Everybody trains with Adam ({adam}), on the same data. This course, the book's style, PyTorch and
JAX begin with the same weights and take the same batches in the same order. So they must reach the same loss, and the
run fails if they do not. scikit-learn draws its own weights and its own order: its loss must only be of the same size.

* **this course** is `Network.fit`, with all that it does before the first step.
* **the book's style** was written for this benchmark: an object for each layer, Adam's memories in the layers, new
  arrays at each step. It has the structure of the code in the book *Neural Networks from Scratch*, not its text.
* **PyTorch** is eager: `nn.Sequential`, `CrossEntropyLoss`, `torch.optim.Adam` with its defaults, and once more with
  `fused=True`. The loss is read at each step, as ours is.
* **scikit-learn** is `MLPClassifier` without penalty and without stopping early.
* **JAX** is one jitted function that makes the whole step. Compiling it is not timed.
* **bare products** is the floor: the matrix products of a step in NumPy, on the arrays of a real network, and
  nothing else.

Each has a process of its own, which may use as many cores as the table says. In each round all of them train once,
one after the other, each time in another order, and there are {rounds} rounds. The tables show medians over the
rounds. A ratio is the median of the ratios of the single rounds: a machine that is busy for a while favours nobody.
"""
BUSY = """
**The machine was busy with other work during this run.** The times are too long, most of all with several threads, and
the ratios are rough. Repeat the run when nothing else is at work.
"""
CLARITY = """## What clear statements cost

Where a faster statement says less to a reader in the first year of Python, the course keeps the clear one. This is how
long a step takes with the faster one, relative to ours, for float32 and one thread (`tools/bench/clarity.py`).
"""
FOOT = """## What it does not say

Nothing about graphics cards, about other kinds of layers, or about networks of another size. `torch.compile` was left
out, and so was a JAX that trains a whole epoch in one call. The appendix of chapter 8 shows where our own time goes.
"""


def page(run):
    """Return the text of BENCHMARKS.md."""
    rounds = sorted({len(row["seconds"]) for row in run["rows"]})
    head = HEAD.format(cases=cases(), adam=adam(), rounds=f"{rounds[0]} to {rounds[-1]}")
    head += BUSY if was_busy(run["rows"]) else ""
    parts = [head, goals(run), *(training(run, threads) for threads in threads_of(run))]
    return "\n".join([*parts, *clarity(run), losses(run), imports(run), machine(run), FOOT])


def table(header, rows):
    """Return a table in Markdown; the first column is text, the others are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def adam():
    """The settings that all share."""
    return f"beta {BETA1:g} and {BETA2:g}, epsilon {EPSILON:g}"


def cases():
    """A table of the four networks."""
    header = ["network", "samples", "batch", "steps in a round", "learning rate"]
    rows = [
        [c.title, f"{c.n_samples}", f"{c.batch_size}", f"{c.epochs * c.steps_per_epoch}", f"{c.learning_rate:g}"]
        for c in CASES.values()
    ]
    return table(header, rows)


def threads_of(run):
    """The numbers of threads that were tried."""
    return sorted({row["threads"] for row in run["rows"]})


def goals(run):
    """A table of goals, each with what was measured."""
    measured = [(asked_of(goal), value_of(goal, run["rows"]), goal.reached) for goal in GOALS]
    text = f"import of the modules that the chapters build: at most {IMPORT_LIMIT:g} times the time of `import numpy`"
    measured.append((text, import_ratio(run, "all of it"), lambda value: value <= IMPORT_LIMIT))
    rows = [[asked, f"{value:.2f}", "yes" if reached(value) else "**no**"] for asked, value, reached in measured]
    n_reached = sum(row[-1] == "yes" for row in rows)
    text = f"{n_reached} of {len(rows)} are reached. They are for float32 and one thread."
    return f"## The goals\n\n{text}\n\n" + table(["goal", "measured", "reached"], rows)


def asked_of(goal):
    """A goal in words."""
    if goal.at_most:
        return f"{CASES[goal.case].title}: at most {goal.limit:g} times the time of the {goal.other}"
    times = "" if goal.limit == 1 else f"{goal.limit:g} times "
    return f"{CASES[goal.case].title}: at least {times}as fast as {goal.other}"


def training(run, threads):
    """The tables of one number of threads, a row for each rival and a column for each network."""
    title = "one thread" if threads == 1 else f"{threads} threads"
    text = f"In brackets: how many times as fast this course is. {busy(run, threads)}"
    parts = [f"## Steps per second, {title}\n\n{text}\n"]
    for dtype in ("float32", "float64"):
        rows = [[name, *(cell(run, threads, case, dtype, name) for case in CASES)] for name in RIVALS]
        parts.append(table([dtype, *titles()], rows))
    return "\n".join(parts)


def titles():
    """The heads of the columns."""
    return [case.title for case in CASES.values()]


def cell(run, threads, case, dtype, name):
    """Steps per second, and how many times as fast we are."""
    per_second = 1 / statistics.median(row_of(run["rows"], threads, case, dtype, name)["seconds"])
    text = f"{float(f'{per_second:.3g}'):,.0f}"
    return text if name == OURS else f"{text} ({times_as_fast(run['rows'], threads, case, dtype, name):.2f})"


def busy(run, threads):
    """A sentence that says who kept more cores at work than there were threads to be."""
    used = {}
    for row in run["rows"]:
        if row["threads"] == threads:
            used[row["rival"]] = max(used.get(row["rival"], 0), statistics.median(row["cores"]))
    over = [f"{name} ({cores:.1f})" for name, cores in used.items() if cores > threads + 0.05]
    return f"More cores were at work in {', '.join(over)}." if over else "Nobody kept more cores at work than that."


def clarity(run):
    """A table of what the clear statements cost; none, if the run is older than this question."""
    if "clarity" not in run:
        return []
    found = run["clarity"]
    names = next(iter(found.values()))
    rows = [[name, *(f"{found[case][name]:.2f}" for case in CASES)] for name in names]
    return [CLARITY + "\n" + table(["faster and harder to read", *titles()], rows)]


def losses(run):
    """The mean loss of the last epoch, one thread."""
    parts = ["## The loss each has reached\n\nThe mean of the last epoch of a round, with one thread.\n"]
    for dtype in ("float32", "float64"):
        rows = [[name, *(loss(run, case, dtype, name) for case in CASES)] for name in RIVALS if name != FLOOR]
        parts.append(table([dtype, *titles()], rows))
    return "\n".join(parts)


def loss(run, case, dtype, name):
    """One loss."""
    return f"{row_of(run['rows'], 1, case, dtype, name)['loss']:.5f}"


def import_ratio(run, name):
    """The time of an import relative to that of NumPy."""
    return median_ratio(run["imports"][name], run["imports"]["numpy"])


def imports(run):
    """A table of what imports cost."""
    names = {
        "numpy": "`import numpy`",
        "numpy.random": "`import numpy.random`, which layers need for their first weights",
        "nnfs_helpers": "`import nnfs_helpers`, which loads no module yet",
        "all of it": "all modules that the chapters build, and with them NumPy and its random numbers",
    }
    rows = [
        [text, f"{statistics.median(run['imports'][name]) * 1000:.1f}", f"{import_ratio(run, name):.2f}"]
        for name, text in names.items()
    ]
    text = "In fresh processes, one after the other in each round."
    return f"## Imports\n\n{text}\n\n" + table(["what is imported", "milliseconds", "relative to NumPy"], rows)


def machine(run):
    """What this was measured on."""
    facts = run["machine"]
    packages = ", ".join(f"{name} {version}" for name, version in facts["packages"].items())
    return (
        f"## The machine\n\n* Processor: {facts['processor']}, {facts['cores']} cores; {facts['system']}\n"
        f"* Python {facts['python']}, {packages}\n* NumPy multiplies with {facts['blas']}\n"
    )
