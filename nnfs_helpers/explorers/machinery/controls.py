"""The controls of explorers that need more than ipywidgets gives them."""

import ipywidgets as widgets

ACTIONS = (widgets.Button, widgets.Play)  # they have no value: they call a method
SLIDERS = (widgets.IntSlider, widgets.FloatSlider)


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
    """Return the style and layout of a control with its label on the left, wide enough to set a value by mouse."""
    return {"style": {"description_width": "8.5em"}, "layout": widgets.Layout(width="31em", max_width="98%")}


def name_tooltip(control):
    """Let the tooltip of a control say its label: ipywidgets 8 would say "null". Version 7 has no such trait."""
    if control.has_trait("tooltip") and control.tooltip is None:
        control.tooltip = control.description


def is_playing(controls):
    """Return whether one of the controls is a player that plays."""
    return any(getattr(control, playing(control), False) for control in controls if isinstance(control, widgets.Play))


def playing(player):
    """Return the name of the trait that says whether a player plays: ipywidgets 7 gave it an underscore."""
    return "playing" if player.has_trait("playing") else "_playing"
