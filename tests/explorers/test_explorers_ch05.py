"""Chapter 5's race of two searches: where it begins. Its landscape: what is said of single steps."""

from nnfs_helpers import plotting
from nnfs_helpers.data import vertical_data
from nnfs_helpers.explorers import SearchRace
from nnfs_helpers.explorers.search import TRIES
from tests.explorers.cases.ch05 import loss_at, surface

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


def test_the_race_says_since_when_nothing_has_changed():
    race = SearchRace(*CLOUDS, tries=40)
    assert race.sentence(race.state).count("unchanged since try") == 2


def test_where_every_step_of_the_sliders_leads_up_the_picture_says_so_of_these_steps_alone():
    explorer = surface()
    assert "Every step of the sliders leads up." in explorer.sentence(explorer.state)
    assert loss_at(43.0, -0.85) < loss_at(43.0, -0.8)  # a shorter step leads down


def test_where_a_step_of_the_sliders_leads_down_the_picture_names_it():
    explorer = surface()
    higher = explorer.state | {"b": -0.5}
    assert "leads up" not in explorer.sentence(higher)
    assert "Single steps that lead down:" in explorer.sentence(higher)


def test_no_number_on_a_contour_is_cut_by_the_frame_of_the_landscape():
    explorer = surface()
    a, b = explorer.places.values()
    for figure in (plotting.surface(loss_at, a, b, "a", "b").figure, explorer.frame.figure):
        axes = figure.axes[0]
        figure.canvas.draw()
        frame = axes.get_window_extent()
        numbers = [text for text in axes.texts if text.get_gid() == "_level"]
        assert len(numbers) > 5
        for number in numbers:
            corners = number.get_window_extent().get_points()
            assert all(frame.contains(x, y) for x, y in corners), number
