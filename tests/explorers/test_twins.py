"""The judge of the explorers on the pages, in tests/browser/twins.py: what it lets pass, and what it catches."""

import pytest

from tests.browser.twins import OTHERS, oracle_of
from tests.explorers.test_explorers import CASES


def on_page(name, chapter):
    """The explorer of a case, as if a chapter had made it."""
    twin = CASES[name][0]()
    twin.chapter = chapter
    return twin


def test_an_explorer_that_says_what_its_oracle_says_is_judged_by_it():
    twin = on_page("NeuronBars", "01_neuron")
    assert oracle_of(twin) is CASES["NeuronBars"][1]


@pytest.mark.parametrize("chapter", ["01_neuron", "03_batch"])
def test_an_explorer_whose_numbers_are_spoilt_is_caught(chapter):
    twin = on_page("NeuronBars", chapter)
    spoilt = twin.sentence
    twin.sentence = lambda state: spoilt(state | {"bias": state["bias"] + 1})
    with pytest.raises(AssertionError, match=f"NeuronBars in {chapter} does not say"):
        oracle_of(twin)


def test_an_explorer_is_excused_on_its_page_alone():
    twin = on_page("NeuronLine", "01_neuron")
    twin.sentence = lambda state: "something else"
    with pytest.raises(AssertionError, match="NeuronLine in 01_neuron does not say"):
        oracle_of(twin)
    twin.chapter = "03_batch"
    assert oracle_of(twin)(twin.state) == []


@pytest.mark.parametrize("chapter, name", OTHERS)
def test_an_excuse_that_is_not_needed_is_told(chapter, name):
    with pytest.raises(AssertionError, match="take it out of OTHERS"):
        oracle_of(on_page(name, chapter))
