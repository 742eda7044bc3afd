"""Chapter 5's race of two searches: where it begins."""

from nnfs_helpers.data import vertical_data
from nnfs_helpers.explorers import SearchRace
from nnfs_helpers.explorers.search import TRIES

CLOUDS = vertical_data(20, 3)


def test_a_race_begins_after_the_tries_that_were_asked_for():
    assert SearchRace(*CLOUDS, tries=40).state["tries"] == 40


def test_it_is_the_race_that_steps_would_have_made():
    stepped = SearchRace(*CLOUDS)
    while stepped.state["tries"] < 40:
        stepped.step()
    late = SearchRace(*CLOUDS, tries=40)
    assert late.sentence(late.state) == stepped.sentence(stepped.state)


def test_starting_again_begins_with_the_first_step():
    race = SearchRace(*CLOUDS, tries=40)
    race.start_again()
    assert (race.state["race"], race.state["tries"]) == (2, TRIES)
