"""The environments in which every output must be the same. Each is made once, in .matrix/, by uv."""

from dataclasses import dataclass
from datetime import date
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

from packaging.version import Version

from tools import binder
from tools.chapters import ROOT
from tools.lock import LOCK

FOLDER = ROOT / ".matrix"
PROOF = ("pytest", "pytest-xdist", "nbval", "threadpoolctl")  # what runs the chapters there
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
COLABS_PYTHON = "3.13"
PIN = re.compile(r"(?m)^([\w.-]+)==([\w.]+)")


@dataclass(frozen=True)
class Environment:
    """What an environment is made of: a Python, steps, and the versions (lines name==version) that must come out."""

    name: str
    python: str
    steps: tuple  # ("uv", ...) or ("pip", ...): what to install, in this order
    exact: tuple
    source: str = ""  # whatever else asks for a new environment when it changes

    @property
    def folder(self):
        """Where it is made. The name ends in a checksum of all it is made of."""
        key = repr((self.python, self.steps, self.exact, self.source)).encode()
        return FOLDER / f"{self.name}-{hashlib.sha256(key).hexdigest()[:12]}"

    @property
    def interpreter(self):
        """Its Python."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pins(root, found):
    """What a learner has: the lock, on the Python that runs this."""
    lock = (root / LOCK).read_text(encoding="utf-8")
    steps = ("uv", "--require-hashes", "-r", LOCK), ("uv", *PROOF)
    return Environment("pins", RUNNING, steps, pinned(root / "requirements.txt"), lock)


def lowest(root, found):
    """The lowest versions that pyproject.toml admits, on the oldest Python."""
    project = binder.project(root)
    exact = tuple(text.replace(">=", "==") for text in project["dependencies"])
    return Environment("lowest", project["requires-python"].removeprefix(">="), (("uv", *exact, *PROOF),), exact)


def newest(root, found):
    """The newest releases of what requirements.txt names, on the newest Python; made anew every day."""
    names = [line.partition("==")[0] for line in pinned(root / "requirements.txt")]
    return Environment("newest", list(found)[-1], (("uv", "--upgrade", *names, *PROOF),), (), date.today().isoformat())


def colab(root, found):
    """The versions on Colab with nnfs added, on Colab's Python where the machine has it."""
    exact = pinned(root / "tests" / "launch" / "colab.txt")
    nnfs = [line for line in pinned(root / "requirements.txt") if line.startswith("nnfs==")]
    python = COLABS_PYTHON if COLABS_PYTHON in found else RUNNING
    return Environment("colab", python, (("uv", *exact, *nnfs, *PROOF),), exact)


def on_binder(root, found):
    """The versions that repo2docker's lock brings, and on top of them what binder/ asks pip for."""
    python = binder.runtime(root)
    file = root / "binder" / "requirements.txt"
    pip = ("pip", "install", "--quiet", "-r", "binder/requirements.txt")
    source = file.read_text(encoding="utf-8") + (root / "pyproject.toml").read_text(encoding="utf-8")
    steps = ("uv", "--no-deps", *binder.lock(python)), pip, ("uv", *PROOF)
    return Environment("binder", python, steps, pinned(file), source)


RECIPES = {"pins": pins, "lowest": lowest, "newest": newest, "colab": colab, "binder": on_binder}


def pinned(path):
    """The lines name==version of a requirements file."""
    return tuple(line for line in binder.listed(path) if PIN.match(line))


def make(environment, found):
    """Make the environment if it is not there. Raise ValueError with a sentence if it cannot be made as described."""
    if environment.python not in found:
        raise ValueError(
            f"{environment.name} needs Python {environment.python}, and this machine has {', '.join(found)}."
        )
    if (environment.folder / "made").exists():
        return
    for old in FOLDER.glob(f"{environment.name}-*"):
        shutil.rmtree(old)
    uv("venv", "--quiet", "--python", found[environment.python], environment.folder)
    for tool, *arguments in environment.steps:
        if tool == "uv":
            uv("pip", "install", "--quiet", "--python", environment.interpreter, *arguments)
        else:
            run([environment.interpreter, "-m", tool, *arguments])
    check(environment, versions(environment.interpreter))
    (environment.folder / "made").touch()


def check(environment, there):
    """Raise ValueError if a version that must be there exactly is not."""
    for name, version in (line.split("==") for line in environment.exact):
        if Version(there.get(normal(name), "0")) != Version(version):
            raise ValueError(f"{environment.name}: {name} is {there.get(normal(name), 'absent')}, not {version}.")


def versions(interpreter):
    """What is installed there: {name: version}."""
    return {normal(name): version for name, version in PIN.findall(uv("pip", "freeze", "--python", interpreter))}


def normal(name):
    """A package's name as the package index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pythons():
    """The Pythons of this machine, oldest first: {"3.11": path}. Those of pyenv count even if they are not active."""
    pyenv = glob.glob(os.path.expanduser("~/.pyenv/versions/*/bin"))
    path = os.pathsep.join([os.environ["PATH"], *pyenv])
    found = {RUNNING: sys.executable}
    for item in json.loads(uv("python", "list", "--only-installed", "--output-format=json", PATH=path)):
        version = f"{item['version_parts']['major']}.{item['version_parts']['minor']}"
        if item["implementation"] == "cpython" and item["variant"] == "default" and "shims" not in item["path"]:
            found.setdefault(version, item["path"])
    return {version: found[version] for version in sorted(found, key=Version)}


def uv(*arguments, **variables):
    """What uv prints for these arguments. Raise ValueError with its words if it fails."""
    from uv import find_uv_bin

    return run([find_uv_bin(), *arguments], UV_PYTHON_DOWNLOADS="never", **variables)


def run(command, **variables):
    """What a command prints, run in the folder of the course. Raise ValueError with its words if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, env=clean() | variables, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ValueError(f"{' '.join(words)[:200]}\n{done.stdout}{done.stderr}")
    return done.stdout


def clean():
    """The variables of this process without those that would change what another Python does."""
    prefixes = ("PYTHON", "PYTEST", "VIRTUAL_ENV", "MPLBACKEND", "JUPYTER", "OPENBLAS", "NPY_")
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}


if __name__ == "__main__":  # make one environment and print its Python: python -m tools.environments colab
    there = pythons()
    wanted = RECIPES[sys.argv[1]](ROOT, there)
    make(wanted, there)
    print(wanted.interpreter)
