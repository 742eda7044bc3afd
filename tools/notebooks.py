"""Run chapters in a fresh kernel and store what they show: python -m tools.notebooks [--check] [files ...]"""

from concurrent.futures import ThreadPoolExecutor
import os
from pathlib import Path
import subprocess
import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets import Instance

from tools.chapters import ROOT, Chapter, chapter_paths, missing
from tools.normal import ANSI, normal, save, seal, text_of

FRAMEWORKS = ROOT / ".venv-frameworks" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class ThisPython(AsyncKernelManager):
    """Starts the Python that runs this file, whatever other kernels are installed on the machine."""

    kernel_spec_manager = Instance(KernelSpecManager, kw={"kernel_dirs": []})


def run(chapter, timeout=120):
    """Return the text of the chapter's file after a run. Raise SystemExit with a sentence if a cell fails."""
    notebook, started = normal(chapter.notebook), []
    client = NotebookClient(
        notebook,
        kernel_manager_class=ThisPython,
        kernel_name="python3",
        timeout=timeout,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(chapter.path.parent)}},
        on_cell_start=lambda cell, cell_index: started.append(cell),
    )
    environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
    try:
        client.execute(env=environment | {"OPENBLAS_NUM_THREADS": "1"})
    except CellExecutionError as error:
        sentence = f"{error.ename}: {error.evalue}. Repair the cell, or tag it raises-exception if it is meant to fail."
        sys.exit(f"{chapter.complain(started[-1], sentence)}\n\n{ANSI.sub('', error.traceback)}")
    except (CellTimeoutError, DeadKernelError) as error:
        sys.exit(chapter.complain(started[-1], f"the run stopped: {type(error).__name__}. The limit is {timeout} s."))
    notebook = normal(notebook)
    notebook.metadata["course"] = {"seal": seal(notebook)}
    return text_of(notebook)


def run_elsewhere(path, options):
    """Let .venv-frameworks run a chapter for which packages are missing here. If it cannot, say so and leave it."""
    if not FRAMEWORKS.exists() or FRAMEWORKS.parents[1] == Path(sys.prefix):
        print(f"{path.name}: left as it is. It needs {missing(path)}; make .venv-frameworks/installed brings them.")
        return
    command = [FRAMEWORKS, "-m", "tools.notebooks", *options, path.resolve()]
    if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(code)


def main(arguments):
    """Run the chapters that are named, or all, two at a time; with --check write nothing, and fail if one would change.

    A chapter whose packages are missing here is run elsewhere, or left.
    """
    check, changed = "--check" in arguments, []
    paths = [Path(name) for name in arguments if name != "--check"] or chapter_paths()
    here = [path for path in paths if not missing(path)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        for path, text in zip(here, pool.map(run, map(Chapter, here)), strict=True):
            if text != path.read_text(encoding="utf-8"):
                changed.append(path.name)
            if not check:
                save(path, text)
            print(f"{path.name}: {'changed' if path.name in changed else 'as it was'}", flush=True)
    for path in paths:
        if missing(path):
            run_elsewhere(path, ["--check"] * check)
    if check and changed:
        sys.exit(f"{', '.join(changed)}: a run shows other outputs or pictures than the file. Run make notebooks.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
