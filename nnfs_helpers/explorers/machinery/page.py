"""What an explorer writes into the page: the still picture that is stored, the live one, and the script beside them."""

from functools import lru_cache
from html import escape
from pathlib import Path

LIVE = "explorer-live"  # the class of the live view, for page.js and for the rules of style
CONTROLS = "explorer-controls"  # the class of the box with its controls

# A browser decodes a picture that stands in the page itself at once, and gets the sentence with the same message.
PAGE = (
    '<img src="data:image/png;base64,{frame}" alt="{sentence}" style="width: {width}px; max-width: 100%">'
    '<p{role} style="line-height: 1.5; max-width: {width}px">{sentence}</p>'
)
ERROR = '<p role="alert" style="line-height: 1.5; max-width: {width}px">{sentence}</p>'
SPOKEN = ' role="status"'  # a screen reader reads it aloud whenever it changes

STILL = (
    '<div class="explorer-still">{image}<p style="line-height: 1.5; max-width: {width}px">{sentence}</p>'
    "<p><em>To move this picture, run the cells above it.</em></p></div>"
)
# The still picture gives way to the live view next to it, and stands there again when there is none: in JupyterLab, and
# in other pages of notebooks. A view whose kernel is gone leaves words about an error, which help nobody.
STILL_STYLE = """
.jp-OutputArea-child:has(.explorer-still):has(+ * .explorer-live) { display: none; }
:is(.output, .cell_container):has(.explorer-live) .explorer-still { display: none; }
.jp-OutputArea-child:has(.explorer-still) + * > .lm-Panel.jp-OutputArea-output:not(:has(.explorer-live)) {
    display: none;
}
"""
HINT = (
    '<p class="explorer-hint">Drag a slider, press the arrow keys on it, '
    "or type its number on the right and press Enter.</p>"
)
ASLEEP = "This picture has lost its kernel. To move it again, run the cells above it."
# Without a kernel, a word stands in the place of controls that would do nothing, and of ipywidgets' broken chains.
ASLEEP_STYLE = """
.explorer-note, .explorer-hint, .explorer-asleep { line-height: 1.5; }
.explorer-asleep { display: none; font-weight: bold; }
.jupyter-widgets-disconnected .explorer-asleep { display: block; }
.explorer-controls.jupyter-widgets-disconnected { display: none !important; }
.jupyter-widgets-disconnected :is(.explorer-hint, .explorer-note) { display: none; }
.explorer-live.jupyter-widgets-disconnected::before, .explorer-live .jupyter-widgets-disconnected::before {
    display: none;
}
"""
BELOW = (
    "<style>{style}</style>"
    '{hint}<div class="explorer-note" role="status"></div>'
    '<div class="explorer-asleep" role="status">{asleep}</div>'
)
ALONE = ".explorer-still { display: none; }"  # on Colab, where each output has a page of its own


def live(frame, sentence, width, spoken=True):
    """Return the HTML of a frame (PNG in base64) width pixels wide and its sentence."""
    return PAGE.format(frame=frame, sentence=escape(sentence), width=width, role=SPOKEN if spoken else "")


def failed(sentence, width):
    """Return the HTML of a sentence about an error."""
    return ERROR.format(sentence=escape(sentence), width=width)


def still(image, sentence, width):
    """Return the HTML that a notebook stores: image (HTML), sentence, how to wake it, and what wakes with it."""
    page = STILL.format(image=image, sentence=escape(sentence), width=width)
    return f"{page}<style>{STILL_STYLE}</style><script>{script()}</script>"


def below(has_sliders, alone=False):
    """Return the HTML between controls and picture: how to set a number, a note on what was typed, a word on a kernel.

    alone tells whether each output has a page of its own, as on Colab.
    """
    style = ASLEEP_STYLE + ALONE if alone else ASLEEP_STYLE
    return BELOW.format(style=style, hint=HINT if has_sliders else "", asleep=ASLEEP)


@lru_cache(maxsize=1)
def script():
    """Return the text of page.js."""
    return Path(__file__).with_name("page.js").read_text(encoding="utf-8")
