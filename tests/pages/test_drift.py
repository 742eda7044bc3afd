"""What a chapter shows is, to the letter, what nnfs_helpers contains, and everything taught is shown."""

import pytest

from tools.chapters import Chapter, chapter_paths, only
from tools.shipped import drift, module_of, module_source, never_shown, public_pieces, synced, taught


@pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)
def test_shown_code_is_what_ships(path):
    complaints = drift(Chapter(path))
    assert not complaints, "\n".join(complaints)


def test_everything_taught_is_shown():
    assert all(public_pieces(module) for module in taught())
    complaints = never_shown([Chapter(path) for path in chapter_paths()])
    assert not complaints, "\n".join(complaints)


def shipped_cell(chapter):
    """The cell that shows part of Dense."""
    return next(cell for cell in only("code", chapter.cells) if module_of(cell))


def test_part_of_a_class_may_be_shown(course, chapter):
    assert "def forward" in shipped_cell(chapter).source
    assert "def backward" not in shipped_cell(chapter).source
    assert drift(chapter, course) == []


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        ("np.array(inputs)", "np.asarray(inputs)", "Dense.forward differs from nnfs_helpers/layers.py"),
        ('"""Return output."""', '"""Return the output."""', "Dense.forward differs"),
        ("A dense layer.", "A layer.", "Dense differs"),
        ("class Dense:", "class Dense(object):", "Dense differs"),
        ("    # ... backward", "    def train(self):\n        pass\n\n    # ... backward", "has no Dense.train"),
        ("class Dense:", "layer = 1\n\n\nclass Dense:", '"layer = 1" is not a piece of nnfs_helpers/layers.py'),
        ("# ... backward", "# backward", '"# backward follows in chapter 2" is not a piece'),
        ("class Dense:", "import os\n\n\nclass Dense:", "does not import os"),
        (
            "class Dense:",
            "from nnfs_helpers.support.checks import as_batch\n\n\nclass Dense:",
            "does not import as_batch from",
        ),
        ("layers.py", "leyers.py", "nnfs_helpers/leyers.py does not exist"),
        ("class Dense:", "class Dense", "the cell is not valid Python"),
    ],
)
def test_drift_is_seen(course, chapter, old, new, complaint):
    cell = shipped_cell(chapter)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    complaints = drift(chapter, course)
    assert any(complaint in found for found in complaints), complaints


def test_an_import_of_the_module_may_be_shown(course, chapter):
    shipped_cell(chapter).source = shipped_cell(chapter).source.replace("class", "import numpy as np\n\n\nclass", 1)
    assert drift(chapter, course) == []


@pytest.mark.parametrize("draft", ["def sum_of(numbers):\n    return 0", "class Dense:\n    pass"])
def test_a_draft_may_not_carry_a_shipped_name(course, chapter, draft):
    only("code", chapter.authored)[0].source = draft
    assert "is the name of shipped code" in drift(chapter, course)[0]


def test_sync_repairs_what_has_drifted_and_keeps_the_rest(course, chapter):
    cell = shipped_cell(chapter)
    good = cell.source
    cell.source = good.replace("np.array(inputs)", "inputs").replace("A dense layer.", "A layer\n    of text.")
    assert synced(cell, course) == good


def test_what_no_chapter_shows_is_named(course):
    first, second = (Chapter(path) for path in chapter_paths(course))
    assert never_shown([first, second], course) == []
    missing = [sentence.split(" of ")[0] for sentence in never_shown([first], course)]
    assert missing == ["No chapter shows Dense.backward", "No chapter shows sum_of"]


def test_private_names_need_not_be_shown(course):
    assert "_helper" in module_source("nnfs_helpers/layers.py", course)
    assert public_pieces("nnfs_helpers/layers.py", course) == [
        "Dense",
        "Dense.__init__",
        "Dense.forward",
        "Dense.backward",
        "sum_of",
    ]
