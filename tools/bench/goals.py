"""The goals, and what a run says of them. Everything is computed from the rows that rounds.py measured."""

from dataclasses import dataclass
import statistics

OURS, FLOOR = "this course", "bare products"
SAME_WEIGHTS = ("the book's style", "PyTorch", "PyTorch, fused Adam", "JAX")
CLOSE = {"float32": 5e-3, "float64": 1e-6}  # how much the losses of those who began alike may differ, relatively
OF_THE_SAME_SIZE = 1.5  # by what factor scikit-learn's loss may differ: it draws other first weights


@dataclass(frozen=True)
class Goal:
    """At least (or at most) so many times: the time of another over ours, or ours over the floor's."""

    case: str
    other: str
    limit: float
    at_most: bool = False

    def reached(self, value):
        """Whether a measured value is good enough."""
        return value <= self.limit if self.at_most else value >= self.limit


GOALS = (
    Goal("spiral", "PyTorch", 3),
    Goal("digits", "PyTorch", 5),
    Goal("digits", "scikit-learn", 2),
    Goal("784-128-128-10", "PyTorch", 1.7),
    Goal("784-512-512-10", "PyTorch", 1.2),
    Goal("spiral", "JAX", 1),
    Goal("digits", "JAX", 1),
    Goal("784-128-128-10", "JAX", 1),
    Goal("784-512-512-10", "JAX", 1),
    Goal("spiral", "the book's style", 2),
    Goal("784-128-128-10", FLOOR, 1.4, at_most=True),
    Goal("784-512-512-10", FLOOR, 1.4, at_most=True),
)
IMPORT_LIMIT = 1.3


def row_of(rows, threads, case, dtype, rival):
    """Return the row with these four."""
    wanted = (threads, case, dtype, rival)
    return next(row for row in rows if (row["threads"], row["case"], row["dtype"], row["rival"]) == wanted)


def median_ratio(above, below):
    """Return the median over the rounds of the ratio of two lists of seconds."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def times_as_fast(rows, threads, case, dtype, rival):
    """Return how many times as fast as a rival our step is."""
    ours, other = (row_of(rows, threads, case, dtype, name)["seconds"] for name in (OURS, rival))
    return median_ratio(other, ours)


def value_of(goal, rows):
    """Return what the run says of a goal: float32, one thread."""
    ratio = times_as_fast(rows, 1, goal.case, "float32", goal.other)
    return 1 / ratio if goal.at_most else ratio


def was_busy(rows):
    """Return whether others were at work on the machine.

    Then a process that asks for one core must wait for it, and products take longer with more threads than with one.
    """
    for row in rows:
        if row["threads"] == 1 and statistics.median(row["cores"]) < 0.9:
            return True
        if row["rival"] == FLOOR:
            alone = row_of(rows, 1, row["case"], row["dtype"], FLOOR)
            if statistics.median(row["seconds"]) > 1.5 * statistics.median(alone["seconds"]):
                return True
    return False


def loss_complaints(rows):
    """Return a sentence for each loss that shows that somebody did less, or something else, than we did."""
    found = []
    for row in rows:
        if row["rival"] in (OURS, FLOOR):
            continue
        ours = row_of(rows, row["threads"], row["case"], row["dtype"], OURS)["loss"]
        off, where = row["loss"] / ours, f"on {row['case']}, {row['dtype']}, {row['threads']} thread(s)"
        same = row["rival"] in SAME_WEIGHTS
        good = abs(off - 1) <= CLOSE[row["dtype"]] if same else 1 / OF_THE_SAME_SIZE <= off <= OF_THE_SAME_SIZE
        if not good:
            fault = "they did not make the same steps" if same else "they are not of the same size"
            found.append(
                f"{row['rival']} reached the loss {row['loss']:.6g} {where}, and this course {ours:.6g}: "
                f"{fault}, so their times say nothing."
            )
    return found
