"""An exercise: real code that is at once the solution, the oracle of the check and the subject of the tests."""

import inspect
import re
import textwrap

import numpy as np

from nnfs_helpers.exercises.machinery import helps, running
from nnfs_helpers.exercises.machinery.cards import built, cards, edited, hints_and_cards, source_of
from nnfs_helpers.exercises.machinery.compare import Shown, difference, same
from nnfs_helpers.exercises.machinery.explain import explain
from nnfs_helpers.exercises.machinery.record import REGISTRY, add
from nnfs_helpers.exercises.machinery.running import own_world, run_all
from nnfs_helpers.exercises.machinery.stubs import empty_methods, is_stub, same_code
from nnfs_helpers.support import frameworks

NOT_YET, NOT_QUITE, CORRECT = "○ not yet", "✗ not quite", "✓ correct"
FIND_THE_BUG = "Find the bug: "  # how the title of such an exercise begins
REMARK = "One remark: "  # how a sentence begins that belongs to a right answer
FAILED = "The check itself failed, which is not your fault"
LONGEST_CASE = 200  # letters of a case that is shown below an error
MOST_LINES = 10  # of what an answer has printed


class Mistake:
    """A wrong solution with its sentence. state is NOT_YET for the code that a "Find the bug" hands out."""

    def __init__(self, wrong, sentence, state, label, source):
        self.wrong, self.sentence = wrong, sentence
        self.state, self.label = state, label
        self.source = source


def call(attempt, case):
    """The ordinary probe: call the learner's function with the values of the case. A quick answer stays as it is."""
    return attempt(*case.values()) if callable(attempt) else attempt


def case_of(**values):
    """Return a case, in which each list has become an array."""
    return {name: np.array(value) if isinstance(value, list) else value for name, value in values.items()}


def normal(rng, **shapes):
    """Return part of a case: for each name an array of random numbers in that shape, normal(rng, inputs=(5, 4))."""
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def exercise(title, difficulty, minutes, cases=lambda rng: [{}], probe=call, needs=()):
    """Turn the decorated solution into an Exercise. cases(rng) yields dicts: argument name to value.

    needs names packages that the course does not install by itself: without them nothing is judged.
    """
    return lambda solution: Exercise(solution, title, difficulty, minutes, cases, probe, needs)


