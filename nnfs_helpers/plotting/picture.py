"""A picture: a finished figure, the image a page shows, and a sentence that says what was drawn."""

import base64
from functools import wraps
from html import escape
from io import BytesIO

from matplotlib.figure import Figure
from PIL import Image

from nnfs_helpers.plotting.describe import describe
from nnfs_helpers.plotting.style import house_style
from nnfs_helpers.support.argument_checks import shown

PIXELS_PER_INCH = 96
DENSITY = 2  # two image pixels for each pixel shown, so that text is crisp on any screen


class Picture:
    """A figure and its sentence. Jupyter shows an image with the sentence as text alternative."""

    def __init__(self, figure, sentence):
        """Keep the figure (a Matplotlib Figure) and the sentence (str)."""
        if not isinstance(figure, Figure) or not isinstance(sentence, str):
            raise TypeError(
                f"figure must be a Matplotlib figure and sentence a text, but they are {shown(figure)} and "
                f"{shown(sentence)}."
            )
        self.figure, self.sentence = figure, sentence

    def __repr__(self):
        """Return the sentence: what a reader gets who sees no picture."""
        return self.sentence

    def png(self):
        """Return the picture as the bytes of a PNG file: the same bytes for the same figure."""
        raw, small = BytesIO(), BytesIO()
        with house_style():
            self.figure.savefig(raw, format="png", dpi=DENSITY * PIXELS_PER_INCH, facecolor="white")
        image = Image.open(raw).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        image.save(small, format="png", optimize=True)
        return small.getvalue()

    def html(self):
        """Return the picture as HTML, with the sentence as alt: Jupyter drops the alt of an image/png."""
        file = base64.b64encode(self.png()).decode()
        width, height = (round(inches * PIXELS_PER_INCH) for inches in self.figure.get_size_inches())
        size = f'width="{width}" height="{height}" style="max-width: 100%; height: auto"'
        return f'<img src="data:image/png;base64,{file}" alt="{escape(self.sentence)}" {size}>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return what Jupyter shows and stores: the picture as HTML, and the sentence."""
        return {"text/plain": self.sentence, "text/html": self.html()}


def drawing(function):
    """Let a function that returns a figure return a Picture, drawn in the house style."""

    @wraps(function)
    def draw(*args, **kwargs):
        with house_style():
            figure = function(*args, **kwargs)
        return Picture(figure, describe(figure))

    return draw
