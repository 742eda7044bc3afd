"""A Jupyter server on a folder of notebooks, and a page of it in Chromium."""

from contextlib import contextmanager
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tools.chapters import ROOT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
CONFIG = ROOT / "tools" / "jupyter"
DARK, LIGHT = "JupyterLab Dark", "JupyterLab Light"
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is on the page, also those out of sight
    "apputils-extension/notification": {"fetchNews": "false"},
}


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(folder, app="lab", python=sys.executable, theme=LIGHT, variables=None, config=CONFIG, more=()):
    """Serve the folder with JupyterLab or another application, and with the course unless variables are given.

    config is the folder that the course's server reads its configuration from; an empty one is any other Jupyter.
    more are further words of the command.
    """
    settings = folder / ".settings"
    for name, values in (SETTINGS | {"apputils-extension/themes": {"theme": theme}}).items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    environment = (variables or os.environ | {"PYTHONPATH": str(ROOT)}) | {
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTER_CONFIG_DIR": str(folder / ".config"),
        "JUPYTER_CONFIG_PATH": str(config),
        "JUPYTER_DATA_DIR": str(folder / ".data"),
        "OPENBLAS_NUM_THREADS": "1",
    }
    port = free_port()
    options = ["--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1", f"--notebook-dir={folder}", *more]
    if app == "lab":
        options += ["--IdentityProvider.token=", "--expose-app-in-browser"]
    else:
        options += ["--NotebookApp.token="]
    log = (folder / f".{app}.log").open("w", encoding="utf-8")
    process = subprocess.Popen([python, "-m", "jupyter", app, *options], env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/api", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def wait_for(address, process, seconds=60):
    """Return when the address answers; raise if the process ends or does not answer in time."""
    for _ in range(5 * seconds):
        try:
            return urlopen(address, timeout=5).close()
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"Jupyter ended with exit code {process.returncode}") from None
            time.sleep(0.2)
    raise RuntimeError(f"Jupyter does not answer at {address}")


@contextmanager
def browser():
    """Yield Chromium; it is an error if there is none."""
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield program
        finally:
            program.close()


RUN_ALL = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
ALL_RUN = """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
    .every(prompt => !prompt.textContent || /\\[\\d+\\]/.test(prompt.textContent))"""  # the set-up cell has no prompt
READY = "() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status == 'idle'"


class LabPage:
    """One notebook in JupyterLab."""

    def __init__(self, chromium, address, path, width=1200, height=1600):
        """Open the notebook, as stored, with a fresh workspace."""
        self.page = chromium.new_page(viewport={"width": width, "height": height})
        self.errors = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.goto(f"{address}/doc/tree/{path}?reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self.page.wait_for_function(READY, timeout=60_000)
        self.page.wait_for_timeout(500)

    def run_all(self):
        """Run all cells and wait until the kernel has done the last one."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_timeout(1000)
        self.page.wait_for_function(ALL_RUN, timeout=120_000)
        self.page.wait_for_function(READY, timeout=60_000)
        self.page.wait_for_timeout(500)

    def save(self):
        """Save the notebook and wait until that is done."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def restart(self):
        """Restart the kernel, as the menu does, and leave the page open."""
        kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        self.page.evaluate(f"() => {kernel}.restart()")
        self.page.wait_for_function(READY, timeout=60_000)

    def cell(self, number):
        """Return the code cell with this number, counted from 0."""
        return self.page.locator(".jp-CodeCell").nth(number)

    def text(self):
        """Return all text on the page."""
        return self.page.inner_text(".jp-Notebook")
