"""The tests in this folder need a browser: `make test-browser` runs them, `make test` skips them and says so."""

import os

import pytest

WANTED = os.environ.get("COURSE_BROWSER_TESTS") == "1"
collect_ignore = [] if WANTED else [name for name in os.listdir(os.path.dirname(__file__)) if name != "test_browser.py"]


@pytest.fixture(scope="session")
def chromium():
    """Chromium, for all tests; it is an error if there is none."""
    from tests.browser.jupyter import browser

    with browser() as program:
        yield program
