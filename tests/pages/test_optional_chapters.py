"""A chapter that needs more than requirements.txt says what is missing, and is skipped by name."""

import ast
import re
import subprocess
import sys

import nbformat
import pytest

from nnfs_helpers.support import frameworks
from tools import notebooks
from tools.chapters import OPTIONAL, ROOT, Chapter, chapter_paths, missing, only, parse, required_paths

(NAME,) = OPTIONAL
PATH = ROOT / "notebooks" / NAME
LACKING = ("no_such_package", "json", "another_one")


def imported(chapter):
    """The packages that the chapter's own cells import."""
    for cell in only("code", chapter.authored):
        for node in ast.walk(parse(cell) or ast.Module([])):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module.split(".")[0]


def test_the_list_names_what_the_chapter_imports_and_its_first_cell_asks_for_the_same():
    everywhere = {"nnfs_helpers", "numpy"} | sys.stdlib_module_names
    assert set(imported(Chapter(PATH))) - everywhere == set(OPTIONAL[NAME]) == set(frameworks.NEEDED)


def test_no_other_chapter_needs_a_package_that_is_not_in_requirements():
    pins = re.findall(r"(?m)^([\w-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    here = {"nnfs_helpers", *pins} | sys.stdlib_module_names
    found = {path.name: set(imported(Chapter(path))) - here for path in required_paths()}
    assert {name: packages for name, packages in found.items() if packages} == {"05_loss.ipynb": {"sklearn"}}
    assert [path for path in chapter_paths() if path not in required_paths()] == [PATH]


def test_the_pins_are_those_of_requirements_and_more():
    listed = (ROOT / "requirements-frameworks.txt").read_text(encoding="utf-8")
    assert "-r requirements.txt" in listed.splitlines()
    pinned = set(re.findall(r"(?m)^([\w-]+)==[\d.]+$", listed))
    assert pinned >= set(OPTIONAL[NAME]) and len(pinned) + 1 == len(re.findall(r"(?m)^[^#\n]", listed))


def test_missing_names_the_packages_that_are_not_there(monkeypatch):
    monkeypatch.setitem(OPTIONAL, "09_test.ipynb", LACKING)
    assert missing("notebooks/09_test.ipynb") == "no_such_package, another_one"
    assert missing("01_neuron.ipynb") == ""


# What a learner without the packages sees


def test_the_first_cell_says_in_a_sentence_what_is_missing_and_how_to_get_it(monkeypatch):
    monkeypatch.setattr(frameworks, "NEEDED", LACKING)
    with pytest.raises(ModuleNotFoundError) as error:
        frameworks.quiet_start()
    sentence = str(error.value)
    assert sentence.startswith("This chapter needs no_such_package, another_one, not installed here: pip install -r ")
    assert (ROOT / re.search(r"-r ([\w.-]+),", sentence)[1]).is_file()
    assert sentence.endswith("the page can be read without.") and sentence.count(". ") == 0


SPEAKS = """
import os, sys
from nnfs_helpers.support.frameworks import silence
with silence():
    os.write(2, b"inside ")
    os.system("echo below >&2")
    print("python inside", file=sys.stderr)
os.write(2, b"outside")
"""


def test_silence_drops_what_any_program_says_and_ends(tmp_path):
    done = subprocess.run([sys.executable, "-c", SPEAKS], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == "outside"


# What pytest, make notebooks and the other proofs do without the packages


def write(path, source):
    """A notebook with one cell that has not run."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(nbformat.v4.writes(notebook), encoding="utf-8")
    return path


PYTEST = """
import sys
import pytest
from tools import chapters
chapters.OPTIONAL = {"02_more.ipynb": ("no_such_package",), "03_json.ipynb": ("json",)}
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_pytest_skips_it_by_name_with_the_reason_and_runs_it_when_all_packages_are_there(tmp_path):
    for name in ("01_one", "02_more", "03_json"):
        write(tmp_path / "notebooks" / f"{name}.ipynb", "import no_such_package" if name == "02_more" else "x = 1")
    options = ["-ptools.in_pytest", "-rsv", "--nbval", "--nbval-current-env", f"--rootdir={tmp_path}"]
    options.append("-pno:cacheprovider")
    command = [sys.executable, "-c", PYTEST, *options, str(tmp_path / "notebooks")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed, 1 skipped" in done.stdout
    reason = "02_more.ipynb needs no_such_package; make test-frameworks runs it"
    assert re.search(rf"SKIPPED \[1\] .*{re.escape(reason)}", done.stdout)


@pytest.fixture
def optional(tmp_path, monkeypatch):
    """A chapter that lacks a package, and the calls of other Pythons that are made for it, each with return code 3."""
    calls = []

    def call(command, **_):
        calls.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 3)

    path = write(tmp_path / "09_test.ipynb", "1 / 0")
    monkeypatch.setitem(OPTIONAL, path.name, LACKING)
    monkeypatch.setattr(notebooks.subprocess, "run", call)
    return path, calls


def test_make_notebooks_leaves_it_and_says_so(optional, monkeypatch, capsys, tmp_path):
    path, calls = optional
    before = path.read_bytes()
    for python in (tmp_path / "nowhere" / "bin" / "python", notebooks.Path(sys.prefix) / "bin" / "python"):
        monkeypatch.setattr(notebooks, "FRAMEWORKS", python)
        notebooks.main([str(path)])
        said = capsys.readouterr().out
        assert said.startswith("09_test.ipynb: left as it is. It needs no_such_package, another_one; make .venv-")
    assert path.read_bytes() == before and calls == []


def test_make_notebooks_lets_the_environment_with_the_packages_run_it_and_passes_a_failure_on(optional, monkeypatch):
    path, calls = optional
    monkeypatch.setattr(notebooks, "FRAMEWORKS", write(path.parent / "other" / "bin" / "python", ""))
    with pytest.raises(SystemExit) as stop:
        notebooks.main(["--check", str(path)])
    assert stop.value.code == 3
    assert calls == [[str(notebooks.FRAMEWORKS), "-m", "tools.notebooks", "--check", str(path)]]


def test_the_makefile_makes_the_environment_that_make_notebooks_looks_for():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    folder = notebooks.FRAMEWORKS.parents[1].name
    assert re.search(rf"(?m)^{re.escape(folder)}/installed: .*requirements-frameworks\.txt", makefile)
    assert f"{folder}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_neither_the_helper_nor_the_exercises_load_a_framework():
    code = "import sys, nnfs_helpers.support.frameworks, nnfs_helpers.exercises.ch15; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert not set(OPTIONAL[NAME]) & set(done.stdout.split())


def test_make_test_frameworks_fails_and_does_not_skip_where_a_framework_is_missing():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = re.findall(r'(?m)^\t\$\(FRAMEWORKS\) -c "(.*quiet_start.*)"', makefile)
    without_torch = (
        "import importlib.util as u; real = u.find_spec; "
        "u.find_spec = lambda name, *rest: None if name == 'torch' else real(name, *rest); "
    )
    command = [sys.executable, "-c", without_torch + line]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1 and re.search("ModuleNotFoundError: This chapter needs .*torch", done.stderr)