class Exercise:
    """One exercise of a chapter. reference is the solution; mistakes are wrong solutions with a sentence each."""

    def __init__(self, reference, title, difficulty, minutes, cases, probe, needs=()):
        self.reference, self.title = reference, title
        self.difficulty, self.minutes = difficulty, minutes
        self.cases, self.probe = cases, probe
        self.needs = needs
        self.name = f"{reference.__module__.rsplit('.', 1)[-1]}.{reference.__name__}"
        self.hints, self.hints_given = [], 0
        self.solved_by = reference  # what yours() gives
        self.texts, self.made = [], []  # cards that are not read yet, and the mistakes that are made of them
        REGISTRY[self.name] = self

    # What an author declares

    def feedback(self, text):
        """Declare what is said to a learner: the hints, and then the named mistakes as cards, see cards.

        {names} in the sentence of a card stand for the case, got and expected. The first card of a "Find the bug" is
        what the chapter hands out. A card that begins with "One remark: " is right, and departs from the task.
        """
        hints, cards = hints_and_cards(text)
        self.hints += hints
        self.texts.append(cards)

    @property
    def mistakes(self):
        """The named mistakes, in their order. They are made when they are first asked for, not at the import."""
        while self.texts:
            for sentence, code in cards(self.texts[0]):
                self.made.append(self.mistake(sentence, code))
            del self.texts[0]
        return self.made

    def mistake(self, sentence, code):
        """Return the mistake of a card. Raise ValueError that shows the card if it does not fit the solution."""
        label = f"<{self.name} with {code}>"
        try:
            source = edited(source_of(self.reference), code)
            wrong = built(self.reference, source, label)
        except (ValueError, SyntaxError) as error:
            raise ValueError(f"{self.name}, the card {sentence!r}: {error}") from error
        state = CORRECT if sentence.startswith(REMARK) else NOT_QUITE
        if self.title.startswith(FIND_THE_BUG) and not self.made:
            state = NOT_YET
        return Mistake(wrong, sentence, state, label, source)

    # What a learner and a grader ask for

    @property
    def chapter(self):
        """The number of its chapter, from the name of its module; 0 for a module that belongs to none."""
        digits = re.match(r"ch(\d+)\.", self.name)
        return int(digits[1]) if digits else 0

    @property
    def heading(self):
        """The line that announces the exercise in its chapter."""
        dots = "●" * self.difficulty + "○" * (3 - self.difficulty)
        return f"### Exercise: {self.title} · {dots} · {self.minutes} minutes"

    @property
    def lacking(self):
        """The packages that it needs and that are not here, as a text; "" if it can be judged."""
        return frameworks.lacking(self.needs)

    def hint(self):
        """Print the next hint. After the last one, the hints begin again."""
        number = self.hints_given % len(self.hints)
        self.hints_given += 1
        print(f"Hint {number + 1} of {len(self.hints)}: {self.hints[number]}")
        if number + 1 == len(self.hints):
            print(f"That was the last one. {self.name}.solution() shows a solution.")

    def solution(self):
        """Print the code of the solution: the very code that the check compares with."""
        print(source_of(self.reference).rstrip())

    def check(self, attempt):
        """Print how far the learner's function, class or answer is: not yet, not quite and why, or correct."""
        state, message = self.judge(attempt)
        if state == CORRECT and not message:
            self.solved_by = attempt
        try:
            if state != NOT_YET:
                add(self.name, "solved" if state == CORRECT else "tried")
        except Exception as error:  # a check never stops a chapter
            message = f"{message or ''}\nThis could not be noted for progress(): {error!r}".strip()
        print(f"{state}: {self.title}.")
        for line in (message or "").splitlines():
            print(textwrap.fill(line, 100, break_long_words=False, break_on_hyphens=False))

    def yours(self):
        """Return the last answer that got a ✓ without a remark, so that a chapter can use it; else the solution."""
        return self.solved_by

    def passes(self, attempt):
        """Return whether the attempt is correct, for a grader."""
        return self.judge(attempt)[0] == CORRECT

    def judge(self, attempt, seed=0):
        """Return (state, message) for an attempt, on cases drawn from the seed. Raise nothing.

        A failure of the check itself, or of the solution, is no result: then the state is NOT_YET, and it says so.
        """
        try:
            return self.judged(attempt, seed)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            try:
                return NOT_YET, f"{FAILED}: {type(error).__name__}: {error}"
            except Exception:  # an error that cannot even be shown
                return NOT_YET, f"{FAILED}: {type(error).__name__}"

    # How it is judged

    def judged(self, attempt, seed):
        """Return (state, message) for an attempt. Raise what goes wrong in the check itself."""
        if is_stub(attempt, self.reference):
            return NOT_YET, "Replace the ... by your answer and run the cell again."
        if self.lacking:
            return NOT_YET, f"This check needs {self.lacking}, not installed here: {frameworks.HOW_TO}, gets it."
        with own_world(running.Printed()):
            cases = list(self.cases(np.random.RandomState(seed)))
        if cases[0] and not callable(attempt):
            return NOT_QUITE, f"Give the name without brackets: {self.name}.check({self.reference.__name__})."
        printed = []
        results, changed = run_all(self.probe, attempt, cases, printed)
        remarks = list(running.tolerated)
        wanted = self.wanted(cases)
        wrong = [i for i in range(len(cases)) if not same(results[i], wanted[i])]
        if not wrong:
            if changed:
                remarks.append(f"your code changes `{changed}`, which belongs to the caller.")
            return CORRECT, remarks[0] and f"{REMARK}{remarks[0]}" if remarks else None
        if not all(map(same, wanted, self.wanted(cases))):
            raise RuntimeError("the solution gives something else when it runs again")
        first = wrong[0]
        state, message = self.reason(attempt, cases, results, wanted, first)
        if first < len(printed) and state == NOT_QUITE:
            message += said_by(printed[first])
        return state, message

    def wanted(self, cases):
        """Return what the solution gives for each case. Raise RuntimeError if it gives an error instead."""
        wanted, _ = run_all(self.probe, self.reference, cases)
        for value in wanted:
            for part in value.values() if isinstance(value, dict) else [value]:
                if isinstance(part, BaseException):
                    raise RuntimeError(f"the solution stopped with {type(part).__name__}") from part
        return wanted

    def reason(self, attempt, cases, results, wanted, first):
        """Return (state, sentence) for a wrong answer: a named mistake, a cause, an error, or the first difference."""
        if helps.has_own_names(attempt, cases[0]) and (pair := helps.exchanged(self.probe, attempt, cases, wanted)):
            return CORRECT, f"{REMARK}{helps.OTHER_ORDER.format(*pair)}"
        for mistake in self.mistakes:
            theirs, _ = run_all(self.probe, mistake.wrong, cases)
            if all(map(same, results, theirs)):
                sentence = self.fill(mistake.sentence, cases[first], results[first], wanted[first])
                if mistake.state == NOT_YET and not same_code(attempt, mistake.wrong):
                    return NOT_QUITE, f"Your code has changed, and it still does the same. {sentence}"
                return mistake.state, sentence
        if empty := empty_methods(attempt, self.reference):
            return NOT_QUITE, f"`{empty[0]}` is not written yet: replace its `...`."
        if pair := helps.exchanged(self.probe, attempt, cases, wanted):
            return NOT_QUITE, helps.MIXED_UP.format(*pair)
        wants_a_call = not cases[0] and callable(attempt) and not inspect.isfunction(attempt)  # such as np.log
        if isinstance(results[first], BaseException) and not wants_a_call:
            text = explain(results[first], self.chapter, cases[first]) + where(cases[first])
        elif not cases[0]:
            text = about_parts(results[first], wanted[first]) or about_quick_answer(attempt, wanted[first])
        else:
            text = difference(cases[first], results[first], wanted[first])
        return NOT_QUITE, "\n".join([*helps.causes(attempt, self.reference), text])

    def fill(self, sentence, case, got, expected):
        """Return the sentence of a mistake with the shapes and values at hand."""
        values = {name: Shown(value) for name, value in {**case, "got": got, "expected": expected}.items()}
        return sentence.format(**values)


