"""What Binder makes of the folder binder/: the rules that keep it working, and the versions it brings itself."""

from importlib.util import find_spec
from pathlib import Path
import re
import tomllib

from packaging.requirements import Requirement

from tools.chapters import ROOT

FILES = {"requirements.txt", "runtime.txt"}
ITS_OWN = {"jupyter-core", "jupyterlab", "notebook", "jupyter-server"}  # part of Binder's own JupyterLab: not pinned
RENAMED = {"python-fastjsonschema": "fastjsonschema", "nbconvert-core": "nbconvert", "jupyterhub-base": "jupyterhub"}
RENAMED |= {"brotli-python": "brotli"}


def complaints(root=ROOT):
    """What is wrong with binder/, as sentences."""
    found, folder = [], root / "binder"
    if (root / ".binder").exists():
        found.append(".binder: repo2docker does not choose between .binder and binder. Remove .binder.")
    present = {path.name for path in folder.glob("*")}
    found += [f"binder/{name} is missing." for name in sorted(FILES - present)]
    found += [
        f"binder/{name}: repo2docker may follow this file instead. Remove it." for name in sorted(present - FILES)
    ]
    for path in (folder / name for name in sorted(FILES & present)):
        if b"\r" in path.read_bytes():
            found.append(
                f"binder/{path.name} has Windows line ends, which repo2docker does not expect. Save it with LF."
            )
    if "runtime.txt" in present:
        found += runtime_complaints(root)
    if "requirements.txt" in present:
        found += requirement_complaints(root)
    return found


def runtime(root=ROOT):
    """The Python that binder/runtime.txt names, such as "3.11"; empty if it names none."""
    match = re.fullmatch(r"python-(3\.\d+)", (root / "binder" / "runtime.txt").read_text(encoding="utf-8").strip())
    return match[1] if match else ""


def runtime_complaints(root):
    """Whether runtime.txt names the oldest Python of the course, the one that make test-binder tries."""
    wanted, version = project(root)["requires-python"].removeprefix(">="), runtime(root)
    if version != wanted:
        yield f'binder/runtime.txt must be the one line "python-{wanted}".'


def requirement_complaints(root):
    """Whether requirements.txt pins what a chapter imports, as the course does, and installs the course."""
    lines, pins = listed(root / "binder" / "requirements.txt"), listed(root / "requirements.txt")
    if lines.count("-e .") != 1:
        yield 'binder/requirements.txt must install the course itself, by one line "-e .".'
    for line in lines:
        name = re.split(r"[=<>~! ]", line)[0]
        if name in ITS_OWN:
            yield f"binder/requirements.txt: {line} would break the JupyterLab that Binder brings. Remove the line."
        elif line not in pins:
            pin = next((pin for pin in pins if pin.startswith(f"{name}==")), "no such line")
            yield f"binder/requirements.txt says {line}, requirements.txt says {pin}."
    names = {line.partition("==")[0] for line in lines}
    needed = {Requirement(text).name for text in project(root)["dependencies"]} | {"ipywidgets"}
    for name in sorted(needed - ITS_OWN - names):
        yield f"binder/requirements.txt has no pin for {name}."


def with_pins(root=ROOT):
    """The text of binder/requirements.txt with the versions that requirements.txt pins."""
    pins = {pin.partition("==")[0]: pin for pin in listed(root / "requirements.txt")}
    lines = (root / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return "".join(pins.get(line.partition("==")[0], line) + "\n" for line in lines)


def project(root):
    """The table [project] of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def listed(path):
    """The lines of a requirements file without comments and blanks."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def lock(version):
    """The Python packages, name==version, of the conda lock that repo2docker installs for this Python."""
    folder = Path(find_spec("repo2docker").origin).parent / "buildpacks" / "conda"
    text = (folder / f"environment.py-{version}-linux-64.lock").read_text(encoding="utf-8")
    found = re.findall(r"/([\w.-]+)-([\w.]+)-py[\dh]\w*\.(?:conda|tar\.bz2)", text)
    return [f"{RENAMED.get(name, name)}=={version}" for name, version in found]
