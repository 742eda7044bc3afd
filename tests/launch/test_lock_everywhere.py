"""The lock can be installed on Windows, macOS and Linux, with the oldest Python and a new one."""

import subprocess

import pytest
from uv import find_uv_bin

from tools.chapters import ROOT


def install(folder, lock, system, python):
    """Ask uv what it would install from the lock on another system; return the finished process."""
    command = [find_uv_bin(), "pip", "install", "--dry-run", "--target", folder, "--require-hashes", "-r", lock]
    command += ["--only-binary=:all:", "--python-platform", system, "--python-version", python]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)


@pytest.mark.parametrize("python", ["3.11", "3.14"])
@pytest.mark.parametrize("system", ["windows", "macos", "linux", "aarch64-unknown-linux-gnu"])
def test_every_file_is_there_and_has_its_hash(tmp_path, system, python):
    done = install(tmp_path / "there", ROOT / "tools" / "requirements.lock", system, python)
    assert done.returncode == 0, done.stderr
    assert "numpy==2.4.6" in done.stderr and ("pywinpty" in done.stderr) == (system == "windows")


def test_a_file_with_another_hash_is_refused(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"nnfs==0.5.1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    done = install(tmp_path / "there", lock, "linux", "3.11")
    assert done.returncode != 0 and "hash" in done.stderr.lower(), done.stderr
