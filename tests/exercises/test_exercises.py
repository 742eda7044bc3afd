"""The exercises of all chapters: what they accept and refuse, the sentence of each mistake, and their place.

Everything is run on the fixed cases and on those drawn from five seeds.
"""

import ast
from collections import Counter
from functools import cache
import importlib
import inspect
import re
import textwrap

import nbformat
import numpy as np
import pytest

from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.exercise import CORRECT, NOT_QUITE, NOT_YET, REGISTRY
from nnfs_helpers.exercises.machinery.running import run_all
from nnfs_helpers.exercises.machinery.stubs import is_stub
from tools import notebooks
from tools.chapters import ROOT, Chapter, chapter_paths, missing, only, parse, texts
from tools.rhythm import EMOJI, PADDING, prose

MODULES = sorted(path.stem for path in (ROOT / "nnfs_helpers" / "exercises").glob("ch*.py"))
for module in MODULES:
    importlib.import_module(f"nnfs_helpers.exercises.{module}")
NAMES = [name for name in REGISTRY if name.split(".")[0] in MODULES]
MOST_CASES, MOST_NUMBERS = 12, 10_000
MOST_EXERCISES = 10  # in a chapter, which plans about ninety minutes
MOST_LINES = 8.4  # of a chapter's module for each named mistake, in the mean of all chapters


def is_answer(exercise):
    """Whether this is a quick answer: a number or a shape, and no code."""
    return inspect.isfunction(exercise.reference) and not inspect.signature(exercise.reference).parameters


def tried(names):
    """Names as parameters. An exercise that needs packages which are not here is skipped, by name."""
    lacking = {name: REGISTRY[name].lacking for name in names}
    skip = {name: pytest.mark.skipif(bool(lacking[name]), reason=f"{name} needs {lacking[name]}") for name in names}
    return pytest.mark.parametrize("name", [pytest.param(name, marks=skip[name]) for name in names])


EVERY = tried(NAMES)
SEEDED = pytest.mark.parametrize("seeds", [(0, 1), pytest.param((2, 3, 4), marks=pytest.mark.slow)], ids=["", "more"])
CODING = tried([name for name in NAMES if not is_answer(REGISTRY[name])])
CHAPTER = pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)


def cases_of(exercise, seed):
    """The cases that a check draws from a seed."""
    return list(exercise.cases(np.random.RandomState(seed)))


def runs_of(exercise, attempt, cases):
    """What an attempt gives for each of the cases."""
    return run_all(exercise.probe, attempt, cases)[0]


def all_same(left, right):
    """Whether two attempts gave the same in every case."""
    return all(same(one, other) for one, other in zip(left, right, strict=True))


@cache
def table(name, seed):
    """The cases, what was wanted, and what each named mistake gives: (cases, wanted, [runs])."""
    exercise = REGISTRY[name]
    cases = cases_of(exercise, seed)
    wanted = runs_of(exercise, exercise.reference, cases)
    return cases, wanted, [runs_of(exercise, mistake.wrong, cases) for mistake in exercise.mistakes]


def sentences(name, seed):
    """The filled sentence of each named mistake, at the first case in which it shows."""
    cases, wanted, mistakes = table(name, seed)
    for mistake, runs in zip(REGISTRY[name].mistakes, mistakes, strict=True):
        first = next((i for i, ours in enumerate(runs) if not same(ours, wanted[i])), None)
        assert first is not None, f"seed {seed}: no case shows {mistake.label}"
        yield REGISTRY[name].fill(mistake.sentence, cases[first], runs[first], wanted[first])


def answers(name, kind):
    """The correct or wrong answers in other styles: ANSWERS or WRONG of tests/exercises/answers/chNN.py."""
    return getattr(importlib.import_module(f"tests.exercises.answers.{name.split('.')[0]}"), kind).get(name, [])


# What is accepted and refused


def test_only_exercises_on_frameworks_need_packages_and_without_them_they_say_so(monkeypatch):
    needy = [name for name in NAMES if REGISTRY[name].needs]
    assert needy == ["ch15.keras_network", "ch15.torch_network", "ch15.jax_logits"]
    for name in needy:
        monkeypatch.setattr(REGISTRY[name], "needs", ("no_such_package", "json"))
        assert REGISTRY[name].judge(lambda *_: 0) == (
            NOT_YET,
            "This check needs no_such_package, not installed here: pip install -r requirements-frameworks.txt, "
            "in the course's folder and with the course's Python, gets it.",
        )


@SEEDED
@EVERY
def test_the_solution_is_correct_and_what_is_empty_is_not_yet(name, seeds):
    exercise = REGISTRY[name]
    for seed in seeds:
        assert exercise.judge(exercise.reference, seed) == (CORRECT, None)
    for stub in (..., None):
        assert exercise.judge(stub)[0] == NOT_YET
    assert not is_stub(exercise.reference, exercise.reference)


