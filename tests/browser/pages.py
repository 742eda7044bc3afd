"""Notebooks of a few lines, for tests in the browser; some with a fault, to show that a test sees it."""

import nbformat

EXPLORER = 'from tests.explorers.test_explorers import CASES\nCASES["{}"][0]()'
WITHOUT_SCRIPT = """
from nnfs_helpers.explorers.machinery import page
from tests.explorers.test_explorers import CASES
page.script = lambda: ""
CASES["{}"][0]()
"""
# The bundle of the first edition: JupyterLab prefers the view, and shows an error when it is dead.
ONE_BUNDLE = """
from IPython.display import display
from nnfs_helpers.explorers.machinery.explorer import WIDGET_VIEW
from tests.explorers.test_explorers import CASES
explorer = CASES["{}"][0]()
view = {{"version_major": 2, "version_minor": 0, "model_id": explorer.view.model_id}}
display(explorer._repr_mimebundle_() | {{WIDGET_VIEW: view}}, raw=True)
"""
WITHOUT_WORDS = """
from tests.explorers.test_explorers import CASES
explorer = CASES["{}"][0]()
explorer.view.children[1].value = ""
explorer
"""


def write(path, *sources):
    """Write a notebook of code cells."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip()) for source in sources])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, path)
