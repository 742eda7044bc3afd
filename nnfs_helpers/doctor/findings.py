"""Can this environment run the course? python -m nnfs_helpers.doctor says what is wrong and which line mends it.

It needs nothing but Python, and an old one will do: whatever is missing or broken must be named.
"""

from collections import namedtuple
import errno
import json
import os
from pathlib import Path
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from nnfs_helpers.doctor.probe import PACKAGES, patched, version

WINDOWS = os.name == "nt"
ON_THE_PAGE = r"inline|widget|ipympl|nbagg|notebook|module://(matplotlib_inline|ipympl|ipykernel)\..*"  # backends

# fault: False if the course can run all the same. line: what to type in a terminal.
Finding = namedtuple("Finding", "fault sentence line")


def course_folder():
    """Return the course's folder: this one or one above it, or else the one that holds this file."""
    places = [Path.cwd(), *Path.cwd().parents]
    courses = [place for place in places if (place / "nnfs_helpers").is_dir() and (place / "notebooks").is_dir()]
    return (courses or [Path(__file__).resolve().parents[2]])[0]


COURSE = course_folder()

# Lines to type: for PowerShell on Windows, for a POSIX shell elsewhere.


def command(*words):
    """Return the line that runs a program with these arguments."""
    words = [str(word) for word in words]
    if not WINDOWS:
        return " ".join(map(shlex.quote, words))
    plain = [re.fullmatch(r"[\w.:\\/-]+", word) for word in words]
    line = " ".join(word if ok else "'" + word.replace("'", "''") + "'" for word, ok in zip(words, plain))  # noqa: B905
    return line if plain[0] else f"& {line}"


def steps(*lines):
    """Return one line for several that must be typed in the course's folder."""
    lines = lines if Path.cwd() == COURSE else (command("cd", COURSE), *lines)
    return ("; " if WINDOWS else " && ").join(lines)


def python(*arguments):
    """Return the line that runs this Python, by its short name if it is in the course's folder."""
    program = Path(os.path.abspath(sys.executable))
    return steps(command(program.relative_to(COURSE) if COURSE in program.parents else program, *arguments))


def environment(program):
    """Return the line that makes the environment of the README.

    A .venv that is a link, or a file, is moved out of the way first: --clear would empty the folder it leads to.
    """
    local = r".venv\Scripts\python" if WINDOWS else ".venv/bin/python"
    install_all = command(local, "-m", "pip", "install", "-r", "requirements.txt")
    make = ["py" if WINDOWS else program, "-m", "venv"]
    place = COURSE / ".venv"
    if os.path.lexists(place) and not (place.is_dir() and is_where_it_seems(place)):
        return steps(rename(place), command(*make, ".venv"), install_all)
    return steps(command(*make, "--clear", ".venv"), install_all)


def is_where_it_seems(place):
    """Return whether a file or folder of the course lies there itself, and is no link to another place."""
    return os.path.realpath(place) == os.path.join(os.path.realpath(COURSE), place.relative_to(COURSE))


def install(*packages):
    """Return the line that installs what requirements.txt names, or else these packages."""
    if not (COURSE / "requirements.txt").is_file():
        return python("-m", "pip", "install", *packages)
    if sys.prefix == sys.base_prefix and not (Path(sys.prefix) / "conda-meta").is_dir():
        return environment(sys.executable)
    return python("-m", "pip", "install", "-r", "requirements.txt")


def rename(path):
    """Return the line that moves a file out of the way, to a name that is free."""
    names = [f"{path.name}.old{number or ''}" for number in range(1000)]
    name = next(name for name in names if not os.path.lexists(path.with_name(name)))
    return command("Rename-Item", path, name) if WINDOWS else command("mv", path, path.with_name(name))


def unset(variable):
    """Return the line that takes a variable out of this terminal."""
    return f"Remove-Item Env:{variable}" if WINDOWS else f"unset {variable}"