@SEEDED
@EVERY
def test_at_least_three_answers_in_other_styles_are_correct(name, seeds):
    found = answers(name, "ANSWERS")
    assert len(found) >= 3
    for answer in found:
        for seed in seeds:
            state, message = REGISTRY[name].judge(answer, seed)
            assert state == CORRECT, f"{getattr(answer, '__name__', answer)}, seed {seed}: {message}"


@CODING
def test_wrong_answers_that_nobody_foresaw_are_refused_without_a_sentence_of_others(name):
    exercise, found = REGISTRY[name], answers(name, "WRONG")
    assert len(found) >= 2
    for answer in found:
        state, message = exercise.judge(answer)
        assert state == NOT_QUITE and message and message not in list(sentences(name, 0))


class Nothing:
    """A class without any method."""


class Anything:
    """Takes everything, has every attribute, and knows nothing."""

    def __init__(self, *arguments, **names):
        pass

    def __getattr__(self, name):
        return lambda *arguments, **names: self


JUNK = [Nothing, Nothing(), Anything, Anything(), print, "text", {}, np.zeros((0, 2)), [[1], [2, 3]]]
JUNK += [lambda *values: values, lambda *values: None, lambda *values: 1j, np]


@EVERY
def test_junk_is_refused_in_words(name):
    for junk in JUNK:
        state, message = REGISTRY[name].judge(junk)
        assert state != CORRECT and message, junk


@SEEDED
@EVERY
def test_every_mistake_has_a_sentence_of_its_own_and_gets_no_other(name, seeds):
    for seed in seeds:
        _, _, mistakes = table(name, seed)
        names = [mistake.label for mistake in REGISTRY[name].mistakes]
        for i, runs in enumerate(mistakes):
            twins = [names[k] for k in range(i) if all_same(mistakes[k], runs)]
            assert not twins, f"seed {seed}: {names[i]} cannot be told from {twins}"
        filled = list(sentences(name, seed))
        assert [text for text, times in Counter(filled).items() if times > 1] == []


@EVERY
def test_a_check_gives_each_mistake_its_sentence(name):
    for mistake, sentence in zip(REGISTRY[name].mistakes, sentences(name, 0), strict=True):
        state, message = REGISTRY[name].judge(mistake.wrong)
        said, _, _ = (message or "").partition("\nYour code printed:")
        assert (state, said) == (mistake.state, sentence), mistake.label
        assert not is_stub(mistake.wrong, REGISTRY[name].reference)


@SEEDED
@EVERY
def test_a_check_is_little_work(name, seeds):
    for seed in seeds:
        cases = table(name, seed)[0]
        assert 1 <= len(cases) <= MOST_CASES
        assert max((np.size(value) for case in cases for value in case.values()), default=0) < MOST_NUMBERS


@EVERY
def test_there_are_enough_mistakes_hints_and_words(name):
    exercise = REGISTRY[name]
    assert len(exercise.mistakes) >= (2 if is_answer(exercise) else 4)
    assert len(exercise.hints) >= 2 and all(hint[-1] in ".?" for hint in exercise.hints)
    assert exercise.difficulty in (1, 2, 3) and 1 <= exercise.minutes <= 30
    assert exercise.title[0].isupper() and exercise.title[-1] not in ".:!"
    bugs = [mistake for mistake in exercise.mistakes if mistake.state == NOT_YET]
    assert len(bugs) == exercise.title.startswith("Find the bug: ")


@SEEDED
@EVERY
def test_a_remark_shows_in_the_last_case_only_so_that_it_never_hides_what_is_wrong(name, seeds):
    for seed in seeds:
        _, wanted, mistakes = table(name, seed)
        for mistake, runs in zip(REGISTRY[name].mistakes, mistakes, strict=True):
            if mistake.state == CORRECT:
                assert all_same(runs[:-1], wanted[:-1]), f"seed {seed}: {mistake.label}"


def body_lines(function):
    """The lines of a piece of code that would give it away: without def, class, docstrings and the shortest ones."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not is_text(node)]
    simple = [ast.unparse(node) for node in nodes if not hasattr(node, "body")]
    return [line for line in simple if len(line) > 8]


def is_text(node):
    """Whether a statement is a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def complaints_about(sentence, code):
    """What is wrong with the words of a sentence."""
    words = prose(sentence)
    if match := PADDING.search(words) or EMOJI.search(words) or re.search("!", words):
        yield f"{match[0]!r} does not belong in it"
    if not re.search(r"[.?]\)?$", sentence):
        yield "it must end with a full stop or a question mark"
    if len(sentence) > 300:
        yield f"it has {len(sentence)} characters, at most 300 are allowed"
    for line in code.splitlines():
        if line in sentence:
            yield f"it gives away the line {line!r}"


