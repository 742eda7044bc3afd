"""Tools for authors, run from the root of the repository: python -m tools.sync, python -m tools.notebooks."""

import sys

# nbformat imports jsonschema, and that a package which prepares itself, for more than a second at every start, to check
# addresses in other alphabets. jsonschema can do without it, and there are none in a notebook.
sys.modules.setdefault("rfc3987_syntax", None)
