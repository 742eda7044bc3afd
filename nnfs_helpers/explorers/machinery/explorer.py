"""The explorer: a picture with controls over it. Copy explorers/neuron.py to begin one of your own."""

import base64
import sys

from IPython.display import display
import ipywidgets as widgets

from nnfs_helpers.explorers.machinery import page
from nnfs_helpers.explorers.machinery.controls import (
    ACTIONS,
    SLIDERS,
    is_playing,
    labelled,
    name_tooltip,
    playing,
    slider,
)
from nnfs_helpers.explorers.machinery.frame import Frame, png
from nnfs_helpers.plotting.picture import PIXELS_PER_INCH, Picture
from nnfs_helpers.plotting.style import house_style

__all__ = ["WIDGET_VIEW", "Explorer", "labelled", "slider"]

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


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
        self.view = self.make_view()
        self.refresh()

    def make_view(self):
        """Return the live view: the controls, what is said about them, and the page with picture and sentence."""
        row = widgets.Layout(display="flex", flex_flow="row wrap", max_width="64em")  # two sliders, where there is room
        controls = widgets.Box(list(self.controls.values()), layout=row)
        controls.add_class(page.CONTROLS)
        has_sliders = any(isinstance(control, SLIDERS) for control in self.controls.values())
        words = widgets.HTML(page.below(has_sliders, alone=on_colab()))
        view = widgets.VBox([controls, words, self.page], layout=widgets.Layout(align_items="flex-start"))
        view.add_class(page.LIVE)
        name_tooltip(words)
        name_tooltip(self.page)
        return view

    def connect(self, name, control):
        """Let a Button or Play call the method of its name, and any other control draw the picture again."""
        name_tooltip(control)
        if isinstance(control, widgets.Button):
            control.on_click(lambda _: self.refresh(getattr(self, name)))
        elif isinstance(control, widgets.Play):
            control.observe(lambda _: self.refresh(getattr(self, name)), "value")
            control.observe(lambda change: change.new or self.refresh(), playing(control))  # a pause is told
        else:
            control.observe(lambda _: self.refresh(), "value")

    @property
    def state(self):
        """The values of the controls that have one, by name, without the noise that a browser adds to decimals."""
        values = {name: control.value for name, control in self.controls.items() if not isinstance(control, ACTIONS)}
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
            spoken = not is_playing(self.controls.values())  # a voice could not follow
            self.page.value = page.live(frame, self.sentence(state), self.width, spoken)
        except Exception as error:  # whatever it is, the reader must see it: Jupyter would hide it in a log
            sentence = f"This cannot be drawn: {type(error).__name__}: {error}. Move a control, or run the cell again."
            self.page.value = page.failed(sentence, self.width)

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
        """Return what a notebook stores: the sentence, and as HTML the picture with the sentence below it."""
        picture = Picture(self.frame.figure, repr(self))
        return {"text/plain": repr(self), "text/html": page.still(picture.html(), repr(self), self.width)}

    def _ipython_display_(self):
        """Show two things: what is stored, and the live view, which hides it for as long as there is a kernel."""
        still = self._repr_mimebundle_()
        live = {WIDGET_VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.view.model_id}}
        if on_colab():
            live["text/plain"] = still.pop("text/plain")  # a view without words is not known to be shown there
        display(still, raw=True)
        display(live, raw=True)


def on_colab():
    """Return whether this kernel is one of Google Colab's."""
    return "google.colab" in sys.modules
