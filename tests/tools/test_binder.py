"""binder/ is what repo2docker needs, and nothing else; every Binder link opens a chapter in JupyterLab."""

import re
import shutil
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.launch.binder_files import copied
from tools.binder import complaints
from tools.chapters import ROOT, chapter_paths
from tools.links import markdown_of
from tools.sync import project


def test_the_folder_is_as_binder_needs_it():
    assert complaints() == []


@pytest.fixture
def copy(tmp_path):
    """The parts of the course that Binder reads, to be spoilt."""
    return copied(tmp_path)


def edit(name, old, new):
    """What replaces a text in a file of binder/."""

    def spoil(root):
        raw = (root / "binder" / name).read_bytes()
        assert old in raw
        (root / "binder" / name).write_bytes(raw.replace(old, new))

    return spoil


def add(name, text=""):
    """What adds a file to the course."""

    def spoil(root):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return spoil


@pytest.mark.parametrize(
    "spoil, complaint",
    [
        (edit("runtime.txt", b"3.11", b"3.10"), 'binder/runtime.txt must be the one line "python-3.11".'),
        (edit("runtime.txt", b"3.11", b"3.14"), 'binder/runtime.txt must be the one line "python-3.11".'),
        (edit("runtime.txt", b"3.11", b"3.11.7"), 'binder/runtime.txt must be the one line "python-3.11".'),
        (edit("runtime.txt", b"python-", b""), 'binder/runtime.txt must be the one line "python-3.11".'),
        (edit("runtime.txt", b"\n", b"\r\n"), "binder/runtime.txt has Windows line ends"),
        (edit("requirements.txt", b"\n", b"\r\n"), "binder/requirements.txt has Windows line ends"),
        (edit("requirements.txt", b"numpy==2", b"numpy==1"), "says numpy==1.4.6, requirements.txt says numpy==2.4.6."),
        (edit("requirements.txt", b"nnfs==0.5.1", b"nnfs"), "says nnfs, requirements.txt says nnfs==0.5.1."),
        (edit("requirements.txt", b"nnfs==", b"nnfs>="), "says nnfs>=0.5.1, requirements.txt says nnfs==0.5.1."),
        (edit("requirements.txt", b"numpy==2.4.6\n", b""), "binder/requirements.txt has no pin for numpy."),
        (edit("requirements.txt", b"ipywidgets==8.1.8\n", b""), "binder/requirements.txt has no pin for ipywidgets."),
        (edit("requirements.txt", b"-e .", b""), 'must install the course itself, by one line "-e .".'),
        (edit("requirements.txt", b"-e .", b"-e .."), 'must install the course itself, by one line "-e .".'),
        (edit("requirements.txt", b"-e .", b"-e .\njupyterlab==4.6.6"), "jupyterlab==4.6.6 would break the JupyterLab"),
        (edit("requirements.txt", b"-e .", b"-e .\nscipy"), "says scipy, requirements.txt says no such line."),
        (lambda root: (root / "binder" / "runtime.txt").unlink(), "binder/runtime.txt is missing."),
        (lambda root: (root / "binder" / "requirements.txt").unlink(), "binder/requirements.txt is missing."),
        (lambda root: shutil.rmtree(root / "binder"), "binder/requirements.txt is missing."),
        (add(".binder/requirements.txt"), ".binder: repo2docker does not choose between .binder and binder."),
        (add("binder/Dockerfile", "FROM scratch"), "binder/Dockerfile: repo2docker may follow this file instead."),
        (add("binder/environment.yml"), "binder/environment.yml: repo2docker may follow this file instead."),
        (add("binder/postBuild", "#!/bin/sh\r\n"), "binder/postBuild: repo2docker may follow this file instead."),
    ],
)
def test_a_spoilt_folder_is_named(copy, spoil, complaint):
    assert complaints(copy) == []
    spoil(copy)
    assert any(complaint in sentence for sentence in complaints(copy)), complaints(copy)


@pytest.mark.parametrize("path", [*chapter_paths(), ROOT / "README.md"], ids=lambda path: path.name)
def test_binder_links_open_a_chapter_in_jupyterlab(path):
    links = re.findall(r"https://mybinder\.org/v2/[^)\s]+", markdown_of(path))
    assert links
    _, repository, tag = project()
    for link in map(urlsplit, links):
        assert link.path == f"/v2/gh/{repository}/{tag}"
        assert list(parse_qs(link.query)) == ["labpath"]  # urlpath and filepath would open the classic Notebook
        opened = ROOT / unquote(parse_qs(link.query)["labpath"][0])
        assert opened in chapter_paths() and (path.suffix == ".md" or opened == path)


def test_every_chapter_of_the_readme_has_a_binder_link():
    assert markdown_of(ROOT / "README.md").count("https://mybinder.org/v2/") == len(chapter_paths())
