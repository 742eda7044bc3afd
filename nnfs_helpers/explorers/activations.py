"""Chapter 4: an activation function after one neuron, and ReLUs that add up to a bump."""

import ipywidgets as widgets
from matplotlib.collections import PolyCollection
import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, labelled, slider
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.charts import curve, flat_stretches
from nnfs_helpers.plotting.style import FAINT, GRADIENT, GREY, INK, INPUT, OUTPUT, WEIGHT, exact, rounded, short

REACH = 3.0  # the input, the weight and the bias run from -REACH to REACH
FURTHEST = REACH * REACH + REACH  # of weight * x + bias
TINY = 1e-4
# Sums weight * x + bias at which each function is computed: close together at 0, where it may have a kink or a jump.
SUMS = np.sort(np.append(np.round(np.arange(-FURTHEST, FURTHEST + 0.01, 0.02), 2), [-1e-6, 1e-6]))


class ActivationCurve(Explorer):
    """One neuron with one input: its output over the input, for any activation function of a dict, name to function."""

    size = (6.6, 3.4)

    def __init__(self, functions):
        """Begin with the first function of the dict; each maps an array (n,) to an array (n,) of finite numbers."""
        functions = given.named(functions, "functions", '{"ReLU": relu}')
        self.functions = {
            str(name): given.forward_of(function, f"functions[{name!r}]") for name, function in functions.items()
        }
        self.curves = {
            name: curve(SUMS, given.curve_of(function, SUMS, name)) for name, function in self.functions.items()
        }
        super().__init__()

    def make_controls(self):
        """Return the choice of the function, and sliders for the weight, the bias and the input."""
        names = list(self.functions)
        return {
            "function": widgets.Dropdown(options=names, description="function", **labelled()),
            "weight": slider("weight", 1.0, -REACH, REACH),
            "bias": slider("bias", 0.0, -REACH, REACH),
            "x": slider("input x", 1.0, -REACH, REACH),
        }

    def prepare(self, figure):
        """Draw the axes and the legend; return the curves, the marks and the number at the point."""
        figure.set_layout_engine("none")  # the axes stay in their place when their height is another one
        self.axes = axes = figure.add_axes((0.08, 0.14, 0.89, 0.68))
        axes.set(xlim=(-REACH, REACH), xlabel="input x")
        self.flat = PolyCollection([], facecolor=FAINT, alpha=0.6, label="slope 0 or near 0", zorder=0)
        axes.add_collection(self.flat)
        (self.slope,) = axes.plot([], [], color=GRADIENT.line, linewidth=1.8, dashes=(4, 2), label="slope")
        (self.output,) = axes.plot([], [], color=INPUT.line, linewidth=2.4, label="output")
        (self.zero,) = axes.plot([], [], color=GREY, linestyle=":", linewidth=1.6, label="weight × x + bias is 0")
        (self.guide,) = axes.plot([], [], color=INK, linewidth=0.8)
        (self.point,) = axes.plot([], [], "o", color=INK, markersize=7, clip_on=False, label="input x and its output")
        self.number = axes.text(0, 0, "", color=INK)
        handles = [self.output, self.slope, self.flat, self.point, self.zero]
        figure.legend(handles=handles, loc="upper center", ncols=3)
        self.scale(next(iter(self.functions)))
        return [self.flat, self.slope, self.output, self.zero, self.guide, self.point, self.number]

    def scale(self, name):
        """Make the axes as high as this function's output and slope can be."""
        values, slopes, _ = self.curves[name]
        steepest = REACH * np.nanmax(np.abs(slopes))
        low, high = min(np.nanmin(values), -steepest), max(np.nanmax(values), steepest)
        margin = 0.12 * max(high - low, 0.1)
        self.axes.set_ylim(low - margin, high + margin)
        self.scaled = name

    def line(self, state):
        """Return x (n,), outputs (n,) and slopes (n,) of the whole curve, and its flat stretches of x (k, 2)."""
        weight, bias = state["weight"], state["bias"]
        if weight == 0:
            ends = np.array([-REACH, REACH])
            return ends, self.functions[state["function"]](np.full(2, bias)), np.zeros(2), ends[None]
        values, slopes, steps = self.curves[state["function"]]
        x = (SUMS - bias) / weight
        flat = np.sort(x[flat_stretches(weight * steps)]).clip(-REACH, REACH)
        flat = flat[flat[:, 0] < flat[:, 1]]
        return x, values, weight * slopes, flat[flat[:, 0].argsort()]

    def at_x(self, state):
        """Return weight * x + bias, the output and the slope at the input x; the slope is nan at a kink or a jump."""
        function, weight = self.functions[state["function"]], state["weight"]
        total = round(weight * state["x"] + state["bias"], 4) + 0.0
        before, here, after = (float(value) for value in function(np.array([total - TINY, total, total + TINY])))
        smooth = weight == 0 or abs(after - 2 * here + before) < 0.01 * TINY
        return total, here, weight * (after - before) / (2 * TINY) if smooth else np.nan

    def draw(self, state):
        """Move the curves, the marks and the point."""
        if state["function"] != self.scaled:
            self.scale(state["function"])
            self.frame.keep(self.frame.moving)
        low, high = self.axes.get_ylim()
        x, outputs, slopes, flat = self.line(state)
        self.flat.set_verts([[(a, low), (b, low), (b, high), (a, high)] for a, b in flat])
        self.output.set_data(x, outputs)
        self.slope.set_data(x, slopes)
        zero = -state["bias"] / state["weight"] if state["weight"] else np.nan
        self.zero.set_data([zero, zero], [low, high])
        _, output, slope = self.at_x(state)
        self.guide.set_data([state["x"], state["x"], -REACH], [low, output, output])
        self.point.set_data([state["x"]], [output])
        self.place_number(state["x"], output, falls=slope < 0)

    def place_number(self, x, output, falls):
        """Write the output beside the point, where the curve does not go."""
        left = (x > REACH / 2) if falls else (x > -REACH / 2)
        above = left != falls
        shift = 0.03 * np.ptp(self.axes.get_ylim())
        self.number.set(x=x - 0.1 if left else x + 0.1, y=output + shift if above else output - shift)
        self.number.set(ha="right" if left else "left", va="bottom" if above else "top", text=rounded(output, 2))

    def sentence(self, state):
        """Return the output and the slope at x, where the sum is 0, and where the slope is."""
        total, output, slope = self.at_x(state)
        here = (
            f"the slope there is {rounded(slope, 3)}" if slope == slope else "there is no slope, but a kink or a jump"
        )
        return (
            f"{state['function']}({exact(state['weight'], 1)} × {exact(state['x'], 1)} + bias "
            f"{exact(state['bias'], 1)}) = {state['function']}({exact(total, 2)}) = {rounded(output, 2)}, and {here}. "
            f"Weight × x + bias {where_positive(state)}. {where_flat(self.line(state)[3])}"
        )


