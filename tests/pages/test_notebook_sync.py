"""tools.sync writes headers, navigation, set-up cells and the table of README.md from one address and one version."""

import pytest

from tools import sync
from tools.chapters import Chapter, chapter_paths
from tools.normal import save

HEADER = """# 2 · Layer

[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]\
(https://colab.research.google.com/github/me/course/blob/v1.2.3/notebooks/02_layer.ipynb) \
[![Open in Binder](https://mybinder.org/badge_logo.svg)]\
(https://mybinder.org/v2/gh/me/course/v1.2.3?labpath=notebooks%2F02_layer.ipynb)

[← 1 · Neuron](01_neuron.ipynb) · [Contents](../README.md)"""


@pytest.fixture
def copy(course, tmp_path):
    """A copy of the small course that another owner publishes, not yet synced."""
    others = ["nnfs_helpers/layers.py", "README.md", "requirements.txt", "binder/requirements.txt"]
    for path in [*chapter_paths(course), *(course / name for name in others)]:
        target = tmp_path / path.relative_to(course)
        target.parent.mkdir(exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    settings = '[project]\nversion = "1.2.3"\n[project.urls]\nRepository = "https://github.com/me/course"\n'
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def write(root):
    """Do what python -m tools.sync does."""
    for path, text in sync.generated(root).items():
        save(path, text)


def test_nothing_is_stale_after_sync(course, copy):
    assert sync.stale(course) == []
    named = [sentence.split(":")[0] for sentence in sync.stale(copy)]
    assert named == ["01_neuron.ipynb", "02_layer.ipynb", "README.md"]
    write(copy)
    assert sync.stale(copy) == []


def test_binder_gets_the_version_that_an_upgrade_pins(copy):
    lines = "# Pins as in ../requirements.txt\nnumpy==2.4.6\n-e .\n"
    (copy / "binder" / "requirements.txt").write_text(lines, encoding="utf-8")
    (copy / "requirements.txt").write_text("jupyterlab==4.6.6\nnumpy==2.5.0  # newest\n", encoding="utf-8")
    write(copy)
    assert (copy / "binder" / "requirements.txt").read_text(encoding="utf-8") == lines.replace("2.4.6", "2.5.0")


def test_header_and_navigation_line_are_generated(copy):
    write(copy)
    first, second = (Chapter(path) for path in chapter_paths(copy))
    assert second.cells[0].source == HEADER
    assert second.cells[-1].source == "[← 1 · Neuron](01_neuron.ipynb) · [Contents](../README.md)"
    assert first.cells[-1].source == "[Contents](../README.md) · [2 · Layer →](02_layer.ipynb)"


def test_the_setup_cell_names_address_and_tag_and_is_folded_away(copy):
    write(copy)
    for path in chapter_paths(copy):
        (setup,) = (cell for cell in Chapter(path).cells if cell.id == "setup")
        assert '--branch v1.2.3 https://github.com/me/course"' in setup.source
        assert "{{" not in setup.source and setup.metadata.jupyter.source_hidden


def test_the_setup_cell_is_put_before_the_first_section(course):
    first = Chapter(chapter_paths(course)[0])
    assert [cell.source[:6] for cell in first.cells[1:4]] == ["What d", "# Set-", "## One"]


def test_readme_gets_the_table_and_the_addresses(copy):
    write(copy)
    readme = (copy / "README.md").read_text(encoding="utf-8")
    assert "https://mybinder.org/v2/gh/me/course/v1.2.3?labpath=README.md" in readme
    row = "| [2 · Layer](notebooks/02_layer.ipynb) | write, read and check a layer | [![Open in Colab]"
    assert row in readme and readme.count("<!-- chapters -->") == readme.count("<!-- /chapters -->") == 1


def test_the_clone_address_in_readme_follows_the_owner(course):
    readme = (course / "README.md").read_text(encoding="utf-8")
    assert "somebody" not in readme and f"git clone {sync.project(course)[0]}`" in readme


def retitle(path, title):
    """Replace the first line of a chapter."""
    path.write_text(path.read_text(encoding="utf-8").replace("# 1 · Neuron", title), encoding="utf-8")


def test_text_in_the_generated_header_is_not_lost_but_named(copy):
    retitle(chapter_paths(copy)[0], "# 1 · Neuron\\nMy words.")
    with pytest.raises(ValueError, match='01_neuron.ipynb, cell header .* this cell is generated. Move "My words."'):
        sync.generated(copy)


def test_a_chapter_without_title_is_named(copy):
    retitle(chapter_paths(copy)[0], "Neuron")
    with pytest.raises(ValueError, match="01_neuron.ipynb must begin with"):
        sync.generated(copy)


def test_a_file_that_is_no_notebook_is_named(copy):
    chapter_paths(copy)[0].write_text("<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(ValueError, match="01_neuron.ipynb is not a notebook"):
        sync.generated(copy)
