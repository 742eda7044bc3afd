"""Whether the tests in a browser ran."""

import pytest

from tests.browser.conftest import WANTED


@pytest.mark.skipif(not WANTED, reason="the explorers are tested in a real browser by: make test-browser")
def test_there_is_a_browser(chromium):
    assert int(chromium.version.split(".")[0]) > 100
