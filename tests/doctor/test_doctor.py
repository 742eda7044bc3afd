"""Each fault that the doctor names is made real in a course with an environment of its own, and mended by the line."""

import ast
from collections import namedtuple
from fnmatch import fnmatch
import json
import os
from pathlib import Path
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv

import pytest

from nnfs_helpers.doctor import findings as doctor
from tools.chapters import ROOT

WINDOWS = os.name == "nt"
NEEDED = ["numpy", "matplotlib", "nnfs", "jupyter-core", "ipykernel", "ipywidgets", "tqdm", "jupyterlab"]
SHORT = r".venv\Scripts\python.exe" if WINDOWS else ".venv/bin/python"
slow = pytest.mark.slow  # other ways to the same finding; make test-slow runs them
posix = pytest.mark.skipif(WINDOWS, reason="rights are other things on Windows")
Answer = namedtuple("Answer", "code wrong notes text")


def link(source, target):
    """Put a file or folder in a second place, a folder without copying it."""
    if not WINDOWS:
        target.symlink_to(source)
    elif source.is_dir():
        __import__("_winapi").CreateJunction(str(source), str(target))
    else:
        shutil.copyfile(source, target)


def new_environment(prefix, without=()):
    """Make an environment with the packages of this one, but for those whose files fit a pattern."""
    venv.create(prefix, symlinks=not WINDOWS)
    packages = site_packages(prefix)
    for source in Path(sysconfig.get_path("purelib")).iterdir():
        if not any(fnmatch(source.name, pattern) for pattern in ("*nnfs_helpers*", "pip*", "__pycache__", *without)):
            if not (packages / source.name).exists():
                link(source, packages / source.name)
    (prefix / "share" / "jupyter").mkdir(parents=True)
    for name in ("kernels", "labextensions"):
        shutil.copytree(Path(sys.prefix, "share", "jupyter", name), prefix / "share" / "jupyter" / name)


