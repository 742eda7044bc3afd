"""What stands in the place of an explorer when its kernel is gone: its sentence and a line how to wake it.

JupyterLab stores the live view, and without a kernel shows an error in its place, even beside a picture. So a cell has
three outputs: the live view, these words, and the picture. A style rule stored with the words shows what is right:
while the view lives, the view alone; after a restart of the kernel, the view and how to wake it; without a view, the
words and the picture. Where the rule is not obeyed, as on GitHub, words and picture are there.
"""

from html import escape
import os
import sys

from IPython import get_ipython
from IPython.display import display

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
LIVE = "nnfs-live"
WAKE = "Run this cell to move it."
RESTARTED = "The kernel was started again and no longer knows these controls. Run this cell to move them."
CHILD = ".jp-OutputArea-child"
ALIVE = f"{CHILD}:has(.{LIVE}:not(.jupyter-widgets-disconnected))"
DEAD = f"{CHILD}:has(.{LIVE}.jupyter-widgets-disconnected)"
STYLE = (
    f"{CHILD}:not(:has(.{LIVE})):has(+ {CHILD} .nnfs-asleep), {ALIVE} + {CHILD}, "
    f":is({ALIVE}, {DEAD}) + {CHILD} + {CHILD}, {DEAD} + {CHILD} .nnfs-lost, "
    f"{CHILD} .nnfs-restarted {{display: none !important}} "
    f"{DEAD} + {CHILD} .nnfs-restarted {{display: block !important}}"
)
WORDS = (
    '<style>{style}</style><div class="nnfs-asleep"><p class="nnfs-lost">{sentence} <b>{wake}</b></p>'
    '<p class="nnfs-restarted" style="display: none"><b>{restarted}</b></p></div>'
)


def one_output():
    """Whether the page has no use for the style rule, so that the live view goes with the picture: Colab, VS Code."""
    return "google.colab" in sys.modules or "VSCODE_PID" in os.environ


def somebody_is_there():
    """Whether a page runs the cell, not a program (nbval, nbconvert): a page lets a cell ask with input()."""
    return bool(getattr(getattr(get_ipython(), "kernel", None), "_allow_stdin", False))


def reference(view):
    """Return the bundle (a dict) that makes a page show the widget view."""
    return {WIDGET_VIEW: {"version_major": 2, "version_minor": 0, "model_id": view.model_id}}


def words(sentence):
    """Return the sentence (str) and how to wake the explorer, with the style rule, as HTML (str)."""
    return WORDS.format(style=STYLE, sentence=escape(sentence), wake=WAKE, restarted=RESTARTED)


def show_before_the_picture(view, sentence):
    """Show the live view, and the words that stand in its place later."""
    display(reference(view), raw=True)
    display({"text/html": words(sentence)}, raw=True)
