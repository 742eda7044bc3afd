"""An explorer answers in the JupyterLab that Binder brings."""

import os
import shutil

from tests.browser.controls import live
from tests.browser.jupyter import LabPage, server
from tests.browser.test_chapters import check_explorer
from tests.browser.twins import twins
from tools.chapters import ROOT, chapter_paths

PYTHON = os.environ.get("COURSE_BINDER_PYTHON")


def test_the_explorers_of_the_first_chapter_answer_with_binders_versions(chromium, tmp_path):
    assert PYTHON, "COURSE_BINDER_PYTHON must name a Python with Binder's versions: see make test-browser"
    path = chapter_paths()[0]
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    with server(tmp_path, python=PYTHON) as address:
        chapter = LabPage(chromium, address, f"notebooks/{path.name}")
        chapter.run_all()
        for number, twin in twins(path).items():
            check_explorer(live(chapter.cell(number)), twin)
        chapter.page.close()