def site_packages(prefix):
    """The folder of an environment that holds its packages."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(prefix)}))


def reach(line, course):
    """The places that a line would change though they are none of its business; read apart.

    Those outside of the course of which it changes all that is below, those that it would write over, and those that
    it would empty because a link leads there.
    """
    found = []
    for part in re.split(r"&&|;|\n", line):
        words = shlex.split(part.replace("\\", "/"))
        program = Path(words[0]).name if words else ""
        deep = [word for word in words[1:] if re.fullmatch(r"-\w*[rR]\w*|--recursive|/[ST]", word)]
        copies = program in ("cp", "Copy-Item")  # reads all, and makes one new folder
        if program == "mv":
            found += [words[-1]] if os.path.lexists(words[-1]) else []
        if "--clear" in words:
            found += [words[-1]] if Path(course, words[-1]).is_symlink() else []
        if program == "sudo" or deep and not copies:
            places = [word for word in words[1:] if word not in deep and not word.startswith(("-", "+"))]
            found += [word for word in places if "/" in word and Path(course) not in Path(word.rstrip("/*")).parents]
    return found


@pytest.mark.parametrize(
    "line",
    [
        "sudo chown -R 65534 /",
        "chmod -R u+rwX /home/anna",
        "cd /a && rm -rf /home",
        "chown --recursive 7 /mnt/usb",
        'attrib -R "C:/Users/*" /S; icacls "C:/Users" /grant x /T',
        "chmod -R u+rwX '/the course'",
    ],
)
def test_a_line_that_reaches_too_far_is_seen(line):
    assert reach(line, "/the course") != []


@posix
def test_a_line_that_writes_over_a_file_or_empties_what_a_link_leads_to_is_seen(tmp_path):
    (tmp_path / "numpy.py.old").touch()
    (tmp_path / "shared").mkdir()
    (tmp_path / ".venv").symlink_to(tmp_path / "shared")
    assert reach(f"mv {tmp_path}/numpy.py {tmp_path}/numpy.py.old", tmp_path) == [f"{tmp_path}/numpy.py.old"]
    assert reach(f"mv {tmp_path}/numpy.py {tmp_path}/numpy.py.old1", tmp_path) == []
    assert reach("python3 -m venv --clear .venv && .venv/bin/python -m pip", tmp_path) == [".venv"]
    assert reach("python3 -m venv --clear .venv", tmp_path / "shared") == []


@pytest.mark.parametrize(
    "line",
    ["chmod -R u+rwX '/the course/notebooks'", "chmod u+rwX /home/anna/file", "cp -R '/the course' /home/anna/copy"],
)
def test_a_line_that_stays_in_the_course_is_fine(line):
    assert reach(line, "/the course") == []


class Patient:
    """A course with a space in its name, an environment in it, and an empty home."""

    def __init__(self, place):
        self.home, self.folder, self.prefix = place / "home", place / "my course", place / "my course" / ".venv"
        self.packages = site_packages(self.prefix)
        self.python = self.folder / SHORT
        self.home.mkdir()
        shutil.copytree(ROOT / "nnfs_helpers", self.folder / "nnfs_helpers")
        (self.folder / "notebooks").mkdir()
        for name in ("pyproject.toml", "requirements.txt", "notebooks/01_neuron.ipynb"):
            shutil.copyfile(ROOT / name, self.folder / name)

    def variables(self, **more):
        """The variables of a terminal in which nothing is set that the test does not set."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PATHEXT", "USERNAME") if name in os.environ}
        homes = dict.fromkeys(["HOME", "USERPROFILE", "APPDATA"], str(self.home))
        return kept | homes | {"OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"} | {k: str(v) for k, v in more.items()}

    def run(self, *call, folder=None, **variables):
        """Run a command in the course's folder."""
        call, where = [str(word) for word in call], folder or self.folder
        options = {"capture_output": True, "encoding": "utf-8", "timeout": 120}
        return subprocess.run(call, cwd=where, env=self.variables(**variables), **options)

    def ask(self, *before, python=None, folder=None, **variables):
        """Run the doctor; `before` is a program that runs it with fewer rights."""
        call = [*before, python or self.python, "-m", "nnfs_helpers.doctor"]
        return self.answer(self.run(*call, folder=folder, **variables))

    def answer(self, done):
        """Read what the doctor has printed."""
        assert done.stderr == "" and "Traceback" not in done.stdout, done.stdout + done.stderr
        found = re.findall(r"^(Wrong|Note): (.*)\n  To mend it, type:  (.*)$", done.stdout, re.MULTILINE)
        for _, _, line in found:
            assert reach(line, self.folder) == [], line
        wrong, notes = ([(what, line) for kind, what, line in found if kind == name] for name in ("Wrong", "Note"))
        return Answer(done.returncode, wrong, notes, done.stdout)

    def finds(self, *before, **options):
        """Return the one thing that the doctor says is wrong, and its line."""
        answer = self.ask(*before, **options)
        assert (answer.code, len(answer.wrong)) == (1, 1), answer.text
        return answer.wrong[0]

    def is_mended_by(self, line, *before, **variables):
        """Type the line into the terminal and ask the doctor again, there."""
        again = f"{doctor.command(SHORT, '-m', 'nnfs_helpers.doctor')}"
        shell = ["powershell", "-NoProfile", "-Command"] if WINDOWS else ["sh", "-c"]
        done = self.run(*before, *shell, f"{line}\n{again}", **variables)
        return done.returncode == 0 and done.stdout.rstrip().endswith("This environment can run the course.")

    def write(self, path, text):
        """Write a file and the folders above it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def change(self, name, old, new):
        """Change the text of a file of the course."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def bare(tmp_path):
    """A course without an environment."""
    return Patient(tmp_path)


@pytest.fixture
def patient(bare):
    """A course in good health."""
    new_environment(bare.prefix)
    return bare


def test_in_good_health_it_finds_nothing(patient):
    answer = patient.ask()
    assert (answer.code, answer.wrong) == (0, []) and "This environment can run the course." in answer.text
    assert not list(patient.folder.rglob(".doctor*")) and not (patient.home / ".local").exists()


# Python


@pytest.mark.parametrize(
    "name", ["doctor/findings.py", "doctor/probe.py", "doctor/__main__.py", "doctor/__init__.py", "__init__.py"]
)
def test_an_old_python_can_read_it(name):
    ast.parse((ROOT / "nnfs_helpers" / name).read_text(encoding="utf-8"), feature_version=(3, 8))


@slow
def test_a_python_that_is_too_old_for_the_course(patient):
    patient.change("pyproject.toml", '">=3.11"', '">=3.99"')
    sentence, line = patient.finds()
    assert sentence.startswith(f"This is Python {sys.version_info[0]}.{sys.version_info[1]}.")
    assert "the course needs >=3.99." in sentence and "python.org/downloads" in sentence
    assert ("py" if WINDOWS else "python3") in line and "-m venv --clear .venv" in line


def old_python():
    """A Python of this machine that is too old, or None."""
    for name in filter(shutil.which, ["python3.10", "python3.9", "python3.8"]):
        if subprocess.run([name, "--version"], capture_output=True).returncode == 0:
            return name


@slow
@pytest.mark.skipif(not old_python(), reason="there is no Python older than 3.11 on this machine")
def test_a_real_old_python(bare):
    assert re.match(r"This is Python 3\.\d+\.\d+, and the course needs >=3\.11\.", bare.finds(python=old_python())[0])


