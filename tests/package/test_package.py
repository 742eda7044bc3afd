"""The package as a whole: light to import, documented, and pinned consistently."""

import ast
from pathlib import Path
import re
import subprocess
import sys
import tomllib

from packaging.requirements import Requirement
import pytest

import nnfs_helpers

ROOT = Path(__file__).parents[2]
MODULES = sorted([*ROOT.glob("nnfs_helpers/*.py"), *ROOT.glob("nnfs_helpers/support/*.py")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BROUGHT = {"PIL", "IPython"}  # come with Matplotlib and with ipywidgets
TAUGHT = [
    path.stem for path in ROOT.glob("nnfs_helpers/*.py") if path.stem not in ("__init__", "data")
]  # data needs nnfs


def run(code):
    """What a fresh Python prints for this code."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("modules", ["nnfs_helpers", ", ".join(f"nnfs_helpers.{name}" for name in TAUGHT)])
def test_importing_the_package_and_what_it_teaches_loads_neither_plots_nor_widgets_nor_nnfs(modules):
    loaded = run(f"import sys, {modules}; print(*sys.modules)").split()
    assert "nnfs_helpers" in loaded and not {"matplotlib", "ipywidgets", "IPython", "nnfs"} & set(loaded)


def test_importing_the_package_and_its_data_patches_nothing_in_numpy_and_draws_no_random_numbers():
    code = f"""
import numpy as np
def now(): return np.dot, np.zeros, np.eye, np.random.randn, np.random.get_state()[1].tolist(), np.random.get_state()[2]
before = now()
import {", ".join(f"nnfs_helpers.{name}" for name in [*TAUGHT, "data"])}
print(now() == before, np.zeros(1).dtype, np.dot([1, 2], [3, 4]))
"""
    assert run(code) == "True float64 11"


def public_definitions(path):
    """The module itself, its public functions and classes, and their public methods."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    yield path.stem, module
    for node in module.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            yield node.name, node
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    yield f"{node.name}.{method.name}", method


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_public_function_class_and_method_says_in_a_docstring_what_it_does(path):
    definitions = list(public_definitions(path))
    assert [name for name, node in definitions if not ast.get_docstring(node)] == []


def test_the_taught_modules_are_among_those_that_are_read():
    assert {*TAUGHT, "data"} <= {path.stem for path in MODULES}
    assert "Dense.backward" in dict(public_definitions(ROOT / "nnfs_helpers" / "layers.py"))


def test_the_package_and_pyproject_agree_on_the_version():
    assert nnfs_helpers.__version__ == PROJECT["version"]


# Requirements


def lines(path):
    """The lines of a requirements file without comments and blanks."""
    stripped = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in stripped if line]


def pins(path):
    """Return {name: version} of a requirements file that pins every package exactly and installs the course itself."""
    listed = lines(path)
    assert listed.count("-e .") == 1
    matches = [re.fullmatch(r"([\w.-]+)==(\d+(?:\.\d+)*)", line) for line in listed if line != "-e ."]
    assert all(matches), listed
    names = [match[1] for match in matches]
    assert len(names) == len(set(names))
    return {match[1]: match[2] for match in matches}


def test_the_package_asks_for_lower_bounds_only_so_that_pip_replaces_nothing_on_colab():
    requirements = [Requirement(text) for text in PROJECT["dependencies"]]
    assert requirements
    assert {specifier.operator for item in requirements for specifier in item.specifier} == {">="}
    assert all(len(item.specifier) == 1 for item in requirements)


def imported(path):
    """The names of the packages that a module imports, at its top or in a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def test_the_package_asks_for_all_that_it_imports_and_for_nothing_else():
    modules = (ROOT / "nnfs_helpers").rglob("*.py")  # the doctor looks for packages that may be missing
    names = {name for path in modules if path.parent.name != "doctor" for name in imported(path)}
    foreign = names - sys.stdlib_module_names - {"nnfs_helpers"}
    asked = {Requirement(text).name.replace("-", "_") for text in PROJECT["dependencies"]}
    assert foreign - BROUGHT == asked


def test_every_lower_bound_is_satisfied_by_an_exact_pin():
    pinned = pins(ROOT / "requirements.txt")
    for item in map(Requirement, PROJECT["dependencies"]):
        assert item.name in pinned, f"requirements.txt has no pin for {item}"
        assert item.specifier.contains(pinned[item.name]), item


# Every machine


def without_encoding(source):
    """The lines that read or write text, or what a program prints, in the encoding of whatever machine they run on."""
    for node in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        keywords = {keyword.arg for keyword in node.keywords}
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        opens = name == "open" and isinstance(node.func, ast.Name) and not any("b" in str(text) for text in texts[-1:])
        talks = name in ("run", "Popen", "check_output") and {"text", "universal_newlines"} & keywords
        if (name in ("read_text", "write_text") or opens or talks) and "encoding" not in keywords:
            yield node.lineno


@pytest.mark.parametrize("folder", ["nnfs_helpers", "tools", "tests"])
def test_text_is_read_and_written_as_utf_8_whatever_the_machine_prefers(folder):
    found = {path: list(without_encoding(path.read_text(encoding="utf-8"))) for path in (ROOT / folder).rglob("*.py")}
    assert [f"{path.relative_to(ROOT)}: {lines}" for path, lines in found.items() if lines] == []


@pytest.mark.parametrize(
    "source, seen",
    [
        ("path.read_text()", True),
        ("path.write_text(text)", True),
        ("open(path)", True),
        ("open(path, 'w')", True),
        ("subprocess.run(call, text=True)", True),
        ("path.read_text(encoding='utf-8')", False),
        ("open(path, 'ab')", False),
        ("Image.open(raw)", False),
        ("subprocess.run(call, encoding='utf-8')", False),
    ],
)
def test_a_missing_encoding_is_seen(source, seen):
    assert list(without_encoding(source)) == [1] * seen
