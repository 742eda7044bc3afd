"""The kernels that NumPy's OpenBLAS has for this machine. Each adds its sums in an order of its own."""

from tools.processors import Impossible, facts

# What OPENBLAS_CORETYPE may say to a build that chooses its kernel when it starts. A build need not have them all.
NAMES = (
    "Katmai Coppermine Northwood Prescott Banias Atom Core2 Penryn Dunnington Nehalem Sandybridge Haswell SkylakeX "
    "Cooperlake SapphireRapids Athlon Opteron Opteron_SSE3 Barcelona Bobcat Bulldozer Piledriver Steamroller "
    "Excavator Zen Nano"
).split()


def distinct(interpreter):
    """Return {kernel: variables} for each kernel that is really used there under one name or another."""
    found = {}
    for name in NAMES:
        variables = {"OPENBLAS_CORETYPE": name, "OPENBLAS_NUM_THREADS": "1"}
        try:
            kernel = facts(interpreter, variables)["kernel"]
        except Impossible:  # the processor lacks the instructions
            continue
        found.setdefault(kernel, variables)
    if not found or "none" in found:
        raise ValueError(
            "NumPy does not compute with OpenBLAS on this machine, so there are no kernels to choose from."
        )
    return found