# Packages


def test_in_an_empty_environment_it_runs_and_names_everything(bare):
    venv.create(bare.prefix, symlinks=not WINDOWS)
    sentence, line = bare.finds()
    assert sorted(re.findall(r"[\w-]+", sentence.split(": ")[1])) == sorted(NEEDED)
    assert line == f"{SHORT} -m pip install -r requirements.txt"


@pytest.mark.parametrize("name", ["numpy", *(pytest.param(name, marks=slow) for name in NEEDED[1:])])
def test_a_missing_package(bare, name):
    module = name.replace("-", "_")
    new_environment(bare.prefix, without=[module, f"{module}-*", f"{module}.py"])
    assert bare.finds() == (f"Not installed: {name}.", f"{SHORT} -m pip install -r requirements.txt")


@slow
def test_without_an_environment_the_line_makes_one(bare):
    base = Path(sysconfig.get_path("scripts", vars={"base": sys.base_prefix})) / (
        "python.exe" if WINDOWS else "python3"
    )
    sentence, line = bare.finds(python=base, PYTHONNOUSERSITE=1, PYTHONPATH=hiding(bare, "numpy"))
    assert sentence.startswith("Not installed: ") and "numpy" in sentence
    assert "-m venv --clear .venv" in line and "-m pip install -r requirements.txt" in line


@pytest.fixture
def shared(bare, monkeypatch):
    """A folder that others use, to which the .venv of the course is a link."""
    monkeypatch.setattr(doctor, "COURSE", bare.folder)
    monkeypatch.chdir(bare.folder)
    folder = bare.home / "shared"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    link(folder, bare.prefix)
    return folder


def test_an_environment_that_is_a_link_is_moved_and_not_emptied(bare, shared):
    line = doctor.environment(sys.executable)
    assert "--clear" not in line and reach(line, bare.folder) == []
    *steps, install = line.split("; " if WINDOWS else " && ")
    assert install.endswith("-m pip install -r requirements.txt")
    shell = ["powershell", "-NoProfile", "-Command"] if WINDOWS else ["sh", "-c"]
    assert bare.run(*shell, "\n".join(steps)).returncode == 0
    assert [file.name for file in shared.iterdir()] == ["thesis.txt"]
    assert bare.python.exists() and not bare.prefix.is_symlink()
    assert (bare.folder / ".venv.old").resolve() == shared.resolve()


@posix
@pytest.mark.parametrize("what", ["a link that leads nowhere", "a file"])
def test_something_else_of_that_name_is_moved_as_well(bare, monkeypatch, what):
    monkeypatch.setattr(doctor, "COURSE", bare.folder)
    monkeypatch.chdir(bare.folder)
    bare.prefix.touch() if what == "a file" else bare.prefix.symlink_to(bare.home / "gone")
    assert doctor.environment("python3").startswith(f"mv '{bare.prefix}' '{bare.prefix}.old' && python3 -m venv .venv")


@pytest.mark.parametrize("there", [False, True])
def test_a_real_environment_is_made_anew_in_its_place(bare, monkeypatch, there):
    monkeypatch.setattr(doctor, "COURSE", bare.folder)
    if there:
        bare.prefix.mkdir()
    assert "-m venv --clear .venv" in doctor.environment("python3")


def test_a_course_that_is_reached_by_a_link_has_a_real_environment(bare, monkeypatch, tmp_path):
    bare.prefix.mkdir()
    link(bare.folder, tmp_path / "short")
    monkeypatch.setattr(doctor, "COURSE", tmp_path / "short")
    assert "-m venv --clear .venv" in doctor.environment("python3")


def hiding(patient, name):
    """A folder whose sitecustomize hides a module from the import system."""
    code = f"""
import sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}")
sys.meta_path.insert(0, Nothing())
"""
    return patient.write(patient.home / "hidden" / "sitecustomize.py", code).parent


@slow
def test_a_package_that_is_installed_and_hidden(patient):
    assert patient.finds(PYTHONPATH=hiding(patient, "nnfs"))[0] == "Not installed: nnfs."


@slow
def test_a_package_that_is_too_old(patient):
    patient.change("pyproject.toml", '"numpy>=2.0"', '"numpy>=99.1"')
    sentence, line = patient.finds()
    assert re.fullmatch(r"numpy 2[\d.]+ is installed, and the course needs >=99\.1\.", sentence)
    assert line in (f"{SHORT} -m pip install 'numpy>=99.1'", f'{SHORT} -m pip install "numpy>=99.1"')


