"""From a key press to new pixels: every explorer beside the same picture by interact, in one run.

`make bench-explorers` prints a table of medians in milliseconds, of all explorers or of those that are named as
arguments. The floor is an explorer that draws nothing and swaps two ready pictures.
"""

from pathlib import Path
import statistics
import sys
import tempfile

import nbformat

from tests.browser.jupyter import LabPage, browser, server
from tests.explorers.test_explorers import CASES

ROUNDS = 24
FLOOR = '''
from nnfs_helpers.explorers.machinery import page
from nnfs_helpers.explorers.machinery.explorer import Explorer, slider

class Floor(Explorer):
    """Two pictures of one pixel, ready before the key is pressed."""
    frames = ["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="]

    def make_controls(self):
        return {"x": slider("x", 50, 0, 100, 1)}

    def prepare(self, figure):
        return []

    def sentence(self, state):
        return f"{state['x']}"

    def refresh(self, action=None):
        x = self.state["x"]
        self.page.value = page.live(self.frames[x % 2], str(x), self.width)

Floor()
'''
ONE = """
from tests.explorers.test_explorers import CASES
CASES["NAME"][0]()
"""
INTERACT = '''
%matplotlib inline
from copy import copy
import ipywidgets as widgets
import matplotlib.pyplot as plt
from nnfs_helpers.plotting.style import house_style

def by_interact(model, name):
    """The picture of an explorer, drawn anew for each value of one control, as interact does it."""
    control = model.controls[name]
    def picture(value):
        if isinstance(control, widgets.Button):
            getattr(model, name)()
        with house_style():
            drawn, figure = copy(model), plt.figure(figsize=model.size, layout="constrained")
            drawn.prepare(figure)
            drawn.draw(model.state if isinstance(control, widgets.Button) else model.state | {name: value})
        plt.show()
    if isinstance(control, widgets.Button):
        return widgets.interact(picture, value=widgets.IntSlider(50, 0, 100))
    kind, options = type(control), {"value": control.value}
    if hasattr(control, "max"):
        options |= {"min": control.min, "max": control.max, "step": control.step}
    else:
        options |= {"options": control.options}
    return widgets.interact(picture, value=kind(**options))

by_interact(CASES["NAME"][0](), "CONTROL");
'''
# Focus the control, press a key, and wait until a new picture is there and decoded, and until it has been painted.
PRESS = """([number, place, key]) => new Promise(resolve => {
    const cell = document.querySelectorAll('.jp-CodeCell')[number];
    const holders = '.widget-vbox > .widget-box > *, .widget-interact > .widget-inline-hbox';
    const holder = [...cell.querySelectorAll(holders)][place];
    const target = holder.matches('button') ? holder : holder.querySelector('.noUi-handle, select, button, input');
    target.focus();
    const timer = setTimeout(() => { watch.disconnect(); resolve(null); }, 4000);
    const watch = new MutationObserver(async changes => {
        const image = [...cell.querySelectorAll('.jp-OutputArea-output img')].pop();
        if (!image || !changes.some(change => [...change.addedNodes].some(node => node.contains(image)))) return;
        watch.disconnect();
        clearTimeout(timer);
        await image.decode();
        const decoded = performance.now() - begin;
        requestAnimationFrame(() => setTimeout(() => resolve([decoded, performance.now() - begin])));
    });
    watch.observe(cell, {subtree: true, childList: true});
    const begin = performance.now();
    if (target.matches('button')) target.click();
    else target.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
})"""


def first_control(name):
    """Return the place and the name of the control that is pressed: the first slider, else the first button but one."""
    controls = CASES[name][0]().controls
    for kinds in (("IntSlider", "FloatSlider"), ("Button",)):
        for place, (control_name, control) in enumerate(controls.items()):
            acts = type(control).__name__ in kinds and control_name not in ("rate", "reset", "again")
            if acts:
                return place, control_name
    raise ValueError(f"{name} has no slider and no button")


def notebook(name, control):
    """Return a notebook of three cells: the floor, one explorer, and the same picture by interact."""
    sources = [source.replace("NAME", name).replace("CONTROL", control) for source in (FLOOR, ONE, INTERACT)]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip()) for source in sources])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return book


def measure(page, places):
    """Press the control of each cell ROUNDS times, one cell after the other in every round, to and fro."""
    times = [[] for _ in places]
    for i in range(ROUNDS + 2):
        for number, place in enumerate(places):
            page.wait_for_timeout(60)
            time = page.evaluate(PRESS, [number, place, "ArrowRight" if i % 2 else "ArrowLeft"])
            if i >= 2 and time:  # the first two warm up; a press without a new picture does not count
                times[number].append(time)
    if min(map(len, times)) < ROUNDS / 2:
        raise RuntimeError(f"Too few presses gave a new picture: {[len(seen) for seen in times]}")
    return [[statistics.median(column) for column in zip(*seen, strict=True)] for seen in times]


def main():
    """Print the table; return 1 if an explorer misses its goal: 50 ms, and three times as fast as interact."""
    folder, missed, floors = Path(tempfile.mkdtemp()), [], []
    print("| explorer | key press to new picture, ms | to painted, ms | interact, ms | times faster | floor, ms |")
    print("|---|---|---|---|---|---|")
    with server(folder) as address, browser() as chromium:
        for name in sys.argv[1:] or CASES:
            place, control = first_control(name)
            nbformat.write(notebook(name, control), folder / f"{name}.ipynb")
            chapter = LabPage(chromium, address, f"{name}.ipynb")
            chapter.run_all()
            (floor, _), (mine, painted), (other, _) = measure(chapter.page, [0, place, 0])
            chapter.page.close()
            floors.append(floor)
            row = f"| {name} | {mine:.0f} | {painted:.0f} | {other:.0f} | {other / mine:.1f} | {floor:.0f} |"
            print(row, flush=True)
            if not (mine <= 50 and other >= 3 * mine):
                missed.append(name)
    print(f"\nThe floor is an explorer that draws nothing: median {statistics.median(floors):.0f} ms.")
    print(f"Goal: at most 50 ms, and three times as fast as interact. Missed by: {', '.join(missed) or 'none'}.")
    return len(missed) > 0


if __name__ == "__main__":
    sys.exit(main())
