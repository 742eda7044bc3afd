"""Binder without Docker: the Dockerfile that repo2docker writes, and the environment that it describes, rebuilt."""

from contextlib import chdir
from pathlib import Path
import re
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from repo2docker.app import Repo2Docker

from tests.launch.binder_files import copied
from tools import binder
from tools.chapters import ROOT, chapter_paths
from tools.environments import FOLDER, RECIPES, clean, make, normal, pinned, pythons, versions
from tools.matrix import cells_to_compare, compare
from tools.processors import in_force

FOUND = pythons()
PIP = '${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir -r "binder/requirements.txt"'


def dockerfile(folder):
    """What repo2docker says when it renders the folder: the Dockerfile, or its complaint."""
    command = [Path(sys.executable).with_name("jupyter-repo2docker"), "--no-build", "--debug", "."]
    options = {"capture_output": True, "encoding": "utf-8", "check": False, "timeout": 60}
    done = subprocess.run(command, cwd=folder, env=clean(), **options)
    return done.stdout + done.stderr


def buildpack(folder):
    """The class with which repo2docker would build the folder."""
    with chdir(folder):
        packs = (kind("docker.io/library/buildpack-deps:24.04") for kind in Repo2Docker().buildpacks)
        return next(pack for pack in packs if pack.detect())


@pytest.fixture
def copy(tmp_path):
    """The files that repo2docker looks at, to be spoilt."""
    return copied(tmp_path)


def test_the_dockerfile_has_the_python_and_the_pip_line(copy):
    assert type(buildpack(copy)).__name__ == "PythonBuildPack"
    text = dockerfile(copy)
    assert re.findall(r"environment-2epy-2d3-2e(\d+)-2dlinux-2d64-2elock", text) == ["11"]
    assert re.findall(r"(?m)^RUN (.*pip install.*)$", text) == [PIP]
    assert text.index("COPY --chown=0:0 src/ ${REPO_DIR}/") < text.index(PIP)  # -e . needs the files
    assert re.search(r"(?m)^WORKDIR \$\{REPO_DIR\}$", text)


@pytest.mark.parametrize(
    "name, text, sign",
    [
        ("runtime.txt", "", "Invalid runtime.txt"),
        ("runtime.txt", "python-3.11.7", "must always be specified as 'x.y'"),
        ("requirements.txt", "numpy", "COPY --chown=0:0 src/binder/requirements.txt"),
        ("Dockerfile", "FROM scratch", "FROM scratch"),
        ("../.binder/requirements.txt", "", "both a 'binder' and a '.binder'"),
    ],
)
def test_what_the_rules_forbid_leads_repo2docker_astray(copy, name, text, sign):
    (copy / "binder" / name).parent.resolve().mkdir(exist_ok=True)
    (copy / "binder" / name).write_text(text, encoding="utf-8")
    assert sign in dockerfile(copy)
    assert binder.complaints(copy)


def test_without_a_runtime_binder_takes_a_python_that_is_too_old(copy):
    (copy / "binder" / "runtime.txt").unlink()
    assert "Building conda environment for python=3.10" in dockerfile(copy) and binder.complaints(copy)


def test_an_environment_file_would_be_built_by_another_buildpack(copy):
    (copy / "binder" / "environment.yml").write_text("dependencies: []", encoding="utf-8")
    assert type(buildpack(copy)).__name__ == "CondaBuildPack" and binder.complaints(copy)


# The environment


@pytest.fixture(scope="module")
def rebuilt():
    """The environment of Binder: the versions of repo2docker's lock, and then the pip line of the Dockerfile."""
    environment = RECIPES["binder"](ROOT, FOUND)
    make(environment, FOUND)
    return environment


def test_the_lock_of_repo2docker_is_read_as_a_whole():
    names = [normal(line.partition("==")[0]) for line in binder.lock("3.11")]
    assert len(names) == len(set(names)) > 100
    assert {"jupyterlab", "notebook", "jupyter-server", "ipykernel", "ipywidgets", "jupyterhub", "pip"} <= set(names)


def test_pip_changes_only_the_widgets_of_the_lock_and_leaves_nothing_broken(rebuilt):
    lock = {normal(name): version for name, version in (line.split("==") for line in binder.lock("3.11"))}
    there = versions(rebuilt.interpreter)
    assert {name for name, version in lock.items() if there[name] != version} <= {
        "ipywidgets",
        "jupyterlab-widgets",
        "widgetsnbextension",
    }
    assert {f"{name}=={there[name]}" for name in there} >= set(pinned(ROOT / "binder" / "requirements.txt"))
    command = [rebuilt.interpreter, "-m", "pip", "check"]
    checked = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout


def test_all_chapters_show_what_their_pages_show(rebuilt):
    variables, _ = in_force("1-thread", rebuilt.interpreter)
    run = compare(rebuilt.interpreter, variables, FOLDER / "reports" / "test-binder.xml")
    assert (run.compared, run.differing) == (cells_to_compare(), {})


def test_the_page_behind_a_link_is_served(rebuilt, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = clean() | {"HOME": str(tmp_path)}
    command = [rebuilt.interpreter, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--IdentityProvider.token=", "--ServerApp.port_retries=0"]
    server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for path in chapter_paths():
            page = answer(f"http://127.0.0.1:{port}/lab/tree/notebooks/{path.name}")
            assert f'"treePath": "notebooks/{path.name}"' in page
            assert '"cell_type"' in answer(f"http://127.0.0.1:{port}/api/contents/notebooks/{path.name}")
    finally:
        server.terminate()
        server.wait(timeout=30)


def answer(address, patience=60):
    """The text at an address, once the server is up."""
    end = time.monotonic() + patience
    while True:
        try:
            with urlopen(address, timeout=10) as reply:
                return reply.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