@EVERY
def test_sentences_are_plain_and_give_nothing_away(name):
    exercise = REGISTRY[name]
    code = "\n".join(body_lines(exercise.reference))
    for mistake, filled in zip(exercise.mistakes, sentences(name, 0), strict=True):
        complaints = [*complaints_about(mistake.sentence, code)]
        assert not complaints and "0x" not in filled and len(filled) <= 500, (filled, complaints)
    for text in (exercise.title, *exercise.hints):
        assert not PADDING.search(text) and not EMOJI.search(text) and "!" not in prose(text)


@pytest.mark.parametrize(
    "sentence",
    ["You just sum.", "No! No.", "Not a sentence", "Use total = sum(inputs) here.", "A 🎉.", "Long. " * 60 + "."],
)
def test_complaints_about_a_sentence(sentence):
    assert len(list(complaints_about(sentence, "total = sum(inputs)\nreturn total"))) == 1


def test_there_are_enough_exercises():
    per_chapter = Counter(name.split(".")[0] for name in NAMES)
    assert set(MODULES) == {f"ch{chapter.number:02}" for chapter in map(Chapter, chapter_paths())}
    assert per_chapter.pop("ch00") == 2  # they show what an exercise is
    assert {name: n for name, n in per_chapter.items() if not 4 <= n <= MOST_EXERCISES} == {}
    assert sum(len(REGISTRY[name].mistakes) for name in NAMES) >= 100
    bugs = Counter(name.split(".")[0] for name in NAMES if REGISTRY[name].title.startswith("Find the bug"))
    assert all(1 <= bugs[module] <= 3 for module in per_chapter), bugs
    assert len({(name[:4], REGISTRY[name].title) for name in NAMES}) == len(NAMES)


