"""The tests of this folder run where uv and repo2docker are installed: make test-lock, test-binder, test-colab, test-matrix."""

from importlib.util import find_spec
from pathlib import Path

collect_ignore = (
    [] if find_spec("uv") and find_spec("repo2docker") else [p.name for p in Path(__file__).parent.glob("test_*.py")]
)