def decimals(number, places):
    """Return the number with so many places after the point; it never reads -0.00."""
    return f"{round(number, places) + 0.0:.{places}f}"


def where_positive(state):
    """Return where weight * x + bias is 0, and on which side it is above 0, in words."""
    weight, bias = state["weight"], state["bias"]
    if weight == 0:
        return f"is {exact(bias, 1)} for every x"
    zero = -bias / weight
    seen = "" if abs(zero) <= REACH else ", outside the picture"
    return f"is 0 at x = {short(zero)}{seen}, and above 0 to the {'right' if weight > 0 else 'left'} of it"


def where_flat(stretches):
    """Return where the slope is near 0, for stretches of x (k, 2), in words."""
    if len(stretches) == 0:
        return "Nowhere in the picture is the slope close to 0."
    if len(stretches) == 1 and np.ptp(stretches) == 2 * REACH:
        return "The slope is 0 or near 0 everywhere."
    words = " and ".join(f"from {decimals(a, 2)} to {decimals(b, 2)}" for a, b in stretches)
    return f"The slope is 0 or near 0 for x {words}."


class ReluBump(Explorer):
    """ReLUs whose weighted sum is a ramp, a bump or a wave: each one bends the sum at its kink."""

    size = (6.6, 3.6)

    def make_controls(self):
        """Return sliders for the number of ReLUs, the first kink, the distance of the kinks and the height."""
        return {
            "count": slider("ReLUs", 3, 1, 8, 1),
            "start": slider("start", 1.0, 0.0, 2.0),
            "width": slider("width", 1.0, 0.5, 1.5),
            "height": slider("height", 1.0, -2.0, 2.0),
        }

    def prepare(self, figure):
        """Draw the axes and the legend; return the sum, the pieces and the kinks."""
        axes = figure.subplots()
        axes.set(xlim=(-0.5, 13), ylim=(-3, 3), xlabel="x", ylabel="output")
        axes.axhline(0, color=GREY, linewidth=1)
        (self.up,) = axes.plot([], [], color=INPUT.line, linewidth=1.3, dashes=(5, 2), label="ReLU, weight above 0")
        (self.down,) = axes.plot(
            [], [], color=GRADIENT.line, linewidth=1.3, dashes=(1, 1.5), label="ReLU, weight below 0"
        )
        (self.sum,) = axes.plot([], [], color=OUTPUT.line, linewidth=3, label="their sum")
        (self.kinks,) = axes.plot(
            [], [], "D", color=WEIGHT.fill, markeredgecolor=INK, markersize=7, label="kink of a ReLU"
        )
        figure.legend(handles=[self.sum, self.up, self.down, self.kinks], loc="outside upper center", ncols=4)
        self.right = axes.get_xlim()[1]
        return [self.up, self.down, self.sum, self.kinks]

    def pieces(self, state):
        """Return the kinks (count,) and the weights (count,) of the ReLUs."""
        count = state["count"]
        kinks = np.round(state["start"] + state["width"] * np.arange(count), 1)
        slopes = state["height"] / state["width"] * (-1.0) ** np.arange(max(1, count - 1))  # up, down, up ...
        return kinks, np.diff(slopes, prepend=0, append=0)[:count]  # the last one makes the sum level

    def draw(self, state):
        """Move the pieces, their sum and the kinks."""
        kinks, weights = self.pieces(state)
        x = np.append(np.insert(kinks, 0, -0.5), self.right)
        total = np.maximum(0, x[:, None] - kinks) @ weights
        self.sum.set_data(x, total)
        self.kinks.set_data(kinks, total[1:-1])
        for line, chosen in [(self.up, weights > 0), (self.down, weights < 0)]:
            line.set_data(*broken_lines(kinks[chosen], weights[chosen], self.right))

    def sentence(self, state):
        """Return what the sum looks like, and the sum as a formula."""
        kinks, weights = self.pieces(state)
        terms = [
            f"{sign(weight)} {short(abs(weight))} relu(x - {exact(h, 1)})"
            for h, weight in zip(kinks, weights, strict=True)
        ]
        many = "1 ReLU gives" if len(kinks) == 1 else f"{len(kinks)} ReLUs give"
        return f"{many} {shape(state, kinks[-1])}. The sum is {' '.join(terms).removeprefix('+ ')}."


def broken_lines(kinks, weights, right):
    """Return x and y of the lines weight * relu(x - kink) from kink to right, with a gap (nan) after each."""
    x = np.stack([kinks, np.full_like(kinks, right), np.full_like(kinks, np.nan)], axis=1)
    return x.ravel(), (weights[:, None] * (x - kinks[:, None])).ravel()


def sign(number):
    """Return + or -, as text."""
    return "-" if number < 0 else "+"


def shape(state, last):
    """Return what the sum of the ReLUs looks like, in words; last is the last kink."""
    count, height = state["count"], state["height"]
    if height == 0:
        return "a sum that is 0 everywhere, because the height is 0"
    if count == 1:
        return f"a ramp that {'rises' if height > 0 else 'falls'} from x = {exact(last, 1)} on and never stops"
    name, bumps = "bump" if height > 0 else "dip", (count - 1) // 2
    waves = f"{bumps} {name}{'s' * (bumps > 1)} of height {exact(height, 1)}"
    if count % 2:
        return f"{waves}; from x = {exact(last, 1)} on it is 0"
    ramp = f"a ramp to {exact(height, 1)}, where it stays from x = {exact(last, 1)} on"
    return f"{waves}, then {ramp}" if bumps else ramp
