"""Write the README's picture, which is a stored output of chapter 6: python -m tools.picture"""

import base64

from tools.chapters import ROOT, Chapter, pictures, png_of

PICTURE = ROOT / "docs" / "neuron.png"


def stored_picture(root=ROOT):
    """The PNG that the first cell with plotting.neuron_graph( in chapter 6 has stored."""
    cells = Chapter(root / "notebooks" / "06_backprop.ipynb").cells
    cell = next(cell for cell in cells if cell.cell_type == "code" and "plotting.neuron_graph(" in cell.source)
    return base64.b64decode(png_of(pictures(cell)[0]))


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(stored_picture())