def assign(variable, value):
    """Return the line that gives a variable a value in this terminal."""
    quoted = "'" + str(value).replace("'", "''") + "'"
    return f"$Env:{variable} = {quoted}" if WINDOWS else f"export {variable}={shlex.quote(str(value))}"


def is_in_the_course(place):
    """Return whether a folder really lies in the course: the only place where a line may change all that is below."""
    return Path(os.path.realpath(COURSE)) in Path(os.path.realpath(place)).parents


def is_mine(place):
    """Return whether a file or folder belongs to who runs this."""
    return WINDOWS or os.stat(place).st_uid == os.getuid()


def allow(folder):
    """Return the line that gives you the right to write in a folder of the course and to what is in it.

    Where the folder belongs to somebody else, or is a link that leads out of the course: the line that makes a copy of
    the course which is yours.
    """
    if not is_in_the_course(folder) or not is_mine(folder):
        return copy_of_the_course()
    if WINDOWS:
        rights = f'icacls "{folder}" /grant "${{env:USERNAME}}:(OI)(CI)M" /T'
        return f'attrib -R "{folder}\\*" /S; {rights}'
    return command("chmod", "-R", "u+rwX", folder)


def shelters():
    """Return the folders in which this learner can write: of the course, the home and the one for things that go."""
    homes = [os.path.expanduser("~")]
    found = [Path(place) for place in (COURSE, *homes, tempfile.gettempdir()) if os.path.isabs(place)]
    return [place for place in found if place.is_dir() and os.access(place, os.W_OK | os.X_OK)]


def copy_of_the_course():
    """Return the line that copies the course to a place where you can write."""
    places = [place for place in shelters() if place != COURSE]
    target = (places or [Path("..")])[0] / f"{COURSE.name}-copy"
    return command("Copy-Item" if WINDOWS else "cp", "-R" if not WINDOWS else "-Recurse", COURSE, target)


# Versions and files


def numbers(text):
    """Return the numbers at the start of a version, filled up with zeros: "2.4" is (2, 4, 0, 0, 0, 0)."""
    found = [int(number) for number in re.match(r"[\d.]*", text)[0].split(".") if number]
    return tuple((found + [0] * 6)[:6])


def fits(here, rule):
    """Return whether a version is not below a lower bound such as ">=2.0". No rule, no bound."""
    return numbers(here) >= numbers(rule.lstrip(">= "))


def text_of(name):
    """Return the text of a file of the course, empty if there is none."""
    path = COURSE / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def rules():
    """Return {package: rule} of what the course cannot do without."""
    import tomllib

    listed = tomllib.loads(text_of("pyproject.toml")).get("project", {}).get("dependencies", [])
    return {name: "" for name in PACKAGES} | dict(re.match(r"([\w.-]+)(.*)", line).groups() for line in listed)


def existing(path):
    """Return the path, or the nearest folder above it that exists."""
    return next(place for place in (path, *path.parents) if os.path.lexists(place))


def refusal(path):
    """Return the error if this file cannot be written, else None. A file that is there stays as it is."""
    place = existing(path)
    target = path if place == path else place / f".doctor-{os.getpid()}"
    try:
        open(target, "ab").close()
        if target != path:
            target.unlink()
    except OSError as error:
        return error


# Checks: each takes the facts of the probe and yields findings. A package that is missing is named once.


def course_is_here(facts):
    """The chapters are not in this folder."""
    if not (COURSE / "notebooks").is_dir():
        sentence = "The doctor was not started in the folder of the course. Go there, whatever it is called."
        yield Finding(True, sentence, "cd neural-networks-from-scratch")


def another_environment(facts):
    """The course has an environment of its own, and this Python is not the one in it."""
    program = Path(".venv", "Scripts", "python.exe") if WINDOWS else Path(".venv", "bin", "python")
    if (COURSE / program).exists() and not (COURSE / ".venv").samefile(sys.prefix):
        line = steps(command(program, "-m", "nnfs_helpers.doctor"))
        yield Finding(False, "The course has an environment of its own, .venv, and this Python is another one.", line)