def lines_for_each_mistake(modules, mistakes):
    """How many lines the files need for each of so many mistakes."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in modules) / mistakes


def test_a_named_mistake_costs_few_lines_and_contributing_tells_how_many(record_property):
    modules = [ROOT / "nnfs_helpers" / "exercises" / f"{module}.py" for module in MODULES]
    cost = lines_for_each_mistake(modules, sum(len(REGISTRY[name].mistakes) for name in NAMES))
    record_property("told", f"The exercises need {cost:.1f} lines for each named mistake.")
    assert cost <= MOST_LINES
    assert f"at most {MOST_LINES} lines" in (ROOT / "docs" / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_lines_are_counted_over_all_files(tmp_path):
    (tmp_path / "one.py").write_text("a = 1\n\nb = 2\n", encoding="utf-8")
    (tmp_path / "two.py").write_text("c = 3\n" * 18, encoding="utf-8")
    assert lines_for_each_mistake(tmp_path.iterdir(), 2) == 10.5 > MOST_LINES


def test_there_are_answers_for_exercises_only():
    for module in MODULES:
        file = importlib.import_module(f"tests.exercises.answers.{module}")
        assert (set(file.ANSWERS) | set(file.WRONG)) <= set(NAMES)


# Their place in the chapters


def checked(cell):
    """The exercises that a cell checks, with the source of what it gives them: [("ch04.softmax", "softmax")]."""
    calls = [node.value for node in (parse(cell) or ast.Module([])).body if isinstance(node, ast.Expr)]
    calls = [ast.unparse(call) for call in calls if isinstance(call, ast.Call)]
    return [match.groups() for match in map(re.compile(r"(ch\d\d\.\w+)\.check\((.*)\)").fullmatch, calls) if match]


@cache
def places():
    """Where each exercise is checked: {name: [(chapter, index of the cell, what is given)]}."""
    found = {name: [] for name in NAMES}
    for chapter in map(Chapter, chapter_paths()):
        for i, cell in enumerate(chapter.cells):
            for name, given in checked(cell) if cell.cell_type == "code" else []:
                found.setdefault(name, []).append((chapter, i, given))
    return found


def test_no_chapter_checks_an_exercise_that_is_not_declared():
    assert set(places()) == set(NAMES)


def definition(code, name):
    """The tree of a function or class without its decorators, under another name."""
    (node,) = [node for node in ast.parse(textwrap.dedent(code)).body if hasattr(node, "name")]
    node.decorator_list, node.name = [], name
    return node


def emptied(node):
    """The same definition with every body replaced by ... below its docstring."""
    for part in node.body if isinstance(node, ast.ClassDef) else [node]:
        if isinstance(part, ast.FunctionDef):
            part.body = [*filter(is_text, part.body[:1]), ast.Expr(ast.Constant(...))]
    return node


def test_a_stub_keeps_arguments_and_docstrings():
    code = 'class A:\n    """A."""\n    def f(self, x=1):\n        """F."""\n        return x'
    stub = 'class B:\n    """A."""\n\n    def f(self, x=1):\n        """F."""\n        ...'
    assert ast.unparse(emptied(definition(code, "B"))) == stub
    code = "@exercise()\ndef f(x):\n    y = x\n    return y"
    assert ast.unparse(emptied(definition(code, "f"))) == "def f(x):\n    ..."


def handed_out(exercise):
    """The code that the chapter must show above the check, without comments."""
    name = exercise.reference.__name__
    for mistake in exercise.mistakes:
        if mistake.state == NOT_YET:
            return ast.unparse(definition(mistake.source, name))
    if is_answer(exercise):
        return f"{name} = ..."
    return ast.unparse(emptied(definition(inspect.getsource(exercise.reference), name)))


@EVERY
def test_posed_once_in_its_chapter_under_its_heading_with_its_stub(name):
    exercise = REGISTRY[name]
    ((chapter, i, given),) = places()[name]
    cell, before = chapter.cells[i], chapter.cells[i - 1]
    assert chapter.number == int(name[2:4]) and given == exercise.reference.__name__
    assert before.cell_type == "markdown"
    headings = [line for line in before.source.splitlines() if line.startswith("#")]
    assert headings and headings[-1] == exercise.heading
    assert before.source.split(exercise.heading)[1].strip(), "no sentence poses the exercise"
    tree = parse(cell)
    assert len(tree.body) == 2, "a cell holds the code and the check, nothing else"
    assert ast.unparse(tree.body[0]) == handed_out(exercise)
    assert cell.source.rstrip().endswith(f"# {name}.hint()")


@EVERY
def test_unsolved_it_says_not_yet(name):
    ((chapter, i, _),) = places()[name]
    exercise = REGISTRY[name]
    assert [text.splitlines()[0] for text in texts(chapter.cells[i])] == [f"{NOT_YET}: {exercise.title}."]


@CHAPTER
def test_every_exercise_heading_is_declared_and_no_other_cell_uses_the_names(path):
    chapter = Chapter(path)
    headings = [line for cell in only("markdown", chapter.authored) for line in cell.source.splitlines()]
    posed = [REGISTRY[name] for name in NAMES if int(name[2:4]) == chapter.number]
    assert [line for line in headings if line.startswith("### Exercise")] == sorted(
        (exercise.heading for exercise in posed), key=headings.index
    )
    own = {exercise.reference.__name__ for exercise in posed}
    for cell in only("code", chapter.authored):
        used = {node.id for node in ast.walk(parse(cell) or ast.Module([])) if isinstance(node, ast.Name)}
        assert checked(cell) or not used & own, chapter.complain(cell, f"it uses {used & own} of an exercise")


def test_the_first_chapter_says_how_to_use_them():
    text = "\n".join(cell.source for cell in Chapter(chapter_paths()[0]).authored)
    for word in ("○", "✗", "✓", ".hint()", ".solution()", "progress()"):
        assert word in text, f"chapter 1 does not explain {word}"


# A solved course


def listed(answer):
    """An answer in plain Python: arrays and tuples as lists, also where they differ in length."""
    if isinstance(answer, tuple | list):
        return [listed(part) for part in answer]
    return np.asarray(answer).tolist()


def solved(exercise):
    """The code of a learner who solves the exercise."""
    name = exercise.reference.__name__
    if is_answer(exercise):
        return f"{name} = {listed(exercise.reference())!r}"
    return ast.unparse(definition(inspect.getsource(exercise.reference), name))


@pytest.mark.slow
@CHAPTER
def test_a_solved_chapter_shows_only_check_marks_and_is_otherwise_the_same(path, tmp_path, monkeypatch):
    if missing(path):
        pytest.skip(f"{path.name} needs {missing(path)}")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    chapter, stored = Chapter(path), Chapter(path)
    exercises = {i: name for name, posed in places().items() for where, i, _ in posed if where.path == path}
    for i, name in exercises.items():
        chapter.cells[i].source = f"{solved(REGISTRY[name])}\n\n{name}.check({REGISTRY[name].reference.__name__})"
    chapter.notebook = nbformat.v4.reads(notebooks.run(chapter))
    assert exercises
    for i, (cell, old) in enumerate(zip(chapter.cells, stored.cells, strict=True)):
        if i in exercises:
            assert list(texts(cell)) == [f"{CORRECT}: {REGISTRY[exercises[i]].title}.\n"]
        elif cell.cell_type == "code":
            assert list(texts(cell)) == list(texts(old)), chapter.complain(cell, "a solved exercise changes it")
