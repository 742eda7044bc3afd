"""For pytest: a chapter whose packages are not installed is skipped by name (tools/chapters.py lists them)."""

import pytest

from tools.chapters import missing


def pytest_collection_modifyitems(items):
    """Give each cell of such a chapter a mark with the reason, which pytest shows at the end."""
    for item in items:
        if lacking := missing(item.path):
            reason = f"{item.path.name} needs {lacking}; make test-frameworks runs it"
            item.add_marker(pytest.mark.skip(reason=reason))
