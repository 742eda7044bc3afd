"""What a screen reader, a keyboard and a hand on a mouse find in an explorer."""

import ipywidgets as widgets
import pytest

from tests.browser.axe import findings
from tests.browser.controls import handle
from tests.browser.jupyter import LabPage, server
from tests.browser.pages import EXPLORER, WITHOUT_SCRIPT, write
from tests.explorers.test_explorers import CASES

SLIDER, PLAYER = list(CASES).index("NeuronBars"), list(CASES).index("TrainingLive")


@pytest.fixture(scope="module")
def open_page(chromium, tmp_path_factory):
    """A function that opens a notebook of these cells and runs it."""
    folder = tmp_path_factory.mktemp("voice")
    with server(folder) as address:

        def open_page(name, *sources):
            write(folder / name, *sources)
            chapter = LabPage(chromium, address, name)
            chapter.run_all()
            return chapter

        yield open_page


@pytest.fixture(scope="module")
def chapter(open_page):
    """A page with every explorer."""
    chapter = open_page("all.ipynb", *map(EXPLORER.format, CASES))
    yield chapter
    chapter.page.close()


@pytest.fixture(scope="module")
def mute(open_page):
    """A page with one explorer without the script: what each of these tests must find."""
    chapter = open_page("mute.ipynb", WITHOUT_SCRIPT.format("NeuronBars"), "1 + 1")
    yield chapter
    chapter.page.close()


def test_axe_finds_nothing_grave_in_any_explorer_that_lives(chapter):
    assert findings(chapter.page) == []


def test_axe_would_find_sliders_without_a_name(mute):
    assert {rule for rule, _ in findings(mute.page)} >= {"aria-input-field-name"}


@pytest.mark.parametrize("name", CASES)
def test_a_screen_reader_hears_the_name_of_every_control_and_the_value_of_every_slider(chapter, name):
    output = chapter.cell(list(CASES).index(name)).locator(".explorer-live")
    heard = output.aria_snapshot()
    for control in CASES[name][0]().controls.values():
        if isinstance(control, widgets.Play):
            assert '- button "play"' in heard and '- button "stop, and back to the start"' in heard
        else:
            assert f'"{control.description}"' in heard, heard
    for slider in output.locator(".widget-hslider").all():
        number = slider.locator(".widget-readout").inner_text()
        assert handle(slider).get_attribute("aria-valuetext") == number and len(number) < 8
    assert output.locator('[title="null"]').count() == 0


def test_the_value_that_is_heard_follows_the_keys(chapter):
    slider = chapter.cell(SLIDER).locator(".widget-hslider").first
    for _ in range(3):
        handle(slider).press("ArrowRight")
        number = slider.locator(".widget-readout").inner_text()
        assert handle(slider).get_attribute("aria-valuetext") == number


def test_the_button_of_a_player_says_what_it_would_do_and_the_sentence_is_told_at_the_pause(chapter):
    output = chapter.cell(PLAYER).locator(".explorer-live")
    output.get_by_role("button", name="play").press("Space")
    pause = output.get_by_role("button", name="pause")
    pause.wait_for()
    output.page.wait_for_timeout(300)
    assert output.locator("img + p").get_attribute("role") is None
    pause.press("Space")
    output.locator("img + p[role=status]").wait_for()


def type_into(slider, text):
    """Type a text into the field of a slider, press Enter, and return what stands there and what is said."""
    field = slider.locator(".widget-readout")
    field.click()
    field.press("Control+a")
    slider.page.keyboard.type(text)
    slider.page.keyboard.press("Enter")
    slider.page.wait_for_timeout(200)
    note = slider.locator("xpath=ancestor::*[contains(@class, 'explorer-live')]").locator(".explorer-note")
    return field.inner_text().replace("−", "-"), note.inner_text().replace("−", "-")


@pytest.mark.parametrize(
    "typed, number, said",
    [
        ("-0.3", "-0.30", ""),
        ("-0,3", "-0.30", ""),
        (",5", "0.50", ""),
        ("9", "4.00", "The slider cannot be set to 9. It stands at 4.00."),
        ("-9,5", "-4.00", "The slider cannot be set to -9,5. It stands at -4.00."),
        ("1/2", "-4.00", "“1/2” is not a number such as 0.5. The slider stands at -4.00."),
        ("1,000.5", "-4.00", "“1,000.5” is not a number such as 0.5. The slider stands at -4.00."),
        ("1", "1.00", ""),
    ],
)
def test_a_number_can_be_typed_with_a_point_or_a_comma_and_what_cannot_be_set_is_said(chapter, typed, number, said):
    output = chapter.cell(SLIDER)
    assert type_into(output.locator(".widget-hslider").first, typed) == (number, said)
    assert f"{float(number):.1f} × " in output.locator("img + p").last.inner_text()


def test_without_the_script_a_comma_would_be_lost(mute):
    assert type_into(mute.cell(0).locator(".widget-hslider").first, "-0,3")[0] != "-0.30"


def press_letters(chapter, number):
    """Press keys that are commands of Jupyter on a slider. Return how many cells are lost and how many dialogs open."""
    cells = chapter.page.locator(".jp-Cell").count()
    slider = handle(chapter.cell(number))
    slider.focus()
    for key in "00dd":
        chapter.page.keyboard.press(key)
    chapter.page.wait_for_timeout(300)
    dialogs = chapter.page.locator(".jp-Dialog").count()
    return cells - chapter.page.locator(".jp-Cell").count(), dialogs


def test_no_key_on_a_slider_deletes_a_cell_or_restarts_the_kernel(chapter):
    assert press_letters(chapter, SLIDER) == (0, 0)


def test_without_the_script_they_would(mute):
    assert press_letters(mute, 0) != (0, 0)


def test_every_slider_is_wide_enough_for_its_steps(chapter):
    for name in CASES:
        for track in chapter.cell(list(CASES).index(name)).locator(".noUi-base").all():
            assert track.bounding_box()["width"] > 180, name


def test_the_mouse_alone_can_set_the_value_that_a_question_asks_for(chapter):
    slider = chapter.cell(SLIDER).locator(".widget-hslider").first
    track, seen = slider.locator(".noUi-base").bounding_box(), set()
    chapter.page.mouse.move(track["x"] + track["width"] / 2, track["y"])
    handle(slider).hover()
    chapter.page.mouse.down()
    for pixel in range(round(track["width"])):
        chapter.page.mouse.move(track["x"] + pixel, track["y"])
        seen.add(slider.locator(".widget-readout").inner_text().replace("−", "-"))
    chapter.page.mouse.up()
    assert len(seen) >= 80  # from -4 to 4 in steps of 0.1
