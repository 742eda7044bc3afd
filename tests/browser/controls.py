"""Move a control on the page, by keyboard and by mouse, and say what value it then has."""

import ipywidgets as widgets

OUTPUTS = ":is(.jp-OutputArea-output, .output_subarea)"  # of JupyterLab and of the classic Notebook


def live(cell):
    """The output of a cell in which its explorer lives; the still picture has another."""
    return cell.locator(f"{OUTPUTS}:has(.explorer-live)")


def moves(control):
    """Return the ways to move a control: functions of its element, each named."""
    if isinstance(control, widgets.Button):
        return [click, press_space]
    if isinstance(control, (widgets.FloatSlider, widgets.IntSlider)):
        return [arrow_right, arrow_left, click_on_track]
    if isinstance(control, widgets.Dropdown):
        return [choose_last, arrow_up]
    if isinstance(control, widgets.ToggleButtons):
        return [click_last_button, space_on_first_button]
    if isinstance(control, widgets.Checkbox):
        return [click_box, space_on_box]
    return []  # Play has a test of its own


def click(element):
    element.click()


def press_space(element):
    element.focus()
    element.press("Space")


def handle(element):
    """The handle of a slider, in ipywidgets 8 and 7."""
    return element.locator(".noUi-handle, .ui-slider-handle").first


def arrow_right(element):
    handle(element).press("ArrowRight")


def arrow_left(element):
    handle(element).press("ArrowLeft")
    handle(element).press("ArrowLeft")


def click_on_track(element):
    track = element.locator(".noUi-target, .ui-slider").first
    box = track.bounding_box()
    track.click(position={"x": 0.7 * box["width"], "y": box["height"] / 2})


def choose_last(element):
    options = element.locator("option").count()
    element.locator("select").select_option(index=options - 1)


def arrow_up(element):
    element.locator("select").press("ArrowUp")


def click_last_button(element):
    element.locator("button").last.click()


def space_on_first_button(element):
    element.locator("button").first.press("Space")


def click_box(element):
    element.locator("input").click()


def space_on_box(element):
    element.locator("input").press("Space")


def copy_value(element, control):
    """Give the control in this process the value that its twin on the page has, or click it."""
    if isinstance(control, widgets.Button):
        control.click()
    elif isinstance(control, (widgets.FloatSlider, widgets.IntSlider)):
        value = float(element.locator(".widget-readout").inner_text().replace("−", "-"))
        control.value = type(control.value)(round(value / control.step) * control.step)
    elif isinstance(control, widgets.Dropdown):
        control.index = element.locator("select").evaluate("select => select.selectedIndex")
    elif isinstance(control, widgets.ToggleButtons):
        pressed = element.locator("button").evaluate_all("all => all.map(b => b.classList.contains('mod-active'))")
        control.index = pressed.index(True)
    elif isinstance(control, widgets.Checkbox):
        control.value = element.locator("input").is_checked()
