"""What the doctor asks of a process that begins as a kernel does, in the notebooks folder. It prints a line of JSON."""

from functools import lru_cache
from glob import glob
import importlib
import importlib.util
import json
import sys

PACKAGES = ("numpy", "matplotlib", "nnfs", "jupyter-core", "ipykernel", "ipywidgets", "jupyterlab")
MODULES = ("packaging", "numpy", "matplotlib", "nnfs", "jupyter_core.paths", "ipykernel.kernelapp", "ipywidgets")
REPLACED = ("np.dot", "np.zeros", "np.eye", "np.random.randn")  # by nnfs.init()


def error_of(name):
    """Import a module; return the last line of its error, or None."""
    try:
        importlib.import_module(name)
    except BaseException as error:
        lines = str(error).split("\n")
        return f"{type(error).__name__}: " + [line for line in lines if line.strip() or line == lines[0]][-1].strip()
    return None


def patched():
    """Return the names of NumPy's functions that are not NumPy's own, if NumPy is loaded."""
    names = []
    for name in REPLACED:
        found = sys.modules.get("numpy")
        for part in name.split(".")[1:]:
            found = getattr(found, part, None)
        if not (getattr(found, "__module__", None) or "numpy").startswith("numpy"):
            names.append(name)
    return names


def version(package):
    """Return the version that is installed, or None."""
    from importlib import metadata  # not at the top: the doctor imports this file, perhaps in an old Python

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def unmet():
    """Return {name: (needed by which package, rule, version or None)} of what PACKAGES need and lack, and so on."""
    from importlib import metadata

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found, waiting, seen, here = {}, list(PACKAGES), set(), lru_cache(None)(version)
    while waiting:
        package = waiting.pop()
        if package in seen or not here(package):
            continue
        seen.add(package)
        for needed in map(Requirement, metadata.requires(package) or []):
            if not needed.marker or needed.marker.evaluate({"extra": ""}):
                name = canonicalize_name(needed.name)
                waiting.append(name)
                if not (here(name) and needed.specifier.contains(here(name), prereleases=True)):
                    found[name] = (package, str(needed.specifier), here(name))
    return found


def kernel():
    """Return the folder and the program of the kernel python3, as Jupyter finds it."""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    return spec.resource_dir, spec.argv[0]


def startup():
    """Return the files that run code whenever this Python starts."""
    customize = [getattr(sys.modules.get(name), "__file__", None) for name in ("sitecustomize", "usercustomize")]
    return [*filter(None, customize), *(file for folder in sys.path for file in glob(f"{folder}/*.pth"))]


def facts():
    """Return everything that the doctor asks for, by name; None where it cannot be found out."""
    own = importlib.util.find_spec("nnfs_helpers")
    errors = {name.split(".")[0]: error_of(name) for name in MODULES}
    found = {"errors": errors, "patched": patched(), "startup": startup(), "own": own and own.origin}
    found.update(unmet={} if errors["packaging"] else unmet(), record=None, labextensions=[], kernel=None, ipython=None)
    if not errors["jupyter_core"]:
        from jupyter_core.paths import jupyter_path

        sys.path.insert(0, "..")  # as the set-up cell does, for where nothing is installed
        from nnfs_helpers.exercises.machinery import record

        found.update(record=str(record.path()), labextensions=jupyter_path("labextensions"))
    if not errors["ipykernel"]:
        from IPython.paths import get_ipython_dir

        found.update(kernel=kernel(), ipython=get_ipython_dir())
    return found


if __name__ == "__main__":
    print("\n" + json.dumps(facts()))
