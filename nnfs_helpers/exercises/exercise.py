"""An exercise: real code that is at once the solution, the oracle of the check and the subject of the tests."""

from collections import namedtuple
import inspect
import re
import textwrap

import numpy as np

from nnfs_helpers.exercises.compare import Shown, difference, same
from nnfs_helpers.exercises.explain import explain
from nnfs_helpers.exercises.record import REGISTRY, add
from nnfs_helpers.exercises.running import is_stub, own_world, run_all

NOT_YET, NOT_QUITE, CORRECT = "○ not yet", "✗ not quite", "✓ correct"
Mistake = namedtuple("Mistake", "wrong sentence state")


def call(attempt, case):
    """The ordinary probe: call the learner's function with the values of the case. A quick answer stays as it is."""
    return attempt(*case.values()) if callable(attempt) else attempt


def exercise(title, difficulty, minutes, hints, cases=lambda rng: [{}], probe=call):
    """Turn the decorated solution into an Exercise. cases(rng) yields dicts: argument name to value."""
    return lambda solution: Exercise(solution, title, difficulty, minutes, hints, cases, probe)


class Exercise:
    """One exercise of a chapter. reference is the solution; mistakes are wrong solutions with a sentence each."""

    def __init__(self, reference, title, difficulty, minutes, hints, cases, probe):
        self.reference, self.title, self.hints = reference, title, tuple(hints)
        self.difficulty, self.minutes = difficulty, minutes
        self.cases, self.probe = cases, probe
        self.name = f"{reference.__module__.rsplit('.', 1)[-1]}.{reference.__name__}"
        self.mistakes, self.hints_given = [], 0
        REGISTRY[self.name] = self

    def mistake(self, sentence, state=NOT_QUITE):
        """Declare the decorated code as a named mistake. {names} in the sentence: the case, got and expected."""

        def register(wrong):
            self.mistakes.append(Mistake(wrong, sentence, state))
            return wrong

        return register

    def bug(self, symptom):
        """Declare the decorated code as what the chapter hands out to be repaired, with what is seen of its bug."""
        return self.mistake(symptom, NOT_YET)

    @property
    def heading(self):
        """The line that announces the exercise in its chapter."""
        dots = "●" * self.difficulty + "○" * (3 - self.difficulty)
        return f"### Exercise: {self.title} · {dots} · {self.minutes} minutes"

    def hint(self):
        """Print the next hint. After the last one, the hints begin again."""
        number = self.hints_given % len(self.hints)
        self.hints_given += 1
        print(f"Hint {number + 1} of {len(self.hints)}: {self.hints[number]}")

    def solution(self):
        """Print the code of the solution: the very code that the check compares with."""
        source = textwrap.dedent(inspect.getsource(self.reference))
        print(source[re.search(r"^(def|class) ", source, re.MULTILINE).start() :].rstrip())

    def check(self, attempt):
        """Print how far the learner's function, class or answer is: not yet, not quite and why, or correct."""
        try:
            state, message = self.judge(attempt)
            if state != NOT_YET:
                add(self.name, "solved" if state == CORRECT else "tried")
        except Exception as error:  # a check never stops a chapter
            state, message = NOT_YET, f"The check itself failed, which is not your fault: {error!r}"
        print(f"{state}: {self.title}.")
        for line in (message or "").splitlines():
            print(textwrap.fill(line, 100, break_long_words=False, break_on_hyphens=False))

    def passes(self, attempt):
        """Return whether the attempt is correct, for a grader."""
        return self.judge(attempt)[0] == CORRECT

    def judge(self, attempt, seed=0):
        """Return (state, message) for an attempt, on cases drawn from the seed. Raises nothing the attempt raises."""
        if is_stub(attempt, self.reference):
            return NOT_YET, "Replace the ... by your answer and run the cell again."
        with own_world():
            cases = list(self.cases(np.random.RandomState(seed)))
        if cases[0] and not callable(attempt):
            return NOT_YET, f"Give the name without brackets: {self.name}.check({self.reference.__name__})."
        results, changed = run_all(self.probe, attempt, cases)
        wanted, _ = run_all(self.probe, self.reference, cases)
        first = next((i for i in range(len(cases)) if not same(results[i], wanted[i])), None)
        if first is None:
            return CORRECT, changed and f"One remark: your code changes `{changed}`, which belongs to the caller."
        for mistake in self.mistakes:
            theirs, _ = run_all(self.probe, mistake.wrong, cases)
            if all(map(same, results, theirs)):
                return mistake.state, self.fill(mistake.sentence, cases[first], results[first], wanted[first])
        if isinstance(results[first], BaseException):
            return NOT_QUITE, explain(results[first])
        if not cases[0]:  # a quick answer, which is not given away
            answer = f"the text {attempt!r}" if isinstance(attempt, str) else attempt
            return NOT_QUITE, f"You answered {answer}, and that is not it. Take a hint."
        return NOT_QUITE, difference(cases[first], results[first], wanted[first])

    def fill(self, sentence, case, got, expected):
        """Return the sentence of a mistake with the shapes and values at hand."""
        values = {name: Shown(value) for name, value in {**case, "got": got, "expected": expected}.items()}
        return sentence.format(**values)
