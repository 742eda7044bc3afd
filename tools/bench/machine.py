"""What a reader must know of the machine and the versions; no names of hosts, no paths."""

from importlib.metadata import version
import os
from pathlib import Path
import platform

PACKAGES = ("numpy", "torch", "scikit-learn", "jax", "jaxlib")


def processor():
    """Return the name of the processor, with its family on Linux."""
    path = Path("/proc/cpuinfo")
    if not path.exists():
        return platform.processor() or platform.machine()
    lines = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines())
    facts = {name.strip(): value.strip() for name, _, value in lines}
    name = facts.get("model name", platform.machine())
    return f"{name}, family {facts['cpu family']}, model {facts['model']}" if "cpu family" in facts else name


def machine(blas):
    """Return what the page says of the machine."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "blas": blas,
    }
