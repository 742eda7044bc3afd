"""The tests in this folder need a browser: `make test-browser` runs them, `make test` skips them and says so."""

import os

import pytest

WANTED = os.environ.get("COURSE_BROWSER_TESTS") == "1"
IN_A_BROWSER = ["binder_widgets", "chapters", "classic", "night", "readable"]
collect_ignore = [] if WANTED else [f"test_{name}.py" for name in IN_A_BROWSER]


@pytest.fixture(scope="session")
def chromium():
    """Chromium, for all tests; it is an error if there is none."""
    from tests.browser.jupyter import browser

    with browser() as program:
        yield program
