"""The lock holds what requirements.txt pins, each file with its hash, and no word on where to get it."""

import re

import pytest

from tools.chapters import ROOT
from tools.lock import complaints, entries, foreign

REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
LOCK = (ROOT / "tools" / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_agrees_with_the_requirements():
    assert complaints(REQUIREMENTS, LOCK) == []


def test_the_lock_names_no_index_and_no_address():
    assert not re.search(r"://|--(extra-)?index-url|--find-links|(?m:^-)", LOCK)


def test_the_lock_serves_windows_macos_and_every_python_of_the_course():
    lines = entries(LOCK)
    assert any(line.startswith("pywinpty==") and "os_name == 'nt'" in line for line in lines)
    assert any(line.startswith("appnope==") and "sys_platform == 'darwin'" in line for line in lines)
    numpy = next(line for line in lines if line.startswith("numpy=="))
    assert ";" not in numpy and numpy.count("--hash=sha256:") > 20  # one file for each system and Python


def test_the_lock_holds_what_builds_the_course():
    assert any(line.startswith("setuptools==") for line in entries(LOCK))


HASH = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        (r"(?m)^numpy==[\d.]+", "numpy==2.4.5", "requirements.txt pins numpy 2.4.6, the lock holds 2.4.5"),
        (r"(?ms)^nnfs==.*?(?=^\w)", "", "requirements.txt pins nnfs 0.5.1, the lock holds nothing"),
        (r"(?ms)^(nnfs==\S+).*?(?=^\w)", r"\1\n", '"nnfs==0.5.1" is not an exact version with its sha256 hashes'),
        (r"(?m)^nnfs==", "nnfs>=", '"nnfs>=0.5.1 '),
        (r"(?m)^(nnfs==.*\n    --hash=sha256:)....", r"\1", '"nnfs==0.5.1 --hash=sha256:'),
        (r"\A", "--index-url https://example.org/simple\n", '"--index-url https://example.org/simple" is not'),
        (r"\A", f"evil @ https://example.org/evil.zip --hash={HASH}\n", '"evil @ https://example.org/evil.zip'),
        (r"\A", f"old==1.0 --hash={HASH}\n    # via -r requirements.txt\n", "old is no longer in requirements.txt"),
    ],
)
def test_a_spoilt_lock_is_named(old, new, complaint):
    spoilt = re.sub(old, new, LOCK, count=1)
    assert spoilt != LOCK
    assert any(complaint in sentence for sentence in complaints(REQUIREMENTS, spoilt))


def test_a_new_pin_asks_for_a_new_lock():
    (sentence,) = complaints(REQUIREMENTS.replace("numpy==2.4.6", "numpy==2.5.0"), LOCK)
    assert (
        sentence == "tools/requirements.lock: requirements.txt pins numpy 2.5.0, the lock holds 2.4.6. Run make lock."
    )


def test_a_planted_hash_or_package_is_not_what_the_package_index_answers():
    assert list(foreign(LOCK, LOCK)) == []
    planted = LOCK.replace("nnfs==0.5.1 \\\n", f"nnfs==0.5.1 \\\n    --hash={HASH} \\\n")
    (sentence,) = foreign(planted, LOCK)
    assert f"does not answer nnfs==0.5.1 --hash={HASH}" in sentence
    (sentence,) = foreign(f"evil==1.0 --hash={HASH}\n{LOCK}", LOCK)
    assert "does not answer evil==1.0" in sentence
