"""What Binder reads of the course."""

import shutil

from tools.chapters import ROOT


def copied(folder):
    """Copy into a folder what Binder reads, so that it can be spoilt; return the folder."""
    shutil.copytree(ROOT / "binder", folder / "binder")
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder
