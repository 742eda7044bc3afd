"""Chapter 5: the loss of one prediction under a moving confidence, and the loss over two weights as a landscape."""

import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.planes import draw_surface
from nnfs_helpers.plotting.style import GRADIENT, GREY, INK, INPUT, OUTPUT, PLAIN, exact, rounded

SLOPE = {"color": GRADIENT.line, "linewidth": 2, "linestyle": (0, (3, 1.5))}
HERE = {"linestyle": "none", "marker": "o", "color": GRADIENT.line, "markeredgecolor": INK, "zorder": 5}


def touch(line, x, y, slope):
    """Let the line touch a curve in (x, y): a piece of its tangent, equally long on the page for every slope."""
    (left, right), (low, high) = line.axes.get_xlim(), line.axes.get_ylim()
    reach = 0.13 / np.hypot(1 / (right - left), slope / (high - low))
    line.set_data([x - reach, x + reach], [y - slope * reach, y + slope * reach])


class ConfidenceLoss(Explorer):
    """The loss -log(p) where the confidence p in the true class can be moved, its slope, and what half of p costs."""

    size = (6.8, 3.1)

    def __init__(self, p=0.7):
        """Begin with the confidence p, from 0.01 to 1; two other classes share the rest."""
        self.p = given.within(given.number(p, "p"), "p", 0.01, 1)
        super().__init__()

    def make_controls(self):
        """Return the slider of the confidence."""
        return {"p": slider("confidence p", self.p, 0.01, 1.0, 0.01)}

    def prepare(self, figure):
        """Draw the curve and the axes; return the marks on the curve, the bars and the numbers."""
        left, right = figure.subplots(1, 2, width_ratios=[1.9, 1])
        p = np.geomspace(0.003, 1, 300)
        left.plot(p, -np.log(p), color=INPUT.line, linewidth=1.8)
        left.set(xlim=(0, 1.05), ylim=(0, 5.6), xticks=np.linspace(0, 1, 6))
        left.set(xlabel="confidence p in the true class", ylabel="loss  -log(p)")
        (self.step,) = left.plot([], [], color=GREY, linewidth=1.2)
        (self.tangent,) = left.plot([], [], **SLOPE, label="slope at p")
        (self.point,) = left.plot([], [], **HERE, markersize=8, label="loss at p")
        (self.half,) = left.plot([], [], **HERE | {"color": "white"}, markersize=7, label="loss at half of p")
        self.rise = left.text(0, 0, "", va="center")
        left.legend(handles=[self.point, self.half, self.tangent], loc="upper right")
        tones = [OUTPUT, PLAIN, PLAIN]
        right.set(xlim=(-0.6, 2.6), ylim=(0, 1.12), title="prediction", ylabel="probability")
        right.set_xticks(range(3), ["true\nclass", "other", "other"])
        right.grid(False, axis="x")
        self.bars = [right.bar(i, 1, 0.66, color=tone.fill, edgecolor=tone.text)[0] for i, tone in enumerate(tones)]
        self.numbers = [right.text(i, 0, "", ha="center", va="bottom", color=t.text) for i, t in enumerate(tones)]
        return [self.step, self.tangent, self.point, self.half, self.rise, *self.bars, *self.numbers]

    def draw(self, state):
        """Move the point, the step up to half of p, the tangent and the bars."""
        p, loss, higher = state["p"], -np.log(state["p"]), -np.log(state["p"] / 2)
        self.point.set_data([p], [loss])
        self.half.set_data([p / 2], [higher])
        self.step.set_data([p, p, p / 2], [loss, higher, higher])
        self.rise.set(x=p + 0.02, y=(loss + higher) / 2, text=f"+{higher - loss:.3f}")
        touch(self.tangent, p, loss, -1 / p)
        shares = [(p, 2), ((1 - p) / 2, 3), ((1 - p) / 2, 3)]
        for bar, number, (share, decimals) in zip(self.bars, self.numbers, shares, strict=True):
            bar.set_height(share)
            number.set(y=share + 0.02, text=exact(share, decimals))

    def sentence(self, state):
        """Return the loss at p and at half of p, and the slope."""
        p, loss = state["p"], -np.log(state["p"]) + 0.0
        return (
            f"The true class gets the probability {exact(p, 2)}, the two others {exact((1 - p) / 2, 3)} each. "
            f"The loss is -log({exact(p, 2)}) = {rounded(loss, 3)}, and the slope of the curve there is "
            f"-1/{exact(p, 2)} = {-1 / p:.2f}. "
            f"Half that confidence, {exact(p / 2, 3)}, would cost {np.log(2):.3f} more: {loss + np.log(2):.3f}."
        )


