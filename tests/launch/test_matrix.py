"""The matrix: exact versions, settings that are in force, every cell compared, and every difference named."""

import re
import shutil

import nbformat
import pytest

from tools import matrix
from tools.chapters import OPTIONAL, ROOT, Chapter, chapter_paths, only
from tools.environments import RECIPES, check, lowest, make, pythons, versions
from tools.processors import EVERYTHING, SETTINGS, Impossible, facts, in_force, variables_of

FOUND = pythons()


@pytest.fixture(scope="module")
def pins():
    """The interpreter of the pinned environment."""
    environment = RECIPES["pins"](ROOT, FOUND)
    make(environment, FOUND)
    return environment.interpreter


# Environments


def test_the_lowest_versions_of_pyproject_are_installed_exactly_and_on_the_oldest_python():
    environment = lowest(ROOT, FOUND)
    make(environment, FOUND)
    assert environment.python == "3.11" and len(environment.exact) >= 4
    check(environment, versions(environment.interpreter))


@pytest.mark.parametrize(
    "honest, false, complaint",
    [
        ("numpy>=2.0", "numpy>=1.26.0.1", "numpy==1.26.0.1"),
        ("numpy>=2.0", "numpy>=1.20", "numpy==1.20"),
        ("matplotlib>=3.8.4", "matplotlib>=3.8", "matplotlib==3.8.0 depends on numpy>=1.21,<2"),
        ('requires-python = ">=3.11"', 'requires-python = ">=3.5"', "lowest needs Python 3.5, and this machine has"),
    ],
)
def test_a_bound_that_cannot_be_installed_is_named(tmp_path, monkeypatch, honest, false, complaint):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert honest in text
    (tmp_path / "pyproject.toml").write_text(text.replace(honest, false), encoding="utf-8")
    monkeypatch.setattr("tools.environments.FOLDER", tmp_path / ".matrix")
    with pytest.raises(ValueError, match=re.escape(complaint)):
        make(lowest(tmp_path, FOUND), FOUND)


def test_another_version_than_the_exact_one_is_named(pins):
    environment = RECIPES["pins"](ROOT, FOUND)
    there = versions(pins)
    check(environment, there)
    with pytest.raises(ValueError, match="pins: numpy is 2.0.0, not "):
        check(environment, there | {"numpy": "2.0.0"})
    with pytest.raises(ValueError, match="pins: nnfs is absent, not "):
        check(environment, {name: version for name, version in there.items() if name != "nnfs"})


@pytest.mark.parametrize("name", RECIPES)
def test_an_environment_is_made_anew_when_what_it_is_made_of_has_changed(tmp_path, name):
    for part in ("binder", "tests/launch", "pyproject.toml", "requirements.txt", "tools/requirements.lock"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (tmp_path / part).parent.mkdir(exist_ok=True)
        copy(ROOT / part, tmp_path / part)
    before = RECIPES[name](tmp_path, FOUND).folder
    assert RECIPES[name](tmp_path, FOUND).folder == before == RECIPES[name](ROOT, FOUND).folder
    for path in [path for path in tmp_path.rglob("*") if path.suffix in (".txt", ".toml", ".lock")]:
        text = re.sub(r"(numpy[=>]=)[\d.]+", r"\g<1>2.2.1", path.read_text(encoding="utf-8"))
        path.write_text(text.replace("ruff==0.17.6\n", ""), encoding="utf-8")
    assert RECIPES[name](tmp_path, FOUND).folder != before


# Settings


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_is_in_force_or_said_to_be_impossible(pins, setting):
    try:
        variables, there = in_force(setting, pins)
    except Impossible as reason:
        assert str(reason).startswith("not on this machine: ")
    else:
        assert EVERYTHING not in variables.values()
        assert there["threads"] == (2 if setting in ("2-threads", "extreme") else 1)
        assert (there["SIMD"] == []) == (setting in ("no-SIMD", "extreme"))


@pytest.mark.parametrize("name", ["pins", "colab"])
def test_simd_features_go_by_the_names_that_this_numpy_gives_them(name):
    environment = RECIPES[name](ROOT, FOUND)
    make(environment, FOUND)
    names = variables_of("no-SIMD", environment.interpreter)["NPY_DISABLE_CPU_FEATURES"].split()
    assert names == facts(environment.interpreter, {})["SIMD"]


def test_a_wrong_name_of_a_simd_feature_is_not_taken_for_tested(pins, monkeypatch):
    if not facts(pins, {})["SIMD"]:
        pytest.skip("NumPy chooses no SIMD feature on this machine")
    monkeypatch.setitem(SETTINGS, "misnamed", {"NPY_DISABLE_CPU_FEATURES": "NO_SUCH_FEATURE"})
    with pytest.raises(Impossible, match="NumPy still uses"):
        in_force("misnamed", pins)


def test_a_kernel_that_openblas_does_not_know_is_not_taken_for_tested(pins, monkeypatch):
    monkeypatch.setitem(SETTINGS, "Haswel", {"OPENBLAS_CORETYPE": "Haswel"})
    with pytest.raises(Impossible, match="NumPy computes with the kernel"):
        in_force("Haswel", pins)


def test_a_processor_that_is_killed_by_the_kernel_is_reported(pins, monkeypatch):
    monkeypatch.setattr("tools.processors.PROBE", "import os, signal\nos.kill(os.getpid(), signal.SIGILL)")
    with pytest.raises(Impossible, match="the processor lacks the instructions"):
        in_force("SkylakeX", pins)


# Comparison


@pytest.fixture
def notebooks(tmp_path):
    """A folder with a copy of chapter 1, and the package beside it."""
    (tmp_path / "nnfs_helpers").symlink_to(ROOT / "nnfs_helpers")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "01_neuron.ipynb", tmp_path / "notebooks")
    return tmp_path / "notebooks"


