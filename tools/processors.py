"""Settings that make NumPy compute as on another processor, and the proof that a setting is in force."""

import json
import subprocess

from tools.environments import clean

EVERYTHING = "all that NumPy would choose on this machine"
NO_SIMD = {"NPY_DISABLE_CPU_FEATURES": EVERYTHING}
SETTINGS = {
    "1-thread": {},
    "2-threads": {"OPENBLAS_NUM_THREADS": "2"},
    "Haswell": {"OPENBLAS_CORETYPE": "Haswell"},
    "Nehalem": {"OPENBLAS_CORETYPE": "Nehalem"},
    "SkylakeX": {"OPENBLAS_CORETYPE": "SkylakeX"},
    "no-SIMD": NO_SIMD,
    "extreme": {"OPENBLAS_CORETYPE": "Nehalem", "OPENBLAS_NUM_THREADS": "2"} | NO_SIMD,
}
# The product of two matrices kills the process if the processor lacks what the BLAS kernel was built for.
PROBE = """
import json, matplotlib, numpy, threadpoolctl
from numpy._core import _multiarray_umath as core
square = numpy.random.RandomState(0).rand(200, 200) @ numpy.ones((200, 200))
blas = [library for library in threadpoolctl.threadpool_info() if library["internal_api"] == "openblas"]
print(json.dumps({
    "numpy": numpy.__version__,
    "matplotlib": matplotlib.__version__,
    "kernel": blas[0]["architecture"] if blas else "none",
    "threads": blas[0]["num_threads"] if blas else 1,
    "SIMD": [name for name in core.__cpu_dispatch__ if core.__cpu_features__[name]],
}))
"""


class Impossible(Exception):
    """This machine cannot compute in this setting; the text says why."""


def facts(interpreter, variables):
    """What NumPy reports there in this setting. Raise Impossible if the processor cannot do it."""
    done = subprocess.run(
        [interpreter, "-c", PROBE], env=clean() | variables, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode < 0:
        raise Impossible("not on this machine: the processor lacks the instructions")
    if done.returncode:
        raise ValueError(f"{interpreter}\n{done.stderr}")
    return json.loads(done.stdout)


def variables_of(setting, interpreter):
    """The environment variables of a setting, with the names of the SIMD features as this NumPy spells them."""
    variables = {"OPENBLAS_NUM_THREADS": "1"} | SETTINGS[setting]
    if variables.get("NPY_DISABLE_CPU_FEATURES") == EVERYTHING:
        variables["NPY_DISABLE_CPU_FEATURES"] = " ".join(facts(interpreter, {})["SIMD"])
    return variables


def in_force(setting, interpreter):
    """Return (variables, facts) of a setting that is in force there. Raise Impossible if it cannot be."""
    variables = variables_of(setting, interpreter)
    there = facts(interpreter, variables)
    kernel = variables.get("OPENBLAS_CORETYPE", there["kernel"])
    if there["kernel"] != kernel:
        raise Impossible(f"not on this machine: NumPy computes with the kernel {there['kernel']}")
    if there["threads"] != int(variables["OPENBLAS_NUM_THREADS"]):
        raise Impossible(f"not on this machine: NumPy computes with {there['threads']} threads")
    if "NPY_DISABLE_CPU_FEATURES" in variables and there["SIMD"]:
        raise Impossible(f"not on this machine: NumPy still uses {' '.join(there['SIMD'])}")
    return variables, there