class LossSurface(Explorer):
    """The loss over two weights as contours, with a point that can be moved, and the two curves through that point."""

    size = (7.2, 4.3)

    def __init__(self, loss, a, b, start=None):
        """Compute loss(a, b) once for each a in a (n,) and b in b (m,), evenly spaced; begin near start (a, b)."""
        self.loss = lambda x, y: float(np.ravel(loss(x, y))[0])  # an array with one number is welcome, too
        self.places = {"a": check_spaced(a, "a"), "b": check_spaced(b, "b")}
        self.heights = given.heights(loss, self.places["a"], self.places["b"])
        middles = [values[len(values) // 2] for values in self.places.values()]
        self.start = dict(zip("ab", middles if start is None else given.row(start, "start", 2), strict=True))
        super().__init__()

    def make_controls(self):
        """Return a slider for each of the two weights, which stops at the places of the grid."""
        controls = {}
        for name, values in self.places.items():
            step = float(values[1] - values[0])
            value = float(values[nearest(values, self.start[name])])
            controls[name] = slider(f"weight {name}", value, float(values[0]), float(values[-1]), step)
            controls[name].readout_format = ".2f"
        return controls

    def prepare(self, figure):
        """Draw the contours and the axes of the two curves; return the point, the curves and their tangents."""
        figure.set_layout_engine("none")
        places = {"map": (0.1, 0.2, 0.47, 0.74), "a": (0.66, 0.65, 0.32, 0.29), "b": (0.66, 0.2, 0.32, 0.29)}
        panels = {name: figure.add_axes(place) for name, place in places.items()}
        draw_surface(panels["map"], *self.places.values(), self.heights)
        panels["map"].set(xlabel="a", ylabel="b")
        self.cross = [panels["map"].axhline(0, color=INK, linestyle="--"), panels["map"].axvline(0, color=INK, ls=":")]
        self.points = panels["map"].plot([], [], **HERE, markersize=9, label="you are here", clip_on=False)
        self.curves, self.tangents = [], []
        margin = 0.05 * np.ptp(self.heights) or 1.0
        for line, (name, values) in zip(self.cross, self.places.items(), strict=True):
            limits = {
                "xlim": (values[0], values[-1]),
                "ylim": (self.heights.min() - margin, self.heights.max() + margin),
            }
            panels[name].set(**limits, title=f"loss along {name}")
            self.curves += panels[name].plot([], [], color=INK, linewidth=1.5, linestyle=line.get_linestyle())
            self.tangents += panels[name].plot([], [], **SLOPE, label="slope")
            self.points += panels[name].plot([], [], **HERE, markersize=7, clip_on=False)
        lowest = panels["map"].lines[0]
        figure.legend(handles=[lowest, self.points[0], self.tangents[0]], loc="lower center", ncols=3)
        return [*self.cross, *self.curves, *self.tangents, *self.points]

    def look(self, state):
        """Return the row and column of the grid where the point is, and its two slopes, from central differences."""
        column, row = (nearest(self.places[name], state[name]) for name in "ab")
        a, b = self.places["a"][column], self.places["b"][row]
        da, db = (1e-5 * np.ptp(values) for values in self.places.values())
        slope_a = (self.loss(a + da, b) - self.loss(a - da, b)) / (2 * da)
        slope_b = (self.loss(a, b + db) - self.loss(a, b - db)) / (2 * db)
        return row, column, (slope_a, slope_b)

    def draw(self, state):
        """Move the point and its cross on the map, and the two curves with their points and tangents."""
        row, column, slopes = self.look(state)
        a, b, height = self.places["a"][column], self.places["b"][row], self.heights[row, column]
        self.cross[0].set_ydata([b, b])
        self.cross[1].set_xdata([a, a])
        for point, place in zip(self.points, [(a, b), (a, height), (b, height)], strict=True):
            point.set_data(*np.reshape(place, (2, 1)))
        sections = (self.places["a"], self.heights[row]), (self.places["b"], self.heights[:, column])
        for curve, tangent, x, section, slope in zip(self.curves, self.tangents, (a, b), sections, slopes, strict=True):
            curve.set_data(*section)
            touch(tangent, x, height, slope)

    def single_steps(self, row, column):
        """Return the names of the single steps that lead down from this place of the grid, and whether one is level."""
        ways = {"a smaller": (0, -1), "a larger": (0, 1), "b smaller": (-1, 0), "b larger": (1, 0)}
        walls = np.pad(self.heights, 1, constant_values=np.inf)  # beyond the grid there is no way down
        here = walls[row + 1, column + 1]
        heights = {name: walls[row + 1 + down, column + 1 + right] for name, (down, right) in ways.items()}
        level = any(height == here for height in heights.values())
        return [name for name, height in heights.items() if height < here], level

    def sentence(self, state):
        """Return the loss, the two slopes, and which single steps lead down."""
        row, column, slopes = self.look(state)
        a, b = self.places["a"][column], self.places["b"][row]
        slope_a, slope_b = slopes
        down, level = self.single_steps(row, column)
        steps = "No single step leads down." if level else "Every step of the sliders leads up."
        if down:
            steps = f"Single steps that lead down: {', '.join(down)}."
        return (
            f"At a = {exact(a, 2)}, b = {exact(b, 2)} the loss is {rounded(self.heights[row, column], 3)}; "
            f"its slope is {rounded(slope_a, 4)} along a and {rounded(slope_b, 4)} along b. {steps} "
            f"The lowest place of the grid has {rounded(self.heights.min(), 3)}."
        )


def check_spaced(values, name):
    """Return values (n,) as an array. Raise ValueError unless they are at least three, rising in equal steps."""
    values = given.table(values, name, dimensions=(1,))
    steps = np.diff(values)
    if len(values) < 3 or not (steps > 0).all() or not np.allclose(steps, steps[0]):
        raise ValueError(
            f"{name} must be three or more numbers that rise in equal steps, such as np.linspace(-1, 1, 21)."
        )
    return values


def nearest(values, wanted):
    """Return the index of the value (n,) that is closest to wanted."""
    return int(np.abs(values - wanted).argmin())