def misleading_files(facts):
    """A file has the name of a module that the course needs."""
    for path in [*COURSE.glob("*.py"), *COURSE.glob("notebooks/*.py")]:
        if path.stem in sys.stdlib_module_names | rules().keys():
            sentence = f"{path.relative_to(COURSE)} has the name of a module, and Python loads it in place of that."
            yield Finding(True, sentence, rename(path))


def missing_packages(facts):
    """Packages that are not there."""
    missing = [name for name in rules() if is_missing(name, facts)]
    if missing:
        yield Finding(True, f"Not installed: {', '.join(missing)}.", install(*missing))


def is_missing(name, facts):
    """Return whether a package is not installed, or is hidden from Python."""
    module = name.replace("-", "_")
    return not version(name) or facts["errors"].get(module) == f"ModuleNotFoundError: No module named '{module}'"


def old_packages(facts):
    """Packages that are too old for the course."""
    for name, rule in rules().items():
        if version(name) and not fits(version(name), rule):
            sentence = f"{name} {version(name)} is installed, and the course needs {rule}."
            yield Finding(True, sentence, python("-m", "pip", "install", name + rule))


def other_packages(facts):
    """Packages of requirements.txt that are not there, or not those with which the stored outputs were made."""
    pins = dict(re.findall(r"(?m)^([\w.-]+)==([\d.]+)", text_of("requirements.txt")))
    here = {name: version(name) for name in pins}
    absent = [name for name in pins if not here[name] and name not in rules()]
    other = [f"{name} {here[name]} ({pin})" for name, pin in pins.items() if here[name] not in (None, pin)]
    if absent:
        sentence = f"Not installed: {', '.join(absent)}. Only the tests need them, which prove the pages."
        yield Finding(False, sentence, install())
    if other:
        sentence = f"Other versions than the pages were made with, which stand in brackets: {', '.join(other)}."
        yield Finding(False, f"{sentence} The last digits of an output may differ.", install())


def unmet_needs(facts):
    """What the packages need themselves is not there, or there in a version that they do not want."""
    for name, (package, rule, here) in facts["unmet"].items():
        if name not in rules():
            slider = name in ("jupyterlab-widgets", "widgetsnbextension")
            sentence = f"{package} needs {name}{rule}, and {here or 'none'} is installed"
            line = python("-m", "pip", "install", name + rule)
            yield Finding(slider or not here, f"{sentence}: sliders do not appear." if slider else f"{sentence}.", line)


def broken_packages(facts):
    """A package cannot be imported. Only the first one is named: it may be what breaks the others."""
    if any(is_missing(name, facts) for name in rules()):
        return
    for name, error in facts["errors"].items():
        if error:
            pinned = f"{name}=={version(name)}" if version(name) else name
            line = python("-m", "pip", "install", "--force-reinstall", pinned)
            yield Finding(True, f"{name} cannot be imported. {error}", line)
            return


def replaced_functions(facts):
    """nnfs.init() has replaced functions of NumPy, in this process or in each one that starts."""
    if facts["patched"]:
        profile = Path(facts["ipython"] or COURSE, "profile_default")
        suspects = [path for path in [*map(Path, facts["startup"]), *profile.rglob("*.py")] if path.is_file()]
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in suspects]
        guilty = [path for path, text in zip(suspects, texts) if re.search(r"\b(import|from) nnfs\b", text)]  # noqa: B905
        place = (guilty or [profile])[0]
        sentence = f"Every kernel starts with replaced functions of NumPy: {', '.join(facts['patched'])}."
        yield Finding(True, f"{sentence} It comes from {place}.", rename(place))
    elif patched():
        yield Finding(
            True, f"nnfs.init() has replaced {', '.join(patched())} in this kernel. Restart it without.", "exit()"
        )


def lost_widget_files(facts):
    """The half of a slider that lives in the browser has lost its files."""
    files = [Path(place, "@jupyter-widgets", "jupyterlab-manager", "package.json") for place in facts["labextensions"]]
    here = version("jupyterlab_widgets")
    if here and files and not any(file.is_file() for file in files):
        line = python("-m", "pip", "install", "--force-reinstall", "--no-deps", f"jupyterlab_widgets=={here}")
        yield Finding(True, "The widget extension of JupyterLab has lost its files: sliders do not appear.", line)


