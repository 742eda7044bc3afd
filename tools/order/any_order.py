"""A BLAS that adds each sum of products in a random order, put before NumPy's own. It needs Linux and a C compiler."""

import json
from pathlib import Path
import platform
import shutil

from tools.environments import FOLDER, run

SOURCE = Path(__file__).with_name("any_order.c")
NUMBERS = {"d": "double", "s": "float"}
# Each product twenty times. In one order every time, there is one result; in a random order there are several.
PROBE = """
import json
import numpy as np

def results(product):
    return len({product().tobytes() for _ in range(20)})

found = {}
for kind in ("float64", "float32"):
    a, b = np.random.RandomState(0).standard_normal((2, 40, 40)).astype(kind)
    found[f"vector @ vector, {kind}"] = results(lambda: a[0] @ b[0])
    found[f"matrix @ vector, {kind}"] = results(lambda: a @ b[0])
    found[f"vector @ matrix, {kind}"] = results(lambda: a[0] @ b)
    found[f"matrix @ matrix, {kind}"] = results(lambda: a @ b)
    found[f"transposed @ matrix, {kind}"] = results(lambda: a.T @ b)
    found[f"matrix @ its transpose, {kind}"] = results(lambda: a @ a.T)
    assert np.allclose(a @ b, np.einsum("ij,jk", a, b), atol=1e-4)
    assert np.allclose(a @ a.T, np.einsum("ij,kj", a, a), atol=1e-4)
print(json.dumps(found))
"""


def compile_libraries(folder=FOLDER):
    """Compile the BLAS for both kinds of numbers into the folder; return the paths. Raise ValueError where it fails."""
    if platform.system() != "Linux":
        raise ValueError(f"A random order needs LD_PRELOAD, which only Linux has; this is {platform.system()}.")
    if shutil.which("cc") is None:
        raise ValueError("A random order needs a C compiler, and there is no cc here: apt-get install gcc libc6-dev")
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for letter, number in NUMBERS.items():
        path = folder / f"any_order_{letter}.so"
        kind = [f"-DREAL={number}", f"-DLETTER={letter}"]
        run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", *kind, SOURCE, "-o", path])
        paths.append(path)
    return paths


def variables(libraries, seed):
    """The environment variables with which a Python adds in the random orders of this seed."""
    return {
        "LD_PRELOAD": " ".join(str(path) for path in libraries),
        "ORDER_SEED": str(seed),
        "OPENBLAS_NUM_THREADS": "1",
    }


def results(interpreter, settings):
    """How many results each kind of product has in twenty computations there: {"matrix @ vector, float64": 1, ...}."""
    return json.loads(run([interpreter, "-c", PROBE], **settings))


def in_force(interpreter, seed, folder=FOLDER):
    """Return the variables, once it is proven that they change every kind of product. Raise ValueError otherwise."""
    settings = variables(compile_libraries(folder), seed)
    steady = [name for name, number in results(interpreter, settings).items() if number == 1]
    if steady:
        raise ValueError(f"The random order does not reach NumPy: always the same result of {', '.join(steady)}.")
    return settings
