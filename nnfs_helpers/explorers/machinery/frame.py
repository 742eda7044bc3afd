"""A figure that is drawn once: later only the artists that move are drawn again, over the stored pixels of the rest."""

import struct
import zlib

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
import numpy as np

from nnfs_helpers.plotting.picture import PIXELS_PER_INCH

DENSITY = 1.25  # image pixels for each pixel shown: crisp enough on any screen, and quick to draw and to send


class Frame:
    """A figure of width and height in inches, with a list of artists that move."""

    def __init__(self, width, height):
        """Make an empty figure."""
        self.figure = Figure(figsize=(width, height), dpi=DENSITY * PIXELS_PER_INCH, layout="constrained")
        self.canvas = FigureCanvasAgg(self.figure)
        self.moving, self.stamps, self.background = [], {}, None

    def keep(self, moving, stamped=()):
        """Draw all but the lists of moving and stamped artists, and keep the pixels as the background of every frame.

        A moving artist is drawn again for each frame. A stamped one only appears and disappears: it is drawn once.
        """
        for artist in (*moving, *stamped):
            artist.set_animated(True)  # Matplotlib leaves it out of the background
        self.canvas.draw()
        self.figure.set_layout_engine("none")  # what stays, stays in its place
        self.background = self.canvas.copy_from_bbox(self.figure.bbox)
        self.stamps = {artist: self.stamp(artist) for artist in stamped}
        self.moving = sorted((*moving, *stamped), key=lambda artist: artist.zorder)

    def stamp(self, artist):
        """Draw one artist alone. Return its left and lower edge and its pixels (height, width, 4), bottom row first."""
        renderer = self.canvas.get_renderer()
        renderer.clear()
        artist.draw(renderer)
        pixels = np.asarray(self.canvas.buffer_rgba())
        drawn = pixels[..., 3] > 0
        rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
        if not len(rows):
            return 0, 0, np.zeros((1, 1, 4), np.uint8)
        part = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        return columns[0], len(pixels) - 1 - rows[-1], part[::-1].copy()

    def pixels(self):
        """Draw the moving artists over the background. Return the frame (height, width, 4) as uint8."""
        self.canvas.restore_region(self.background)
        renderer = self.canvas.get_renderer()
        for artist in self.moving:
            if artist not in self.stamps:
                artist.draw(renderer)
            elif artist.get_visible():
                renderer.draw_image(renderer.new_gc(), *self.stamps[artist])
        return np.asarray(self.canvas.buffer_rgba())


def png(pixels):
    """Return pixels (height, width, 4), uint8, as the bytes of a PNG file.

    Rows are stored unfiltered and compressed lightly, which takes a fifth of the time that Pillow needs. Source: the
    PNG specification, https://www.w3.org/TR/png-3/, sections 5 (chunks) and 11.2 (header and image data).
    """
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 4 * width), np.uint8)  # each row begins with a 0, which says: no filter
    rows[:, 1:] = pixels.reshape(height, 4 * width)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)  # 8 bits for each of red, green, blue and opacity
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, level=1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