# ipywidgets 8.1.8 alone would keep the two others, and VS Code takes a slider's other half from one of them.
SHOWN_IN_VS_CODE = ("ipywidgets==8.1.8", "widgetsnbextension==4.0.15", "jupyterlab-widgets==3.0.16")


def invisible_in_vs_code(facts):
    """A version of ipywidgets that was reported to show nothing in VS Code: microsoft/vscode-jupyter, issue 17504."""
    if version("ipywidgets") == "8.1.9":
        line = python("-m", "pip", "install", *SHOWN_IN_VS_CODE)
        yield Finding(False, "Sliders may not appear in VS Code with ipywidgets 8.1.9. In JupyterLab they do.", line)


def foreign_kernel(facts):
    """The kernel python3, which the chapters ask for, starts another Python than this one."""
    folder, program = facts["kernel"] or (sys.prefix, "python")
    if re.fullmatch(r"python(3(\.\d+)?)?", program) or is_this_python(program):  # Jupyter takes "python" for its own
        return
    own = Path(sys.prefix, "share", "jupyter", "kernels", "python3")  # Jupyter may prefer that of your home folder
    if any(Path(entry) in Path(folder).parents for entry in os.environ.get("JUPYTER_PATH", "").split(os.pathsep)):
        line = unset("JUPYTER_PATH")
    else:
        line = python(
            "-m", "ipykernel", "install", "--user" if own.is_dir() and own != Path(folder) else "--sys-prefix"
        )
    sentence = f'The kernel "python3" starts {program} and not this Python: a chapter finds other packages, or none.'
    yield Finding(True, sentence, line)


def is_this_python(program):
    """Return whether a program is this Python: in the folder of this one, and the same file in the end."""
    one, other = Path(os.path.abspath(shutil.which(program) or program)), Path(os.path.abspath(sys.executable))
    return one.parent.resolve() == other.parent.resolve() and one.resolve() == other.resolve()