def said_by(printed):
    """Return what an answer has printed, as lines below a message; nothing if it has printed nothing."""
    lines = printed.rstrip().splitlines()
    if not lines:
        return ""
    shown = [f"    {line}" for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        shown.append(f"    ... and {len(lines) - MOST_LINES} lines more")
    return "\n".join(["\nYour code printed:", *shown])


def where(case):
    """Return the case in which an error came, as a line below a message; nothing if it would be long."""
    text = ", ".join(f"{name} = {Shown(value)}" for name, value in case.items())
    return f"\nIt happened for {text}" if text and "..." not in text and len(text) <= LONGEST_CASE else ""


def about_parts(got, wanted):
    """Return what is wrong with the first part of a quick answer of which the probe tells parts; else ""."""
    if not isinstance(got, dict) or not isinstance(wanted, dict):
        return ""
    name = next(name for name in [*got, *wanted] if not same(got.get(name), wanted.get(name)))
    begin = f"{name[:1].upper()}{name[1:]}: "
    if name not in wanted:
        return f"{begin}{Shown(got[name])}."
    return f"{begin}you get {Shown(got[name])}, and {Shown(wanted[name])} was expected."


def about_quick_answer(attempt, wanted):
    """Return what can be said of a wrong quick answer without giving the right one away."""
    if inspect.isfunction(attempt):
        return "What your function gives is not it. Take a hint."
    if callable(attempt):
        return (
            "You gave a function or a class, and a value is asked for. Round brackets behind its name call a function."
        )
    is_number = np.ndim(wanted) == 0 and not isinstance(wanted, str)
    if is_number and isinstance(attempt, tuple) and len(attempt) == 2:
        return f"You answered {attempt}, which is two numbers. Python's decimal mark is a point, as in 0.5."
    if is_number and isinstance(attempt, str) and re.fullmatch(r"\s*[-+.\d]+\s*", attempt):
        return f"You answered {attempt!r}, a text. Leave the quotes out, so that it is a number."
    try:
        if isinstance(attempt, tuple | list):  # without np.float64(...) around each number
            attempt = type(attempt)(part.item() if isinstance(part, np.generic) else part for part in attempt)
        answer = f"the text {attempt!r}" if isinstance(attempt, str) else f"{attempt}"
    except Exception:
        answer = f"something of the type {type(attempt).__name__}"
    return f"You answered {answer}, and that is not it. Take a hint."
