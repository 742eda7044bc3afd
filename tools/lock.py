"""Write tools/requirements.lock, each file of the pinned environment with its hashes: python -m tools.lock [--check]"""

from pathlib import Path
import re
import shutil
import subprocess
import sys
from tempfile import TemporaryDirectory
import tomllib

from tools.chapters import ROOT
from tools.normal import save

LOCK = "tools/requirements.lock"
PIN = re.compile(r"([\w.-]+)==([^\s;]+)")
ENTRY = re.compile(rf"{PIN.pattern}(?: ; [^\\]+?)?(?: --hash=sha256:[0-9a-f]{{64}})+")


def entries(text):
    """The requirements of a file, one string each, without comments and with continued lines joined."""
    lines = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


def complaints(requirements, lock):
    """What is wrong with the text of a lock, next to the text of requirements.txt: sentences."""
    locked, found = {}, []
    for line in entries(lock):
        if not ENTRY.fullmatch(line):
            found.append(f'{LOCK}: "{line[:60]}" is not an exact version with its sha256 hashes.')
        elif match := PIN.match(line):
            locked.setdefault(name_of(match), set()).add(match[2])
    pinned = {name_of(match): match[2] for match in map(PIN.match, entries(requirements)) if match}
    for name, version in pinned.items():
        if locked.get(name) != {version}:
            there = " and ".join(sorted(locked.get(name, {"nothing"})))
            found.append(f"{LOCK}: requirements.txt pins {name} {version}, the lock holds {there}.")
    for block in re.split(r"(?m)^(?=\w)", lock):
        match = PIN.match(block)
        if match and "-r requirements.txt" in block and name_of(match) not in pinned:
            found.append(f"{LOCK}: {match[1]} is no longer in requirements.txt.")
    return [f"{sentence} Run make lock." for sentence in found]


def name_of(match):
    """The name of a pin as the package index writes it."""
    return re.sub(r"[-_.]+", "-", match[1]).lower()


def compiled(root=ROOT):
    """The text of the lock for every platform, as uv resolves it. Versions that the present lock holds are kept."""
    from uv import find_uv_bin

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    oldest = project["project"]["requires-python"].removeprefix(">=")
    with TemporaryDirectory() as folder:
        target = Path(folder) / Path(LOCK).name
        if (root / LOCK).exists():
            shutil.copy(root / LOCK, target)
        command = [find_uv_bin(), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
        command += [
            f"--python-version={oldest}",
            "--no-emit-package=nnfs-helpers",
            "--custom-compile-command=make lock",
        ]
        command += [f"--output-file={target}", "requirements.txt", "-"]
        build = "\n".join(project["build-system"]["requires"])  # what pip needs to install the course itself
        done = subprocess.run(command, cwd=root, input=build, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise ValueError(f"uv cannot resolve requirements.txt.\n{done.stderr}")
        return target.read_text(encoding="utf-8")


def foreign(lock, fresh):
    """What the lock holds and a fresh resolution does not: versions and hashes, as sentences."""
    known = {entry.split(" ")[0]: set(entry.split(" ")) for entry in entries(fresh)}
    for entry in entries(lock):
        pin, *rest = entry.split(" ")
        strange = [part for part in rest if part not in known.get(pin, ())]
        if pin not in known or strange:
            yield f"{LOCK}: the package index does not answer {pin} {' '.join(strange)}. Run make lock."


def main(arguments):
    """Write the lock, or with --check only say what in it the package index does not bear out."""
    fresh = compiled()
    if "--check" in arguments:
        sys.exit("\n".join(foreign((ROOT / LOCK).read_text(encoding="utf-8"), fresh)) or 0)
    print(f"{LOCK}: {'changed' if save(ROOT / LOCK, fresh) else 'as it was'}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