@slow
def test_another_version_than_the_pinned_one_is_a_note_and_no_fault(patient):
    patient.change("requirements.txt", "matplotlib==", "matplotlib==0.")
    answer = patient.ask()
    assert answer.code == 0 and len(answer.notes) == 1 and re.search(r": .*matplotlib [\d.]+ \(0\.", answer.notes[0][0])
    assert answer.notes[0][1] == f"{SHORT} -m pip install -r requirements.txt"


@slow
@pytest.mark.parametrize(
    "name", ["jupyter-server", pytest.param("traitlets", marks=slow), pytest.param("packaging", marks=slow)]
)
def test_something_that_a_package_needs_is_missing(bare, name):
    module = name.replace("-", "_")
    new_environment(bare.prefix, without=[module, f"{module}-*"])
    sentence, line = bare.ask().wrong[0]
    assert re.search(rf"needs {name}\S*, and none is installed\.|No module named '{name}'", sentence)
    assert re.match(rf"{re.escape(SHORT)} -m pip install (--force-reinstall )?'?{name}", line)


@slow
def test_what_only_the_tests_need_is_a_note(bare):
    new_environment(bare.prefix, without=["nbval", "nbval-*"])
    answer = bare.ask()
    assert answer.code == 0 and answer.notes[0][0].startswith("Not installed: nbval. Only the tests need")


@slow
def test_a_numpy_that_cannot_be_imported(bare):
    new_environment(bare.prefix, without=["numpy"])
    (bare.packages / "numpy").mkdir()
    for source in Path(sysconfig.get_path("purelib"), "numpy").iterdir():
        if source.name != "_core":
            link(source, bare.packages / "numpy" / source.name)
    sentence, line = bare.finds()
    assert sentence.startswith("numpy cannot be imported. ") and "numpy._core" in sentence
    assert re.fullmatch(re.escape(f"{SHORT} -m pip install --force-reinstall numpy==") + r"[\d.]+", line)


@slow
def test_a_numpy_that_ends_the_process(bare):
    new_environment(bare.prefix, without=["numpy"])
    bare.write(
        bare.packages / "numpy" / "__init__.py", "import os\nos.write(2, b'Illegal instruction')\nos._exit(132)\n"
    )
    sentence, line = bare.finds()
    assert sentence == "Python stops while it loads the packages of the course: Illegal instruction."
    assert line == f"{SHORT} -m pip install -r requirements.txt"


OTHER_FILES = ["notebooks/random.py", "notebooks/copy.py", "matplotlib.py"]


@slow
@pytest.mark.parametrize("name", ["notebooks/numpy.py", *(pytest.param(name, marks=slow) for name in OTHER_FILES)])
def test_a_file_with_the_name_of_a_module(patient, name):
    patient.write(patient.folder / name, "print('my first program')\n")
    answer = patient.ask()
    sentence, line = answer.wrong[0]
    assert sentence == f"{Path(name)} has the name of a module, and Python loads it in place of that."
    assert answer.code == 1 and patient.is_mended_by(line)


@posix
def test_a_file_is_moved_to_a_name_that_is_free(patient):
    kept = {"numpy.py.old": "my first program\n", "numpy.py.old1": "my second\n"}
    for name, text in kept.items():
        patient.write(patient.folder / "notebooks" / name, text)
    patient.write(patient.folder / "notebooks" / "numpy.py", "my third\n")
    line = patient.ask().wrong[0][1]
    assert line.endswith("numpy.py.old2'") and patient.is_mended_by(line)
    kept["numpy.py.old2"] = "my third\n"
    for name, text in kept.items():
        assert (patient.folder / "notebooks" / name).read_text(encoding="utf-8") == text


INIT = "import nnfs\nnnfs.init()\n"
PLACES = {
    "a file that IPython runs": (".ipython/profile_default/startup/00_first.py", INIT),
    "the configuration of IPython": (
        ".ipython/profile_default/ipython_config.py",
        "c = get_config()\nc.InteractiveShellApp.exec_lines = ['import nnfs', 'nnfs.init()']\n",
    ),
    "sitecustomize": ("hidden/sitecustomize.py", INIT),
}


@slow
@pytest.mark.parametrize("place", [next(iter(PLACES)), *(pytest.param(place, marks=slow) for place in [*PLACES][1:])])
def test_nnfs_init_wherever_a_kernel_starts(patient, place):
    name, text = PLACES[place]
    guilty = patient.write(patient.home / name, text)
    patient.write(patient.packages / "nnfs_helpers.pth", "import sys  # nnfs_helpers\n")  # innocent
    sentence, line = patient.finds(PYTHONPATH=patient.home / "hidden")
    assert "np.dot, np.zeros, np.eye, np.random.randn" in sentence and str(guilty) in sentence
    assert patient.is_mended_by(line, PYTHONPATH=patient.home / "hidden")


@slow
def test_nnfs_init_in_a_file_among_the_packages(patient):
    guilty = patient.write(patient.packages / "zz_book.pth", "import nnfs; nnfs.init()\n")
    sentence, line = patient.finds()
    assert str(guilty) in sentence and patient.is_mended_by(line)


@slow
def test_nnfs_init_in_this_kernel(patient):
    answer = patient.answer(
        patient.run(patient.python, "-c", f"{INIT}from nnfs_helpers.doctor import findings as doctor\ndoctor.main()")
    )
    assert answer.wrong[0][0].startswith("nnfs.init() has replaced np.dot, np.zeros, np.eye, np.random.randn in this")


# Widgets


def reversion(patient, name, version):
    """Make a package say that it has another version, as if that had been installed over it."""
    (linked,) = patient.packages.glob(f"{name}-*.dist-info")
    text = (linked / "METADATA").read_text(encoding="utf-8")
    linked.unlink() if linked.is_symlink() else linked.rmdir()
    text = re.sub(r"(?m)^Version: .*$", f"Version: {version}", text)
    patient.write(patient.packages / f"{name}-{version}.dist-info" / "METADATA", text)


@slow
@pytest.mark.parametrize(
    "name, version", [("jupyterlab_widgets", "1.1.11"), pytest.param("widgetsnbextension", "3.6.10", marks=slow)]
)
def test_the_halves_of_ipywidgets_7_and_8_together(patient, name, version):
    reversion(patient, name, version)
    sentence, line = patient.finds()
    assert re.fullmatch(
        rf"ipywidgets needs {name.replace('_', '-')}~=\S+, and {version} is installed: sliders do not appear\.",
        sentence,
    )
    assert re.search(rf"-m pip install ['\"]?{name.replace('_', '-')}~=\d", line)


@slow
@pytest.mark.parametrize("name", ["jupyterlab_widgets", "widgetsnbextension"])
def test_half_a_slider(bare, name):
    new_environment(bare.prefix, without=[name, f"{name}-*"])
    sentence = bare.finds()[0]
    assert f"needs {name.replace('_', '-')}~=" in sentence and "none is installed: sliders do not appear" in sentence


@slow
def test_a_widget_extension_without_its_files(patient):
    shutil.rmtree(patient.prefix / "share" / "jupyter" / "labextensions" / "@jupyter-widgets")
    sentence, line = patient.finds()
    assert sentence == "The widget extension of JupyterLab has lost its files: sliders do not appear."
    assert re.search(r"--force-reinstall --no-deps jupyterlab_widgets==\d", line)


# The kernel


@pytest.fixture
def foreign(tmp_path):
    """The text of a kernelspec that starts the Python of another environment."""
    venv.create(tmp_path / "elsewhere", symlinks=not WINDOWS)
    program = tmp_path / "elsewhere" / Path(*Path(SHORT).parts[1:])
    return json.dumps({"argv": [str(program), "-m", "ipykernel_launcher"], "display_name": "x", "language": "python"})


@slow
def test_a_foreign_kernel_that_a_variable_leads_to(patient, foreign):
    patient.write(patient.home / "other" / "kernels" / "python3" / "kernel.json", foreign)
    sentence, line = patient.finds(JUPYTER_PATH=patient.home / "other")
    assert sentence.startswith('The kernel "python3" starts ') and "elsewhere" in sentence
    assert line == doctor.unset("JUPYTER_PATH") and patient.is_mended_by(line, JUPYTER_PATH=patient.home / "other")


@slow
def test_a_foreign_kernel_in_the_environment(patient, foreign):
    patient.write(patient.prefix / "share" / "jupyter" / "kernels" / "python3" / "kernel.json", foreign)
    assert "elsewhere" in patient.finds()[0]
    assert patient.is_mended_by(patient.finds()[1])


@slow
@pytest.mark.parametrize("own", ["gone", "passed over"])
def test_a_foreign_kernel_in_the_home_folder(patient, foreign, own):
    patient.write(patient.home / "data" / "kernels" / "python3" / "kernel.json", foreign)
    settings = {"JUPYTER_DATA_DIR": patient.home / "data", "JUPYTER_PREFER_ENV_PATH": int(own == "gone")}
    if own == "gone":
        shutil.rmtree(patient.prefix / "share" / "jupyter" / "kernels")
    sentence, line = patient.finds(**settings)
    assert "elsewhere" in sentence and ("--sys-prefix" if own == "gone" else "--user") in line
    assert patient.is_mended_by(line, **settings)


@slow
@pytest.mark.parametrize("own", ["python", "python3", "absolute"])
def test_a_kernel_of_this_python_is_not_foreign(patient, own):
    program = str(patient.python) if own == "absolute" else own
    spec = json.dumps({"argv": [program, "-m", "ipykernel_launcher"], "display_name": "x", "language": "python"})
    patient.write(patient.prefix / "share" / "jupyter" / "kernels" / "python3" / "kernel.json", spec)
    assert patient.ask().code == 0