def test_every_cell_of_a_chapter_is_compared_and_a_changed_digit_is_named(pins, notebooks, tmp_path):
    (path,) = notebooks.iterdir()
    cells = only("code", Chapter(path).cells)
    run = matrix.compare(pins, {}, tmp_path / "report.xml", notebooks)
    assert (run.compared, run.differing) == (len(cells), {})
    text = path.read_text(encoding="utf-8")
    printed = [output.text for cell in cells for output in cell.outputs if output.output_type == "stream"]
    number = next(number for lines in printed for number in re.findall(r"\d\.\d+", lines.splitlines()[0]))
    spoilt = re.sub(rf'("text": \[\n *"[^"]*){re.escape(number)}', r"\g<1>9.75", text, count=1)
    assert spoilt != text
    path.write_text(spoilt, encoding="utf-8")
    run = matrix.compare(pins, {}, tmp_path / "report.xml", notebooks)
    ((place, words),) = run.differing.items()
    assert place.startswith(f"{path.name}, Cell ") and "9.75" in words and run.compared == len(cells)


def test_an_optional_chapter_is_left_out_by_name(pins, notebooks, tmp_path, monkeypatch):
    (path,) = notebooks.iterdir()
    every = len(only("code", Chapter(path).cells))
    for name in ("02_required.ipynb", "03_optional.ipynb"):
        shutil.copy(path, notebooks / name)
    monkeypatch.setattr(matrix, "OPTIONAL", ["03_optional.ipynb"])
    assert matrix.compare(pins, {}, tmp_path / "report.xml", notebooks).compared == 2 * every
    monkeypatch.setattr(matrix, "OPTIONAL", [])
    assert matrix.compare(pins, {}, tmp_path / "report.xml", notebooks).compared == 3 * every


def test_as_many_cells_are_wanted_as_the_required_chapters_have():
    every = {path.name: len(only("code", Chapter(path).cells)) for path in chapter_paths()}
    wanted = sum(number for name, number in every.items() if name not in OPTIONAL)
    assert matrix.cells_to_compare() == wanted < sum(every.values())


def test_a_kernel_that_dies_leaves_cells_that_are_not_counted_as_compared(pins, notebooks, tmp_path):
    (path,) = notebooks.iterdir()
    chapter = Chapter(path)
    cells = only("code", chapter.cells)
    cells[1].source = "import os\nos._exit(1)"
    path.write_text(nbformat.v4.writes(chapter.notebook), encoding="utf-8")
    patience = {"PYTEST_ADDOPTS": "--nbval-cell-timeout=5"}
    run = matrix.compare(pins, patience, tmp_path / "report.xml", notebooks)
    assert run.differing and run.compared < len(cells)


def test_the_matrix_fails_if_a_cell_differs_or_is_not_compared_or_an_environment_cannot_be_made(pins, monkeypatch):
    monkeypatch.setattr(matrix, "compare", lambda *arguments: matrix.Run(5, {"01_neuron.ipynb, Cell 3": "1 is not 2"}))
    runs, wrong = matrix.matrix(["pins"], ["1-thread"], FOUND, wanted=6)
    assert len(runs) == 1
    assert wrong[0] == "pins, 1-thread, 01_neuron.ipynb, Cell 3:\n1 is not 2"
    assert wrong[1] == "pins, 1-thread: 5 cells were compared, the chapters have 6."
    runs, wrong = matrix.matrix(["lowest"], ["1-thread"], {"3.13": ""}, wanted=6)
    assert runs == [] and wrong[0].startswith("lowest: this environment cannot be made. lowest needs Python 3.11")


def test_a_table_without_a_comparison_is_a_failure(monkeypatch):
    monkeypatch.setattr(matrix, "in_force", lambda *arguments: (_ for _ in ()).throw(Impossible("not on this machine")))
    with pytest.raises(SystemExit, match="nothing was compared"):
        matrix.main(["--environments", "pins", "--settings", "1-thread"])
