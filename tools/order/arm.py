"""The chapters on 64-bit ARM, the processor of Apple's computers: python -m tools.order.arm [chapters]

Only the kernel is emulated, by qemu: it is what computes. What it needs is made once, in .arm/: qemu and a Python for
ARM from Debian's packages, and the packages of tools/requirements.lock for ARM from the package index.
"""

import json
import os
import shutil
import subprocess
import sys

import nbformat

from tools.chapters import ROOT, required_paths
from tools.environments import clean, run
from tools.lock import LOCK
from tools.order.__main__ import in_turn, turn

FOLDER = ROOT / ".arm"
QEMU = FOLDER / "qemu" / "usr" / "bin" / "qemu-aarch64-static"
PYTHON = FOLDER / "system" / "usr" / "bin" / "python3"
PLATFORMS = ("manylinux_2_28_aarch64", "manylinux_2_27_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64")
FIRST = "01_neuron.ipynb"  # it is always run, and one of the others in turn
PROOF = FOLDER / "proof.ipynb"  # one more notebook in every run: it says on which processor its kernel is
PROCESSOR = "neoverse-n1"  # which qemu plays; NumPy's OpenBLAS has a kernel of this name


def apt(architecture, *arguments):
    """Run apt-get for another architecture, in a state of its own: nothing is installed on this machine."""
    state = FOLDER / f"apt-{architecture}"
    for name in ("lists/partial", "archives/partial"):
        (state / name).mkdir(parents=True, exist_ok=True)
    (state / "status").touch()
    options = {
        "APT::Architecture": architecture,
        "APT::Architectures": architecture,
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "",
        "Dir::State": state,
        "Dir::State::status": state / "status",
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state,
        "Dir::Cache::archives": state / "archives",
    }
    words = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    run(["apt-get", "--quiet", "--yes", *words, *arguments])
    return state / "archives"


def unpacked(architecture, target, *packages):
    """Download Debian packages with all that they need, and unpack them into a folder."""
    apt(architecture, "update")
    archives = apt(architecture, "install", "--download-only", *packages)
    target.mkdir(parents=True, exist_ok=True)
    for archive in sorted(archives.glob("*.deb")):
        run(["dpkg-deb", "--extract", archive, target])


def make():
    """Make .arm/, unless it is there and was made from the same lock."""
    lock = (ROOT / LOCK).read_text(encoding="utf-8")
    made = FOLDER / "made"
    if made.exists() and made.read_text(encoding="utf-8") == lock:
        return
    for program in ("apt-get", "dpkg-deb"):
        if shutil.which(program) is None:
            raise ValueError(f"ARM is emulated with Debian's packages, and there is no {program} here.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    unpacked("amd64", FOLDER / "qemu", "qemu-user-static")
    unpacked("arm64", FOLDER / "system", "python3-minimal", "libpython3-stdlib", "libstdc++6")
    platforms = [word for name in PLATFORMS for word in ("--platform", name)]
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    # Which of two versions the lock means, pip decides for the Python that runs it; so the emulated one may be as new.
    version = f"{PYTHON.resolve().name.removeprefix('python')}.99"
    where = ["--target", FOLDER / "packages", "--python-version", version, "--implementation", "cp"]
    run([*install, *where, *platforms, "--only-binary", ":all:", "--require-hashes", "-r", ROOT / LOCK])
    made.write_text(lock, encoding="utf-8")


def command(*arguments):
    """The command that starts the emulated Python."""
    return [str(QEMU), "-L", str(FOLDER / "system"), str(PYTHON), *arguments]


def variables():
    """The variables of the emulated Python."""
    path = os.pathsep.join(str(place) for place in (ROOT, FOLDER / "packages"))
    return {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "QEMU_CPU": PROCESSOR}


def processor():
    """What the emulated Python says its processor is, and the BLAS kernel that its NumPy computes with."""
    code = "import platform, numpy; print(platform.machine(), numpy.ones(3) @ numpy.ones(3))"
    return run(command("-c", code), **variables()).split()


def write_kernel():
    """Write the kernel arm64, which a run of nbval can ask for; return the folder for JUPYTER_PATH."""
    kernel = FOLDER / "jupyter" / "kernels" / "arm64" / "kernel.json"
    kernel.parent.mkdir(parents=True, exist_ok=True)
    argv = command("-m", "ipykernel_launcher", "-f", "{connection_file}")
    text = {"argv": argv, "display_name": "ARM", "language": "python", "env": variables()}
    kernel.write_text(json.dumps(text), encoding="utf-8")
    return FOLDER / "jupyter"


def write_page(path, source, printed):
    """Write a notebook of one code cell, with what it has printed; return its path."""
    output = nbformat.v4.new_output("stream", name="stdout", text=printed)
    cell = nbformat.v4.new_code_cell(source, execution_count=1, outputs=[output])
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


def write_proof():
    """Write a notebook that passes on 64-bit ARM and nowhere else; return its path."""
    return write_page(PROOF, "import platform\n\nprint(platform.machine())", "aarch64\n")


def compare(paths):
    """Let nbval run notebooks with the emulated kernel, and the proof that it is one; return its exit code."""
    addopts = "addopts=-p tools.in_pytest --nbval --nbval-cell-timeout=900 -p no:randomly"
    words = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist=loadfile", "-pno:cacheprovider", "-o", addopts]
    words += ["--nbval-kernel-name=arm64", f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}"]
    words += [str(path) for path in [*paths, write_proof()]]
    return subprocess.run(words, cwd=ROOT, env=clean() | {"JUPYTER_PATH": str(write_kernel())}, check=False).returncode


def chapters():
    """The first chapter, and one of the others, another with every commit."""
    others = [path.name for path in required_paths() if path.name != FIRST]
    return [*in_turn(others, 1, turn()), FIRST]


def main(arguments):
    """Run the chapters that are named, or those whose turn it is."""
    make()
    if processor() != ["aarch64", "3.0"]:
        sys.exit(f"The emulated Python is no ARM: {processor()}")
    names = arguments or chapters()
    print(f"On aarch64, emulated: {', '.join(names)}", flush=True)
    sys.exit(compare([ROOT / "notebooks" / name for name in names]))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