# The folder


@slow
def test_another_nnfs_helpers_by_a_variable(patient, tmp_path):
    shutil.copytree(ROOT / "nnfs_helpers", tmp_path / "old course" / "nnfs_helpers")
    sentence, line = patient.finds(PYTHONPATH=tmp_path / "old course")
    assert (
        f"finds nnfs_helpers in {tmp_path / 'old course' / 'nnfs_helpers'}, and not that of {patient.folder}"
        in sentence
    )
    assert line == doctor.unset("PYTHONPATH") and patient.is_mended_by(line, PYTHONPATH=tmp_path / "old course")


@slow
def test_another_nnfs_helpers_by_an_installation(patient, tmp_path):
    shutil.copytree(ROOT / "nnfs_helpers", tmp_path / "old course" / "nnfs_helpers")
    patient.write(patient.packages / "course.pth", str(tmp_path / "old course"))
    sentence, line = patient.finds()
    assert "old course" in sentence and line == f"{SHORT} -m pip install --no-deps -e ."


@slow
def test_outside_of_the_course(patient):
    shutil.copytree(ROOT / "nnfs_helpers", patient.packages / "nnfs_helpers")
    sentence, line = patient.finds(folder=patient.home)
    assert sentence.startswith("The doctor was not started in the folder of the course.") and line.startswith("cd ")


@slow
def test_in_a_folder_of_the_course_the_line_goes_to_the_right_place_first(patient):
    patient.write(patient.packages / "course.pth", str(patient.folder))
    shutil.rmtree(patient.packages / "nnfs", ignore_errors=True)
    patient.change("pyproject.toml", '"numpy>=2.0"', '"numpy>=99.1"')
    line = patient.finds(folder=patient.folder / "notebooks")[1]
    assert line.startswith(f"cd '{patient.folder}'") and SHORT in line


@slow
def test_another_python_than_that_of_the_folder_is_a_note(patient, tmp_path):
    new_environment(tmp_path / "second")
    answer = patient.ask(python=tmp_path / "second" / Path(*Path(SHORT).parts[1:]))
    assert (answer.code, [line for _, line in answer.notes]) == (0, [f"{SHORT} -m nnfs_helpers.doctor"])


@slow
def test_a_backend_that_draws_nowhere(patient):
    sentence, line = patient.finds(MPLBACKEND="agg")
    assert sentence == "MPLBACKEND is set to agg: what you draw with Matplotlib does not appear below the cell."
    assert patient.is_mended_by(line, MPLBACKEND="agg")


@pytest.mark.parametrize(
    "backend", ["inline", "module://matplotlib_inline.backend_inline", "module://ipympl.backend_nbagg"]
)
def test_a_backend_that_draws_on_the_page_is_fine(monkeypatch, backend):
    monkeypatch.setenv("MPLBACKEND", backend)
    assert list(doctor.hidden_pictures({})) == []


# Rights. Root may write everywhere, but for a root whose right to do so is taken away.

NO_ROOT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if not WINDOWS and os.getuid() == 0 else []


@slow
@posix
@pytest.mark.parametrize("what", ["the folder", pytest.param("a chapter", marks=slow)])
def test_chapters_that_cannot_be_saved(patient, what):
    place = patient.folder / "notebooks"
    (place if what == "the folder" else place / "01_neuron.ipynb").chmod(0o555)
    sentence, line = patient.finds(*NO_ROOT)
    assert sentence == f"Your work cannot be saved in {place}: Permission denied."
    assert patient.is_mended_by(line, *NO_ROOT)


@slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a mount that only this process sees")
def test_a_disk_that_only_reads(patient):
    mounted = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$0" && "$@"'
    before = ["unshare", "-rm", "sh", "-c", mounted, patient.folder]
    if patient.run("unshare", "-rm", "true").returncode:
        pytest.skip("this machine lets nobody but root mount anything")
    sentence, line = patient.finds(*before)
    assert sentence == f"Your work cannot be saved in {patient.folder / 'notebooks'}: Read-only file system."
    assert patient.run(*before, "sh", "-c", line).returncode == 0
    assert (patient.home / "my course-copy" / "notebooks" / "01_neuron.ipynb").is_file()


def note(patient, *before, **variables):
    """The one note of the doctor, on a record that cannot be kept, and its line. The course can run."""
    answer = patient.ask(*before, **variables)
    assert (answer.code, answer.wrong, len(answer.notes)) == (0, [], 1), answer.text
    sentence, line = answer.notes[0]
    assert sentence.startswith("What you have solved cannot be kept in ") and sentence.endswith(" All else works.")
    return sentence, line


