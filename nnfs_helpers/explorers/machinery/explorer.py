"""The explorer: a picture with controls over it. Copy explorers/neuron.py to begin one of your own."""

import base64
from html import escape
import sys

import ipywidgets as widgets

from nnfs_helpers.explorers.machinery.frame import Frame, png
from nnfs_helpers.plotting.picture import PIXELS_PER_INCH, Picture
from nnfs_helpers.plotting.style import house_style

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# A browser decodes a picture that stands in the page itself at once, and gets the sentence with the same message.
PAGE = (
    '<img src="data:image/png;base64,{frame}" alt="{sentence}" style="width: {width}px; max-width: 100%">'
    '<p role="status" style="line-height: 1.5; max-width: {width}px">{sentence}</p>'
)
ERROR = '<p role="alert" style="line-height: 1.5; max-width: {width}px">{sentence}</p>'


class Explorer:
    """Controls, a picture of their state, and a sentence about it. Jupyter shows it as the last line of a cell.

    A subclass has a size in inches and four methods: make_controls() returns a dict, name to ipywidgets control;
    prepare(figure) draws what stays and returns the list of artists that move; draw(state) moves them;
    sentence(state) says with numbers what is seen. state is a dict, name of a control to its value. A Button or Play
    has no value: it calls the method of the explorer that has its name.
    """

    size = (6.6, 3.3)
    stamped = ()  # artists that only appear and disappear, see Frame.keep
    acting = False  # whether a Button or Play is at work

    def __init__(self):
        """Draw the figure once and connect the controls."""
        self.controls = self.make_controls()
        self.frame = Frame(*self.size)
        with house_style():
            self.frame.keep(self.prepare(self.frame.figure), self.stamped)
        self.width = round(self.size[0] * PIXELS_PER_INCH)
        self.page = widgets.HTML()
        for name, control in self.controls.items():
            self.connect(name, control)
        row = widgets.Layout(display="flex", flex_flow="row wrap", max_width=f"{self.width}px")
        controls = widgets.Box(list(self.controls.values()), layout=row)
        self.view = widgets.VBox([controls, self.page], layout=widgets.Layout(align_items="flex-start"))
        self.refresh()

    def connect(self, name, control):
        """Let a Button or Play call the method of its name, and any other control draw the picture again."""
        if isinstance(control, widgets.Button):
            control.on_click(lambda _: self.refresh(getattr(self, name)))
        elif isinstance(control, widgets.Play):
            control.observe(lambda _: self.refresh(getattr(self, name)), "value")
        else:
            control.observe(lambda _: self.refresh(), "value")

    @property
    def state(self):
        """The values of the controls that have one, by name, without the noise that a browser adds to decimals."""
        actions = (widgets.Button, widgets.Play)
        values = {name: control.value for name, control in self.controls.items() if not isinstance(control, actions)}
        return {name: round(value, 9) + 0.0 if isinstance(value, float) else value for name, value in values.items()}

    def refresh(self, action=None):
        """Do the action, then show the state: a new frame and its sentence. An error is shown as a sentence."""
        if self.acting:
            return  # the action has moved a control; one frame at its end is enough
        try:
            if action:
                self.act(action)
            state = self.state
            with house_style():
                self.draw(state)
                frame = base64.b64encode(png(self.frame.pixels())).decode()
            page, sentence = PAGE, self.sentence(state)
        except Exception as error:  # whatever it is, the reader must see it: Jupyter would hide it in a log
            page, frame = ERROR, ""
            sentence = f"This cannot be drawn: {type(error).__name__}: {error}. Move a control, or run the cell again."
        self.page.value = page.format(frame=frame, sentence=escape(sentence), width=self.width)

    def act(self, action):
        """Call the action, with no frame until it has ended."""
        self.acting = True
        try:
            action()
        finally:
            self.acting = False

    def __repr__(self):
        """Return the sentence: what a reader gets who sees no picture."""
        return self.sentence(self.state)

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return the sentence and the picture, which a notebook stores, and the live view, which needs a kernel."""
        data, metadata = Picture(self.frame.figure, repr(self))._repr_mimebundle_()
        if "google.colab" in sys.modules:
            del data["image/png"]  # it is not known which of the two Colab would show
        data[WIDGET_VIEW] = {"version_major": 2, "version_minor": 0, "model_id": self.view.model_id}
        return data, metadata


def slider(label, value, low, high, step=0.1):
    """Return a slider of numbers from low to high, of integers if step is one, with its label on the left.

    A value outside widens the range, and one between two steps makes the steps finer: it must be where it was set.
    """
    low, high = min(low, value), max(high, value)
    while step > 1e-4 and abs((value - low) / step - round((value - low) / step)) > 1e-6:
        step /= 10
    kind = widgets.IntSlider if isinstance(step, int) else widgets.FloatSlider
    return kind(value, min=low, max=high, step=step, description=label, **labelled())


def labelled():
    """Return the style and layout of a control with its label on the left: two of them fit under most pictures."""
    return {"style": {"description_width": "9em"}, "layout": widgets.Layout(width="23em")}
