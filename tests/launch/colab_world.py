"""Colab, rebuilt: its versions, no course, no nnfs, and a repository to fetch the course from.

A stand-in for google.colab is imported when a Python starts, as Colab's own kernel does. The repository is a bare one
on this disk, made from the files of this checkout, with the tag of this version. python -m tests.launch.colab_world
makes the environment, which needs uv, and prints its Python; with that the rest can be used from anywhere.
"""

import shutil
import subprocess

from tools.chapters import ROOT
from tools.environments import COLABS_PYTHON, RUNNING, Environment, clean, make, pinned, pythons
from tools.sync import project

VERSIONS = pinned(ROOT / "tests" / "launch" / "colab.txt")
# A pip that was installed by pip and is not the newest announces the newest, unless it is told to be silent.
STEPS = ("uv", *VERSIONS, "nbval", "pip"), ("pip", "install", "--quiet", "pip==24.2")


def make_colab():
    """Make the environment if it is not there, and return its interpreter."""
    found = pythons()
    environment = Environment("on-colab", COLABS_PYTHON if COLABS_PYTHON in found else RUNNING, STEPS, VERSIONS)
    make(environment, found)
    (packages,) = environment.folder.glob("lib/python*/site-packages")
    (packages / "google" / "colab").mkdir(parents=True, exist_ok=True)
    (packages / "google" / "colab" / "__init__.py").touch()
    (packages / "colab.pth").write_text("import google.colab\n", encoding="utf-8")
    return environment.interpreter


def variables_at(home):
    """The variables of a Python on Colab, with this home, where pip may speak: none of them leads to the course."""
    settings = clean() | {"OPENBLAS_NUM_THREADS": "1", "HOME": str(home)}
    settings.pop("PIP_DISABLE_PIP_VERSION_CHECK", None)
    return settings


def run(colab, folder, *arguments, **variables):
    """Run a module of that Python in the folder."""
    command = [colab, "-m", *map(str, arguments)]
    options = {"capture_output": True, "encoding": "utf-8", "check": False, "timeout": 300}
    return subprocess.run(command, cwd=folder, env=variables_at(folder.parent) | variables, **options)


def fetching_from(address):
    """The variables with which git fetches the course from here, and not from the address in the set-up cell."""
    key = f"url.{address}.insteadOf"
    return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": key, "GIT_CONFIG_VALUE_0": project()[0]}


def freeze(colab):
    """All that pip has installed there: a set of lines name==version."""
    return set(run(colab, ROOT, "pip", "freeze", "--all").stdout.split())


def without_nnfs(colab):
    """Take nnfs away again, so that the next chapter finds Colab as it comes."""
    run(colab, ROOT, "pip", "uninstall", "--yes", "--quiet", "nnfs")


def bare_repository(folder):
    """Make in the folder a bare clone of this checkout's files, with the tag that the set-up cell asks for."""
    tag = project()[2]
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / "work" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / "work" / name)
    git(folder / "work", "init", "--quiet")
    git(folder / "work", "add", "--all", "--force")
    git(folder / "work", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=all")
    git(folder / "work", "tag", tag)
    git(folder, "clone", "--quiet", "--bare", "work", "bare.git")
    return f"file://{folder / 'bare.git'}"


def git(folder, *arguments):
    """What git prints in a folder."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


if __name__ == "__main__":
    print(make_colab())