def is_quiet_after(patient, line, *before, **variables):
    """Whether the doctor finds nothing when the line has been typed."""
    done = patient.run(
        *before, "sh", "-c", f"{line}\n{doctor.command(SHORT, '-m', 'nnfs_helpers.doctor')}", **variables
    )
    return done.returncode == 0 and "Note:" not in done.stdout and "Wrong:" not in done.stdout


@slow
@posix
def test_a_record_that_may_not_be_written(patient):
    path = patient.write(patient.home / "data" / "nnfs_course" / "progress.txt", "")
    path.chmod(0o444)
    data = {"JUPYTER_DATA_DIR": patient.home / "data"}
    sentence, line = note(patient, *NO_ROOT, **data)
    assert f" in {path}: Permission denied." in sentence and line == f"chmod u+rwX {path}"
    assert is_quiet_after(patient, line, *NO_ROOT, **data)


@slow
@posix
@pytest.mark.parametrize("way", ["a file in place of the folder", "a folder in place"])
def test_something_in_the_way_of_the_record(patient, way):
    data = patient.home / "data"
    if way.startswith("a file"):
        patient.write(data / "nnfs_course", "")
    else:
        (data / "nnfs_course" / "progress.txt").mkdir(parents=True)
    sentence, line = note(patient, JUPYTER_DATA_DIR=data)
    assert line.startswith("mv ") and is_quiet_after(patient, line, JUPYTER_DATA_DIR=data)


# A home that is missing, foreign, read-only, a file, a mount that is gone

HOMES = ["/nonexistent", "/home/nobody-here", "/etc", "/", "/dev/null", "/mnt/usb/anna", "/proc", "relative", ""]


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("variable", ["HOME", "XDG_DATA_HOME", "JUPYTER_DATA_DIR"])
@pytest.mark.parametrize("mine", [True, False], ids=["mine", "not mine"])
def test_no_home_makes_the_doctor_reach_out_of_the_course(home, variable, mine, monkeypatch, tmp_path):
    course = tmp_path / "the course"
    (course / "notebooks").mkdir(parents=True)
    monkeypatch.setattr(doctor, "COURSE", course)
    monkeypatch.setenv(variable, home)
    monkeypatch.setattr(doctor, "refusal", lambda path: PermissionError(13, "Permission denied"))
    monkeypatch.setattr(doctor, "is_mine", lambda place: mine)
    record = Path(home, ".local", "share", "jupyter", "nnfs_course", "progress.txt")
    (kept,) = doctor.record_that_cannot_be_kept({"record": str(record)})
    assert not kept.fault and kept.line == f"export JUPYTER_DATA_DIR='{course}/.jupyter-data'"
    (saved,) = doctor.chapters_that_cannot_be_saved({})
    assert saved.fault and saved.line.startswith("chmod -R u+rwX" if mine else "cp -R")
    for finding in (kept, saved):
        assert reach(finding.line, course) == []


def test_a_folder_of_chapters_that_leads_out_of_the_course_is_copied(monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "notebooks").symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(doctor, "COURSE", tmp_path / "course")
    assert doctor.allow(tmp_path / "course" / "notebooks").startswith(f"cp -R {tmp_path / 'course'} ")


@pytest.mark.parametrize("here, found", [("8.1.9", 1), ("8.1.8", 0), (None, 0)])
def test_the_ipywidgets_that_vs_code_does_not_show_is_a_note(monkeypatch, here, found):
    monkeypatch.setattr(doctor, "version", lambda name: here)
    notes = list(doctor.invisible_in_vs_code({}))
    assert len(notes) == found and not any(finding.fault for finding in notes)


def test_the_line_brings_the_three_packages_of_widgets_that_the_course_installs(monkeypatch):
    monkeypatch.setattr(doctor, "version", lambda name: "8.1.9")
    (note,) = doctor.invisible_in_vs_code({})
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8").split()
    assert [pin for pin in pins if "widgets" in pin and "==" in pin] == note.line.split()[-3:]


def test_no_line_asks_for_the_rights_of_an_administrator():
    assert "sudo" not in (ROOT / "nnfs_helpers" / "doctor" / "findings.py").read_text(encoding="utf-8")


NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


