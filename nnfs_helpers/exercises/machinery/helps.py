"""Causes that can be the same in any exercise: an argument nobody reads, `^` for `**`, two arguments exchanged ..."""

import dis
import inspect
from itertools import combinations

import numpy as np

from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.running import TooSlow, run_all
from nnfs_helpers.exercises.machinery.stubs import methods_of

OTHER_ORDER = "your code wants `{1}` before `{0}`; the exercise gives `{0}` first."
MIXED_UP = "Your code takes `{0}` for `{1}`, and `{1}` for `{0}`: exchange the two."
MOST_ARGUMENTS = 4  # with more than that, an exchange of two is no likely mistake


def functions_of(code):
    """Return the functions of an answer: itself, or the methods of a class. {name: function}"""
    if inspect.isclass(code):
        return methods_of(code)
    return {code.__name__: code} if inspect.isfunction(code) else {}


def steps_of(function):
    """Yield the steps of a function and of those that it defines inside."""
    yield from dis.get_instructions(function)
    for constant in getattr(function, "__code__", function).co_consts:
        if inspect.iscode(constant):
            yield from steps_of(constant)


def names_read(function):
    """Return the names that a function reads, whether its own or from outside."""
    read = set()
    for step in steps_of(function):
        if step.opname.startswith("LOAD_"):
            names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
            read.update(name for name in names if isinstance(name, str))
    return read


def arguments_of(function):
    """Return the names of a function's arguments, without self."""
    return [name for name in inspect.signature(function).parameters if name != "self"]


def unread_arguments(attempt, reference):
    """Yield a sentence for each argument that the answer has and never reads, and that the solution does read."""
    theirs, ours = functions_of(attempt), functions_of(reference)
    if not inspect.isclass(reference):
        theirs, ours = {"": next(iter(theirs.values()), None)}, {"": reference}
    for name in ours:
        if theirs.get(name) is None:
            continue
        asked = names_read(ours[name]) & set(arguments_of(ours[name]))
        for argument in arguments_of(theirs[name]):
            if argument in asked and argument not in names_read(theirs[name]):
                yield f"Your code never reads its argument `{argument}`."


def foreign_variables(attempt, reference):
    """Yield a sentence for each variable of another cell that the answer reads: a number, a list or an array."""
    ours = set().union(*map(names_read, functions_of(reference).values()))
    for function in functions_of(attempt).values():
        for name in sorted(names_read(function) - ours):
            value = function.__globals__.get(name)
            if isinstance(value, np.ndarray | list | tuple | float | int) and not name.isupper():
                yield f"Your code reads `{name}`, a variable of another cell. Use the arguments in its place."


def signs_in(code):
    """Return the signs of arithmetic that an answer writes, such as "+" and "^"."""
    return {step.argrepr for function in functions_of(code).values() for step in steps_of(function)}


def powers(attempt, reference):
    """Yield a sentence if the answer writes ^, which the solution does not need."""
    if {"^", "^="} & (signs_in(attempt) - signs_in(reference)):
        yield "`^` is no power in Python: a power is written `**`."


def causes(attempt, reference):
    """Return what can be seen in the code of a wrong answer, as sentences."""
    found = []
    for look in (unread_arguments, foreign_variables, powers):
        found += look(attempt, reference)
    return list(dict.fromkeys(found))


def exchanged(probe, attempt, cases, wanted):
    """Return the two arguments (as the answer takes them) whose exchange makes a function right, or None."""
    names = list(cases[0])
    if not inspect.isfunction(attempt) or not 2 <= len(names) <= MOST_ARGUMENTS:
        return None
    for first, second in combinations(range(len(names)), 2):

        def turned(*values, first=first, second=second):
            values = list(values)
            values[first], values[second] = values[second], values[first]
            return attempt(*values)

        results, _ = run_all(probe, turned, cases)
        if isinstance(results[0], TooSlow):
            return None  # it would be as slow for each of the others
        if all(map(same, results, wanted)):
            return names[first], names[second]
    return None


def has_own_names(attempt, case):
    """Return whether a function names its arguments in its own way: another order of them is on purpose then."""
    return inspect.isfunction(attempt) and arguments_of(attempt) != list(case)
