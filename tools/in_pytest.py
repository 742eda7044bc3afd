"""For pytest, which pyproject.toml gives it as a plugin: what nbval compares, and that a chapter is skipped if packages
are missing (see chapters.py). A conftest.py would stand among the chapters."""

import pytest

from tools.chapters import ROOT, missing


def pytest_collection_modifyitems(config, items):
    """Give each cell of such a chapter a mark with the reason, which pytest shows. Compare no image files."""
    config.option.nbval_sanitize_with = str(ROOT / "tools" / "same_but_pictures.cfg")
    for item in items:
        if lacking := missing(item.path):
            reason = f"{item.path.name} needs {lacking}; make test-frameworks runs it"
            item.add_marker(pytest.mark.skip(reason=reason))