@pytest.fixture
def nobody(tmp_path_factory):
    """A course that everybody can read, and what runs the doctor there as a user without a home."""
    place = Path(tempfile.mkdtemp(prefix="course"))
    place.chmod(0o755)
    shutil.copytree(ROOT / "nnfs_helpers", place / "nnfs_helpers")
    (place / "notebooks").mkdir()
    call = [*NOBODY, "/usr/bin/python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    if not shutil.which("setpriv") or not Path("/usr/bin/python3").exists() or subprocess.run(call).returncode:
        pytest.skip("this machine has no setpriv, no rights to use it, or no Python that everybody may run")
    yield place
    shutil.rmtree(place)


@slow
@posix
@pytest.mark.parametrize("home", HOMES)
def test_a_user_without_a_home_gets_no_line_that_reaches_out_of_the_course(nobody, home):
    packages = Path(sysconfig.get_path("purelib"))
    variables = {"HOME": home, "PATH": os.environ["PATH"], "PYTHONPATH": f"{nobody}:{packages}", "PYTHONUTF8": "1"}
    call = [*NOBODY, "/usr/bin/python3", "-m", "nnfs_helpers.doctor"]
    done = subprocess.run(call, cwd=nobody, env=variables, capture_output=True, encoding="utf-8", timeout=120)
    lines = re.findall(r"To mend it, type:  (.*)", done.stdout)
    assert lines and "Traceback" not in done.stdout + done.stderr
    assert [line for line in lines if reach(line, nobody) or "sudo" in line] == []


@posix
def test_a_user_whom_no_list_names_and_without_a_home_is_lent_one(nobody):
    packages = Path(sysconfig.get_path("purelib"))
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{nobody}:{packages}", "PYTHONUTF8": "1"}
    nameless = [word.replace("65534", "54321") for word in NOBODY]

    def typed(text):
        done = subprocess.run(
            [*nameless, "sh", "-c", text], cwd=nobody, env=variables, capture_output=True, encoding="utf-8", timeout=120
        )
        assert "Traceback" not in done.stdout + done.stderr
        return re.findall(r"(?:Wrong|Note): (.*)\n  To mend it, type:  (.*)", done.stdout)

    ask = "/usr/bin/python3 -m nnfs_helpers.doctor"
    ((sentence, line),) = typed(ask)
    assert sentence.startswith("Nobody knows where the home folder of this user is")
    assert line.startswith("export HOME=") and reach(line, nobody) == []
    assert "home folder" not in str(typed(f"{line}; {ask}")) and typed(f"{line}; {ask}")


@pytest.mark.parametrize("error", [RuntimeError("Could not determine home directory."), OSError(40, "links")])
def test_where_no_home_can_be_found_nothing_is_asked_of_a_kernel(monkeypatch, error, tmp_path):
    def home():
        raise error

    monkeypatch.setattr(doctor.Path, "home", home)
    monkeypatch.setattr(doctor, "shelters", lambda: [tmp_path])
    monkeypatch.setattr(doctor, "ask", None)
    found = doctor.findings()[-1]
    assert found.fault and found.line == doctor.assign("USERPROFILE" if WINDOWS else "HOME", tmp_path / ".home")


# Lines for Windows, which no other machine can run


@pytest.mark.parametrize(
    "make, line",
    [
        (lambda: doctor.command(r".venv\Scripts\python.exe", "-m", "pip"), r".venv\Scripts\python.exe -m pip"),
        (lambda: doctor.command(r"C:\A B\python.exe", "-m", "pip"), r"& 'C:\A B\python.exe' -m pip"),
        (lambda: doctor.command("py", "it's", "numpy>=2.0"), "py 'it''s' 'numpy>=2.0'"),
        (lambda: doctor.unset("MPLBACKEND"), "Remove-Item Env:MPLBACKEND"),
        (lambda: doctor.rename(Path("notebooks/a b.py")), "Rename-Item 'notebooks/a b.py' 'a b.py.old'"),
        (
            lambda: doctor.environment("python3"),
            r"py -m venv --clear .venv; .venv\Scripts\python -m pip install -r requirements.txt",
        ),
        (
            lambda: doctor.allow(ROOT / "notebooks"),
            rf'attrib -R "{ROOT}/notebooks\*" /S; icacls "{ROOT}/notebooks" /grant "${{env:USERNAME}}:(OI)(CI)M" /T',
        ),
        (
            lambda: doctor.assign("JUPYTER_DATA_DIR", r"C:\it's here"),
            r"$Env:JUPYTER_DATA_DIR = 'C:\it''s here'",
        ),
    ],
)
def test_powershell(monkeypatch, make, line):
    monkeypatch.setattr(doctor, "WINDOWS", True)
    assert make() == line


@pytest.mark.parametrize(
    "version, rule, answer",
    [
        ("2.4.6", ">=2.0", True),
        ("2.0", ">=2.0.0", True),
        ("1.26.4", ">=2.0", False),
        ("3.10.0rc1", ">=3.8", True),
        ("8.1", "", True),
    ],
)
def test_versions(version, rule, answer):
    assert doctor.fits(version, rule) is answer