def other_helpers(facts):
    """Python finds another nnfs_helpers than that of this folder."""
    own = Path(facts["own"] or COURSE / "nnfs_helpers" / "__init__.py").resolve()
    if own.parent != (COURSE / "nnfs_helpers").resolve():
        entries = [Path(entry).resolve() for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
        astray = any(entry in own.parents for entry in entries)
        line = unset("PYTHONPATH") if astray else python("-m", "pip", "install", "--no-deps", "-e", ".")
        yield Finding(True, f"Python finds nnfs_helpers in {own.parent}, and not that of {COURSE}.", line)


def chapters_that_cannot_be_saved(facts):
    """The chapters cannot be changed, or nothing can be written next to them."""
    folder = COURSE / "notebooks"
    errors = map(refusal, [folder / "new.ipynb", *sorted(folder.glob("*.ipynb"))])
    error = next(filter(None, errors), None)
    if error:
        on_this_disk = error.errno != errno.EROFS  # a disk that only reads: a CD, an image, somebody else's share
        line = allow(folder) if on_this_disk else copy_of_the_course()
        yield Finding(True, f"Your work cannot be saved in {folder}: {error.strerror}.", line)


def record_that_cannot_be_kept(facts):
    """The file that progress() reads cannot be written. The course runs all the same."""
    path = Path(facts["record"] or COURSE / "notebooks" / "new.ipynb")
    error = refusal(path) if facts["record"] else None
    if error:
        sentence = f"What you have solved cannot be kept in {path}: {error.strerror}. All else works."
        yield Finding(False, sentence, line_for_the_record(path))


def line_for_the_record(path):
    """Return the line with which the record can be kept. It touches nothing but the course's own file and folder."""
    place = existing(path)
    if place in (path, path.parent):
        if place.is_dir() == (place == path):
            return rename(place)  # a folder in place of the file, or a file in place of the folder
        if not WINDOWS and is_mine(place):
            return command("chmod", "u+rwX", place)
    return assign("JUPYTER_DATA_DIR", (shelters() or [COURSE])[0] / ".jupyter-data")


def hidden_pictures(facts):
    """MPLBACKEND names a way of drawing that does not reach the page."""
    backend = os.environ.get("MPLBACKEND", "")
    if backend and not re.fullmatch(ON_THE_PAGE, backend):
        sentence = f"MPLBACKEND is set to {backend}: what you draw with Matplotlib does not appear below the cell."
        yield Finding(True, sentence, unset("MPLBACKEND"))


CHECKS = [
    course_is_here,
    another_environment,
    misleading_files,
    missing_packages,
    old_packages,
    unmet_needs,
    broken_packages,
    other_packages,
    replaced_functions,
    lost_widget_files,
    invisible_in_vs_code,
    foreign_kernel,
    other_helpers,
    chapters_that_cannot_be_saved,
    record_that_cannot_be_kept,
    hidden_pictures,
]


def old_python():
    """Return the finding that this Python is too old, or None."""
    rule = re.search(r'requires-python = "(.*)"', text_of("pyproject.toml"))
    rule = rule[1] if rule else ">=3.11"
    if fits(platform.python_version(), rule):
        return None
    names = [f"python3.{minor}" for minor in range(30, 10, -1) if fits(f"3.{minor}", rule)]
    sentence = f"This is Python {platform.python_version()}, and the course needs {rule}. If there is none on this "
    sentence += "machine, get it from https://www.python.org/downloads/ first."
    return Finding(True, sentence, environment(next(filter(shutil.which, names), "python3")))


def ask():
    """Return the facts that a process finds that begins as a kernel does, or a Finding if it breaks."""
    code = (Path(__file__).parent / "probe.py").read_text(encoding="utf-8")
    folder = COURSE / "notebooks" if (COURSE / "notebooks").is_dir() else COURSE
    variables = dict(os.environ, PYTHONIOENCODING="utf-8")
    for way in (["-m", "IPython", "--no-banner", "--HistoryManager.enabled=False", "-c"], ["-c"]):
        call = [sys.executable, *way, code]
        done = subprocess.run(call, cwd=folder, env=variables, stdin=subprocess.DEVNULL, capture_output=True)
        last = done.stdout.decode("utf-8", "replace").rstrip().split("\n")[-1]
        if last.startswith("{"):
            return json.loads(last)
    error = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
    return Finding(True, f"Python stops while it loads the packages of the course: {error}.", install())


def has_a_home():
    """Return whether Python can tell where the home folder of this user is, or should be."""
    try:
        return bool(Path.home().resolve())
    except (OSError, RuntimeError):  # a user whom no list names, without HOME; or links that lead in a circle
        return False


def homeless():
    """Return the finding that this user has no home folder, with the line that lends one in a folder to write in."""
    sentence = "Nobody knows where the home folder of this user is, and Jupyter does not start without one. Type the "
    sentence += "line each time, in the terminal in which you start JupyterLab."
    return Finding(True, sentence, assign("USERPROFILE" if WINDOWS else "HOME", (shelters() or [COURSE])[0] / ".home"))


def findings():
    """Return all findings, those that stop the course first."""
    too_old = old_python()
    if too_old:
        return [too_old]
    facts = ask() if has_a_home() else homeless()
    if isinstance(facts, Finding):
        return [*misleading_files({}), facts]
    return sorted((finding for check in CHECKS for finding in check(facts)), key=lambda finding: not finding.fault)


def main():
    """Print the findings; return 0 if the course can run, else 1."""
    print(f"Python {platform.python_version()} in {sys.executable}\nThe course in {COURSE}\n")
    found = findings()
    for fault, sentence, line in found:
        print(f"{'Wrong' if fault else 'Note'}: {sentence}\n  To mend it, type:  {line}\n")
    wrong = any(finding.fault for finding in found)
    print("Mend the first of these, and ask again." if wrong else "This environment can run the course.")
    return int(wrong)
