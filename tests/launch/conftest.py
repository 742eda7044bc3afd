"""The tests of this folder need uv and repo2docker: make test-lock, test-binder, test-colab, test-matrix."""

from importlib.util import find_spec
from pathlib import Path

here = find_spec("uv") and find_spec("repo2docker")
collect_ignore = [] if here else [path.name for path in Path(__file__).parent.glob("test_*.py")]
